//! New names for what runs already.
//!
//! Terraform's addresses follow the names in the spec, and so do names in AWS, which can rename next to
//! nothing. So an environment is made twice: under the old names for what AWS shall see, and under the
//! new ones for addresses, files and people.

use super::spec::{Environment, Stack};
use crate::aws::Resolver;
use crate::aws::secret::{Secret, SecretSource};
use crate::aws::service::EcsFargateService;
use crate::composition::module::Module;
use crate::diagnostic::{Diagnostic, Path, Report, Rule, rules};
use crate::spec::{Map, OrNone};
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
    pub(super) fn name_in_aws(&self) -> &str {
        self.renamed_from.as_deref().or(self.stack.as_deref()).unwrap_or_default()
    }
}

/// Holds the old name of the whole stack against the rules.
pub(super) fn check_stack(stack: &Stack, is_legal: impl Fn(&str) -> bool, report: &mut Report) {
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
pub(super) fn in_aws(spec: &Environment, resolver: &mut Resolver<'_>) -> Option<Environment> {
    let conflicts = conflicts(spec);
    let is_sound = conflicts.is_empty();
    conflicts.into_iter().for_each(|conflict| resolver.report(conflict));
    (is_sound && is_renamed(spec)).then(|| under_old_names(spec))
}

/// The environment as it was before anything was renamed.
pub(super) fn under_old_names(spec: &Environment) -> Environment {
    let mut old = Environment {
        services: spec.services.as_ref().map(before),
        secrets: spec.secrets.as_ref().map(before),
        modules: spec.modules.as_ref().map(before),
        ..spec.clone()
    };
    for service in old.services.iter_mut().flat_map(Map::values_mut) {
        if let OrNone::On(service) = service {
            service.secrets = service.secrets.as_ref().map(|sources| sources_before(sources, spec));
        }
    }
    old
}

fn is_renamed(spec: &Environment) -> bool {
    kinds(spec).iter().flat_map(|names| &names.things).any(|(_, old)| old.is_some())
}

fn conflicts(spec: &Environment) -> Vec<Diagnostic> {
    kinds(spec).iter().flat_map(conflicts_of_kind).collect()
}

/// What can have had another name.
trait Renamed: Clone {
    /// The name that it had.
    fn old_name(&self) -> Option<&str>;

    /// Whether nothing is made of it.
    fn is_off(&self) -> bool {
        false
    }
}

impl Renamed for Secret {
    fn old_name(&self) -> Option<&str> {
        self.renamed_from.as_deref()
    }
}

impl Renamed for Module {
    fn old_name(&self) -> Option<&str> {
        self.renamed_from.as_deref()
    }
}

impl Renamed for OrNone<EcsFargateService> {
    fn old_name(&self) -> Option<&str> {
        self.on()?.renamed_from.as_deref()
    }

    fn is_off(&self) -> bool {
        self.on().is_none()
    }
}

/// Things by their old names, each in its place.
fn before<T: Renamed>(things: &Map<T>) -> Map<T> {
    let mut old = Map::default();
    for (name, thing) in things.iter().filter(|(_, thing)| !thing.is_off()) {
        old.insert(thing.old_name().unwrap_or(name), thing.clone());
    }
    old
}

/// Services name secrets, too.
fn sources_before(sources: &Map<SecretSource>, spec: &Environment) -> Map<SecretSource> {
    let mut old = sources.clone();
    for source in old.values_mut() {
        let name = source.secret.as_deref().unwrap_or_default();
        let secret = spec.secrets.as_ref().and_then(|secrets| secrets.get(name));
        if let Some(before) = secret.and_then(Renamed::old_name) {
            source.secret = Some(before.to_owned());
        }
    }
    old
}

/// The names of one kind of things, each with the one before.
struct Names<'a> {
    key: &'static str,
    things: Vec<(&'a str, Option<&'a str>)>,
}

fn kinds(spec: &Environment) -> [Names<'_>; 3] {
    [
        names("services", spec.services.as_ref()),
        names("secrets", spec.secrets.as_ref()),
        names("modules", spec.modules.as_ref()),
    ]
}

fn names<'a, T: Renamed>(key: &'static str, things: Option<&'a Map<T>>) -> Names<'a> {
    let things = things.into_iter().flat_map(Map::iter).filter(|(_, thing)| !thing.is_off());
    Names { key, things: things.map(|(name, thing)| (name, thing.old_name())).collect() }
}

fn conflicts_of_kind(names: &Names<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, (name, old)) in names.things.iter().enumerate() {
        let Some(old) = old else { continue };
        let path = Path::of(names.key).key(*name).key("renamedFrom");
        let mut earlier = names.things.iter().take(at);
        let others = || names.things.iter().filter(|(other, _)| other != name);
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
pub(super) fn mismatch(mismatch: &Mismatch, environment: &str) -> Diagnostic {
    let message = "resources under an old name cannot be distinguished from others";
    let mut finding = Diagnostic::new(Rule::RENAMED_FROM, Path::root(), message).given(&mismatch.0);
    finding.environments = vec![environment.to_owned()];
    finding.wants("names that differ from all others, old and new")
}
