//! `groundplan cost`.

mod budget;
pub(super) mod usage;

use std::path::PathBuf;

use groundplan::cost::{Estimate, Usage};
use groundplan::report::{self, Comparison, Form, Grouping, Show};
use groundplan_text::UsageError;
use groundplan_text::cost::{Asked, Bill, Failure, Subject, UsageFile, has, only};

use crate::arguments::{Cost, Group, Statement};
use crate::outcome::Outcome;
use crate::schema_file;
use crate::show;
use crate::style::{WARNING, paint};
use crate::system::{System, is_there};
use crate::target::{self, MayBe};

/// Reads, prices, compares, and holds against the budgets.
pub(super) fn run(arguments: &Cost, system: &dyn System) -> Result<Outcome, UsageError> {
    let file = usage::read(system, arguments.usage.as_deref())?;
    if file.failed() {
        return Ok(failed(show::found(&file.findings)));
    }
    let subject = subject(system, &arguments.paths, arguments)?;
    let environment = arguments.environment.as_deref();
    let asked = Asked { usage: &file.usage, environment, free_tier: arguments.free_tier };
    let bill = match Bill::of(&subject, asked) {
        Ok(bill) => bill,
        Err(Failure::Use(usage_error)) => return Err(usage_error),
        Err(Failure::Findings(found)) => return Ok(failed(show::all(&found))),
    };
    let output = match &arguments.compare {
        Some(other) => {
            let before = before(arguments, system, &bill, other, &file.usage)?;
            compared(arguments, &bill, before)
        }
        None => bill.text(form(arguments.format), shown(arguments)),
    };
    let check = bill.check_budgets(arguments.budget);
    let unread = &bill.priced.unread;
    let findings = show::all(unread)
        + &show::unread(&bill.priced.unread_calls())
        + &show::found(&file.findings)
        + &unmatched_addresses(&file, &bill.whole)
        + &budget::text(&check);
    Ok(Outcome { output, findings, failed: check.failed() || !unread.is_empty() })
}

/// Nothing but findings.
pub(super) fn failed(findings: String) -> Outcome {
    Outcome { findings, failed: true, ..Outcome::default() }
}

fn subject<'a>(
    system: &'a dyn System,
    paths: &[PathBuf],
    arguments: &Cost,
) -> Result<Subject<'a>, UsageError> {
    let targets = target::read(system, paths, &arguments.values, MayBe::Modules)?;
    Subject::of(targets, arguments.region.as_deref(), Some(schema_file::own(system)?))
}

fn unmatched_addresses(file: &UsageFile, estimate: &Estimate) -> String {
    let message = file.unmatched_addresses(estimate);
    message.map(|text| format!("{}: {text}\n", paint(WARNING, "warning"))).unwrap_or_default()
}

fn shown(arguments: &Cost) -> Show {
    let grouping = match arguments.group {
        Group::Service => Grouping::Service,
        Group::Concern => Grouping::Concern,
    };
    Show { grouping, details: arguments.details }
}

/// The other one is what was: `--environment production --compare staging` shows what production has more.
fn before(
    arguments: &Cost,
    system: &dyn System,
    bill: &Bill<'_>,
    other: &str,
    usage: &Usage,
) -> Result<Estimate, UsageError> {
    if has(&bill.whole, other) {
        if arguments.environment.is_none() {
            let usage_error =
                UsageError::new(format!("{other} is an environment: with which one is it compared?"));
            return Err(usage_error.help(format!("--environment NAME --compare {other}")));
        }
        only(bill.whole.clone(), other)
    } else {
        other_estimate(arguments, system, other, usage)
    }
}

fn compared(arguments: &Cost, bill: &Bill<'_>, before: Estimate) -> String {
    let before = if arguments.free_tier { before.with_allowances() } else { before };
    let comparison = Comparison::of(&before, &bill.priced.estimate);
    report::write_comparison(&comparison, form(arguments.format))
}

fn other_estimate(
    arguments: &Cost,
    system: &dyn System,
    other: &str,
    usage: &Usage,
) -> Result<Estimate, UsageError> {
    let path = PathBuf::from(other);
    if !is_there(system, &path) {
        let usage_error = UsageError::new(format!("{other} is neither an environment nor a file or folder"));
        return Err(usage_error.help("--compare with an environment's name, a spec, a folder or a plan"));
    }
    let priced = subject(system, &[path], arguments)?.price_whole(usage).map_err(|found| {
        show::all(&found).lines().fold(UsageError::new(format!("{other} has errors")), UsageError::line)
    })?;
    match &arguments.environment {
        Some(name) if has(&priced.estimate, name) => only(priced.estimate, name),
        _ => Ok(priced.estimate),
    }
}

/// The form of a statement.
pub(super) fn form(format: Statement) -> Form {
    match format {
        Statement::Table => Form::Table,
        Statement::Json => Form::Json,
        Statement::Markdown => Form::Markdown,
        Statement::Html => Form::Html,
    }
}
