//! What an apply does to what runs, for readers.

use std::fmt::Write;

use groundplan::change::{Cause, Change, Effect, ObjectChange, Summary};
use groundplan::report::{escape, short};

use super::{Changed, renamed};

/// The summary of all root modules, in one line.
pub(super) fn summary(modules: &[Changed]) -> String {
    total(modules).to_string()
}

pub(super) fn total(modules: &[Changed]) -> Summary {
    let mut total = Summary::default();
    modules.iter().for_each(|module| total += module.change.summary());
    total
}

/// A root module: its summary, then each object that changes, the worst first.
#[must_use]
pub fn text(name: &str, change: &Change) -> String {
    let mut out = format!("{}: {}\n", short(name), change.summary());
    for effect in Effect::ALL {
        let objects = change.of(effect).filter(|object| !object.routine);
        section(effect.name(), objects.collect(), &mut out);
    }
    let routine = change.objects.iter().filter(|object| object.routine);
    let (own, others): (Vec<_>, Vec<_>) = routine.partition(|object| is_in_state_alone(object));
    section("new versions, while the old ones stay as they are", others, &mut out);
    section("made anew in Terraform's state, where alone they exist", own, &mut out);
    if !change.unknown.is_empty() {
        out += "  not known\n";
    }
    for unknown in &change.unknown {
        let _ = writeln!(out, "    {}: {}", unknown.address, unknown.why);
    }
    if !change.unread.is_empty() {
        out += "  calls that are the same, of modules that were not read\n";
    }
    change.unread.iter().for_each(|call| out += &format!("    {call}\n"));
    out + &rename(change).unwrap_or_default()
}

/// Whether AWS has no such object.
fn is_in_state_alone(object: &ObjectChange) -> bool {
    let kind = object.address.resource_type().unwrap_or_default();
    !kind.starts_with("aws_") || kind == "aws_acm_certificate_validation"
}

/// One service goes and one comes: it may be the same by another name, and a move destroys nothing.
fn rename(change: &Change) -> Option<String> {
    let (old, new) = (only_service(change, Effect::Destroyed)?, only_service(change, Effect::Created)?);
    Some(format!(
        "  hint: if {new} is {old} by another name, `renamedFrom: {old}` in its spec moves what runs\n"
    ))
}

fn only_service(change: &Change, effect: Effect) -> Option<&str> {
    let mut services =
        change.of(effect).filter(|object| object.address.resource_type() == Some("aws_ecs_service"));
    let only = services.next()?;
    if services.next().is_some() { None } else { only.address.name() }
}

fn section(title: &str, objects: Vec<&ObjectChange>, out: &mut String) {
    if objects.is_empty() {
        return;
    }
    let _ = writeln!(out, "  {title}");
    // What is forgotten at once has one reason, which is not repeated.
    let mut reason = None;
    let mut doubts: Vec<String> = Vec::new();
    for object in objects {
        let because = because(object);
        let is_repeated = object.effect == Effect::Forgotten && reason.as_ref() == Some(&because);
        let shown = if is_repeated { String::new() } else { because.clone() };
        let _ = writeln!(out, "    {}{shown}", object.address);
        let mut lines = consequences(object);
        // Nor has a doubt about all of them more than one line.
        let doubt =
            doubt(object).filter(|doubt| object.effect != Effect::Forgotten || !doubts.contains(doubt));
        doubts.extend(doubt.clone());
        lines.extend(doubt);
        lines.into_iter().for_each(|line| {
            let _ = writeln!(out, "      {line}");
        });
        reason = Some(because);
    }
}

/// Why, after the address.
fn because(object: &ObjectChange) -> String {
    let from = object.moved_from.as_ref().map(|from| format!(" from {from}")).unwrap_or_default();
    let causes = match object.effect {
        Effect::Updated | Effect::Imported => &object.arguments,
        _ => &object.because,
    };
    let words: Vec<String> = causes.iter().map(cause).collect();
    let order = if object.new_first { ", the new one first" } else { "" };
    match words.as_slice() {
        [] if object.or_imported => format!("{from}, imported instead where it exists"),
        [] => from,
        words => format!("{from}: {}{order}", words.join(", ")),
    }
}

fn cause(cause: &Cause) -> String {
    match &cause.follows {
        Some(follows) => format!("{} follows {follows}", cause.argument),
        None if cause.unless_default => {
            format!("{} (unless the default is the same)", cause.argument)
        }
        None => cause.argument.clone(),
    }
}

