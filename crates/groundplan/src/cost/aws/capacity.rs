//! Capacity units of load balancers: <https://aws.amazon.com/elasticloadbalancing/pricing/>.
//!
//! A unit holds so many new connections a second, so many open ones, and 1 GB an hour; that of an application
//! load balancer so many rules that are evaluated, too. Only the largest of these is charged.

use crate::cost::bill::Bill;
use crate::cost::quantity::{HOURS, Quantity};
use crate::cost::{Decimal, Range};

/// What one unit holds.
pub(super) struct Unit {
    /// New connections a second.
    pub(super) new: i64,
    /// Open connections, on average over each minute.
    pub(super) active: i64,
    /// Rules that are evaluated a second, the first ten of a load balancer aside; none where there are no rules.
    pub(super) rules: Option<Decimal>,
}

/// Rules of an application load balancer that are not counted.
const FREE_RULES: Decimal = Decimal::TEN;
const EVALUATIONS: i64 = 1000;
const SECONDS_PER_HOUR: i64 = 3600;
/// Requests that come over one connection, where only the requests are known: clients keep connections open.
const REQUESTS_PER_CONNECTION: i64 = 5;

/// The keys that Infracost's files have: averages over the month.
const AVERAGES: [&str; 4] =
    ["new_connections", "active_connections", "processed_bytes_gb", "rule_evaluations"];

/// Unit-hours a month.
pub(super) fn hours(unit: &Unit, bill: &Bill<'_>) -> Quantity {
    let by_average = AVERAGES.iter().any(|key| bill.is_in_file(key));
    let dimensions = if by_average { averages(unit, bill) } else { of_requests(unit, bill) };
    largest(dimensions)
}

/// What a file says: connections a second, GB an hour.
fn averages(unit: &Unit, bill: &Bill<'_>) -> Vec<(&'static str, Quantity)> {
    let average = |key, holds: i64| bill.used(key).times(HOURS).over(holds.into());
    let mut dimensions = vec![
        ("new connections", average("new_connections", unit.new)),
        ("active connections", average("active_connections", unit.active)),
        ("processed bytes", average("processed_bytes_gb", 1)),
    ];
    if unit.rules.is_some() {
        dimensions.push(("rule evaluations", average("rule_evaluations", EVALUATIONS)));
    }
    dimensions
}

/// What follows from the requests of a month.
fn of_requests(unit: &Unit, bill: &Bill<'_>) -> Vec<(&'static str, Quantity)> {
    let requests = bill.used("monthly_requests");
    let connections = requests.clone().over((REQUESTS_PER_CONNECTION * SECONDS_PER_HOUR * unit.new).into());
    let connections = connections.reason("five requests to a connection");
    let mut dimensions =
        vec![("processed bytes", bill.used("monthly_processed_gb")), ("new connections", connections)];
    if let Some(rules) =
        unit.rules.map(|rules| rules.saturating_sub(FREE_RULES)).filter(|more| *more > Decimal::ZERO)
    {
        let evaluations = requests.times(rules).over((SECONDS_PER_HOUR * EVALUATIONS).into());
        dimensions.push(("rule evaluations", evaluations));
    }
    dimensions
}

/// The largest dimension, each figure by itself; the line says which it is.
fn largest(dimensions: Vec<(&'static str, Quantity)>) -> Quantity {
    let amount = dimensions.iter().fold(Range::ZERO, |most, (_, one)| most.max(one.amount));
    let missing_usage = dimensions.iter().find_map(|(_, one)| one.missing_usage);
    let largest = dimensions.into_iter().max_by_key(|(_, one)| one.amount.expected);
    match largest {
        Some((name, one)) if amount != Range::ZERO => {
            Quantity { amount, missing_usage: None, ..one }.reason(format!("the largest dimension is {name}"))
        }
        _ => Quantity { missing_usage, ..Quantity::used(Range::ZERO) },
    }
}
