//! Where a spec says, in Terraform's own words, what stands at a place of a document.

use super::apply::address;
use super::place::{Step, steps};
use crate::diagnostic::{Diagnostic, Path, Segment};
use crate::model;
use crate::node::{Node, NodeValue};
use crate::terraform::{Document, Item, Section};

/// Where a finding about a document leads in a spec, and how well that fits: the better, the greater.
pub(crate) type Origin = (usize, Path);

/// What fits no better than the whole of an override.
const SOMEWHERE: usize = 0;

/// The place below `raw` or `overrides` that says what a finding is about. `node` is the spec, or what it says
/// for one environment.
pub(crate) fn origin(node: &Node, document: &Document, finding: &Diagnostic) -> Option<Origin> {
    in_raw(node, finding).or_else(|| in_overrides(node, document, finding))
}

/// A raw block stands at the same place; settings and providers are merged with groundplan's own, so there
/// the very argument has to be said.
fn in_raw(node: &Node, finding: &Diagnostic) -> Option<Origin> {
    let base = Path::of("raw");
    let trace = node.get(&base)?.trace(&finding.path, finding.given.as_deref());
    let Some(Segment::Key(name)) = finding.path.segments().first() else { return None };
    let section = Section::ALL.into_iter().find(|section| section.name() == name)?;
    let least = match section {
        Section::Terraform | Section::Provider => finding.path.segments().len(),
        section => 1 + section.labels(),
    };
    (trace.steps >= least).then(|| (trace.steps, trace.path.under(&base)))
}

/// What groundplan makes has no findings by itself: where it has one, the override made it.
fn in_overrides(node: &Node, document: &Document, finding: &Diagnostic) -> Option<Origin> {
    let is_about = |item: &&Item| starts_with(&finding.path, &model::path(item));
    let item = document.items().iter().find(is_about)?;
    let base = Path::of("overrides").key(address(item));
    let said = node.get(&base)?;
    let rest = finding.path.segments().get(model::path(item).segments().len()..).unwrap_or_default();
    let (fit, path) = in_override(said, rest, finding).unwrap_or((SOMEWHERE, Path::root()));
    Some((fit, path.under(&base)))
}

fn starts_with(path: &Path, start: &Path) -> bool {
    path.segments().starts_with(start.segments())
}

/// The change that fits best.
fn in_override(said: &Node, rest: &[Segment], finding: &Diagnostic) -> Option<Origin> {
    let mut found: Vec<Origin> = Vec::new();
    for key in ["set", "merge"] {
        let Some(NodeValue::Map(entries)) = said.get(&Path::of(key)).map(|node| &node.value) else {
            continue;
        };
        for (place, value) in entries {
            let at = Path::of(key).key(place);
            found.extend(fit(place, rest).map(|(fit, below)| {
                let trace = value.trace(&below, finding.given.as_deref());
                (fit + trace.steps, trace.path.under(&at))
            }));
        }
    }
    if let Some(NodeValue::List(places)) = said.get(&Path::of("delete")).map(|node| &node.value) {
        for (at, place) in places.iter().enumerate() {
            let NodeValue::Scalar(place, _) = &place.value else { continue };
            found.extend(missed(place, rest, finding).map(|fit| (fit, Path::of("delete").index(at))));
        }
    }
    found.into_iter().max_by_key(|(fit, _)| *fit)
}

/// How well the place of a change fits that of a finding, and what is left of the latter: the finding is about
/// something in the change, or about a body that the change is in.
fn fit(place: &str, rest: &[Segment]) -> Option<(usize, Path)> {
    let steps = steps(place)?;
    let (mut steps, mut rest) = (steps.as_slice(), rest);
    let mut matched = 1;
    loop {
        (steps, rest) = match (steps, rest) {
            ([Step::Name(name), steps @ ..], [Segment::Key(key), rest @ ..]) if name == key => (steps, rest),
            ([Step::Index(at), steps @ ..], [Segment::Index(index), rest @ ..]) if at == index => {
                (steps, rest)
            }
            // A block that stands once has no number, or has number 0.
            ([Step::Index(0), steps @ ..], [Segment::Key(_), ..]) => (steps, rest),
            (steps @ [Step::Name(_), ..], [Segment::Index(_), rest @ ..]) => (steps, rest),
            ([], rest) => {
                let below = rest.iter().cloned().fold(Path::root(), Path::step);
                return Some((2 * matched, below));
            }
            (_, []) => return Some((matched, Path::root())),
            _ => return None,
        };
        matched += 1;
    }
}

/// What is missing was taken away where the finding names it.
fn missed(place: &str, rest: &[Segment], finding: &Diagnostic) -> Option<usize> {
    let name = place.rsplit(['.', '[']).next().unwrap_or(place);
    let (fit, _) = fit(place, rest)?;
    Some(if finding.message.contains(&format!("`{name}`")) { usize::MAX / 2 } else { fit })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_changes_and_findings_meet() {
        let key = |path: Path, name: &str| path.key(name);
        let at = |names: &[&str]| names.iter().fold(Path::root(), |path, name| key(path, name));
        let rest = at(&["health_check", "intervall"]);
        assert_eq!(fit("health_check.intervall", rest.segments()), Some((6, Path::root())));
        assert_eq!(fit("health_check[0].intervall", rest.segments()).map(|(fit, _)| fit), Some(8));
        assert_eq!(fit("health_check", rest.segments()), Some((4, at(&["intervall"]))));
        assert_eq!(fit("health_check.path", rest.segments()), None);
        assert_eq!(fit("health_check.path", at(&["health_check"]).segments()), Some((2, Path::root())));
    }
}