/// What an object's change means, a line each.
fn consequences(object: &ObjectChange) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(object.refused.as_ref().map(|why| format!("refused: {why}")));
    lines.extend(object.data.as_ref().map(|data| match &data.kept {
        Some(kept) if data.lost => format!("data lost: {}, kept {kept}", data.holds),
        Some(kept) => format!("data kept: {}, {kept}", data.holds),
        None => format!("data lost: {}", data.holds),
    }));
    let interrupted = object.interrupted.as_ref();
    lines.extend(interrupted.map(|one| format!("interrupted: {}, at best {}", one.what, one.at_best)));
    lines
}

/// What is not known of an object.
fn doubt(object: &ObjectChange) -> Option<String> {
    let arguments: Vec<String> = object.perhaps.iter().map(cause).collect();
    let is_known = arguments.is_empty() || object.effect.ends();
    (!is_known).then(|| format!("not known whether it is replaced: {}", arguments.join(", ")))
}

/// The root modules as text.
pub(super) fn table(modules: &[Changed]) -> String {
    let several = if modules.len() > 1 { format!("{}\n\n", summary(modules)) } else { String::new() };
    let each: String = modules.iter().map(|module| text(&module.name, &module.change)).collect();
    several + &each + &renamed::hints(modules)
}

/// A table for each root module that changes, with what harms first.
pub(super) fn markdown(modules: &[Changed]) -> String {
    let mut out = format!("### What runs: {}\n", summary(modules));
    for hint in renamed::hints(modules).lines() {
        let _ = write!(out, "\n{}\n", escape(hint));
    }
    for module in modules.iter().filter(|module| module.change != Change::default()) {
        let (name, counts) = (escape(short(&module.name)), module.change.summary());
        let _ = write!(out, "\n<details><summary>{name}: {counts}</summary>\n\n````text\n");
        let lines = text(&module.name, &module.change).replace("````", "` ` ` `");
        let mut lines = lines.lines().skip(1).peekable();
        let mut shown = 0;
        while let Some(line) = lines.next_if(|line| shown < MOST_LINES && out.len() + line.len() < MOST) {
            let _ = writeln!(out, "{line}");
            shown += 1;
        }
        let left = lines.count();
        if left > 0 {
            let _ = writeln!(out, "and {left} more lines");
        }
        out += "````\n\n</details>\n";
    }
    out
}

/// What a comment has room for, of each root module.
const MOST_LINES: usize = 200;

/// As many characters of all root modules leave room for the configuration and the cost: GitHub takes 65,536.
const MOST: usize = 20_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn change(objects: &[(&str, Effect)]) -> Change {
        let objects = objects.iter().map(|(address, effect)| ObjectChange::new(*address, *effect));
        Change { objects: objects.collect(), ..Change::default() }
    }

    #[test]
    fn a_service_that_goes_while_another_comes_may_be_renamed() {
        let one = [("aws_ecs_service.api", Effect::Destroyed), ("aws_ecs_service.web", Effect::Created)];
        let shown = text("live", &change(&one));
        assert!(
            shown.ends_with("by another name, `renamedFrom: api` in its spec moves what runs\n"),
            "{shown}"
        );
        let two = [one[0], one[1], ("aws_ecs_service.worker", Effect::Created)];
        assert!(!text("live", &change(&two)).contains("hint"), "it is not known which");
    }

    #[test]
    fn a_doubt_about_everything_that_is_forgotten_is_said_once() {
        let forgotten = |address: &str, effect| ObjectChange {
            because: vec![Cause::of("region: a → b")],
            perhaps: vec![Cause::of("region, by version 6 of the provider")],
            ..ObjectChange::new(address, effect)
        };
        let shown_of = |effect| {
            let objects = vec![forgotten("a.a", effect), forgotten("a.b", effect)];
            text("live", &Change { objects, ..Change::default() })
        };
        assert_eq!(shown_of(Effect::Forgotten).matches("not known whether").count(), 1);
        assert_eq!(shown_of(Effect::Updated).matches("not known whether").count(), 2);
    }

    #[test]
    fn new_versions_have_their_own_heading() {
        let mut version = ObjectChange::new("aws_ecs_task_definition.api", Effect::Replaced);
        version.routine = true;
        let shown = text("live", &Change { objects: vec![version], ..Change::default() });
        let expected = "live: 1 new version\n  new versions, while the old ones stay as they are\n    aws_ecs_task_definition.api\n";
        assert_eq!(shown, expected);
    }
}
