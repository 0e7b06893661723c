//! What something in a spec's text means.

use std::ops::Range;

use groundplan::decision::Row;
use groundplan::diagnostic::{Path, Segment};

use super::outline::{Outline, Place};
use super::types::{self, Type};
use super::{Notation, utf16};

/// What something in a spec's text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The bytes of the key or value.
    pub range: Range<usize>,
    /// The place in the spec.
    pub path: Path,
    /// What changes in the cloud, what is allowed, the default and why, in Markdown.
    pub documentation: String,
}

/// What the key or value at a byte offset means; nothing where nothing is known of it.
///
/// ```
/// use groundplan_text::editor::{Notation, hover};
/// let text = "network: { egress: nat }\n";
/// let on_value = hover(text, 20, Notation::Yaml).ok_or("nothing there")?;
/// assert_eq!(&text[on_value.range], "nat");
/// assert!(on_value.documentation.contains("Private subnets, one NAT gateway for all zones."));
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn hover(text: &str, offset: usize, notation: Notation) -> Option<Hover> {
    let offset = utf16::boundary(text, offset);
    let outline = Outline::of(text, notation);
    let cursor = outline.cursor(offset).filter(|cursor| !cursor.word.is_empty())?;
    let (part, value) = match cursor.place {
        Place::Key { entry, .. } => (entry?, None),
        Place::Value(part) => (part, outline.scalar(part)),
        Place::Item(_) => return None,
    };
    let path = outline.path(part);
    let documentation = of_place(&path, value.as_deref())?;
    Some(Hover { range: cursor.word, path, documentation })
}

/// Documents a path of a spec in Markdown: its type, its effect in the cloud, its values, the default and why.
#[must_use]
pub fn documentation(path: &Path) -> Option<String> {
    let ty = Type::at(path.segments())?;
    Some(of_type(&ty, path))
}

fn of_place(path: &Path, value: Option<&str>) -> Option<String> {
    if let [Segment::Key(map), Segment::Key(name)] = of_stack(path)
        && map == "waive"
    {
        return rule(name);
    }
    let ty = Type::at(path.segments())?;
    let of_value = value.and_then(|value| choice(&ty, value));
    Some(of_value.unwrap_or_else(|| of_type(&ty, path)))
}

/// The rule that a waiver names.
fn rule(waiver: &str) -> Option<String> {
    let rule = groundplan::rules().into_iter().find(|rule| rule.waiver().as_deref() == Some(waiver))?;
    let source = if rule.source.starts_with("https://") {
        format!("\n\nSource: <{}>", rule.source)
    } else {
        String::new()
    };
    Some(format!("Waives `{}`: {}\n\n{}{source}", rule.code, rule.summary(), rule.why()))
}

/// A value of a choice.
fn choice(ty: &Type, value: &str) -> Option<String> {
    let choices = ty.choices();
    let choice = choices.iter().find(|choice| types::plain(choice.value) == value)?;
    Some(format!("`{value}`: {}", choice.text?))
}

fn of_type(ty: &Type, path: &Path) -> String {
    let head = format!("`{path}`: {}", ty.detail());
    let text = ty.text.map(str::to_owned);
    let parts = [Some(head), text, values(ty), reason(path)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// The values of a choice, each with what it means.
fn values(ty: &Type) -> Option<String> {
    let choices = ty.choices();
    let documented = choices.iter().filter_map(|choice| Some((types::plain(choice.value), choice.text?)));
    let lines: Vec<String> = documented.map(|(value, text)| format!("- `{value}`: {text}")).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Why the default, which the text says, is what it is.
fn reason(path: &Path) -> Option<String> {
    let row = groundplan::defaults().into_iter().find(|row| is_for(row, of_stack(path)))?;
    let text: Vec<&str> = row.text.trim().lines().map(str::trim).collect();
    Some(text.join("\n"))
}

/// The steps from where the stack says the same that an environment changes.
fn of_stack(path: &Path) -> &[Segment] {
    match path.segments() {
        [Segment::Key(first), _, rest @ ..] if first == "environments" => rest,
        steps => steps,
    }
}

/// Whether a default is for this path: a star stands for any name.
fn is_for(row: &Row, steps: &[Segment]) -> bool {
    let known: Vec<&str> = row.path.split('.').collect();
    let matches = |(known, step): (&&str, &Segment)| match step {
        Segment::Key(key) => *known == "*" || known == key,
        Segment::Index(_) => false,
    };
    known.len() == steps.len() && known.iter().zip(steps).all(matches)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hover at the sign `|` in a text.
    fn at(text: &str, notation: Notation) -> Option<Hover> {
        let offset = text.find('|').unwrap();
        hover(&text.replacen('|', "", 1), offset, notation)
    }

    #[test]
    fn a_key_tells_type_text_and_default() {
        let found = at("environments:\n  dev:\n    network:\n      zo|nes: 2\n", Notation::Yaml).unwrap();
        assert_eq!(found.path.to_string(), "environments.dev.network.zones");
        assert!(
            found
                .documentation
                .starts_with("`environments.dev.network.zones`: whole number\n\nOver how many")
        );
        assert!(found.documentation.contains("Default: `2` in development"), "{}", found.documentation);
    }

    #[test]
    fn a_key_of_a_choice_tells_its_values() {
        let found = at(r#"{"network": {"|egress": "nat"}}"#, Notation::Json).unwrap();
        assert!(found.documentation.contains("- `natPerZone`: Private subnets"), "{}", found.documentation);
        assert_eq!(found.range, 13..21);
    }

    #[test]
    fn a_value_of_a_choice_tells_its_own_meaning() {
        let found = at(r#"{"network": {"egress": "n|at"}}"#, Notation::Json).unwrap();
        assert_eq!(found.documentation, "`nat`: Private subnets, one NAT gateway for all zones.");
        let found = at("environments: { qa: { tier: stag|ing } }", Notation::Yaml).unwrap();
        assert_eq!(found.documentation, "`staging`: Like production, smaller.");
    }

    #[test]
    fn a_waiver_tells_its_rule() {
        let found = at("waive:\n  flow|Logs: elsewhere\n", Notation::Yaml).unwrap();
        assert!(found.documentation.starts_with("Waives `network/flow-logs`: "), "{}", found.documentation);
        let found = at("environments: { dev: { waive: { grant|: x } } }", Notation::Yaml).unwrap();
        assert!(found.documentation.starts_with("Waives `service/grant`: "), "{}", found.documentation);
        let found = at("secrets: { waive: { arn|: x } }", Notation::Yaml).unwrap();
        assert!(found.documentation.starts_with("`secrets.waive.arn`: text"), "{}", found.documentation);
        assert!(at("waive:\n  non|sense: elsewhere\n", Notation::Yaml).is_none());
    }

    #[test]
    fn nothing_is_said_where_nothing_is_known() {
        assert!(at("# com|ment\nstack: shop\n", Notation::Yaml).is_none());
        assert!(at("non|sense: 1\n", Notation::Yaml).is_none());
        assert!(at("stack: shop\n|\n", Notation::Yaml).is_none());
    }
}
