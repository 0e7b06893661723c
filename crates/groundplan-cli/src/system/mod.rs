//! The machine around the commands: files, streams, and the terminal.
//!
//! Commands reach it through [`System`] only, so that the same commands run wherever somebody lends them files:
//! [`NativeSystem`] those of the operating system, another program its own.

mod code;
mod folder;
#[cfg(feature = "native")]
mod native;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use groundplan::schema::Schema;

pub use code::error;
pub(crate) use folder::{Staging, is_file, is_folder, is_there, make_folders, remove_all};
#[cfg(feature = "native")]
pub use native::NativeSystem;

/// How the names of [fresh folders](System::make_fresh_folder) begin.
pub(crate) const FRESH: &str = ".groundplan-";

/// What commands need of a machine. Errors are printed with their message, without a number: for errors that come
/// from an operating system as a code, [`error`] has the message.
pub trait System {
    /// At most so many bytes from the beginning of a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>>;

    /// At most so many bytes of standard input.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    fn read_input(&self, most: u64) -> io::Result<Vec<u8>>;

    /// The kind of entry at a path; a link is followed. [`Kind::Nothing`] is not an error.
    ///
    /// # Errors
    ///
    /// If it cannot be determined.
    fn look(&self, path: &Path) -> io::Result<Kind>;

    /// The kind of entry at a path; a link is [`Kind::Link`]. [`Kind::Nothing`] is not an error.
    ///
    /// # Errors
    ///
    /// If it cannot be determined.
    fn look_without_following(&self, path: &Path) -> io::Result<Kind>;

    /// The names of what lies in a folder, in any order.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>>;

    /// Creates a folder in an existing one.
    ///
    /// # Errors
    ///
    /// If the path exists, or it cannot be created.
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// Creates a folder with a unique name: `.groundplan-`, then letters of ASCII and digits. The caller removes it.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    fn make_fresh_folder(&self, inside: &Path) -> io::Result<PathBuf>;

    /// Writes a file that is not there yet, down to the disk.
    ///
    /// # Errors
    ///
    /// If the path exists, or it cannot be written.
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Writes a file, whether it is there or not.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Moves a file or link; replaces an existing file.
    ///
    /// # Errors
    ///
    /// When it cannot be moved.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Copies a file with its permissions.
    ///
    /// # Errors
    ///
    /// When it cannot be copied.
    fn copy(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file or a link.
    ///
    /// # Errors
    ///
    /// When it cannot be removed.
    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    ///
    /// # Errors
    ///
    /// When it cannot be removed, or is not empty.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// Prints a text. It has colours only where they are wanted.
    ///
    /// # Errors
    ///
    /// When it cannot be printed; [`io::ErrorKind::BrokenPipe`] if the reader is gone.
    fn print(&self, stream: Stream, text: &str) -> io::Result<()>;

    /// Whether a stream accepts colours.
    fn wants_colours(&self, stream: Stream) -> bool;

    /// How wide the terminal is, for help texts; `None` if it is unknown, or clap determines it.
    fn width(&self) -> Option<usize>;

    /// The schema of the AWS provider that specs and Terraform are checked against.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    fn schema(&self) -> io::Result<&Schema>;

    /// The environment variables whose names begin so, sorted: what follows in the name, and the value.
    fn variables(&self, prefix: &str) -> Vec<(String, String)>;

    /// Does a thing for each number below `count`, at the same time where the machine can.
    fn run_all(&self, count: usize, one: &(dyn Fn(usize) + Sync)) {
        (0..count).for_each(one);
    }
}

/// The kind of entry at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    Nothing,
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, wherever it leads.
    Link,
    /// A device, a socket, or the like.
    Other,
}

/// Where something is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output: what was asked for.
    Output,
    /// Standard error: what there is to say about it.
    Error,
}
