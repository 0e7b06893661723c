//! What a spec says of its use, in the keys by which the bill counts.

use super::spec::Environment;
use crate::aws::service::{EcsFargateService, ServiceUsage};
use crate::cost::{Decimal, Usage, Used};
use crate::decision::Tier;
use crate::spec::Map;
use crate::terraform::{Document, Section};
use crate::unit::{Count, DataSize, label};

/// What an answer and a request weigh, and what is logged of them, where only their number is said; the same as
/// in what is assumed without a number.
const RESPONSE: DataSize = DataSize::bytes(20 * 1024);
const REQUEST: DataSize = DataSize::bytes(2 * 1024);
const LOGGED: DataSize = DataSize::bytes(1024);

/// Hours in a month and minutes in a week, from which the hours of a service that rests follow.
const HOURS: u32 = 730;
const MINUTES_A_WEEK: u32 = 7 * 24 * 60;

/// The use of an environment: what the spec says over what is assumed of its tier.
pub(super) fn of(spec: &Environment, tier: Tier, document: &Document) -> Usage {
    let none = Map::default();
    let services = spec.services.as_ref().unwrap_or(&none);
    let services: Vec<_> =
        services.iter().filter_map(|(name, service)| Some((name, service.on()?))).collect();
    let usage = services
        .iter()
        .fold(Usage::assuming(tier), |usage, (name, service)| of_service(name, service, usage));
    let usage = of_balancers(&services, document, usage);
    of_gateways(&services, document, usage)
}

