//! The command `groundplan`: from a short spec to Terraform for AWS.
//!
//! The edge of the core: takes a command line, reads and writes files through a [`System`], shows what was found.
//! It decides nothing.

mod arguments;
mod command;
mod explanation;
mod markdown;
mod outcome;
mod output;
mod print;
mod provenance;
mod repository;
mod schema_file;
mod show;
mod spec_files;
mod style;
mod system;
mod target;
#[cfg(test)]
mod testing;
mod usage_error;

use std::ffi::OsString;

use arguments::Arguments;

#[cfg(feature = "native")]
pub use system::NativeSystem;
pub use system::{Kind, Stream, System, error};

/// Does what a command line says; the first argument is the name of the program. The answer is the exit code: 0
/// when all is well, 1 when a spec or Terraform has errors, 2 for wrong use or trouble with files.
///
/// ```
/// use groundplan_cli::{NativeSystem, run};
/// assert_eq!(run(["groundplan", "explain", "service/size"], &NativeSystem), 0);
/// assert_eq!(run(["groundplan", "explain", "service/sise"], &NativeSystem), 2);
/// ```
pub fn run<I>(arguments: I, system: &dyn System) -> u8
where
    I: IntoIterator,
    I::Item: Into<OsString> + Clone,
{
    let arguments = match Arguments::of(arguments, system.width()) {
        Ok(arguments) => arguments,
        Err(message) => return print::clap_message(&message, system),
    };
    match command::run(arguments.command, system) {
        Ok(outcome) => outcome.print(system),
        Err(usage_error) => usage_error::print(&usage_error, system),
    }
}
