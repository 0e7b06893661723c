//! What an override can change.

use std::collections::BTreeMap;

use groundplan::diagnostic::Segment;
use groundplan::terraform::Document;

use super::names::Name;
use crate::editor::outline::Outline;
use crate::input::{Source, Sources};

/// The addresses of what the spec makes, in one environment or in any, then `*` for all of a type.
pub(super) fn of_overrides(outline: &Outline<'_>, environment: Option<&str>, path: &[Segment]) -> Vec<Name> {
    let documents = made(&without(outline, path).unwrap_or_default());
    let is_asked = |name: &str| {
        let own = name.strip_prefix("environments/");
        own.is_some_and(|own| environment.is_none_or(|environment| own == environment))
    };
    let documents = documents.iter().filter(|(name, _)| is_asked(name)).map(|(_, document)| document);
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for item in documents.flat_map(Document::items) {
        if let Some(address) = item.address() {
            files.entry(address.to_string()).or_insert_with(|| format!("in {}", item.file));
        }
    }
    let kinds = of_kinds(files.keys());
    files.iter().map(|(address, file)| Name::of(address.as_str(), file)).chain(kinds).collect()
}

/// Every type of which there are several.
fn of_kinds<'a>(addresses: impl Iterator<Item = &'a String>) -> Vec<Name> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (kind, _) in addresses.filter_map(|address| address.rsplit_once('.')) {
        *counts.entry(kind).or_default() += 1;
    }
    let several = counts.into_iter().filter(|(kind, count)| *count > 1 && kind.contains('_'));
    several.map(|(kind, count)| Name::of(format!("{kind}.*"), &format!("all {count}"))).collect()
}

/// The text without what is written of the overrides so far, which may be half a word.
fn without(outline: &Outline<'_>, path: &[Segment]) -> Option<String> {
    let value = outline.part(outline.find(path)?)?.value.clone();
    Some(outline.slice(0..value.start).to_owned() + " {} " + outline.slice(value.end..outline.text.len()))
}

/// What a spec makes; nothing where it has errors.
fn made(text: &str) -> Vec<(String, Document)> {
    let app = Sources::new([Source::new("groundplan.yaml", text)]).ok();
    let app = app.and_then(|sources| sources.app(None, |node| node).ok());
    let synthesis = app.and_then(|app| app.unvalidated().synth().ok());
    synthesis.map(|synthesis| synthesis.into_documents()).unwrap_or_default()
}
