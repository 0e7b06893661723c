//! Folders of modules, and the local sources by which modules call each other.

use crate::terraform::{Content, Document, Item, Literal, Origin, Section, Value, read};

/// A folder with a module that the root module calls, directly or through others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder<'a> {
    /// Its path relative to the root module, with `/`: `modules/network`, `../shared`; empty for the root module itself.
    pub path: String,
    /// Its files: names and texts.
    pub files: Vec<(&'a str, &'a str)>,
}

/// The folder that a local source leads to from another one.
///
/// ```
/// use groundplan::configuration::join;
/// assert_eq!(join("modules/app", "../network"), "modules/network");
/// assert_eq!(join("", "../../shared/./kms/"), "../../shared/kms");
/// ```
#[must_use]
pub fn join(folder: &str, source: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(source.split(['/', '\\'])) {
        match step {
            "" | "." => {}
            ".." if steps.last().is_some_and(|last| *last != "..") => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// Whether a source is a folder of the same repository.
pub(super) fn is_local(source: &str) -> bool {
    Origin::of(source) == Origin::Local && !source.starts_with('/')
}

/// The local sources that the files of a folder call. Files that cannot be read call nothing.
///
/// ```
/// use groundplan::configuration::local_sources;
/// let text = "module \"network\" {\n  source = \"./network\"\n}\n";
/// assert_eq!(local_sources([("main.tf", text)]), ["./network"]);
/// ```
#[must_use]
pub fn local_sources<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let mut document = Document::new();
    // Most files call nothing, and need not be parsed for that.
    let may_call = |text: &str| text.contains("module") && text.contains("source");
    for (name, text) in files.into_iter().filter(|(_, text)| may_call(text)) {
        read::file(name, text, &mut document);
    }
    let calls = document.items().iter().filter(|item| item.section == Section::Module);
    let local = calls.filter_map(source).filter(|source| is_local(source));
    local.map(str::to_owned).collect()
}

/// The source of a call, where it is a text.
pub(super) fn source(call: &Item) -> Option<&str> {
    text(call, "source")
}

/// The versions that a call takes, where it says so in a text.
pub(super) fn version(call: &Item) -> Option<&str> {
    text(call, "version")
}

fn text<'a>(call: &'a Item, name: &str) -> Option<&'a str> {
    match call.block()?.get(name)? {
        Content::Literal(Literal::Text(text)) => Some(text),
        Content::Value(Value::Text(text)) => text.as_literal(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_joined_step_by_step() {
        for (folder, source, joined) in [
            ("", "./a", "a"),
            ("a", "./b/../c", "a/c"),
            ("a/b", "../../..", ".."),
            ("..", "../x", "../../x"),
            ("", ".\\a", "a"),
            ("a", "./", "a"),
        ] {
            assert_eq!(join(folder, source), joined, "{folder} {source}");
        }
    }

    #[test]
    fn sources_of_registries_are_not_local() {
        let text = r#"{"module": {"a": {"source": "../a"}, "b": {"source": "hashicorp/consul/aws"}}}"#;
        assert_eq!(local_sources([("main.tf.json", text), ("broken.tf", "module \"x\" { source")]), ["../a"]);
    }
}
