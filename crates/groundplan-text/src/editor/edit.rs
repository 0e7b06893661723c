//! Changes of values in a text, which leave everything else as it is written.

use std::ops::Range;

use groundplan::diagnostic::{Path, Segment};
use serde_json::Value;

use super::outline::{Outline, Part, Shape};
use super::write::{Setter, Style, Tree, content};
use super::{Edit, Notation, quote};
use crate::input::UsageError;

/// What becomes of a place in a spec.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// It has this value; a map is merged over the present value, key by key.
    Set(Value),
    /// It is gone. What it was the last of stays, empty.
    Remove,
    /// It has another key.
    Rename(String),
}

/// The edit that makes changes of a text, one after the other: the least of the text that differs in the end, or nothing
/// where nothing differs. Comments, order and style of the rest stay.
///
/// ```
/// use groundplan::diagnostic::Path;
/// use groundplan_text::editor::{Change, Notation, edit};
/// let text = "network: { zones: 2 } # enough\n";
/// let change = (Path::of("network.zones"), Change::Set(3.into()));
/// let edit = edit(text, Notation::Yaml, &[change])?.unwrap();
/// assert_eq!((edit.range, edit.insert.as_str()), (18..19, "3"));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
///
/// # Errors
///
/// When the path does not exist, or is inside a part that is not finished.
pub fn edit(text: &str, notation: Notation, changes: &[(Path, Change)]) -> Result<Option<Edit>, UsageError> {
    let mut now = text.to_owned();
    for (path, change) in changes {
        let outline = Outline::of(&now, notation);
        let edits = match change {
            Change::Set(value) => set(&outline, path, value),
            Change::Remove => remove(&outline, path.segments()),
            Change::Rename(name) => rename(&outline, path.segments(), name),
        };
        let edits =
            edits.ok_or_else(|| UsageError::new(format!("`{path}` cannot be changed in this text")))?;
        now = applied(&now, edits);
    }
    Ok(least(text, &now))
}

fn set(outline: &Outline<'_>, path: &Path, value: &Value) -> Option<Vec<Edit>> {
    let tree = Tree::of_json(value);
    let is_nothing = outline.part(0).is_some_and(|whole| whole.shape == Shape::Empty);
    if !is_nothing {
        return Setter { outline, style: Style::Line }.set(path.segments(), &tree);
    }
    let whole = path.segments().iter().rev().try_fold(tree, |tree, step| match step {
        Segment::Key(key) => Some(tree.under(key)),
        Segment::Index(_) => None,
    })?;
    let Tree::Map(entries) = &whole else { return None };
    let [(key, tree)] = entries.as_slice() else { return None };
    let end = outline.text.len();
    let line = match outline.notation {
        Notation::Json => whole.write(Notation::Json, true),
        Notation::Yaml => tree.write_block(key, 0, outline.line_break()).trim_start().to_owned(),
    };
    let start =
        if outline.text.is_empty() || outline.text.ends_with('\n') { "" } else { outline.line_break() };
    Some(vec![Edit { range: end..end, insert: format!("{start}{line}{}", outline.line_break()) }])
}

fn rename(outline: &Outline<'_>, path: &[Segment], name: &str) -> Option<Vec<Edit>> {
    let part = outline.part(outline.find(path)?)?;
    let range = part.key.clone()?;
    let is_new = outline.child(part.parent?, &Segment::Key(name.to_owned())).is_none();
    is_new.then(|| vec![Edit { range, insert: quote::key(name, outline.notation) }])
}

fn remove(outline: &Outline<'_>, path: &[Segment]) -> Option<Vec<Edit>> {
    path.first()?;
    let Some(at) = outline.find(path) else { return Some(Vec::new()) };
    let part = outline.part(at)?;
    let parent = outline.part(part.parent?)?;
    let place = parent.children.iter().position(|child| *child == at)?;
    let neighbour = |at: Option<usize>| outline.part(*parent.children.get(at?)?);
    let (before, after) = (neighbour(place.checked_sub(1)), neighbour(place.checked_add(1)));
    if before.is_none() && after.is_none() {
        return emptied(outline, parent);
    }
    let range =
        if parent.shape.is_flow() { between(part, before, after)? } else { whole_lines(outline, part) };
    Some(vec![Edit { range, insert: String::new() }])
}

