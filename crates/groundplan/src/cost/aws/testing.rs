//! What the tests of families share: a bill as text, a line for each line.

use std::collections::BTreeSet;

use crate::cost::{Estimate, Line, MissingUsage, Module, PriceBook, Root, Usage, UsageValue, estimate_all};
use crate::terraform::InstanceAddress;
use crate::terraform::{Document, read};

/// The resources of a text in the native syntax.
pub(crate) fn document(text: &str) -> Document {
    let (document, report) = read::module([("main.tf", text)]);
    assert!(!report.has_errors(), "{report}\n{text}");
    document
}

/// What a text costs in a region.
pub(crate) fn estimate(region: &str, text: &str, usage: &Usage) -> Estimate {
    let document = document(text);
    estimate_all([Root::new("", &document, usage).region(region)], PriceBook::bundled())
}

/// `SERVICE: ITEM QUANTITY x PRICE = MONTHLY` for each line, then free resources, then unpriced ones, then those with
/// nothing but missing usage. Resources that only serve as targets of references are left out.
pub(crate) fn bill(region: &str, text: &str, usage: &Usage) -> Vec<String> {
    const SCENERY: [&str; 6] = [
        "aws_subnet.",
        "aws_vpc.",
        "aws_ecs_task_definition.",
        "aws_ecs_cluster",
        "aws_lb_listener",
        "aws_appautoscaling_target.",
    ];
    let estimate = estimate(region, text, usage);
    let module = &estimate.modules[0];
    let is_shown = |address: &str| !SCENERY.iter().any(|kind| address.starts_with(kind));
    let mut rows: Vec<String> = module.lines.iter().map(line).collect();
    let free = module.free.iter().filter(|free| is_shown(&free.address));
    rows.extend(free.map(|free| format!("free: {}", free.reason)));
    rows.extend(module.unpriced.iter().map(|one| format!("unpriced: {}", one.reason)));
    rows.extend(only_missing_usage(module).map(|one| format!("missing usage: {}", one.keys.join(", "))));
    rows
}

/// Resources with nothing else on the bill.
fn only_missing_usage(module: &Module) -> impl Iterator<Item = &MissingUsage> {
    let lines = module.lines.iter().map(|line| &line.address);
    let others = module.free.iter().map(|free| &free.address);
    let listed: BTreeSet<&InstanceAddress> =
        lines.chain(others).chain(module.unpriced.iter().map(|one| &one.address)).collect();
    module.missing_usage.iter().filter(move |one| !listed.contains(&one.address))
}

/// A line as text; three figures where it is not exact.
pub(crate) fn line(line: &Line) -> String {
    let (quantity, monthly) = (line.quantity, line.monthly());
    let shown = |range: crate::cost::Range| match range.is_exact() {
        true => range.expected.normalize().to_string(),
        false => {
            [range.low, range.expected, range.high].map(|figure| figure.normalize().to_string()).join("..")
        }
    };
    format!("{}: {} {} x {} = {}", line.service, line.item, shown(quantity), line.unit_price, shown(monthly))
}

/// A usage file for one resource. Keys without a figure are left out.
pub(crate) fn used(address: &str, keys: &[(&str, &str)]) -> Usage {
    keys.iter().fold(Usage::new(), |usage, (key, figure)| match figure.parse() {
        Ok(figure) => usage.of(address, *key, UsageValue::file(figure)),
        Err(_) => usage,
    })
}
