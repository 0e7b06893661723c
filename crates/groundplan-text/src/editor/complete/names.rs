use groundplan::diagnostic::{Path, Segment};

use super::addresses;
use crate::editor::outline::Outline;
use crate::editor::types::Type;

/// A name that the spec has elsewhere, or that groundplan knows.
pub(super) struct Name {
    pub(super) name: String,
    /// What it is, in few words.
    pub(super) detail: String,
    /// What it means, in Markdown.
    pub(super) text: String,
}

impl Name {
    pub(super) fn of(name: impl Into<String>, detail: &str) -> Self {
        Self { name: name.into(), detail: detail.to_owned(), text: String::new() }
    }
}

/// Names of environments that tell their tier by themselves.
const ENVIRONMENTS: [(&str, &str); 3] =
    [("dev", "tier development"), ("staging", "tier staging"), ("production", "tier production")];

/// Names that can be keys of the map at a path.
pub(super) fn of_keys(outline: &Outline<'_>, path: &[Segment]) -> Vec<Name> {
    match path {
        [.., Segment::Key(last)] if last == "waive" => waivers(),
        [Segment::Key(only)] if only == "environments" => {
            ENVIRONMENTS.iter().map(|(name, detail)| Name::of(*name, detail)).collect()
        }
        [Segment::Key(only)] if only == "overrides" => addresses::of_overrides(outline, None, path),
        [Segment::Key(first), Segment::Key(name), Segment::Key(last)]
            if first == "environments" && last == "overrides" =>
        {
            addresses::of_overrides(outline, Some(name), path)
        }
        [.., Segment::Key(last)] if last == "dependsOn" => sidecars(outline, path),
        [.., Segment::Key(last)] if last == "uses" => usable(outline, path),
        // What an environment changes has the name that it has in the stack.
        [Segment::Key(first), _, rest @ ..] if first == "environments" => {
            outline.names(rest).into_iter().map(|name| Name::of(name, "of the stack")).collect()
        }
        _ => Vec::new(),
    }
}

/// What the service around a path can use: the other services.
fn usable(outline: &Outline<'_>, path: &[Segment]) -> Vec<Name> {
    let at = path.iter().position(|step| text(step) == "services");
    let own = at.and_then(|at| path.get(at + 1)).map(text).unwrap_or_default();
    let at = path.iter().cloned().fold(Path::root(), Path::step);
    known(outline, &at, "services", "service").into_iter().filter(|one| one.name != own).collect()
}

/// The containers beside a service's own, at a place in that service: of the stack and, within an environment, of that one.
fn sidecars(outline: &Outline<'_>, path: &[Segment]) -> Vec<Name> {
    let Some(at) = path.iter().position(|step| text(step) == "services") else { return Vec::new() };
    let service = Path::root();
    let service = path.iter().skip(at).take(2).fold(service, |path, step| path.step(step.clone()));
    let here = path.iter().take(at + 2).fold(Path::root(), |path, step| path.step(step.clone()));
    let names = |of: Path| outline.names(of.key("sidecars").segments());
    let of_stack = names(service);
    let more = names(here).into_iter().filter(|name| !of_stack.contains(name)).collect::<Vec<_>>();
    of_stack.into_iter().chain(more).map(|name| Name::of(name, "container")).collect()
}

/// The rules that can be waived.
fn waivers() -> Vec<Name> {
    let rules = groundplan::rules();
    let names = rules.iter().filter_map(|rule| {
        let text = format!("{}\n\n{}", rule.summary(), rule.why());
        Some(Name { name: rule.waiver()?, detail: rule.code.to_owned(), text })
    });
    names.collect()
}

/// Names that can be the value at a path.
pub(super) fn of_values(outline: &Outline<'_>, ty: &Type, path: &Path) -> Vec<Name> {
    let last: Vec<&str> = path.segments().iter().rev().take(3).map(text).collect();
    match last.as_slice() {
        _ if ty.name == Some("SecretSource") => known(outline, path, "secrets", "secret"),
        ["secret", _, "secrets"] | ["credentials", "image", _] => known(outline, path, "secrets", "secret"),
        ["", "uses", ..] => usable(outline, path.segments()),
        ["$import", ..] => known(outline, path, "imports", "import"),
        ["environment", _, "imports"] if is_of_this_stack(outline, path) => {
            let names = outline.names(&[key("environments")]);
            names.into_iter().map(|name| Name::of(name, "environment")).collect()
        }
        _ => Vec::new(),
    }
}

fn text(segment: &Segment) -> &str {
    match segment {
        Segment::Key(key) => key,
        Segment::Index(_) => "",
    }
}

fn key(name: &str) -> Segment {
    Segment::Key(name.to_owned())
}

/// What the stack has under a key and, within an environment, what that one adds.
fn known(outline: &Outline<'_>, path: &Path, map: &str, detail: &str) -> Vec<Name> {
    let of_stack = outline.names(&[key(map)]);
    let of_environment = match path.segments() {
        [first, environment, ..] if text(first) == "environments" => {
            outline.names(&[first.clone(), environment.clone(), key(map)])
        }
        _ => Vec::new(),
    };
    let more = of_environment.into_iter().filter(|name| !of_stack.contains(name)).collect::<Vec<_>>();
    of_stack.into_iter().chain(more).map(|name| Name::of(name, detail)).collect()
}

/// Whether an import comes from another environment of this very stack.
fn is_of_this_stack(outline: &Outline<'_>, path: &Path) -> bool {
    let import = path.first(path.segments().len().saturating_sub(1)).key("stack");
    let named = outline.find(import.segments()).and_then(|at| outline.scalar(at));
    let own = outline.find(&[key("stack")]).and_then(|at| outline.scalar(at));
    named.is_none() || named == own
}
