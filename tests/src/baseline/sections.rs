//! The decisions of a stack in one file, `decisions.txt`, as those of each environment.

use super::block::DECISIONS;
use crate::golden::Tree;

const FILE: &str = "decisions.txt";
const WHOLE: &str = "# the whole stack\n";

/// The files, with the decisions of each environment beside its module.
pub(super) fn split(tree: &Tree) -> Tree {
    let mut out = tree.clone();
    let Some(text) = out.remove(FILE) else { return out };
    let sections = text.split("\n\n").map(|section| format!("{}\n", section.trim_end_matches('\n')));
    out.extend(sections.map(|section| (path(&section), section)));
    if join(&out) == *tree { out } else { tree.clone() }
}

/// `# try (development)` belongs to `environments/try`.
fn path(section: &str) -> String {
    let name = section.trim_start_matches("# ").split([' ', '\n']).next().unwrap_or_default();
    if section.starts_with(WHOLE) {
        format!("stack/{DECISIONS}")
    } else {
        format!("environments/{name}/{DECISIONS}")
    }
}

/// The files, with all decisions in one.
pub(super) fn join(tree: &Tree) -> Tree {
    let is_section = |path: &&String| path.rsplit_once('/').is_some_and(|(_, name)| name == DECISIONS);
    let mut sections: Vec<&str> = tree.keys().filter(is_section).map(|path| tree[path].as_str()).collect();
    // The whole stack comes first, environments by name.
    sections.sort_by_key(|section| !section.starts_with(WHOLE));
    let mut out: Tree = tree
        .iter()
        .filter(|(path, _)| !is_section(path))
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect();
    if !sections.is_empty() {
        out.insert(FILE.to_owned(), sections.join("\n"));
    }
    out
}