/// A map or list of which the last is gone.
fn emptied(outline: &Outline<'_>, parent: &Part) -> Option<Vec<Edit>> {
    let nothing = if matches!(parent.shape, Shape::FlowList | Shape::BlockList) { "[]" } else { "{}" };
    if parent.shape.is_flow() {
        return Some(vec![Edit { range: parent.value.clone(), insert: nothing.to_owned() }]);
    }
    match parent.mark {
        Some(mark) => {
            let end = outline.line_end(parent.span.end);
            Some(vec![Edit { range: mark + 1..end, insert: format!(" {nothing}") }])
        }
        // The whole text.
        None => Some(vec![Edit { range: parent.value.clone(), insert: String::new() }]),
    }
}

/// An entry in braces, with the comma that it takes with it.
fn between(part: &Part, before: Option<&Part>, after: Option<&Part>) -> Option<Range<usize>> {
    match (before, after) {
        (Some(before), _) => Some(content(before).end..content(part).end),
        (None, Some(after)) => Some(part.span.start..after.span.start),
        (None, None) => None,
    }
}

/// An entry in lines of its own. The first item of a list of maps shares its line with the dash, and is left to be changed.
fn whole_lines(outline: &Outline<'_>, part: &Part) -> Range<usize> {
    let start = outline.line_start(part.span.start);
    let end = outline.line_end(content(part).end.max(part.span.end));
    let end = outline
        .text
        .get(end..)
        .and_then(|rest| rest.find('\n'))
        .map_or(outline.text.len(), |feed| end + feed + 1);
    let before = outline.slice(start..part.span.start);
    if before.trim().is_empty() { start..end } else { part.span.start..end }
}

fn applied(text: &str, mut edits: Vec<Edit>) -> String {
    // Those that begin at one place stay in the order given.
    edits.sort_by_key(|edit| edit.range.start);
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in edits {
        out += text.get(at..edit.range.start).unwrap_or_default();
        out += &edit.insert;
        at = edit.range.end;
    }
    out + text.get(at..).unwrap_or_default()
}

