//! Files as what differs from a baseline's: readable, and complete.
//!
//! A case holds what it is about, and leaves to the baseline what every stack of its tier has. The text is written by
//! [`diff`] and read by [`apply`], which makes the same files of it, byte by byte; so a byte that changes in any file
//! changes the baseline or the text. `write` shows what it looks like: blocks by address, arguments by path, and
//! never what the baseline has in their place, so that a default that changes there changes nothing here.

mod block;
mod change;
mod edit;
mod json;
mod lines;
mod order;
mod patch;
mod read;
mod renaming;
mod sections;
#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeSet;

use crate::assert_none;
use crate::golden::{self, Tree};
use patch::Part;
use renaming::Renaming;

/// What a folder of files is compared with.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The folder, such as `environments/try`; empty for all others, each of which has its own name in the baseline.
    pub folder: String,
    /// The folder of the baseline's.
    pub from: String,
    /// Names of the baseline's, each with those that may take its place.
    pub names: Vec<(String, Vec<String>)>,
}

/// The text that says how files differ from the baseline's.
///
/// # Panics
///
/// When a file has a form that cannot be compared, or [`apply`] would not make the same files.
#[must_use]
pub fn diff(baseline: &Tree, made: &Tree, origins: &[Origin]) -> String {
    let (base, tree) = (sections::split(baseline), sections::split(made));
    let of_folder = |folder: &str| origin(origins, folder);
    let texts = tree.keys().filter(|path| patch::in_module(path).is_none()).map(|path| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let Origin { from, names, .. } = of_folder(folder);
        let from = if folder.is_empty() { name.to_owned() } else { format!("{from}/{name}") };
        shortest(&names, |renaming| Ok(patch::of_text((&tree, path), (&base, &from), renaming)))
    });
    let folders: BTreeSet<&str> = tree.keys().filter_map(|path| Some(patch::in_module(path)?.0)).collect();
    let modules = folders.into_iter().map(|folder| {
        let Origin { from, names, .. } = of_folder(folder);
        let module = |tree, folder: &str| {
            patch::module(tree, folder).unwrap_or_else(|error| panic!("{folder}: {error}"))
        };
        let (made, before) = (module(&tree, folder), module(&base, &from));
        shortest(&names, |renaming| patch::of_module((folder, &made), (&from, &before), renaming))
    });
    let text = write::parts(&texts.chain(modules).collect::<Vec<_>>());
    let again = apply(baseline, &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_none(&golden::compare(made, &again));
    text
}

/// The files that a text leads to.
///
/// # Errors
///
/// What the text refers to, and the baseline does not have; what cannot be read.
pub fn apply(baseline: &Tree, text: &str) -> Result<Tree, String> {
    let tree = patch::apply(&read::parts(text)?, &sections::split(baseline))?;
    Ok(sections::join(&tree))
}

/// What a folder is compared with: itself, unless there is an origin.
fn origin(origins: &[Origin], folder: &str) -> Origin {
    let of = |folder: &str| origins.iter().find(|origin| origin.folder == folder).cloned();
    of(folder).unwrap_or_else(|| Origin { from: folder.to_owned(), ..of("").unwrap_or_default() })
}

/// What says the least, with some of the names in place of the baseline's. Two things that would have one name
/// cannot be compared.
fn shortest(names: &[(String, Vec<String>)], part: impl Fn(&Renaming) -> Result<Part, String>) -> Part {
    let mut best = part(&Renaming::default()).unwrap_or_else(|error| panic!("{error}"));
    for (old, new) in names {
        let tried = new.iter().filter_map(|new| {
            let mut renaming = best.renaming.clone();
            renaming.0.push((old.clone(), new.clone()));
            part(&renaming).ok()
        });
        let shorter =
            tried.min_by_key(patch::length).filter(|tried| patch::length(tried) < patch::length(&best));
        best = shorter.unwrap_or(best);
    }
    best
}
