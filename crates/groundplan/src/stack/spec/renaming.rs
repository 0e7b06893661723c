//! New names for what runs already.
//!
//! Terraform's addresses follow the names in the spec, and so do names in AWS, which can rename next to
//! nothing. So an environment is made twice: under the old names for what AWS shall see, and under the
//! new ones for addresses, files and people.

use super::domains;
use super::stack::{Environment, Stack};
use crate::aws::Resolver;
use crate::diagnostic::{Diagnostic, Path, Report, Rule, rules};
use crate::spec::{Map, OrNone, Renamed};
use crate::terraform::Mismatch;
use crate::unit::{is_name, label};

rules! {
    /// A renamed thing names a former name that nothing has now.
    ///
    /// `moved` blocks give Terraform the new addresses of everything under the old name. Two things cannot
    /// have been one, and a name in use has its own things in AWS.
    RENAMED_FROM = error "stack/renamed-from", "https://developer.hashicorp.com/terraform/language/modules/develop/refactoring";
}

impl Stack {
    /// The name that names in AWS begin with: the old one, as long as the spec says it.
    pub(in crate::stack) fn name_in_aws(&self) -> &str {
        self.renamed_from.as_deref().or(self.stack.as_deref()).unwrap_or_default()
    }
}

/// Holds the old name of the whole stack against the rules.
pub(in crate::stack) fn check_stack(stack: &Stack, is_legal: impl Fn(&str) -> bool, report: &mut Report) {
    let Some(old) = &stack.renamed_from else { return };
    let path = Path::of("renamedFrom");
    if stack.stack.as_ref() == Some(old) {
        report.add(same_name(path, old));
    } else if !is_legal(old) {
        report.add(no_name(path, old));
    }
}

/// The same environment under the names that its things have in AWS; `None` when these are the same, or
/// something is wrong with them, which is reported.
pub(in crate::stack) fn in_aws(spec: &Environment, resolver: &mut Resolver<'_>) -> Option<Environment> {
    let conflicts = conflicts(spec);
    let is_sound = conflicts.is_empty();
    conflicts.into_iter().for_each(|conflict| resolver.report(conflict));
    (is_sound && is_renamed(spec)).then(|| under_old_names(spec))
}

/// The environment as it was before anything was renamed.
pub(in crate::stack) fn under_old_names(spec: &Environment) -> Environment {
    let mut old = domains::under_old_names(spec);
    let services = spec.services.iter().flat_map(Map::iter);
    let renamed = services.filter_map(|(name, service)| Some((name, service.on()?.old_name()?)));
    let renamed: Vec<(&str, &str)> = renamed.collect();
    for (name, before) in renamed.iter().copied() {
        let known = old.services.iter_mut().flat_map(|services| services.get_mut(before));
        for known in known {
            if let OrNone::On(known) = known {
                known.name_own_container(name, before);
            }
        }
    }
    for service in old.services.iter_mut().flat_map(Map::values_mut) {
        if let OrNone::On(service) = service {
            service.name_secrets(&|name| secret_before(name, spec));
            renamed.iter().for_each(|(name, before)| service.name_use(name, before));
        }
    }
    old
}

fn is_renamed(spec: &Environment) -> bool {
    domains::names(spec).iter().flat_map(|(_, things)| things).any(|(_, old)| old.is_some())
}

fn conflicts(spec: &Environment) -> Vec<Diagnostic> {
    domains::names(spec).iter().flat_map(conflicts_of_kind).collect()
}

/// The name before of a secret, which services name, too.
fn secret_before(name: &str, spec: &Environment) -> Option<String> {
    let secret = spec.secrets.as_ref()?.get(name)?;
    secret.old_name().map(str::to_owned)
}

/// The names of the things of one domain, each with the one before.
type Names<'a> = (String, Vec<(&'a str, Option<&'a str>)>);

fn conflicts_of_kind((key, things): &Names<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, (name, old)) in things.iter().enumerate() {
        let Some(old) = old else { continue };
        let path = Path::of(key).key(*name).key("renamedFrom");
        let mut earlier = things.iter().take(at);
        let others = || things.iter().filter(|(other, _)| other != name);
        let twin = earlier.find(|(_, other)| other.is_some_and(|other| label(other) == label(old)));
        let holder = others().find(|(other, _)| label(other) == label(old));
        found.extend(match (old, holder, twin) {
            (old, ..) if old == name => Some(same_name(path, old)),
            (old, ..) if !is_name(old) => Some(no_name(path, old)),
            (old, Some((holder, _)), _) => Some(in_use(path, old, holder)),
            (old, None, Some((twin, _))) => Some(renamed_twice(path, old, twin)),
            _ => None,
        });
    }
    found
}

fn same_name(path: Path, old: &str) -> Diagnostic {
    let message = format!("`{old}` is the name that it has now");
    Diagnostic::new(Rule::RENAMED_FROM, path, message)
        .given(old)
        .wants("the name that it had before, or none")
}

fn no_name(path: Path, old: &str) -> Diagnostic {
    let message = format!("`{old}` cannot have been a name");
    Diagnostic::new(Rule::RENAMED_FROM, path, message)
        .given(old)
        .wants("letters and digits, in words joined by hyphens, as the name was before")
}

fn in_use(path: Path, old: &str, holder: &str) -> Diagnostic {
    let message = format!("`{holder}` has the name now, so nothing can have moved away from it");
    Diagnostic::new(Rule::RENAMED_FROM, path, message)
        .given(old)
        .wants("a name that nothing else has; of two that exchange names, one after the other")
}

fn renamed_twice(path: Path, old: &str, twin: &str) -> Diagnostic {
    let message = format!("`{twin}` was `{old}` as well");
    Diagnostic::new(Rule::RENAMED_FROM, path, message).given(old).wants("one thing of each old name")
}

/// What is made under new names cannot be laid over what was made under the old ones.
pub(in crate::stack) fn mismatch(mismatch: &Mismatch, environment: &str) -> Diagnostic {
    let message = "resources under an old name cannot be distinguished from others";
    let mut finding = Diagnostic::new(Rule::RENAMED_FROM, Path::root(), message).given(&mismatch.0);
    finding.environments = vec![environment.to_owned()];
    finding.wants("names that differ from all others, old and new")
}
