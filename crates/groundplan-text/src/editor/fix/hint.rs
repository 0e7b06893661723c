use groundplan::diagnostic::{Diagnostic, Path, Rule, Segment};

use super::{Edit, Fix};
use crate::editor::outline::{Outline, Shape};
use crate::editor::quote;
use crate::editor::types::Type;
use crate::editor::write::{Setter, Style, Tree, content};

/// The rules whose hint is another name for a key.
const RENAMES: [Rule; 4] = [Rule::UNKNOWN_KEY, Rule::WAIVER, Rule::OVERRIDE_ADDRESS, Rule::UNKNOWN_ARGUMENT];

/// The rules whose hint shows a form and does not help as it is: it names another image, or is one part of
/// what must change.
const EXAMPLES: [Rule; 3] = [Rule::IMAGE_VARIABLE, Rule::SECRET_IN_ENV, Rule::GRANT];

/// The rules whose hint applies to the whole stack, wherever they find something.
const OF_STACK: [Rule; 2] = [Rule::SECRET_UNKNOWN, Rule::IMAGE_OUT_OF_REACH];

/// Placeholders in hints, which the user has to replace.
const BLANKS: [&str; 2] = ["NAME", "…"];

/// What the hint of a finding says, if it can be put into the text as it is.
pub(super) fn fix(finding: &Diagnostic, outline: &Outline<'_>) -> Option<Fix> {
    let hint = finding.hint.as_deref()?;
    let is_of_documents = groundplan::document_rules().contains(&finding.rule);
    if RENAMES.contains(&finding.rule) {
        // What is more than another key also needs another value.
        return (!hint.contains(':')).then(|| rename(finding, hint, outline))?;
    }
    if is_of_documents || EXAMPLES.contains(&finding.rule) || BLANKS.iter().any(|blank| hint.contains(blank))
    {
        return None;
    }
    // A secret without a name is a slip that no new secret puts right.
    if finding.rule == Rule::SECRET_UNKNOWN && finding.given.as_deref() == Some("") {
        return None;
    }
    if finding.rule == Rule::UNKNOWN_REFERENCE {
        return refer(finding, hint, outline);
    }
    let edits = match Tree::read(hint)? {
        Tree::Map(entries) if !hint.starts_with('{') => entry(finding, &entries, outline)?,
        tree => value(finding, hint, &tree, outline)?,
    };
    Some(Fix { title: format!("Use `{}`", finding.without_secrets().hint?), edits })
}

/// Another name for a key, in the quotes that it has.
fn rename(finding: &Diagnostic, name: &str, outline: &Outline<'_>) -> Option<Fix> {
    let part = outline.part(outline.find(finding.path.segments())?)?;
    let range = part.key.clone()?;
    if outline.child(part.parent?, &Segment::Key(name.to_owned())).is_some() {
        return None;
    }
    let old = outline.slice(range.clone());
    let insert =
        if old.starts_with('"') { quote::in_quotes(name) } else { quote::key(name, outline.notation) };
    Some(Fix { title: format!("Rename to `{name}`"), edits: vec![Edit { range, insert }] })
}

/// Another address at the beginning of a reference.
fn refer(finding: &Diagnostic, address: &str, outline: &Outline<'_>) -> Option<Fix> {
    let given = finding.given.as_deref()?;
    let at = scalar(outline, outline.find(finding.path.segments())?, given)?;
    let rest = given.splitn(address.split('.').count() + 1, '.').nth(address.split('.').count());
    let whole = rest.map_or_else(|| address.to_owned(), |rest| format!("{address}.{rest}"));
    let part = outline.part(at)?;
    let insert = Tree::text(&whole).write(outline.notation, part.in_flow);
    Some(Fix { title: format!("Use `{whole}`"), edits: vec![Edit { range: part.value.clone(), insert }] })
}

