//! The usage in a spec, in the keys that the bill uses.

use crate::aws::service::{EcsFargateService, ServiceUsage};
use crate::cost::{Amount, Decimal, Range, Usage, UsageValue};
use crate::decision::Tier;
use crate::model::Model;
use crate::spec::Map;
use crate::stack::spec::Environment;
use crate::terraform::{Document, Section};
use crate::unit::{DataSize, label};

/// The default sizes of a response, a request and its logs; the same as in the assumptions of a tier.
pub(in crate::stack) const RESPONSE: DataSize = DataSize::bytes(20 * 1024);
pub(in crate::stack) const REQUEST: DataSize = DataSize::bytes(2 * 1024);
pub(in crate::stack) const LOGGED: DataSize = DataSize::bytes(1024);

/// Hours in a month and minutes in a week, from which the hours of a service that rests follow.
const HOURS: Decimal = Decimal::from_parts(730, 0, 0, false, 0);
const MINUTES_A_WEEK: Decimal = Decimal::from_parts(7 * 24 * 60, 0, 0, false, 0);

/// The usage of an environment: that of the spec over the assumptions of its tier.
pub(in crate::stack) fn of(spec: &Environment, tier: Tier, document: &Document) -> Usage {
    let none = Map::default();
    let services = spec.services.as_ref().unwrap_or(&none);
    let services: Vec<_> =
        services.iter().filter_map(|(name, service)| Some((name, service.on()?))).collect();
    let assumed = Usage::assuming(tier);
    let public = Public::all(&services, &assumed);
    let usage = services.iter().fold(assumed, |usage, (name, service)| of_service(name, service, usage));
    let usage = public.iter().fold(usage, |usage, service| service.logs(usage));
    let usage = of_balancers(&public, document, usage);
    of_gateways(&services, document, usage)
}

/// What is known of an environment's use, when it has the gateways of this document.
pub(in crate::stack) fn with_gateways(spec: &Environment, document: &Document, known: Usage) -> Usage {
    let services = spec.services.iter().flat_map(Map::iter);
    let services: Vec<_> = services.filter_map(|(name, service)| Some((name, service.on()?))).collect();
    of_gateways(&services, document, known)
}

/// The use of what holds the states: each is small, and read at every plan.
pub(in crate::stack) fn of_bootstrap() -> Usage {
    let assume = |usage: Usage, kind: &str, key: &str, amount: Decimal, reason: &str| {
        usage.of_type(kind, key, UsageValue::assumed(amount, reason))
    };
    let usage = Usage::assuming(Tier::Development);
    let usage = assume(
        usage,
        "aws_s3_bucket",
        "standard.storage_gb",
        Decimal::new(1, 1),
        "0.1 GB: states and their old versions are small",
    );
    let usage = assume(
        usage,
        "aws_s3_bucket",
        "standard.monthly_tier_1_requests",
        1000.into(),
        "1k requests a month: one for each lock and write",
    );
    let usage = assume(
        usage,
        "aws_s3_bucket",
        "standard.monthly_tier_2_requests",
        5000.into(),
        "5k requests a month: a plan reads the state",
    );
    let usage = assume(
        usage,
        "aws_kms_key",
        "monthly_requests",
        5000.into(),
        "5k requests a month: one for each time a state is read",
    );
    let usage = assume(
        usage,
        "aws_dynamodb_table",
        "monthly_write_request_units",
        1000.into(),
        "1k units a month: a lock is taken and given back",
    );
    assume(usage, "aws_dynamodb_table", "monthly_read_request_units", 1000.into(), "1k units a month")
}

/// What one service says of its own use, over what is known.
pub(in crate::stack) fn of_service(name: &str, service: &EcsFargateService, usage: Usage) -> Usage {
    let address = |kind: &str| format!("{kind}.{}", label(name));
    let mut usage = usage;
    if let Some(hours) = service.scale.as_ref().and_then(|scale| scale.hours.as_ref()) {
        let minutes = HOURS.saturating_mul(hours.minutes_a_week().into());
        let running = minutes.checked_div(MINUTES_A_WEEK).unwrap_or_default();
        let reason = format!("{name} runs {hours}");
        usage = usage.of(address("aws_ecs_service"), "monthly_task_hours", UsageValue::spec(running, reason));
    }
    let Some(explicit) = &service.usage else { return usage };
    if let Some(tasks) = explicit.tasks {
        let reason = format!("{tasks} tasks on average, as the spec says");
        usage = usage.of(
            address("aws_ecs_service"),
            "average_tasks",
            UsageValue::spec(Decimal::from(tasks.as_u64()), reason),
        );
    }
    if let Some(out) = explicit.data_out {
        let reason = format!("{out} a month, as the spec says");
        let used = UsageValue::spec(gigabytes(Decimal::ONE.into(), out), reason);
        usage = usage.of(address("aws_ecs_service"), "monthly_outbound_internet_gb", used);
    }
    usage
}

