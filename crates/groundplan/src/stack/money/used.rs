//! The usage of each service as its bill counts it, with other figures to try.

use std::fmt::Display;

use super::usage::{LOGGED, Public, REQUEST, RESPONSE, gateways, scaling, through_gateways};
use crate::aws::service::EcsFargateService;
use crate::cost::{Decimal, SCALED_OUT, Usage};
use crate::spec::Map;
use crate::stack::App;
use crate::terraform::Document;
use crate::unit::{Count, DataSize};

/// A figure of a service's usage.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceUse {
    /// The service.
    pub service: String,
    /// The key below `usage` in a spec: `requests`.
    pub key: &'static str,
    /// Its label for people.
    pub label: &'static str,
    /// The figure in a spec's notation: `30M`, `20 KB`.
    pub value: String,
    /// Whether the spec sets it; it is assumed by default.
    pub is_explicit: bool,
    /// Figures around it, rising: the steps of a slider.
    pub steps: Vec<String>,
    /// The index of the nearest step.
    pub at: usize,
}

impl App {
    /// Returns the usage of each service of an environment; empty for an unknown environment.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let usage = ServiceUsage::new().response_size(DataSize::bytes(100 << 10));
    /// let api = EcsFargateService::new("api").image("ghcr.io/example/api:1").port(80).public(Public::new()).usage(usage);
    /// let shop = Stack::new("shop").region(Region::EuWest1).service(api).environment(Environment::development("dev"));
    /// let used = App::new().stack(shop).used("dev");
    /// let size = used.iter().find(|one| one.key == "responseSize").ok_or("it has none")?;
    /// assert_eq!((size.value.as_str(), size.is_explicit), ("100 KB", true));
    /// assert_eq!(size.steps.get(size.at).map(String::as_str), Some("100 KB"));
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn used(&self, environment: &str) -> Vec<ServiceUse> {
        let Some((stack, own)) = self.find(None, environment) else { return Vec::new() };
        let Some(tier) = crate::stack::spec::rules::tier(environment, own) else { return Vec::new() };
        let spec = stack.at(environment, own);
        let services = spec.services.iter().flat_map(Map::iter);
        let services: Vec<_> = services.filter_map(|(name, service)| Some((name, service.on()?))).collect();
        let Ok(partial) = self.synth() else { return Vec::new() };
        let Some(document) = partial.environment(environment) else { return Vec::new() };
        let has_gateways = gateways(document) > 0;
        let assumed = Usage::assuming(tier);
        let public = Public::all(&services, &assumed);
        let mut found: Vec<ServiceUse> = public.iter().flat_map(of_requests).collect();
        for (name, service) in &services {
            if has_gateways {
                found.extend(of_network(name, service, &assumed, services.len()));
            }
            found.extend(of_tasks(name, service, document));
        }
        found
    }
}

fn of_requests(public: &Public<'_>) -> Vec<ServiceUse> {
    let explicit = &public.explicit;
    let size = |key, label, explicit: Option<DataSize>, assumed: DataSize| {
        one(public.name, key, label, explicit, assumed.as_bytes().into())
    };
    vec![
        one(public.name, "requests", "requests a month", explicit.requests, public.requests.expected),
        size("responseSize", "size of an answer", explicit.response_size, RESPONSE),
        size("requestSize", "size of a request", explicit.request_size, REQUEST),
        size("logsPerRequest", "logs for each request", explicit.logs_per_request, LOGGED),
    ]
}

/// Its outbound traffic: explicit, or its share of the assumption for a NAT gateway.
fn of_network(name: &str, service: &EcsFargateService, assumed: &Usage, among: usize) -> Vec<ServiceUse> {
    let explicit = service.usage.clone().unwrap_or_default();
    let (through, out) = through_gateways(assumed);
    let (into, out) = (through.expected.saturating_sub(out.expected), out.expected);
    let share = |gigabytes: Decimal| {
        let bytes = gigabytes.saturating_mul(Decimal::from(1_u64 << 30));
        bytes.checked_div(Decimal::from(among)).unwrap_or_default()
    };
    vec![
        one(name, "dataIn", "fetched from elsewhere a month", explicit.data_in, share(into)),
        one(name, "dataOut", "sent elsewhere a month", explicit.data_out, share(out)),
    ]
}

/// The average number of tasks, if it is scaled by load.
fn of_tasks(name: &str, service: &EcsFargateService, document: &Document) -> Option<ServiceUse> {
    const MOST: u64 = 50;
    let (min, max) = scaling(document, name)?;
    let explicit = service.usage.as_ref().and_then(|usage| usage.tasks);
    let width = max.checked_sub(min).filter(|width| *width > 0)?;
    let step = usize::try_from(width / MOST + 1).ok()?;
    let steps: Vec<u64> = (min..=max).step_by(step).collect();
    let assumed = Decimal::from(min) + Decimal::from(width) * SCALED_OUT;
    let now = explicit.map_or(assumed, |explicit| Decimal::from(explicit.as_u64()));
    Some(ServiceUse {
        service: name.to_owned(),
        key: "tasks",
        label: "tasks on average",
        value: now.normalize().to_string(),
        is_explicit: explicit.is_some(),
        at: nearest(&steps, now),
        steps: steps.iter().map(u64::to_string).collect(),
    })
}

