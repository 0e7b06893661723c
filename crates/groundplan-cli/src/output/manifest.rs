use std::collections::BTreeMap;
use std::path::Path;

use groundplan_text::UsageError;
use serde_json::{Value, json};

use super::entry::{self, Entry};
use super::own_path::is_own_path;
use crate::system::System;

/// What groundplan wrote into a folder, with a hash of each file: how it knows its own files again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    files: BTreeMap<String, String>,
    /// What it lists and groundplan cannot have written.
    disowned: Vec<String>,
}

impl Manifest {
    /// Its name in the folder.
    pub(super) const NAME: &str = ".groundplan.json";

    /// Reads it; an empty one where there is none. With force, one that cannot be read counts as none.
    pub(super) fn read(system: &dyn System, root: &Path, force: bool) -> Result<Self, UsageError> {
        let found = entry::look(system, root, Self::NAME)?;
        match (&found, Self::parse(&found)) {
            (_, Some(manifest)) => Ok(manifest),
            (Entry::File(_), None) if force => Ok(Self::default()),
            _ => Err(UsageError::new(format!(
                "{} is not what groundplan wrote",
                root.join(Self::NAME).display()
            ))
            .help("take it from version control again, or use the groundplan that wrote it")
            .help("--force counts every file as somebody else's, and replaces it")),
        }
    }

    /// Takes over what a run has placed that was ended before it wrote its manifest: each file that has the content of
    /// that manifest.
    pub(super) fn adopt(
        &mut self,
        written: &Self,
        system: &dyn System,
        root: &Path,
    ) -> Result<(), UsageError> {
        for path in written.paths() {
            match entry::look(system, root, path)? {
                Entry::File(content) if written.has(path, &content) => self.keep(path, written),
                _ => {}
            }
        }
        Ok(())
    }

    /// Adds a file with its content.
    pub(super) fn add(&mut self, path: &str, text: &str) {
        self.files.insert(path.to_owned(), hash(text.as_bytes()));
    }

    /// Keeps a file of another manifest as it is there.
    pub(super) fn keep(&mut self, path: &str, other: &Self) {
        self.files.extend(other.files.get(path).map(|hash| (path.to_owned(), hash.clone())));
    }

    /// The files in it.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// What it lists and groundplan cannot have written.
    pub(super) fn disowned(&self) -> &[String] {
        &self.disowned
    }

    /// Whether a file is in it with this content.
    pub(super) fn has(&self, path: &str, content: &[u8]) -> bool {
        self.files.get(path).is_some_and(|known| *known == hash(content))
    }

    /// Whether a file is in it.
    pub(super) fn names(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Its text.
    pub(super) fn text(&self) -> String {
        format!("{:#}\n", json!({ "version": 1, "files": self.files }))
    }

    /// Reads the text of one; an empty one where there is nothing.
    pub(super) fn parse(found: &Entry) -> Option<Self> {
        match found {
            Entry::Nothing => Some(Self::default()),
            Entry::File(content) => {
                let value: Value = serde_json::from_slice(content).ok()?;
                let files =
                    value.get("files").filter(|_| value.get("version") == Some(&json!(1)))?.as_object()?;
                let file = |(path, hash): (&String, &Value)| Some((path.clone(), hash.as_str()?.to_owned()));
                let files = files.iter().map(file).collect::<Option<BTreeMap<_, _>>>()?;
                files.keys().all(|path| entry::is_inside(path)).then(|| Self::of(files))
            }
            _ => None,
        }
    }

    fn of(files: BTreeMap<String, String>) -> Self {
        let (files, disowned): (BTreeMap<_, _>, BTreeMap<_, _>) =
            files.into_iter().partition(|(path, _)| is_own_path(path));
        Self { files, disowned: disowned.into_keys().collect() }
    }
}

/// Whether two contents are the same but for the ends of lines, which version control may change.
pub(super) fn is_same(a: &[u8], b: &[u8]) -> bool {
    normal(a).eq(normal(b))
}

/// FNV-1a, 64 bits. It detects changes by hand; it is not a protection against attackers.
fn hash(content: &[u8]) -> String {
    let hash = normal(content).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("fnv1a:{hash:016x}")
}

/// The bytes without carriage returns at the end of lines.
fn normal(content: &[u8]) -> impl Iterator<Item = u8> {
    let next = content.iter().skip(1).map(Some).chain([None]);
    content
        .iter()
        .zip(next)
        .filter(|(byte, next)| !(**byte == b'\r' && *next == Some(&b'\n')))
        .map(|(byte, _)| *byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<Manifest> {
        Manifest::parse(&Entry::File(text.into()))
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut manifest = Manifest::default();
        manifest.add("README.md", "x\n");
        manifest.add("bootstrap/c.tf", "");
        assert_eq!(parse(&manifest.text()).unwrap(), manifest);
        assert!(
            manifest.has("README.md", b"x\r\n")
                && !manifest.has("README.md", b"y\n")
                && !manifest.has("d", b"")
        );
        assert_eq!(hash(b""), "fnv1a:cbf29ce484222325");
        assert_eq!(hash(b"foobar"), "fnv1a:85944171f73967e8");
    }

    #[test]
    fn a_list_of_files_elsewhere_is_not_believed() {
        for path in ["../x", "/x", "a/../../x", "a//b", "", "."] {
            let text = json!({ "version": 1, "files": { path: "fnv1a:0" } }).to_string();
            assert_eq!(parse(&text), None, "{path}");
        }
        assert_eq!(parse(r#"{"version": 2, "files": {}}"#), None);
        assert_eq!(parse("oops"), None);
        assert_eq!(Manifest::parse(&Entry::Link), None);
    }
}
