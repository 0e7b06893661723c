//! The answers as JSON, with offsets in UTF-16 code units: what crosses the border to a browser.

use std::ops::Range;

use groundplan::diagnostic::Diagnostic;
use serde_json::{Value, json};

use super::{Edit, Fix, Item, Notation, complete, fixes, hover, utf16};

/// [`complete`] for editors that count UTF-16 code units:
/// `{ from, to, items: [{ label, insert, caret, kind, detail?, documentation?, preferred }] }`.
///
/// ```
/// use groundplan_text::editor::{Notation, complete_json};
/// let found = complete_json("# 😀\nstack: shop\nreg", 20, Notation::Yaml);
/// assert_eq!((&found["from"], &found["items"][0]["insert"]), (&17.into(), &"region: ".into()));
/// ```
#[must_use]
pub fn complete_json(text: &str, offset: usize, notation: Notation) -> Value {
    let found = complete(text, utf16::to_byte(text, offset), notation);
    let range = utf16::of_range(text, &found.range);
    json!({
        "from": range.start,
        "to": range.end,
        "items": found.items.iter().map(item).collect::<Vec<_>>(),
    })
}

fn item(item: &Item) -> Value {
    let mut value = json!({
        "label": item.label,
        "insert": item.insert,
        "caret": utf16::of_byte(&item.insert, item.caret),
        "kind": item.kind.name(),
        "preferred": item.preferred,
    });
    let texts = [("detail", &item.detail), ("documentation", &item.documentation)];
    for (key, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        if let Some(object) = value.as_object_mut() {
            object.insert(key.to_owned(), text.as_str().into());
        }
    }
    value
}

/// [`hover`] for editors that count UTF-16 code units: `{ from, to, path, documentation }`, or `null`.
///
/// ```
/// use groundplan_text::editor::{Notation, hover_json};
/// let found = hover_json("# 😀\nstack: shop", 6, Notation::Yaml);
/// assert_eq!((&found["from"], &found["path"]), (&5.into(), &"stack".into()));
/// ```
#[must_use]
pub fn hover_json(text: &str, offset: usize, notation: Notation) -> Value {
    let Some(found) = hover(text, utf16::to_byte(text, offset), notation) else { return Value::Null };
    let range = utf16::of_range(text, &found.range);
    json!({
        "from": range.start,
        "to": range.end,
        "path": found.path.to_string(),
        "documentation": found.documentation,
    })
}

/// [`fixes`] for editors that count UTF-16 code units: `[{ title, edits: [{ from, to, insert }] }]`.
#[must_use]
pub fn fixes_json(finding: &Diagnostic, text: &str, notation: Notation) -> Value {
    fixes(finding, text, notation).iter().map(|found| fix(found, text)).collect()
}

fn fix(fix: &Fix, text: &str) -> Value {
    let edit = |edit: &Edit| {
        let Range { start, end } = utf16::of_range(text, &edit.range);
        json!({ "from": start, "to": end, "insert": edit.insert })
    };
    json!({ "title": fix.title, "edits": fix.edits.iter().map(edit).collect::<Vec<_>>() })
}
