//! The command `groundplan`: from a short spec to Terraform for AWS.
//!
//! The edge of the core: reads and writes files, shows what was found. It decides nothing.

mod arguments;
mod command;
mod explanation;
mod markdown;
mod outcome;
mod output;
mod reading;
mod schema_file;
mod show;
mod style;
mod target;
#[cfg(test)]
mod testing;
mod trouble;

use std::process::ExitCode;

use arguments::Arguments;
use clap::Parser;

fn main() -> ExitCode {
    match command::run(Arguments::parse().command) {
        Ok(outcome) => outcome.print(),
        Err(trouble) => trouble::print(&trouble),
    }
}