/// A service that the load balancer sends requests to.
pub(in crate::stack) struct Public<'a> {
    pub(in crate::stack) name: &'a str,
    pub(in crate::stack) explicit: ServiceUsage,
    /// Requests a month: explicit, or the service's share of the assumption.
    pub(in crate::stack) requests: Range,
}

impl<'a> Public<'a> {
    /// All public services. The load balancer's assumption is divided among them.
    pub(in crate::stack) fn all(services: &[(&'a str, &EcsFargateService)], assumed: &Usage) -> Vec<Self> {
        let is_public =
            |service: &EcsFargateService| service.public.as_ref().is_some_and(|public| public.on().is_some());
        let public: Vec<_> = services.iter().filter(|(_, service)| is_public(service)).collect();
        let share = shared(figure(assumed, "aws_lb", "monthly_requests"), public.len());
        let one = |(name, service): &&(&'a str, &EcsFargateService)| {
            let explicit = service.usage.clone().unwrap_or_default();
            let requests =
                explicit.requests.map_or(share, |requests| Decimal::from(requests.as_u64()).into());
            Self { name, explicit, requests }
        };
        public.iter().map(one).collect()
    }

    /// Whether the spec sets any usage that affects the load balancer.
    fn is_explicit(&self) -> bool {
        self.explicit.requests.is_some()
            || self.explicit.response_size.is_some()
            || self.explicit.request_size.is_some()
    }

    fn sent(&self) -> Range {
        gigabytes(self.requests, self.explicit.response_size.unwrap_or(RESPONSE))
    }

    fn received(&self) -> Range {
        gigabytes(self.requests, self.explicit.request_size.unwrap_or(REQUEST))
    }

    /// `30M of api, as the spec says`.
    fn reason(&self) -> String {
        match self.explicit.requests {
            Some(requests) => format!("{requests} of {} as the spec says", self.name),
            None => format!("the share of {} in what is assumed", self.name),
        }
    }

    /// What it writes to its log for its requests.
    fn logs(&self, usage: Usage) -> Usage {
        let logged = self.explicit.logs_per_request.unwrap_or(LOGGED);
        let amount = gigabytes(self.requests, logged);
        let reason = format!("requests a month: {}; each with {logged} of logs", self.reason());
        let is_explicit = self.explicit.requests.is_some() || self.explicit.logs_per_request.is_some();
        let used =
            if is_explicit { UsageValue::spec(amount, reason) } else { UsageValue::assumed(amount, reason) };
        let address = format!("aws_cloudwatch_log_group.{}", label(self.name));
        usage.of(address, "monthly_data_ingested_gb", used)
    }
}

/// The load balancer carries the requests of all public services together, and the firewall logs each.
fn of_balancers(public: &[Public<'_>], document: &Document, usage: Usage) -> Usage {
    if !public.iter().any(Public::is_explicit) {
        return usage;
    }
    let reasons: Vec<String> = public.iter().map(Public::reason).collect();
    let reason = format!("requests a month: {}", reasons.join(", "));
    let used = |amount: Range| UsageValue::spec(amount, reason.clone());
    let requests: Range = public.iter().map(|service| service.requests).sum();
    let sent: Range = public.iter().map(Public::sent).sum();
    let received: Range = public.iter().map(Public::received).sum();
    let usage = on_each(document, "aws_lb", "monthly_requests", &used(requests), usage);
    let usage = on_each(document, "aws_lb", "monthly_processed_gb", &used(sent + received), usage);
    let usage = on_each(document, "aws_lb", "monthly_outbound_internet_gb", &used(sent), usage);
    let usage = on_each(document, "aws_wafv2_web_acl", "monthly_requests", &used(requests), usage);
    let logs = used(gigabytes(requests, LOGGED));
    on_each(document, "aws_wafv2_web_acl_logging_configuration", "monthly_data_ingested_gb", &logs, usage)
}

const DATA: &str = "monthly_data_processed_gb";
const OUT: &str = "monthly_outbound_internet_gb";

/// The usage of a NAT gateway: the data that it processes, and the part that goes to the internet.
pub(in crate::stack) fn through_gateways(usage: &Usage) -> (Range, Range) {
    (figure(usage, "aws_nat_gateway", DATA), figure(usage, "aws_nat_gateway", OUT))
}

/// The outbound traffic of services is divided among all NAT gateways.
fn of_gateways(services: &[(&str, &EcsFargateService)], document: &Document, usage: Usage) -> Usage {
    let gateways = gateways(document);
    let (through, out) = through_gateways(&usage);
    let is_explicit = services.iter().any(|(_, service)| {
        service.usage.as_ref().is_some_and(|usage| usage.data_out.is_some() || usage.data_in.is_some())
    });
    // A service without explicit usage counts with its share of the assumption.
    let sum = |of: fn(&ServiceUsage) -> Option<DataSize>, assumed: Range| -> Range {
        let share = shared(assumed, services.len());
        let explicit = |service: &EcsFargateService| of(service.usage.as_ref()?);
        let each = services.iter().map(|(_, service)| match explicit(service) {
            Some(size) => gigabytes(Decimal::ONE.into(), size),
            None => share,
        });
        each.sum()
    };
    let (through, out) = if is_explicit {
        let sent = sum(|usage| usage.data_out, out);
        (sent + sum(|usage| usage.data_in, through.less(out)), sent)
    } else {
        (through, out)
    };
    let spread = |amount: Range| {
        let each = shared(amount, gateways);
        match is_explicit {
            true => UsageValue::spec(
                each,
                "what services send and fetch, as the spec says, spread over the gateways",
            ),
            false => UsageValue::assumed(
                each,
                "images that are pulled and calls to other services, assumed of the tier and spread over the gateways",
            ),
        }
    };
    let usage = on_each(document, "aws_nat_gateway", DATA, &spread(through), usage);
    on_each(document, "aws_nat_gateway", OUT, &spread(out), usage)
}

/// How many NAT gateways there are.
pub(in crate::stack) fn gateways(document: &Document) -> usize {
    addresses(document, "aws_nat_gateway").count()
}

/// Between how many tasks of a service autoscaling decides.
pub(in crate::stack) fn scaling(document: &Document, service: &str) -> Option<(u64, u64)> {
    let (model, own) = (Model::of(document), label(service));
    let target =
        model.resources("aws_appautoscaling_target").find(|target| target.item.name == own.as_str())?;
    let bound = |key| u64::try_from(target.integer(key)?).ok();
    Some((bound("min_capacity")?, bound("max_capacity")?))
}

/// The usage of each resource of a type.
fn figure(usage: &Usage, kind: &str, key: &str) -> Range {
    match usage.find(kind, "", key).map(|used| &used.amount) {
        Some(Amount::Figure(figure)) => *figure,
        _ => Range::ZERO,
    }
}

/// An amount for each of several.
fn shared(amount: Range, among: usize) -> Range {
    amount.map(|figure| figure.checked_div(Decimal::from(among)).unwrap_or_default())
}

fn on_each(document: &Document, kind: &str, key: &str, used: &UsageValue, usage: Usage) -> Usage {
    addresses(document, kind).fold(usage, |usage, address| usage.of(address, key, used.clone()))
}

fn addresses<'a>(document: &'a Document, kind: &'a str) -> impl Iterator<Item = String> + 'a {
    let items = document
        .items()
        .iter()
        .filter(move |item| item.section == Section::Resource && item.resource_type == *kind);
    items.filter_map(|item| item.address()).map(|address| address.to_string())
}

fn gigabytes(times: Range, size: DataSize) -> Range {
    let bytes = times.times(size.as_bytes().into());
    bytes.map(|bytes| bytes.checked_div(Decimal::from(1_u64 << 30)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use crate::Stack;
    use crate::cost::{PriceBook, Usage};
    use crate::stack::Synthesis;

    const SPEC: &str = r#"{"stack": "s", "region": "us-east-1", "network": {"egress": "natPerZone", "zones": 2},
        "services": {"api": {"image": "ghcr.io/example/api:1", "port": 80, "public": {}, USAGE}},
        "loadBalancer": {"scheme": "internal"},
        "environments": {"dev": {}}}"#;

    fn partial(usage: &str) -> Synthesis {
        Stack::synth_json(&SPEC.replace("USAGE", usage)).unwrap()
    }

    /// Quantity, expected, of an item of a resource.
    fn quantity(synthesis: &Synthesis, address: &str, item: &str) -> Option<(String, Option<String>)> {
        let estimate = synthesis.estimate(PriceBook::bundled(), &Usage::new());
        let lines = estimate.modules.into_iter().flat_map(|module| module.lines);
        let line = lines.into_iter().find(|line| line.address == address && line.item == item)?;
        Some((line.quantity.expected.normalize().to_string(), line.assumption))
    }

    #[test]
    fn usage_of_a_service_reaches_its_charges() {
        let explicit = partial(
            r#""usage": {"requests": "1048576", "logsPerRequest": "1 KB", "dataIn": "30 GB", "dataOut": "10 GB"}"#,
        );
        let (logs, reason) = quantity(&explicit, "aws_cloudwatch_log_group.api", "logs in").unwrap();
        assert_eq!(logs, "1");
        assert!(reason.unwrap().contains("1048576 of api as the spec says"));
        for gateway in ["aws_nat_gateway.main_a", "aws_nat_gateway.main_b"] {
            let (data, reason) = quantity(&explicit, gateway, "data processed").unwrap();
            assert_eq!(data, "20", "40 GB over two gateways");
            assert!(reason.unwrap().contains("as the spec says"));
        }
        let assumed = partial(r#""usage": {}"#);
        let (data, reason) = quantity(&assumed, "aws_nat_gateway.main_a", "data processed").unwrap();
        assert_eq!(data, "5", "the 10 GB of development over two gateways");
        assert!(reason.unwrap().contains("assumed of the tier and spread over the gateways"));
    }

    const TWO: &str = r#"{"stack": "s", "region": "us-east-1", "loadBalancer": {"waf": true, "scheme": "internal"},
        "services": {
            "api": {"image": "ghcr.io/example/api:1", "port": 80, "public": {"path": "/api"}, "usage": USAGE},
            "web": {"image": "ghcr.io/example/web:1", "port": 80, "public": {}}},
        "environments": {"production": {"waive": {"httpsRequired": "behind a proxy"}, "alarms": {"email": "a@example.com"}}}}"#;

    fn of_two(usage: &str, address: &str, item: &str) -> String {
        let synthesis = Stack::synth_json(&TWO.replace("USAGE", usage)).unwrap();
        quantity(&synthesis, address, item).unwrap().0
    }

    #[test]
    fn services_that_say_nothing_share_what_is_assumed() {
        // 10M are assumed of the load balancer: 5M for each of the two.
        for service in ["api", "web"] {
            let logs = of_two("{}", &format!("aws_cloudwatch_log_group.{service}"), "logs in");
            assert!(logs.starts_with("4.768371"), "{logs}: 5M × 1024 / 2^30");
        }
        assert_eq!(of_two(r#"{"requests": "100M"}"#, "aws_wafv2_web_acl.main", "requests"), "105");
        let firewall = of_two(
            r#"{"requests": "100M"}"#,
            "aws_wafv2_web_acl_logging_configuration.main",
            "logs of the firewall, first 10 TB",
        );
        assert!(firewall.starts_with("100.13"), "{firewall}: 105M × 1024 / 2^30");
    }

    #[test]
    fn sizes_count_without_a_number_of_requests() {
        let logs = of_two(r#"{"logsPerRequest": "10 KB"}"#, "aws_cloudwatch_log_group.api", "logs in");
        assert!(logs.starts_with("47.68371"), "{logs}: ten times as much");
    }

    #[test]
    fn a_service_that_rests_is_charged_for_its_hours() {
        let task = r#""capacity": "onDemand", "scale": SCALE"#;
        let hours = |scale: &str| {
            let partial = partial(&task.replace("SCALE", scale));
            quantity(&partial, "aws_ecs_service.api", "vCPU hours").map(|(quantity, _)| quantity)
        };
        assert_eq!(hours(r#"{"min": 1, "max": 1}"#).as_deref(), Some("182.5"), "730 hours of a quarter");
        // 60 of the 168 hours of a week.
        let resting = hours(r#"{"min": 1, "max": 1, "hours": "mon-fri 07:00-19:00"}"#).unwrap();
        assert!(resting.starts_with("65.17857"), "{resting}: 730 × 60 / 168 / 4");
    }

    #[test]
    fn the_average_number_of_tasks_is_what_was_said() {
        let scale = r#""capacity": "onDemand", "scale": {"min": 2, "max": 6}, "usage": {"tasks": 5}"#;
        let partial = partial(scale);
        let always = quantity(&partial, "aws_ecs_service.api", "vCPU hours").unwrap().0;
        let added = quantity(&partial, "aws_ecs_service.api", "vCPU hours, scaled out").unwrap();
        assert_eq!((always.as_str(), added.0.as_str()), ("365", "547.5"));
        assert!(added.1.unwrap().contains("5 tasks on average, as the spec says"));
    }
}
