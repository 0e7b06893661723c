use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use groundplan::diagnostic::Diagnostic;
use groundplan::spec::{Node, json};

use crate::trouble::Trouble;
use crate::yaml;

/// More than any spec needs; what is larger is some other file.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// More than plans of some thousand resources need.
const MOST_BYTES_OF_TERRAFORM: u64 = 128 * 1024 * 1024;

/// The text of a spec.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// What it is called in findings.
    pub(crate) name: String,
    /// The text, without a byte order mark.
    pub(crate) text: String,
    is_json: bool,
}

impl Source {
    /// Reads a file, or standard input for `-`.
    pub(crate) fn read(path: &Path) -> Result<Self, Trouble> {
        if path.is_dir() {
            let inside = path.join("groundplan.yaml");
            return Err(
                Trouble::new(format!("{} is a folder, not a spec", path.display())).help(inside.display())
            );
        }
        Self::read_up_to(MOST_BYTES, path)?.within_a_spec()
    }

    /// Reads a file that may be more than a spec, or standard input.
    pub(crate) fn read_any(path: &Path) -> Result<Self, Trouble> {
        let source = Self::read_up_to(MOST_BYTES_OF_TERRAFORM, path)?;
        if source.text.len() as u64 <= MOST_BYTES_OF_TERRAFORM {
            return Ok(source);
        }
        Err(Trouble::new(format!("{} is larger than {MOST_BYTES_OF_TERRAFORM} bytes", source.name)))
    }

    /// The same, unless it is too large for a spec.
    pub(crate) fn within_a_spec(self) -> Result<Self, Trouble> {
        if self.text.len() as u64 <= MOST_BYTES {
            return Ok(self);
        }
        Err(Trouble::new(format!("{} is larger than {MOST_BYTES} bytes: this is no spec", self.name)))
    }

    fn read_up_to(most: u64, path: &Path) -> Result<Self, Trouble> {
        if path.as_os_str() == "-" {
            let bytes = bounded(most, io::stdin().lock());
            return Self::of_bytes("(standard input)".to_owned(), bytes, false, path);
        }
        let bytes = File::open(path).and_then(|file| bounded(most, file));
        let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        Self::of_bytes(path.display().to_string(), bytes, is_json, path)
    }

    /// The nodes of the text, or why there are none.
    pub(crate) fn parse(&self) -> Result<Node, Diagnostic> {
        if self.is_json { json::parse(&self.text) } else { yaml::parse(&self.text) }
    }

    fn of_bytes(
        name: String,
        bytes: io::Result<Vec<u8>>,
        is_json: bool,
        path: &Path,
    ) -> Result<Self, Trouble> {
        let bytes = bytes.map_err(|error| {
            let trouble = Trouble::with("read", path, &error);
            if error.kind() == io::ErrorKind::NotFound { trouble.help("groundplan new") } else { trouble }
        })?;
        let text = String::from_utf8(bytes).map_err(|_| Trouble::new(format!("{name} is not UTF-8 text")))?;
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        Ok(Self { name, text, is_json })
    }
}

/// One byte more than is allowed tells that there are too many.
fn bounded(most: u64, from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
impl Source {
    /// A spec in YAML.
    pub(crate) fn yaml(text: &str) -> Self {
        Self { name: "groundplan.yaml".to_owned(), text: text.to_owned(), is_json: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, bytes: &[u8]) -> Result<Source, Trouble> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        Source::read(&path)
    }

    #[test]
    fn the_name_tells_the_notation() {
        assert!(of("a.JSON", b"{}").unwrap().is_json);
        assert!(!of("a.yml", b"{}").unwrap().is_json);
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        assert_eq!(of("a.yaml", "\u{feff}stack: a".as_bytes()).unwrap().text, "stack: a");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(of("a.yaml", b"\xff\xfe").is_err());
        assert!(of("a.yaml", &vec![b' '; 4 * 1024 * 1024 + 1]).is_err());
        assert!(Source::read(Path::new("/")).is_err());
        assert!(Source::read(Path::new("/missing")).is_err());
    }
}
