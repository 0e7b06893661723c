use super::Module;
use crate::aws::Resolver;
use crate::diagnostic::{Diagnostic, Path, Rule, rules};
use crate::terraform::{Origin, RESERVED_VARIABLES, at_tag, is_bounded, is_variable_name};
use crate::unit::is_name;

rules! {
    /// A module's name is made of letters, digits and single hyphens.
    ///
    /// The name becomes the module's address.
    MODULE_NAME = error "module/name", "https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers";

    /// A module has a source, as literal text.
    ///
    /// Terraform takes the source literally and evaluates no expression in it.
    MODULE_SOURCE = error "module/source", "https://developer.hashicorp.com/terraform/language/modules/sources";

    /// A module's inputs are called as its variables are.
    ///
    /// Some names are arguments of every module block and cannot be variables.
    MODULE_INPUT = error "module/input", "https://developer.hashicorp.com/terraform/language/values/variables";

    /// A module's source does not move.
    ///
    /// A branch, or a version without an upper bound, may be another module tomorrow: the same commit
    /// of your repository would then deploy something else.
    MODULE_PINNED = error "module/pinned", "https://developer.hashicorp.com/terraform/language/modules/sources#selecting-a-revision";
}

pub(super) fn check(name: &str, module: &Module, path: &Path, resolver: &mut Resolver<'_>) {
    if !is_name(name) {
        let finding =
            Diagnostic::new(Rule::MODULE_NAME, path.clone(), format!("`{name}` cannot be a module's name"));
        resolver.report(finding.given(name).wants("letters and digits, in words joined by hyphens"));
    }
    inputs(module, path, resolver);
    match module.source.as_deref().filter(|source| !source.is_empty()) {
        None => resolver.report(
            Diagnostic::new(Rule::MODULE_SOURCE, path.clone().key("source"), "the module has no source")
                .wants("a registry module, a repository with `?ref=`, or a path"),
        ),
        Some(source) if source.contains("${") => resolver.report(
            Diagnostic::new(Rule::MODULE_SOURCE, path.clone().key("source"), "a source holds no expression")
                .given(source)
                .wants("the source as plain text"),
        ),
        Some(source) => pinned(source, module.version.as_deref(), path, resolver),
    }
}

fn inputs(module: &Module, path: &Path, resolver: &mut Resolver<'_>) {
    for (name, _) in module.inputs.iter().flat_map(|inputs| inputs.iter()) {
        if !is_variable_name(name) {
            let at = path.clone().key("inputs").key(name);
            let finding =
                Diagnostic::new(Rule::MODULE_INPUT, at, format!("`{name}` cannot be an input of a module"));
            let wants =
                format!("letters, digits and underscores, and none of {}", RESERVED_VARIABLES.join(", "));
            resolver.report(finding.given(name).wants(wants));
        }
    }
}

fn pinned(source: &str, version: Option<&str>, path: &Path, resolver: &mut Resolver<'_>) {
    let finding = |key: &str, message: &str| {
        Diagnostic::new(Rule::MODULE_PINNED, path.clone().key(key), message).given(source)
    };
    match (Origin::of(source), version) {
        (Origin::Local | Origin::Archive | Origin::Repository { pinned: true }, None) => {}
        (Origin::Registry, Some(version)) if is_bounded(version) => {}
        (Origin::Registry, Some(version)) => resolver.report(
            finding("version", "this version has no upper bound")
                .given(version)
                .wants("an exact version, or one that is bounded above: `4.2.1`, `~> 4.2`, `>= 4.2, < 5.0`")
                .maybe_hint(bounded(version)),
        ),
        (Origin::Registry, None) => resolver.report(
            finding("version", "a module from a registry needs a version")
                .wants("an exact or bounded version")
                .hint("version: 1.2.3"),
        ),
        (Origin::Repository { pinned: false }, _) => resolver.report(
            finding("source", "this source follows a branch")
                .wants("a tag or commit: `?ref=…`")
                .hint(at_tag(source, "v1.0.0")),
        ),
        (_, Some(version)) => resolver.report(
            finding("version", "only modules from a registry have a version")
                .given(version)
                .wants("no version; a repository is pinned in its source by `?ref=`"),
        ),
    }
}

fn bounded(version: &str) -> Option<String> {
    let number = version.trim_start_matches(['>', '=', ' ', 'v']);
    number.starts_with(|first: char| first.is_ascii_digit()).then(|| format!("~> {number}"))
}
