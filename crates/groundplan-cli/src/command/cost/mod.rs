//! `groundplan cost`.

mod advice;
mod budget;
pub(super) mod subject;
pub(super) mod usage;

use groundplan::cost::Estimate;
use groundplan::statement::{self, Comparison, Form, Grouping, Show};

use self::subject::Subject;
use crate::arguments::{Cost, Group, Statement};
use crate::outcome::Outcome;
use crate::trouble::Trouble;

/// Reads, prices, compares, and holds against the budgets.
pub(super) fn run(arguments: &Cost) -> Result<Outcome, Trouble> {
    let usage = usage::read(arguments.usage.as_deref())?;
    if usage.failed {
        return Ok(Outcome { findings: usage.findings, failed: true, ..Outcome::default() });
    }
    let subject = Subject::read(&arguments.paths, arguments.region.as_deref())?;
    let mut priced = match subject.price(&usage.usage) {
        Ok(priced) => priced,
        Err(findings) => return Ok(Outcome { findings, failed: true, ..Outcome::default() }),
    };
    let whole = priced.estimate.clone();
    if let Some(name) = &arguments.environment {
        priced.estimate = subject::only(priced.estimate, name)?;
    }
    if arguments.free_tier {
        priced.estimate = priced.estimate.with_allowances();
    }
    let output = match &arguments.compare {
        Some(other) => compared(arguments, &whole, &priced.estimate, other, &usage.usage)?,
        None => shown(arguments, &subject, &priced.estimate, &usage.usage),
    };
    let strangers = usage.strangers(&whole);
    let held = budget::held(&priced, arguments.budget);
    Ok(Outcome { output, findings: usage.findings + &strangers + &held.told, failed: held.failed })
}

fn shown(
    arguments: &Cost,
    subject: &Subject,
    estimate: &Estimate,
    usage: &groundplan::cost::Usage,
) -> String {
    let show = Show {
        grouping: match arguments.group {
            Group::Service => Grouping::Service,
            Group::Concern => Grouping::Concern,
        },
        details: arguments.details,
    };
    let text = statement::write(estimate, form(arguments.format), show);
    let advice = subject.advice(usage);
    let shown = advice.iter().filter(|advice| subject::has(estimate, &advice.environment));
    advice::added(text, arguments.format, &shown.collect::<Vec<_>>())
}

/// The other one is what was: `--environment production --compare staging` shows what production has more.
fn compared(
    arguments: &Cost,
    whole: &Estimate,
    estimate: &Estimate,
    other: &str,
    usage: &groundplan::cost::Usage,
) -> Result<String, Trouble> {
    let before = if subject::has(whole, other) {
        if arguments.environment.is_none() {
            let trouble = Trouble::new(format!("{other} is an environment: with which one is it compared?"));
            return Err(trouble.help(format!("--environment NAME --compare {other}")));
        }
        subject::only(whole.clone(), other)?
    } else {
        other_estimate(arguments, other, usage)?
    };
    let before = if arguments.free_tier { before.with_allowances() } else { before };
    Ok(statement::write_comparison(&Comparison::of(&before, estimate), form(arguments.format)))
}

fn other_estimate(
    arguments: &Cost,
    other: &str,
    usage: &groundplan::cost::Usage,
) -> Result<Estimate, Trouble> {
    let path = std::path::PathBuf::from(other);
    if !path.exists() {
        let trouble = Trouble::new(format!("{other} is neither an environment nor a file or folder"));
        return Err(trouble.help("--compare with an environment's name, a spec, a folder or a plan"));
    }
    let subject = Subject::read(&[path], arguments.region.as_deref())?;
    let priced = subject.price(usage).map_err(|findings| {
        findings.lines().fold(Trouble::new(format!("{other} has errors")), Trouble::line)
    })?;
    match &arguments.environment {
        Some(name) if subject::has(&priced.estimate, name) => subject::only(priced.estimate, name),
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
