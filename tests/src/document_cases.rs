//! The documents of Terraform that break a rule, and those that keep it by a hair.
//!
//! `cases/documents/RULE.json` holds both of one rule, `cases/documents/FAMILY.json` those of several by their names.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use serde_json::Value;

use crate::case::folder_of_cases;

/// Where they are.
pub fn folder() -> PathBuf {
    folder_of_cases().join("documents")
}

/// The documents of each rule, by `aws-cidr` and `broken`; read once.
pub fn all() -> &'static BTreeMap<String, BTreeMap<String, Value>> {
    static ALL: LazyLock<BTreeMap<String, BTreeMap<String, Value>>> = LazyLock::new(read);
    &ALL
}

fn read() -> BTreeMap<String, BTreeMap<String, Value>> {
    let entries = fs::read_dir(folder()).expect("the folder can be read");
    let files = entries.map(|entry| entry.expect("an entry can be read").path());
    let mut all = BTreeMap::new();
    for file in files.filter(|path| path.extension().is_some_and(|end| end == "json")) {
        let name = file.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        let text = fs::read_to_string(&file).expect("a file can be read");
        let content: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let of = |value: &Value| serde_json::from_value(value.clone()).expect("a map of documents");
        match content.get("broken") {
            Some(_) => drop(all.insert(name, of(&content))),
            None => all.extend(
                content
                    .as_object()
                    .expect("a map of rules")
                    .iter()
                    .map(|(name, both)| (name.clone(), of(both))),
            ),
        }
    }
    all
}
