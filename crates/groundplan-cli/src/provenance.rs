//! What a block of Terraform follows from, for people.

use groundplan_text::provenance::{Argument, Because, Block};
use groundplan_text::wrap::indented;

use crate::style::{BOLD, DIM, NAME, paint};

/// A block, or the part of it that a path leads to. `spec` is what the spec is called.
pub(crate) fn text(block: &Block, part: Option<&str>, spec: &str) -> String {
    let is_asked = |argument: &&Argument| part.is_none_or(|part| is_at_or_below(&argument.path, part));
    let arguments: Vec<&Argument> = block.arguments.iter().filter(is_asked).collect();
    let lines = match (part, arguments.first()) {
        (Some(_), Some(first)) => &first.lines,
        _ => &block.lines,
    };
    let head =
        format!("{}\n  {}:{}-{}\n\n", paint(BOLD, &block.address), block.file, lines.start(), lines.end());
    let whole: String = block.because.iter().map(|because| reason(because, spec)).collect();
    let whole =
        if whole.is_empty() { whole } else { format!("{}\n{whole}\n", paint(DIM, "the whole block")) };
    head + &whole + &arguments.into_iter().map(|one| argument(one, spec)).collect::<String>()
}

fn is_at_or_below(path: &str, part: &str) -> bool {
    path.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// An argument with its text, where that is short, and what it follows from.
fn argument(argument: &Argument, spec: &str) -> String {
    let first = argument.text.lines().next().unwrap_or_default().trim().trim_end_matches(',');
    let because: String = argument.because.iter().map(|because| reason(because, spec)).collect();
    format!("{} {}\n{because}", paint(DIM, format!("{:>5}", argument.lines.start())), paint(NAME, first))
}

/// A decision: its value, where that came from, why, and what it meets.
fn reason(because: &Because, spec: &str) -> String {
    let decision = &because.decision;
    let place = match because.line {
        Some(line) => format!("{spec}:{line}"),
        None => format!("{}; {} would change it", decision.origin.name(), because.place),
    };
    let controls = match decision.controls {
        [] => String::new(),
        controls => format!(" Meets {}.", controls.join(", ")),
    };
    let head = format!("        {} = {}  {}\n", decision.path, decision.value, paint(DIM, place));
    let why = format!("{}{controls}", decision.reason());
    if why.is_empty() { head } else { head + &indented(&why, 10) }
}
