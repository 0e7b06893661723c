use std::path::PathBuf;

use groundplan::Format;
use groundplan_text::explain::Rules;
use groundplan_text::provenance::{Block, Lookup};
use groundplan_text::{Findings, Source, UsageError};

use super::cost::failed;
use crate::arguments::Explain;
use crate::outcome::Outcome;
use crate::system::System;
use crate::{explanation, provenance, schema_file, show, spec_files};

/// `groundplan explain`.
pub(super) fn run(arguments: &Explain, system: &dyn System) -> Result<Outcome, UsageError> {
    match (&arguments.what, arguments.specs.as_slice()) {
        (Some(what), [_, ..]) => line_or_block(what, arguments, system),
        (what, _) => rules(what.as_deref()),
    }
}

/// What a rule says, or which ones there are.
fn rules(code: Option<&str>) -> Result<Outcome, UsageError> {
    let all = Rules::all();
    let output = match code {
        None => explanation::list(&[("Specs", &all.specs), ("Any Terraform", &all.documents)]),
        Some(area) if all.is_area(area) => {
            let of_area = all.of_area(area);
            explanation::list(&[("", &of_area.specs), ("", &of_area.documents)])
        }
        Some(code) => {
            let rule = all.find(code)?;
            explanation::text(rule, all.is_of_documents(rule))
        }
    };
    Ok(Outcome::of(output))
}

/// What a block, an argument or a line of a file follows from.
fn line_or_block(what: &str, arguments: &Explain, system: &dyn System) -> Result<Outcome, UsageError> {
    let schema = schema_file::own(system)?;
    for path in &arguments.specs {
        let spec = spec_files::spec(system, path)?;
        let lookup = match Lookup::of(&spec, arguments.environment.as_deref(), Some(schema)) {
            Ok(lookup) => lookup,
            Err(report) => return Ok(failed(show::found(&Findings { report, texts: one(spec) }))),
        };
        if let Some(wrong) = unknown_environment(&lookup, arguments) {
            return Err(wrong);
        }
        if let Some((block, part)) = found(&lookup, what, arguments.format.into()) {
            return Ok(Outcome::of(provenance::text(&block, part.as_deref(), &spec.name)));
        }
    }
    Err(nothing(what, &arguments.specs))
}

fn one(spec: Source) -> groundplan_text::Texts {
    std::iter::once(spec).collect()
}

fn unknown_environment(lookup: &Lookup, arguments: &Explain) -> Option<UsageError> {
    let asked = arguments.environment.as_deref()?;
    let message = format!("there is no environment `{asked}`");
    (asked != lookup.environment()).then(|| UsageError::new(message).help(lookup.environment()))
}

/// The block, and the path within it that was asked for.
fn found(lookup: &Lookup, what: &str, format: Format) -> Option<(Block, Option<String>)> {
    if let Some((file, line)) =
        what.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?)))
    {
        return at_line(lookup, file, line);
    }
    let cuts = what.match_indices('.').map(|(at, _)| at).chain([what.len()]);
    let named = cuts.collect::<Vec<_>>().into_iter().rev().find_map(|cut| {
        let (address, rest) = what.split_at(cut);
        let block = lookup.block(address, format)?;
        Some((block, rest.strip_prefix('.').map(str::to_owned)))
    });
    named.filter(|(block, part)| part.as_ref().is_none_or(|part| has(block, part)))
}

fn has(block: &Block, part: &str) -> bool {
    block.arguments.iter().any(|argument| argument.path == part)
}

/// What a line of a file is: the innermost argument, or else the block.
fn at_line(lookup: &Lookup, file: &str, line: usize) -> Option<(Block, Option<String>)> {
    let block = lookup.file(file).into_iter().find(|block| block.lines.contains(&line))?;
    let mut within = block.arguments.iter().filter(|argument| argument.lines.contains(&line));
    let part = within.next_back().map(|argument| argument.path.clone());
    Some((block, part))
}

fn nothing(what: &str, specs: &[PathBuf]) -> UsageError {
    let names: Vec<String> = specs.iter().map(|path| path.display().to_string()).collect();
    let help = "groundplan explain aws_vpc.main.cidr_block SPEC, or environments/NAME/network.tf:12";
    UsageError::new(format!("{} makes no {what}", names.join(", "))).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_listed_by_itself() {
        let list = |code: &str| rules(Some(code)).unwrap().output;
        let plain = |text: String| crate::print::plain(&text);
        let schema = plain(list("schema"));
        assert!(schema.starts_with("schema\n  schema/unknown-type"), "{schema}");
        assert!(!schema.contains("aws/") && !schema.contains("service/"), "{schema}");
    }
}
