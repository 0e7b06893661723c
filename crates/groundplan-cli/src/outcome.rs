use std::io;
use std::process::ExitCode;

use groundplan_text::Trouble;

use crate::trouble::{self, write};

/// What a command has to say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// For standard output: what was asked for.
    pub(crate) output: String,
    /// For standard error: findings about the spec.
    pub(crate) findings: String,
    /// Whether the spec has errors.
    pub(crate) failed: bool,
}

impl Outcome {
    /// An answer, and nothing wrong.
    pub(crate) fn of(output: String) -> Self {
        Self { output, ..Self::default() }
    }

    /// Prints it; colours are dropped where the reader is no terminal or does not want them.
    pub(crate) fn print(&self) -> ExitCode {
        let printed =
            write(anstream::stdout(), &self.output).and_then(|()| write(anstream::stderr(), &self.findings));
        match printed {
            // Whoever closes a pipe early has read enough.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                trouble::print(&Trouble::new(format!("the output cannot be printed: {error}")))
            }
            _ if self.failed => ExitCode::from(1),
            _ => ExitCode::SUCCESS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_in_the_spec_are_code_1() {
        assert_eq!(Outcome::default().print(), ExitCode::SUCCESS);
        assert_eq!(Outcome { failed: true, ..Outcome::default() }.print(), ExitCode::from(1));
    }
}
