//! The command `groundplan`: from a short spec to Terraform for AWS.
//!
//! The edge of the core: reads and writes files, shows what was found. It decides nothing.

mod arguments;
mod command;
mod explanation;
mod markdown;
mod nearest;
mod outcome;
mod output;
mod schema_file;
mod show;
mod source;
mod sources;
mod style;
mod target;
mod texts;
mod trouble;
mod wrap;
mod yaml;

use std::process::ExitCode;

use arguments::Arguments;
use clap::Parser;

fn main() -> ExitCode {
    match command::run(Arguments::parse().command) {
        Ok(outcome) => outcome.print(),
        Err(trouble) => trouble.print(),
    }
}
