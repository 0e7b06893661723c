//! A machine whose files lie in memory.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};

use groundplan::schema::Schema;
use groundplan_cli::{Kind, Stream, System, error};

/// Files by their paths; a folder has no bytes.
#[derive(Default)]
pub(crate) struct Memory {
    entries: RefCell<BTreeMap<PathBuf, Option<Vec<u8>>>>,
    printed: RefCell<[String; 2]>,
    /// A path that nothing can be moved to.
    pub(crate) locked: Option<PathBuf>,
    /// How many more changes the machine makes. At the end it stops in the middle of one, as a process does that is
    /// killed: nothing is undone.
    pub(crate) changes_left: Cell<Option<usize>>,
    fresh_folders: Cell<usize>,
    pub(crate) colours: bool,
    pub(crate) width: Option<usize>,
}

impl Memory {
    /// All files with their texts.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, String> {
        let entries = self.entries.borrow();
        let files = entries.iter().filter_map(|(path, bytes)| Some((path.clone(), bytes.clone()?)));
        files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
    }

    /// What was printed since it was asked last: output and errors.
    pub(crate) fn printed(&self) -> [String; 2] {
        self.printed.take()
    }

    fn find(&self, path: &Path) -> Option<Option<Vec<u8>>> {
        let path = plain(path);
        if path.as_os_str().is_empty() { Some(None) } else { self.entries.borrow().get(&path).cloned() }
    }

    /// Whether a path can be created: below a folder, and not existing yet.
    fn free(&self, path: &Path) -> io::Result<()> {
        match (self.find(plain(path).parent().unwrap_or(Path::new(""))), self.find(path)) {
            (None, _) => Err(error("ENOENT", "")),
            (Some(Some(_)), _) => Err(error("ENOTDIR", "")),
            (Some(None), Some(_)) => Err(error("EEXIST", "")),
            (Some(None), None) => Ok(()),
        }
    }

    fn change(&self) -> io::Result<()> {
        match self.changes_left.get() {
            Some(0) => Err(error("EIO", "")),
            left => {
                self.changes_left.set(left.map(|left| left - 1));
                Ok(())
            }
        }
    }

    /// The names of folders.
    pub(crate) fn folders(&self) -> Vec<PathBuf> {
        let entries = self.entries.borrow();
        entries.iter().filter(|(_, bytes)| bytes.is_none()).map(|(path, _)| path.clone()).collect()
    }

    fn put(&self, path: &Path, entry: Option<Vec<u8>>) {
        self.entries.borrow_mut().insert(plain(path), entry);
    }
}

/// A path without the parts that lead nowhere.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

impl System for Memory {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        match self.find(path) {
            None => Err(error("ENOENT", "")),
            Some(None) => Err(error("EISDIR", "")),
            Some(Some(bytes)) => Ok(bytes.into_iter().take(usize::try_from(most).unwrap()).collect()),
        }
    }

    fn read_input(&self, _: u64) -> io::Result<Vec<u8>> {
        Ok(Vec::new())
    }

    fn look(&self, path: &Path) -> io::Result<Kind> {
        Ok(match self.find(path) {
            None => Kind::Nothing,
            Some(None) => Kind::Folder,
            Some(Some(_)) => Kind::File,
        })
    }

    fn look_without_following(&self, path: &Path) -> io::Result<Kind> {
        self.look(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let folder = plain(folder);
        let entries = self.entries.borrow();
        let inside = entries.keys().filter(|path| path.parent() == Some(&folder));
        Ok(inside.filter_map(|path| Some(path.file_name()?.to_owned())).collect())
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.change()?;
        self.free(path).map(|()| self.put(path, None))
    }

    fn make_fresh_folder(&self, inside: &Path) -> io::Result<PathBuf> {
        self.fresh_folders.set(self.fresh_folders.get() + 1);
        let path = inside.join(format!(".groundplan-{}", self.fresh_folders.get()));
        self.make_folder(&path).map(|()| path)
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let is_killed_here = self.changes_left.get() == Some(1);
        self.change()?;
        let written = if is_killed_here { bytes.len() / 2 } else { bytes.len() };
        self.free(path).map(|()| self.put(path, Some(bytes[..written].to_vec())))?;
        if is_killed_here { Err(error("EIO", "")) } else { Ok(()) }
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.put(path, Some(bytes.to_vec()));
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.locked.as_deref() == Some(to) {
            return Err(error("EACCES", ""));
        }
        self.change()?;
        let bytes = self.read(from, u64::MAX)?;
        self.entries.borrow_mut().remove(&plain(from));
        self.put(to, Some(bytes));
        Ok(())
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.change()?;
        self.read(from, u64::MAX).map(|bytes| self.put(to, Some(bytes)))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.change()?;
        self.entries.borrow_mut().remove(&plain(path)).map(|_| ()).ok_or_else(|| error("ENOENT", ""))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        if self.list(path)?.is_empty() { self.remove_file(path) } else { Err(error("ENOTEMPTY", "")) }
    }

    fn print(&self, stream: Stream, text: &str) -> io::Result<()> {
        let [output, errors] = &mut *self.printed.borrow_mut();
        *if stream == Stream::Output { output } else { errors } += text;
        Ok(())
    }

    fn variables(&self, _: &str) -> Vec<(String, String)> {
        Vec::new()
    }

    fn wants_colours(&self, _: Stream) -> bool {
        self.colours
    }

    fn width(&self) -> Option<usize> {
        self.width
    }

    fn schema(&self) -> io::Result<&Schema> {
        Ok(Schema::bundled())
    }
}
