//! Texts out of files.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use groundplan_text::{Source, Sources, Trouble};

use crate::trouble;

/// Reads a spec from a file, or from standard input for `-`.
pub(crate) fn spec(path: &Path) -> Result<Source, Trouble> {
    if path.is_dir() {
        let inside = path.join("groundplan.yaml");
        return Err(
            Trouble::new(format!("{} is a folder, not a spec", path.display())).help(inside.display())
        );
    }
    up_to(Source::MOST_BYTES, path)?.within_a_spec()
}

/// Reads all specs that are made together; of what cannot be read, the first is told.
pub(crate) fn specs(paths: &[PathBuf]) -> Result<Sources, Trouble> {
    Ok(Sources::of(paths.iter().map(|path| spec(path)).collect::<Result<_, _>>()?))
}

/// Reads a file that may be more than a spec, or standard input.
pub(crate) fn any(path: &Path) -> Result<Source, Trouble> {
    up_to(Source::MOST_BYTES_OF_TERRAFORM, path)?.within_terraform()
}

fn up_to(most: u64, path: &Path) -> Result<Source, Trouble> {
    if path.as_os_str() == "-" {
        return source("(standard input)".to_owned(), bounded(most, io::stdin().lock()), path);
    }
    let bytes = File::open(path).and_then(|file| bounded(most, file));
    source(path.display().to_string(), bytes, path)
}

fn source(name: String, bytes: io::Result<Vec<u8>>, path: &Path) -> Result<Source, Trouble> {
    let bytes = bytes.map_err(|error| {
        let trouble = trouble::with("read", path, &error);
        if error.kind() == io::ErrorKind::NotFound { trouble.help("groundplan new") } else { trouble }
    })?;
    let text = String::from_utf8(bytes).map_err(|_| Trouble::new(format!("{name} is not UTF-8 text")))?;
    Ok(Source::new(name, text))
}

/// One byte more than is allowed tells that there are too many.
fn bounded(most: u64, from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, bytes: &[u8]) -> Result<Source, Trouble> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        spec(&path)
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(of("a.yaml", "\u{feff}stack: a".as_bytes()).unwrap().text, "stack: a");
        assert!(of("a.yaml", b"\xff\xfe").is_err());
        assert!(of("a.yaml", &vec![b' '; 4 * 1024 * 1024 + 1]).is_err());
        assert!(spec(Path::new("/")).is_err());
        assert!(spec(Path::new("/missing")).is_err());
    }
}
