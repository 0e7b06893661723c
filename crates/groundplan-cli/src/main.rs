//! The command `groundplan` on the machine that it runs on.

use std::process::ExitCode;

use groundplan_cli::{NativeSystem, run};

fn main() -> ExitCode {
    ExitCode::from(run(std::env::args_os(), &NativeSystem))
}
