use std::io;

use groundplan_text::UsageError;

use crate::print;
use crate::system::{Stream, System};
use crate::usage_error;

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

    /// Prints it; without colours if the output is not a terminal or colours are off. Returns the
    /// exit code.
    pub(crate) fn print(&self, system: &dyn System) -> u8 {
        let printed = print::painted(system, Stream::Output, &self.output)
            .and_then(|()| print::painted(system, Stream::Error, &self.findings));
        match printed {
            // A reader that closes a pipe early has read enough.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                usage_error::print(&UsageError::new(format!("the output cannot be printed: {error}")), system)
            }
            _ => u8::from(self.failed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NativeSystem;

    #[test]
    fn errors_in_the_spec_are_code_1() {
        assert_eq!(Outcome::default().print(&NativeSystem), 0);
        assert_eq!(Outcome { failed: true, ..Outcome::default() }.print(&NativeSystem), 1);
    }
}
