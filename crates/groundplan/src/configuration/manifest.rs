//! What `terraform init` has put on the disk: `.terraform/modules/modules.json`.

use crate::configuration::join;
use crate::node::json;
use crate::node::lookup::{self, list};

/// The name of the file below a root module.
pub const MANIFEST: &str = ".terraform/modules/modules.json";

/// Where each called module is, by the path of its call.
#[derive(Clone, Debug, Default)]
pub(super) struct Manifest(Vec<(String, String)>);

impl Manifest {
    pub(super) fn of(text: &str) -> Self {
        let Ok(node) = json::parse(text) else { return Self::default() };
        let entry =
            |module| Some((lookup::text(module, "Key")?.to_owned(), join("", lookup::text(module, "Dir")?)));
        Self(list(&node, "Modules").filter_map(entry).collect())
    }

    /// The folder of a call, by its path without keys: `app.database`.
    pub(super) fn folder(&self, call: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == call).map(|(_, folder)| folder.as_str())
    }
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
    let folders = Manifest::of(manifest).0.into_iter().map(|(_, folder)| folder);
    folders.filter(|folder| !folder.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_found_by_its_path() {
        let text = r#"{"Modules": [{"Key": "app.db", "Source": "x/y/z", "Dir": ".terraform/modules/app.db/modules/x"}]}"#;
        let manifest = Manifest::of(text);
        assert_eq!(manifest.folder("app.db"), Some(".terraform/modules/app.db/modules/x"));
        assert_eq!(manifest.folder("app"), None);
        assert_eq!(Manifest::of("{").folder("app"), None);
    }
}
