use crate::aws::Waived;
use crate::diagnostic::Diagnostic;

/// What is wrong with several environments of all stacks together.
#[derive(Default)]
pub(in crate::stack) struct AcrossStacks {
    /// The stack's number, and the finding.
    pub(in crate::stack) findings: Vec<(usize, Diagnostic)>,
    /// The stack's number, the environment that waives the rule, and what it waives.
    pub(in crate::stack) waived: Vec<(usize, (String, Waived))>,
}