/// What is in between the beginnings and ends that two texts share.
fn least(before: &str, after: &str) -> Option<Edit> {
    if before == after {
        return None;
    }
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let head: usize =
        before.chars().zip(after.chars()).take_while(same).map(|(sign, _)| sign.len_utf8()).sum();
    let (old, new) = (before.get(head..)?, after.get(head..)?);
    let tail: usize =
        old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(sign, _)| sign.len_utf8()).sum();
    let insert = new.get(..new.len() - tail)?.to_owned();
    Some(Edit { range: head..before.len() - tail, insert })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::input::Source;

    fn after(text: &str, path: &str, change: Change) -> String {
        let notation = if text.starts_with('{') { Notation::Json } else { Notation::Yaml };
        let path = Path::read(path).unwrap();
        let edit = edit(text, notation, &[(path, change)]).unwrap();
        edit.map_or_else(|| text.to_owned(), |edit| applied(text, vec![edit]))
    }

    fn set(text: &str, path: &str, value: Value) -> String {
        after(text, path, Change::Set(value))
    }

    const SPEC: &str = "# a shop\nstack: shop # its name\nservices:\n  api:\n    port: 80\n    size: { vcpu: 0.5, memory: 1 GiB }\n\nenvironments:\n  dev: {}\n";

    #[test]
    fn a_value_is_changed_where_it_stands() {
        assert_eq!(set(SPEC, "services.api.port", json!(8080)), SPEC.replace("80", "8080"));
        assert_eq!(set(SPEC, "services.api.size.memory", json!("2 GiB")), SPEC.replace("1 GiB", "2 GiB"));
        assert_eq!(set(SPEC, "stack", json!("a: b")), SPEC.replace("shop #", "\"a: b\" #"));
        assert_eq!(set(SPEC, "services.api.port", json!(80)), SPEC);
    }

    #[test]
    fn what_is_missing_is_made() {
        let dev = |with: &str| SPEC.replace("dev: {}", &format!("dev: {with}"));
        assert_eq!(
            set(SPEC, "environments.dev", json!({ "network": { "egress": "nat" } })),
            dev("{ network: { egress: nat } }")
        );
        let usage = SPEC.replace("1 GiB }\n", "1 GiB }\n    usage: { requests: 30M }\n");
        assert_eq!(set(SPEC, "services.api.usage.requests", json!("30M")), usage);
        assert_eq!(set("", "stack", json!("shop")), "stack: shop\n");
        assert_eq!(set("# nothing yet", "network.zones", json!(2)), "# nothing yet\nnetwork:\n  zones: 2\n");
        let json = "{\n  \"stack\": \"shop\"\n}\n";
        assert_eq!(
            set(json, "region", json!("eu-west-1")),
            "{\n  \"stack\": \"shop\",\n  \"region\": \"eu-west-1\"\n}\n"
        );
    }

    #[test]
    fn what_is_removed_takes_its_line_or_comma_with_it() {
        let gone = |text: &str, path: &str| after(text, path, Change::Remove);
        assert_eq!(gone(SPEC, "services.api.port"), SPEC.replace("    port: 80\n", ""));
        assert_eq!(gone(SPEC, "services.api.size.vcpu"), SPEC.replace("vcpu: 0.5, ", ""));
        assert_eq!(gone(SPEC, "services.api.size.memory"), SPEC.replace(", memory: 1 GiB", ""));
        assert_eq!(
            gone(SPEC, "environments.dev"),
            SPEC.replace("environments:\n  dev: {}", "environments: {}")
        );
        assert_eq!(gone("a: { b: 1 }\n", "a.b"), "a: {}\n");
        assert_eq!(gone(SPEC, "nothing.there"), SPEC);
        assert_eq!(gone("a: [x, y, z]\n", "a[1]"), "a: [x, z]\n");
    }

    #[test]
    fn a_key_is_renamed() {
        let renamed = after(SPEC, "services.api", Change::Rename("web".into()));
        assert_eq!(renamed, SPEC.replace("api:", "web:"));
        let taken = [(Path::of("stack"), Change::Rename("services".into()))];
        assert!(edit(SPEC, Notation::Yaml, &taken).is_err());
    }

    #[test]
    fn several_changes_are_one_edit() {
        let changes = [
            (Path::of("services.api.size.vcpu"), Change::Set(json!(1))),
            (Path::of("services.api.size.memory"), Change::Set(json!("2 GiB"))),
        ];
        let edit = edit(SPEC, Notation::Yaml, &changes).unwrap().unwrap();
        assert_eq!(edit.insert, "1, memory: 2");
        assert!(
            super::edit("a: { b: {", Notation::Yaml, &[(Path::of("a.b.c"), Change::Set(json!(1)))]).is_err()
        );
    }

    /// Each single value of real specs is set to another one, and nothing else is read otherwise.
    #[test]
    fn what_is_read_afterwards_differs_in_this_alone() {
        let spec = include_str!("../../../../examples/shop.yaml");
        let before = data(spec);
        let mut tried = 0;
        leaves(&before, &Path::root(), &mut |path| {
            let text = set(spec, &path.to_string(), json!("other: # words"));
            let mut wanted = before.clone();
            *at(&mut wanted, path.segments()).unwrap() = json!("other: # words");
            assert_eq!(data(&text), wanted, "{path}\n{text}");
            let without = after(spec, &path.to_string(), Change::Remove);
            assert!(
                at(&mut data(&without), path.segments())
                    .is_none_or(|left| before_holds_list(&before, path, left)),
                "{path}\n{without}"
            );
            tried += 1;
        });
        assert!(tried > 40, "{tried}");
    }

    /// In a list, what follows takes the place of what is gone.
    fn before_holds_list(before: &Value, path: &Path, _left: &Value) -> bool {
        let list = path.first(path.segments().len() - 1);
        at(&mut before.clone(), list.segments()).is_some_and(|value| value.is_array())
    }

    fn data(text: &str) -> Value {
        let node = Source::new("a.yaml", text).parse().unwrap();
        serde_json::from_str(&groundplan::spec::json::write(&node)).unwrap()
    }

    fn leaves(value: &Value, path: &Path, visit: &mut impl FnMut(&Path)) {
        match value {
            Value::Object(entries) => {
                entries.iter().for_each(|(key, value)| leaves(value, &path.clone().key(key), visit))
            }
            Value::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(at, value)| leaves(value, &path.clone().index(at), visit));
            }
            _ => visit(path),
        }
    }

    fn at<'a>(value: &'a mut Value, path: &[Segment]) -> Option<&'a mut Value> {
        path.iter().try_fold(value, |value, step| match step {
            Segment::Key(key) => value.get_mut(key),
            Segment::Index(index) => value.get_mut(index),
        })
    }
}
