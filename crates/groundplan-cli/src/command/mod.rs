//! The commands: each from arguments to what is to be printed.

mod check;
mod cost;
mod diagram;
mod diff;
mod explain;
mod new;
mod prices;
mod program;
mod provider_schema;
mod synth;

use groundplan::Stack;
use groundplan_text::UsageError;

use crate::arguments::Command;
use crate::markdown;
use crate::outcome::Outcome;
use crate::system::System;

/// Does what the command line says.
pub(crate) fn run(command: Command, system: &dyn System) -> Result<Outcome, UsageError> {
    match command {
        Command::New(arguments) => new::run(&arguments, system),
        Command::Synth(arguments) => synth::run(&arguments, system),
        Command::Check(arguments) => check::run(&arguments, system),
        Command::Cost(arguments) => cost::run(&arguments, system),
        Command::Diff(arguments) => diff::run(&arguments, system),
        Command::Diagram(arguments) => diagram::run(&arguments, system),
        Command::Program(arguments) => program::run(&arguments, system),
        Command::Explain(arguments) => explain::run(&arguments, system),
        Command::Defaults => Ok(Outcome::of(markdown::defaults(&groundplan::defaults()))),
        Command::Schema => Ok(Outcome::of(with_newline(Stack::json_schema()))),
        Command::ProviderSchema(arguments) => provider_schema::run(&arguments, system),
        Command::Prices(arguments) => prices::run(&arguments, system),
    }
}

fn with_newline(text: String) -> String {
    if text.ends_with('\n') { text } else { text + "\n" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_json() {
        let outcome = run(Command::Schema, &crate::NativeSystem).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&outcome.output).unwrap().is_object());
        assert!(outcome.output.ends_with("}\n"));
    }
}
