//! Texts out of files.

use std::io;
use std::path::{Path, PathBuf};

use groundplan_text::{Source, Sources, UsageError};

use crate::system::{System, is_folder};
use crate::usage_error;

/// Reads a spec from a file, or from standard input for `-`.
pub(crate) fn spec(system: &dyn System, path: &Path) -> Result<Source, UsageError> {
    if is_folder(system, path) {
        let inside = path.join("groundplan.yaml");
        return Err(
            UsageError::new(format!("{} is a folder, not a spec", path.display())).help(inside.display())
        );
    }
    up_to(system, Source::MOST_BYTES, path)?.in_utf8()?.within_a_spec()
}

/// Reads all specs that are synthesized together; fails with the first one that cannot be read.
pub(crate) fn specs(system: &dyn System, paths: &[PathBuf]) -> Result<Sources, UsageError> {
    Ok(Sources::of(paths.iter().map(|path| spec(system, path)).collect::<Result<_, _>>()?))
}

/// Reads a file that may be more than a spec, or standard input.
pub(crate) fn any(system: &dyn System, path: &Path) -> Result<Source, UsageError> {
    in_any_encoding(system, path)?.in_utf8()
}

/// Reads a file that is one of many: where its bytes are not UTF-8, that costs this file only.
pub(crate) fn in_any_encoding(system: &dyn System, path: &Path) -> Result<Source, UsageError> {
    up_to(system, Source::MOST_BYTES_OF_TERRAFORM, path)?.within_terraform()
}

/// Reads all of a file that is not a spec.
pub(crate) fn whole(system: &dyn System, path: &Path) -> Result<String, UsageError> {
    let no_text = |_| io::Error::new(io::ErrorKind::InvalidData, "stream did not contain valid UTF-8");
    let text = system.read(path, u64::MAX).and_then(|bytes| String::from_utf8(bytes).map_err(no_text));
    text.map_err(|error| usage_error::with("read", path, &error))
}

/// One byte more than is allowed tells that there are too many.
fn up_to(system: &dyn System, most: u64, path: &Path) -> Result<Source, UsageError> {
    if path.as_os_str() == "-" {
        return source("(standard input)".to_owned(), system.read_input(most + 1), path);
    }
    source(path.display().to_string(), system.read(path, most + 1), path)
}

fn source(name: String, bytes: io::Result<Vec<u8>>, path: &Path) -> Result<Source, UsageError> {
    let bytes = bytes.map_err(|error| {
        let usage_error = usage_error::with("read", path, &error);
        let is_missing_spec = error.kind() == io::ErrorKind::NotFound && is_spec(path);
        if is_missing_spec { usage_error.help("groundplan new") } else { usage_error }
    })?;
    Ok(Source::of_bytes(name, bytes))
}

/// Whether a name is one that specs have.
fn is_spec(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ["yaml", "yml", "json"].iter().any(|known| ending == *known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NativeSystem;

    fn of(name: &str, bytes: &[u8]) -> Result<Source, UsageError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        spec(&NativeSystem, &path)
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(of("a.yaml", "\u{feff}stack: a".as_bytes()).unwrap().text, "stack: a");
        assert!(of("a.yaml", b"\xff\xfe").is_err());
        assert!(of("a.yaml", &vec![b' '; 4 * 1024 * 1024 + 1]).is_err());
        assert!(spec(&NativeSystem, Path::new("/")).is_err());
        assert!(spec(&NativeSystem, Path::new("/missing")).is_err());
    }
}