/// A unit of the spec that counts something.
trait Figure: Display + Copy {
    fn of(number: u64) -> Self;
    fn number(self) -> u64;
    /// What each of its units is in the one before.
    const THOUSAND: u64;
}

impl Figure for Count {
    fn of(number: u64) -> Self {
        Self::new(number)
    }
    fn number(self) -> u64 {
        self.as_u64()
    }
    const THOUSAND: u64 = 1000;
}

impl Figure for DataSize {
    fn of(number: u64) -> Self {
        Self::bytes(number)
    }
    fn number(self) -> u64 {
        self.as_bytes()
    }
    const THOUSAND: u64 = 1024;
}

fn one<T: Figure>(
    service: &str,
    key: &'static str,
    label: &'static str,
    explicit: Option<T>,
    assumed: Decimal,
) -> ServiceUse {
    let assumed = u64::try_from(assumed.round()).unwrap_or_default();
    let now = explicit.map_or(assumed, T::number);
    let steps = series(T::THOUSAND, assumed, now);
    ServiceUse {
        service: service.to_owned(),
        key,
        label,
        value: T::of(now).to_string(),
        is_explicit: explicit.is_some(),
        at: nearest(&steps, now.into()),
        steps: steps.iter().map(|step| T::of(*step).to_string()).collect(),
    }
}

/// 1, 2, 5, 10, … around the assumption, a decade and a half to each side, and up to the explicit figure.
fn series(thousand: u64, assumed: u64, now: u64) -> Vec<u64> {
    const AROUND: u64 = 32;
    let (least, most) = (assumed.min(now) / AROUND, assumed.max(now).saturating_mul(AROUND));
    let mut steps = vec![];
    let mut unit = 1_u64;
    while unit <= most {
        let of_unit = [1, 2, 5, 10, 20, 50, 100, 200, 500].map(|digit| unit.saturating_mul(digit));
        steps.extend(of_unit.into_iter().filter(|step| (least..=most).contains(step)));
        unit = unit.saturating_mul(thousand);
    }
    // An explicit figure may lie between two steps, and gets its own.
    if now > 0 && !steps.contains(&now) {
        steps.push(now);
        steps.sort_unstable();
    }
    steps
}

fn nearest(steps: &[u64], now: Decimal) -> usize {
    let distance = |step: &u64| (Decimal::from(*step) - now).abs();
    let nearest = steps.iter().enumerate().min_by_key(|(_, step)| distance(step));
    nearest.map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stack;
    use crate::cost::PriceBook;
    use crate::spec::json;

    const SPEC: &str = r#"{"stack": "s", "region": "us-east-1", "network": {"egress": "nat"}, "loadBalancer": {"scheme": "internal"},
        "services": {"api": {"image": "ghcr.io/example/api:1", "port": 80, "public": {}, "scale": {"min": 1, "max": 9}, "usage": {}}},
        "environments": {"dev": {}}}"#;

    fn used(spec: &str) -> Vec<ServiceUse> {
        App::new().json(spec).used("dev")
    }

    fn total(spec: &str) -> Decimal {
        let partial = Stack::synth_json(spec).unwrap();
        partial.estimate(PriceBook::bundled(), &Usage::new()).monthly().total().expected
    }

    fn with(key: &str, value: &str) -> String {
        let quoted = json::write(&crate::spec::Node::text(value));
        SPEC.replace(r#""usage": {}"#, &format!(r#""usage": {{"{key}": {quoted}}}"#))
    }

    #[test]
    fn an_assumed_figure_makes_the_same_bill_when_it_is_explicit() {
        for one in used(SPEC).iter().filter(|one| one.key != "tasks") {
            assert!(!one.is_explicit);
            let explicit = with(one.key, &one.value);
            // To the cent: what a load balancer carries is assumed in whole gigabytes, and follows from the figure once it is explicit.
            assert_eq!(total(&explicit).round_dp(2), total(SPEC).round_dp(2), "{}: {}", one.key, one.value);
            let again = used(&explicit).into_iter().find(|again| again.key == one.key).unwrap();
            assert_eq!((&again.value, again.is_explicit), (&one.value, true));
        }
    }

    #[test]
    fn a_step_further_costs_more() {
        for one in used(SPEC) {
            let [now, next] = [one.at, one.at + 1].map(|at| total(&with(one.key, &one.steps[at])));
            assert!(next > now, "{}: {:?}", one.key, one.steps);
        }
    }

    #[test]
    fn what_is_said_can_be_reached_again() {
        let one = used(&with("requests", "7M")).into_iter().find(|one| one.key == "requests").unwrap();
        assert_eq!((one.steps[one.at].as_str(), one.is_explicit), ("7M", true));
        assert_eq!(App::new().json(SPEC).used("gone"), []);
    }
}
