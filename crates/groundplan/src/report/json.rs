//! The stable form for programs. Amounts are strings: a program that reads them as floats loses nothing unasked.

use serde_json::{Value, json};

use super::comparison::{Change, Comparison, Pair};
use crate::cost::{Basis, Decimal, Estimate, Line, Module, Monthly, Range};

pub(super) fn estimate(estimate: &Estimate) -> String {
    pretty(&value(estimate))
}

pub(super) fn compact(estimate: &Estimate) -> String {
    value(estimate).to_string()
}

fn value(estimate: &Estimate) -> Value {
    json!({
        "currency": "USD",
        "price_date": estimate.price_date,
        "modules": estimate.modules.iter().map(module).collect::<Value>(),
        "allowances": estimate.allowances.iter().map(line).collect::<Value>(),
        "monthly": monthly(estimate.monthly()),
    })
}

fn module(module: &Module) -> Value {
    json!({
        "name": module.name,
        "region": module.region,
        "account": module.account,
        "lines": module.lines.iter().map(line).collect::<Value>(),
        "free": module.free.iter().map(|free| json!({ "address": free.address, "reason": free.reason })).collect::<Value>(),
        "missing_usage": module.missing_usage.iter().map(|one| json!({ "address": one.address, "keys": one.keys })).collect::<Value>(),
        "unpriced": module.unpriced.iter().map(|one| json!({ "address": one.address, "reason": one.reason })).collect::<Value>(),
        "monthly": monthly(module.monthly()),
    })
}

fn line(line: &Line) -> Value {
    let monthly = line.monthly();
    json!({
        "address": line.address,
        "service": line.service,
        "concern": line.concern,
        "item": line.item,
        "region": line.region,
        "quantity": figure(line.quantity.expected),
        "quantity_low": figure(line.quantity.low),
        "quantity_high": figure(line.quantity.high),
        "unit": line.unit,
        "unit_price": figure(line.unit_price),
        "monthly": figure(monthly.expected),
        "monthly_low": figure(monthly.low),
        "monthly_high": figure(monthly.high),
        "basis": match line.basis { Basis::Fixed => "fixed", Basis::Usage => "usage" },
        "assumption": line.assumption,
        "price_key": line.key,
        "price_source": line.source,
        "price_date": line.date,
    })
}

fn monthly(monthly: Monthly) -> Value {
    let total = monthly.total();
    json!({
        "fixed": figure(monthly.fixed.expected),
        "usage": figure(monthly.usage.expected),
        "total": figure(total.expected),
        "low": figure(total.low),
        "high": figure(total.high),
    })
}

fn range(range: Range) -> Value {
    json!({ "low": figure(range.low), "expected": figure(range.expected), "high": figure(range.high) })
}

/// All digits, and no needless ones.
fn figure(amount: Decimal) -> String {
    amount.normalize().to_string()
}

pub(super) fn comparison(comparison: &Comparison) -> String {
    pretty(&json!({
        "currency": "USD",
        "pairs": comparison.pairs.iter().map(pair).collect::<Value>(),
        "difference": range(comparison.difference()),
    }))
}

fn pair(pair: &Pair) -> Value {
    json!({
        "before": pair.old,
        "after": pair.new,
        "monthly_before": monthly(pair.before),
        "monthly_after": monthly(pair.after),
        "changes": pair.changes.iter().map(change).collect::<Value>(),
        "newly_unpriced": pair.newly_unpriced,
        "no_longer_unpriced": pair.no_longer_unpriced,
    })
}

fn change(change: &Change) -> Value {
    json!({
        "address": change.address,
        "item": change.item,
        "before": change.before.map(range),
        "after": change.after.map(range),
        "difference": range(change.difference()),
        "reason": change.reason,
    })
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