/// The use of what holds the states: each is small, and read at every plan.
pub(super) fn of_bootstrap() -> Usage {
    let assume = |usage: Usage, kind: &str, key: &str, amount: Decimal, because: &str| {
        usage.of_type(kind, key, Used::assumed(amount, because))
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

fn of_service(name: &str, service: &EcsFargateService, usage: Usage) -> Usage {
    let address = |kind: &str| format!("{kind}.{}", label(name));
    let mut usage = usage;
    if let Some(hours) = service.scale.as_ref().and_then(|scale| scale.hours.as_ref()) {
        let running = Decimal::from(HOURS * hours.minutes_a_week() / MINUTES_A_WEEK);
        let because = format!("{name} runs {hours}");
        usage = usage.of(address("aws_ecs_service"), "monthly_task_hours", Used::spec(running, because));
    }
    let Some(said) = &service.usage else { return usage };
    if let Some(tasks) = said.tasks {
        let because = format!("{tasks} tasks on average, as the spec says");
        usage = usage.of(
            address("aws_ecs_service"),
            "average_tasks",
            Used::spec(Decimal::from(tasks.as_u64()), because),
        );
    }
    if let Some(requests) = said.requests {
        let logged = said.logs_per_request.unwrap_or(LOGGED);
        let because = format!("{requests} requests a month, as the spec says, each with {logged} of logs");
        let used = Used::spec(gigabytes(requests, logged), because);
        usage = usage.of(address("aws_cloudwatch_log_group"), "monthly_data_ingested_gb", used);
    }
    if let Some(out) = said.data_out {
        let because = format!("{out} a month, as the spec says");
        let used = Used::spec(gigabytes(Count::new(1), out), because);
        usage = usage.of(address("aws_ecs_service"), "monthly_outbound_internet_gb", used);
    }
    usage
}

/// The load balancer carries the requests of all public services together.
fn of_balancers(services: &[(&str, &EcsFargateService)], document: &Document, usage: Usage) -> Usage {
    let is_public =
        |service: &EcsFargateService| service.public.as_ref().is_some_and(|public| public.on().is_some());
    let said = services.iter().filter(|(_, service)| is_public(service));
    let said: Vec<(&str, Count, &ServiceUsage)> = said
        .filter_map(|(name, service)| {
            let usage = service.usage.as_ref()?;
            Some((*name, usage.requests?, usage))
        })
        .collect();
    if said.is_empty() {
        return usage;
    }
    let named: Vec<String> = said.iter().map(|(name, requests, _)| format!("{name} {requests}")).collect();
    let because = format!("requests a month, as the spec says: {}", named.join(", "));
    let requests: Decimal = said.iter().map(|(_, requests, _)| Decimal::from(requests.as_u64())).sum();
    let out = |(_, requests, usage): &(&str, Count, &ServiceUsage)| {
        gigabytes(*requests, usage.response_size.unwrap_or(RESPONSE))
    };
    let into = |(_, requests, usage): &(&str, Count, &ServiceUsage)| {
        gigabytes(*requests, usage.request_size.unwrap_or(REQUEST))
    };
    let sent: Decimal = said.iter().map(out).sum();
    let received: Decimal = said.iter().map(into).sum();
    let used = |amount: Decimal| Used::spec(amount, because.clone());
    let usage = on_each(document, "aws_lb", "monthly_requests", &used(requests), usage);
    let usage =
        on_each(document, "aws_lb", "monthly_processed_gb", &used(sent.saturating_add(received)), usage);
    let usage = on_each(document, "aws_lb", "monthly_outbound_internet_gb", &used(sent), usage);
    on_each(document, "aws_wafv2_web_acl", "monthly_requests", &used(requests), usage)
}

/// What services fetch and send by themselves spreads over the NAT gateways.
fn of_gateways(services: &[(&str, &EcsFargateService)], document: &Document, usage: Usage) -> Usage {
    let gateways = Decimal::from(addresses(document, "aws_nat_gateway").count());
    let said: Vec<&ServiceUsage> =
        services.iter().filter_map(|(_, service)| service.usage.as_ref()).collect();
    let sum = |of: fn(&ServiceUsage) -> Option<DataSize>| -> Option<Decimal> {
        let sizes: Vec<DataSize> = said.iter().filter_map(|usage| of(usage)).collect();
        (!sizes.is_empty()).then(|| sizes.into_iter().map(|size| gigabytes(Count::new(1), size)).sum())
    };
    let (out, into) = (sum(|usage| usage.data_out), sum(|usage| usage.data_in));
    if gateways == Decimal::ZERO || (out.is_none() && into.is_none()) {
        return usage;
    }
    let each = |amount: Decimal| {
        let amount = amount.checked_div(gateways).unwrap_or_default();
        Used::spec(amount, "what services send and fetch, as the spec says, spread over the gateways")
    };
    let out = out.unwrap_or_default();
    let through = out.saturating_add(into.unwrap_or_default());
    let usage = on_each(document, "aws_nat_gateway", "monthly_data_processed_gb", &each(through), usage);
    on_each(document, "aws_nat_gateway", "monthly_outbound_internet_gb", &each(out), usage)
}

fn on_each(document: &Document, kind: &str, key: &str, used: &Used, usage: Usage) -> Usage {
    addresses(document, kind).fold(usage, |usage, address| usage.of(address, key, used.clone()))
}

fn addresses<'a>(document: &'a Document, kind: &'a str) -> impl Iterator<Item = String> + 'a {
    let items =
        document.items().iter().filter(move |item| item.section == Section::Resource && item.kind == *kind);
    items.filter_map(|item| item.address()).map(|address| address.to_string())
}

fn gigabytes(count: Count, size: DataSize) -> Decimal {
    let bytes = Decimal::from(count.as_u64()).saturating_mul(size.as_bytes().into());
    bytes.checked_div(Decimal::from(1_u64 << 30)).unwrap_or_default()
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

    fn made(usage: &str) -> Synthesis {
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
    fn what_is_said_of_a_service_reaches_what_is_charged_for_it() {
        let said = made(
            r#""usage": {"requests": "1048576", "logsPerRequest": "1 KB", "dataIn": "30 GB", "dataOut": "10 GB"}"#,
        );
        let (logs, because) = quantity(&said, "aws_cloudwatch_log_group.api", "logs in").unwrap();
        assert_eq!(logs, "1");
        assert!(because.unwrap().contains("1048576 requests a month, as the spec says"));
        for gateway in ["aws_nat_gateway.main_a", "aws_nat_gateway.main_b"] {
            let (data, because) = quantity(&said, gateway, "data processed").unwrap();
            assert_eq!(data, "20", "40 GB over two gateways");
            assert!(because.unwrap().contains("as the spec says"));
        }
        let assumed = made(r#""usage": {}"#);
        let (_, because) = quantity(&assumed, "aws_nat_gateway.main_a", "data processed").unwrap();
        assert!(because.unwrap().starts_with("assumed for development"));
    }

    #[test]
    fn a_service_that_rests_is_charged_for_its_hours() {
        let task = r#""capacity": "onDemand", "scale": SCALE"#;
        let hours = |scale: &str| {
            let made = made(&task.replace("SCALE", scale));
            quantity(&made, "aws_ecs_service.api", "vCPU hours").map(|(quantity, _)| quantity)
        };
        assert_eq!(hours(r#"{"min": 1, "max": 1}"#).as_deref(), Some("182.5"), "730 hours of a quarter");
        // 60 of the 168 hours of a week.
        assert_eq!(hours(r#"{"min": 1, "max": 1, "hours": "mon-fri 07:00-19:00"}"#).as_deref(), Some("65"));
    }

    #[test]
    fn the_average_number_of_tasks_is_what_was_said() {
        let scale = r#""capacity": "onDemand", "scale": {"min": 2, "max": 6}, "usage": {"tasks": 5}"#;
        let made = made(scale);
        let always = quantity(&made, "aws_ecs_service.api", "vCPU hours").unwrap().0;
        let added = quantity(&made, "aws_ecs_service.api", "vCPU hours, scaled out").unwrap();
        assert_eq!((always.as_str(), added.0.as_str()), ("365", "547.5"));
        assert!(added.1.unwrap().contains("5 tasks on average, as the spec says"));
    }
}