/// A value in place of the one that was found, which is at the path or directly below it.
fn value(finding: &Diagnostic, hint: &str, tree: &Tree, outline: &Outline<'_>) -> Option<Vec<Edit>> {
    // A finding about the whole text is about its syntax, and its hint is prose.
    finding.path.segments().first()?;
    let at = outline.find(finding.path.segments())?;
    let part = outline.part(at)?;
    let is_whole = hint.starts_with('{') || matches!(part.shape, Shape::Scalar | Shape::Empty);
    let at = if is_whole { at } else { scalar(outline, at, finding.given.as_deref()?)? };
    Setter { outline, style: Style::Line }.set(outline.path(at).segments(), tree)
}

/// The position of the single value that the finding is about: this one, or one in this list or map.
fn scalar(outline: &Outline<'_>, at: usize, given: &str) -> Option<usize> {
    let is_it = |at: &usize| outline.scalar(*at).as_deref() == Some(given);
    let mut children = outline.part(at)?.children.iter().copied();
    Some(at).filter(is_it).or_else(|| children.find(is_it))
}

/// An entry with its key, in the map that takes this key.
fn entry(finding: &Diagnostic, entries: &[(String, Tree)], outline: &Outline<'_>) -> Option<Vec<Edit>> {
    let [(key, tree)] = entries else { return None };
    let owner = owner(finding, key)?;
    if let Some(edit) = give_way(finding, &owner.clone().key(key), tree, outline) {
        return Some(vec![edit]);
    }
    let setter = Setter { outline, style: Style::Line };
    let mut edits = Vec::new();
    for owner in owners(finding, owner, key, tree, outline) {
        edits.extend(setter.set(owner.key(key).segments(), tree)?);
    }
    Some(edits)
}

/// The innermost place around the path that takes a key.
fn owner(finding: &Diagnostic, key: &str) -> Option<Path> {
    if OF_STACK.contains(&finding.rule) {
        return Some(Path::root());
    }
    let steps = finding.path.segments();
    if steps.last() == Some(&Segment::Key(key.to_owned())) {
        return Some(finding.path.first(steps.len() - 1));
    }
    let takes = |path: &Path| {
        Type::at(path.segments()).is_some_and(|ty| ty.keys().iter().any(|known| known.name == key))
    };
    (0..=steps.len()).rev().map(|length| finding.path.first(length)).find(takes)
}

/// The edit that replaces the entry at the path by the hint, where the hint is an entry of the same map.
fn give_way(finding: &Diagnostic, map: &Path, tree: &Tree, outline: &Outline<'_>) -> Option<Edit> {
    let Tree::Map(entries) = tree else { return None };
    let ([(key, _)], steps) = (entries.as_slice(), finding.path.segments()) else { return None };
    let is_inside = finding.path.first(steps.len().checked_sub(1)?) == *map;
    let is_other = !steps.ends_with(&[Segment::Key(key.clone())]);
    let is_new = outline.find(map.clone().key(key).segments()).is_none();
    let part = outline.part(outline.find(steps)?)?;
    let insert = Tree::write_entries(entries, outline.notation);
    (is_inside && is_other && is_new).then(|| Edit { range: content(part), insert })
}

/// The maps to change: those of the environments of the finding that set the value themselves, else the stack.
fn owners(finding: &Diagnostic, owner: Path, key: &str, tree: &Tree, outline: &Outline<'_>) -> Vec<Path> {
    if !owner.segments().is_empty() {
        return vec![owner];
    }
    let leaf = leaf(Path::root().key(key), tree);
    let environments = finding.environments.iter().map(|name| Path::of("environments").key(name));
    let theirs: Vec<Path> = environments
        .filter(|environment| outline.find(leaf.under(environment).segments()).is_some())
        .collect();
    if theirs.is_empty() { vec![owner] } else { theirs }
}

/// The path of the first single value in a tree.
fn leaf(path: Path, tree: &Tree) -> Path {
    match tree {
        Tree::Map(entries) => match entries.first() {
            Some((key, tree)) => leaf(path.key(key), tree),
            None => path,
        },
        _ => path,
    }
}
