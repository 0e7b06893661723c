//! What `terraform init` has put on the disk: `.terraform/modules/modules.json`.

use crate::configuration::join;
use crate::node::json;
use crate::node::lookup::{self, list};
use crate::terraform::{Origin, Version, VersionConstraint};

/// The name of the file below a root module.
pub const MANIFEST: &str = ".terraform/modules/modules.json";

/// What was installed for each call.
#[derive(Clone, Debug, Default)]
pub(super) struct Manifest(Vec<Installed>);

/// A module that was installed for a call.
#[derive(Clone, Debug)]
pub(super) struct Installed {
    /// The path of the call without keys: `app.database`.
    call: String,
    pub(super) folder: String,
    source: Option<String>,
    version: Option<String>,
}

impl Manifest {
    pub(super) fn of(text: &str) -> Self {
        let Ok(node) = json::parse(text) else { return Self::default() };
        let entry = |module| {
            let text = |name| lookup::text(module, name).map(str::to_owned);
            Some(Installed {
                call: text("Key")?,
                folder: join("", &text("Dir")?),
                source: text("Source"),
                version: text("Version"),
            })
        };
        Self(list(&node, "Modules").filter_map(entry).collect())
    }

    /// What was installed for a call.
    pub(super) fn installed(&self, call: &str) -> Option<&Installed> {
        self.0.iter().find(|installed| installed.call == call)
    }
}

impl Installed {
    /// Whether it is what a call asks for. Where that is not known, `terraform init` is believed.
    pub(super) fn is_of(&self, source: &str, version: Option<&str>) -> bool {
        let installed = self.source.as_deref().unwrap_or(source);
        match Origin::of(source) {
            Origin::Registry => is_same_module(source, installed) && self.meets(version),
            Origin::Repository { .. } => reference(source) == reference(installed),
            Origin::Local | Origin::Archive => true,
        }
    }

    fn meets(&self, version: Option<&str>) -> bool {
        let constraint = version.and_then(VersionConstraint::parse);
        let installed = self.version.as_deref().and_then(Version::parse);
        constraint.zip(installed).is_none_or(|(constraint, installed)| constraint.takes(&installed))
    }
}

/// The manifest names the registry, which a source may leave out; a name of OpenTofu's is the same module's.
fn is_same_module(source: &str, installed: &str) -> bool {
    let plain = |source: &str| {
        let steps: Vec<&str> = source.split("//").next().unwrap_or_default().split('/').collect();
        steps.iter().rev().take(3).rev().copied().collect::<Vec<_>>().join("/")
    };
    let folder =
        |source: &str| source.split_once("//").map(|(_, folder)| folder.trim_end_matches('/').to_owned());
    plain(source) == plain(installed) && folder(source) == folder(installed)
}

/// The tag, branch or commit that a source names.
fn reference(source: &str) -> Option<&str> {
    source.split_once('?')?.1.split('&').find_map(|pair| pair.strip_prefix("ref="))
}

/// The folders below a root module that `terraform init` has filled, or that its modules are in.
///
/// ```
/// use groundplan::configuration::installed_folders;
/// let text = r#"{"Modules": [{"Key": "", "Dir": "."}, {"Key": "vpc", "Dir": ".terraform/modules/vpc"}]}"#;
/// assert_eq!(installed_folders(text), [".terraform/modules/vpc"]);
/// ```
#[must_use]
pub fn installed_folders(manifest: &str) -> Vec<String> {
    let folders = Manifest::of(manifest).0.into_iter().map(|installed| installed.folder);
    folders.filter(|folder| !folder.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_found_by_its_path() {
        let text = r#"{"Modules": [{"Key": "app.db", "Source": "x/y/z", "Dir": ".terraform/modules/app.db/modules/x"}]}"#;
        let manifest = Manifest::of(text);
        let folder =
            |manifest: &Manifest, call| manifest.installed(call).map(|installed| installed.folder.clone());
        assert_eq!(folder(&manifest, "app.db").as_deref(), Some(".terraform/modules/app.db/modules/x"));
        assert_eq!(folder(&manifest, "app"), None);
        assert_eq!(folder(&Manifest::of("{"), "app"), None);
    }

    #[test]
    fn what_was_installed_for_another_source_or_version_is_not_what_a_call_asks_for() {
        let installed = |source: &str, version: Option<&str>| Installed {
            call: "m".to_owned(),
            folder: "m".to_owned(),
            source: Some(source.to_owned()),
            version: version.map(str::to_owned),
        };
        let registry = |version| installed("registry.terraform.io/a/vpc/aws", Some(version));
        for (installed, source, version, is_of) in [
            (registry("5.1.0"), "a/vpc/aws", Some("~> 5.0"), true),
            (registry("5.1.0"), "a/vpc/aws", None, true),
            (registry("4.0.0"), "a/vpc/aws", Some("5.1.0"), false),
            (registry("5.1.0"), "a/vpc/aws//modules/x", Some("~> 5.0"), false),
            (registry("5.1.0"), "b/vpc/aws", Some("~> 5.0"), false),
            (
                installed("git::https://e.com/a.git?ref=v1", None),
                "git::https://e.com/a.git?ref=v1",
                None,
                true,
            ),
            (installed("git::https://github.com/a/b.git?ref=v1", None), "github.com/a/b?ref=v1", None, true),
            (
                installed("git::https://e.com/a.git?ref=v1", None),
                "git::https://e.com/a.git?ref=v2",
                None,
                false,
            ),
            (installed("./x", None), "./y", None, true),
        ] {
            assert_eq!(installed.is_of(source, version), is_of, "{source} {version:?}");
        }
    }
}
