use std::ffi::OsString;
use std::fs::{self, File, FileType, Metadata};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anstream::{AutoStream, ColorChoice};
use groundplan::schema::Schema;

use super::{FRESH, Kind, Stream, System};

/// The operating system's files and streams, and the schema that is part of the program.
#[derive(Clone, Copy, Debug, Default)]
pub struct NativeSystem;

impl System for NativeSystem {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        up_to(most, File::open(path)?)
    }

    fn read_input(&self, most: u64) -> io::Result<Vec<u8>> {
        up_to(most, io::stdin().lock())
    }

    fn look(&self, path: &Path) -> io::Result<Kind> {
        kind(fs::metadata(path))
    }

    fn look_without_following(&self, path: &Path) -> io::Result<Kind> {
        kind(fs::symlink_metadata(path))
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name())).collect()
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn make_fresh_folder(&self, inside: &Path) -> io::Result<PathBuf> {
        Ok(tempfile::Builder::new().prefix(FRESH).tempdir_in(inside)?.keep())
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::write(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::copy(from, to).map(|_| ())
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn print(&self, stream: Stream, text: &str) -> io::Result<()> {
        // Some terminals have to be asked for colours in their own way: anstream knows.
        match stream {
            Stream::Output => write(anstream::stdout(), text),
            Stream::Error => write(anstream::stderr(), text),
        }
    }

    fn wants_colours(&self, stream: Stream) -> bool {
        let choice = match stream {
            Stream::Output => AutoStream::choice(&io::stdout()),
            Stream::Error => AutoStream::choice(&io::stderr()),
        };
        choice != ColorChoice::Never
    }

    fn width(&self) -> Option<usize> {
        None
    }

    fn schema(&self) -> io::Result<&Schema> {
        Ok(Schema::bundled())
    }

    fn variables(&self, prefix: &str) -> Vec<(String, String)> {
        let named = |(name, value): (OsString, OsString)| {
            Some((name.to_str()?.strip_prefix(prefix)?.to_owned(), value.into_string().ok()?))
        };
        let mut found: Vec<(String, String)> = std::env::vars_os().filter_map(named).collect();
        found.sort();
        found
    }

    fn run_all(&self, count: usize, one: &(dyn Fn(usize) + Sync)) {
        let next = AtomicUsize::new(0);
        let work = || {
            let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
            numbers.take_while(|number| *number < count).for_each(one);
        };
        let cores = thread::available_parallelism().map_or(1, usize::from).min(count);
        thread::scope(|scope| {
            for _ in 1..cores {
                // Where a thread does not start, the others do its part.
                drop(thread::Builder::new().spawn_scoped(scope, work));
            }
            work();
        });
    }
}

fn up_to(most: u64, from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn kind(metadata: io::Result<Metadata>) -> io::Result<Kind> {
    match metadata {
        Ok(metadata) => Ok(kind_of(metadata.file_type())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Kind::Nothing),
        Err(error) => Err(error),
    }
}

fn kind_of(found: FileType) -> Kind {
    match () {
        () if found.is_symlink() => Kind::Link,
        () if found.is_dir() => Kind::Folder,
        () if found.is_file() => Kind::File,
        () => Kind::Other,
    }
}

fn write(mut to: impl Write, text: &str) -> io::Result<()> {
    to.write_all(text.as_bytes())?;
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn kinds_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        NativeSystem.create(&at("file"), b"12345").unwrap();
        std::os::unix::fs::symlink(at("file"), at("link")).unwrap();
        let kinds = |name: &str| {
            (NativeSystem.look(&at(name)).unwrap(), NativeSystem.look_without_following(&at(name)).unwrap())
        };
        assert_eq!(kinds("file"), (Kind::File, Kind::File));
        assert_eq!(kinds("link"), (Kind::File, Kind::Link));
        assert_eq!(kinds(""), (Kind::Folder, Kind::Folder));
        assert_eq!(kinds("nowhere"), (Kind::Nothing, Kind::Nothing));
        assert_eq!(NativeSystem.look(Path::new("/dev/null")).unwrap(), Kind::Other);
        assert!(NativeSystem.look(&at("file/x")).is_err());
        assert_eq!(NativeSystem.read(&at("file"), 3).unwrap(), b"123");
        assert!(NativeSystem.create(&at("file"), b"").is_err());
    }
}
