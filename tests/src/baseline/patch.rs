//! A tree of files as what differs from another tree: folder by folder, or file by file.

use std::collections::BTreeMap;

use super::block::{self, Block, DECISIONS};
use super::change::{self, Change};
use super::lines::{self, Hunk};
use super::renaming::Renaming;
use super::write;
use crate::golden::Tree;

/// What one folder or file of a tree is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The folder of a root module, or the path of another file.
    pub(super) path: String,
    /// The one of the baseline's that it is made of; none for a file that the baseline does not have.
    pub(super) from: Option<String>,
    pub(super) renaming: Renaming,
    pub(super) content: Content,
}

/// What differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// The files of a root module: those that are gone, and the changes of the others.
    Module(Vec<String>, Vec<(String, Vec<Change>)>),
    /// Another file.
    Text(Vec<Hunk>),
}

/// The files of a root module.
pub(super) type Module = BTreeMap<String, Vec<Block>>;

/// Whether a file is one of a root module: its folder and its name.
pub(super) fn in_module(path: &str) -> Option<(&str, &str)> {
    let (folder, name) = path.rsplit_once('/')?;
    (name == DECISIONS || name.ends_with(".tf.json")).then_some((folder, name))
}

/// The files of a root module below a folder.
pub(super) fn module(tree: &Tree, folder: &str) -> Result<Module, String> {
    let files = tree.iter().filter_map(|(path, text)| Some((in_module(path)?, text)));
    let files = files.filter(|((of, _), _)| *of == folder);
    files.map(|((_, name), text)| Ok((name.to_owned(), block::parse(name, text)?))).collect()
}

/// A module in the new names; two things cannot have one name.
fn renamed(module: &Module, renaming: &Renaming) -> Result<Module, String> {
    let mut new = Module::new();
    for (name, blocks) in module {
        let blocks: Vec<Block> = blocks.iter().map(|block| block.renamed(renaming)).collect();
        if !block::are_apart(&blocks) || new.insert(renaming.apply(name), blocks).is_some() {
            return Err(format!("two things in {name} would have one name"));
        }
    }
    Ok(new)
}

/// A folder with its module as what differs from another.
pub(super) fn of_module(
    (path, made_files): (&str, &Module),
    (from, base): (&str, &Module),
    renaming: &Renaming,
) -> Result<Part, String> {
    let base_files = renamed(base, renaming)?;
    let all = all(&base_files);
    let gone = base_files.keys().filter(|name| !made_files.contains_key(*name)).cloned().collect();
    let files = made_files.iter().map(|(name, blocks)| {
        let before = base_files.get(name).map_or(&[][..], Vec::as_slice);
        (name.clone(), change::changes(before, blocks, &all))
    });
    let files =
        files.filter(|(name, changes)| !changes.is_empty() || !base_files.contains_key(name)).collect();
    Ok(Part {
        path: path.to_owned(),
        from: Some(from.to_owned()),
        renaming: renaming.clone(),
        content: Content::Module(gone, files),
    })
}

/// A file of one tree as what differs from a file of another, if it has that one.
pub(super) fn of_text((made, path): (&Tree, &str), (base, from): (&Tree, &str), renaming: &Renaming) -> Part {
    let before = base.get(from).map(|text| renaming.apply(text));
    Part {
        path: path.to_owned(),
        from: before.as_ref().map(|_| from.to_owned()),
        renaming: if before.is_some() { renaming.clone() } else { Renaming::default() },
        content: Content::Text(lines::hunks(&before.unwrap_or_default(), &made[path])),
    }
}

/// The files that parts lead to.
pub(super) fn apply(parts: &[Part], base: &Tree) -> Result<Tree, String> {
    let mut tree = Tree::new();
    for part in parts {
        let from = part.from.as_deref();
        match &part.content {
            Content::Text(hunks) => {
                let before = from.map(|from| base.get(from).ok_or_else(|| format!("{from} is not there")));
                let before = part.renaming.apply(before.transpose()?.map_or("", String::as_str));
                tree.insert(part.path.clone(), lines::apply(hunks, &before)?);
            }
            Content::Module(gone, files) => {
                let module = module(base, from.unwrap_or_default())?;
                for (name, text) in applied(renamed(&module, &part.renaming)?, gone, files)? {
                    tree.insert(format!("{}/{name}", part.path), text);
                }
            }
        }
    }
    Ok(tree)
}

fn applied(base: Module, gone: &[String], files: &[(String, Vec<Change>)]) -> Result<Tree, String> {
    let all = all(&base);
    let mut made = base;
    for (name, changes) in files {
        let before = made.remove(name).unwrap_or_default();
        made.insert(name.clone(), change::apply(changes, &before, &all)?);
    }
    made.retain(|name, _| !gone.contains(name));
    made.into_iter().map(|(name, blocks)| Ok((name.clone(), block::write(&name, &blocks)?))).collect()
}

fn all(module: &Module) -> Vec<Block> {
    module.values().flatten().cloned().collect()
}

/// How long it takes to say what differs.
pub(super) fn length(part: &Part) -> usize {
    write::part(part).len()
}
