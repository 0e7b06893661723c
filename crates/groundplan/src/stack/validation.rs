//! Holds finished root modules against the schema of their providers and against what Terraform and AWS
//! misread: whatever was said raw or by override is checked like everything else.

use super::compiler::{StackCompiler, SynthInput};
use crate::aws::Waived;
use crate::diagnostic::{Diagnostic, Path, Report, Rule};
use crate::raw::{self, Origin};
use crate::terraform::Document;
use crate::validate;

/// What is told by the rules for specs, with the place where it was said, and not again.
const TOLD_ALREADY: [Rule; 3] = [Rule::TERRAFORM_REFERENCE, Rule::TERRAFORM_CYCLE, Rule::TERRAFORM_DUPLICATE];

/// Rules for documents that are the same as one for specs, which a spec may waive with a reason.
const TWINS: [(Rule, Rule); 1] = [(Rule::AWS_IMAGE_PINNED, Rule::IMAGE_PINNED)];

/// What is wrong with expressions, where what was given is part of their text.
const OF_EXPRESSIONS: [Rule; 5] = [
    Rule::UNKNOWN_REFERENCE,
    Rule::UNKNOWN_ATTRIBUTE,
    Rule::TERRAFORM_EXPRESSION,
    Rule::TERRAFORM_FUNCTION,
    Rule::TERRAFORM_SYMBOL,
];

/// What was found about documents.
#[derive(Default)]
pub(super) struct Validated {
    /// About what was said in Terraform's own words, or in an expression.
    said: Report,
    /// About what follows from the rest of the spec.
    follows: Report,
}

impl Validated {
    /// All of it. What follows from a spec with errors may be but an echo of them, and is left out.
    pub(super) fn add_to(self, found: &mut Report, spec_has_errors: bool) {
        found.extend(self.said);
        if !spec_has_errors {
            found.extend(self.follows);
        }
    }
}

/// A root module on its way into the output.
pub(super) struct Module<'a> {
    /// Its environment; none for the bootstrap.
    pub(super) environment: Option<&'a str>,
    pub(super) document: &'a Document,
    /// The rules for specs that are broken on purpose in it.
    pub(super) waived: &'a [Waived],
}

impl StackCompiler {
    /// Everything about a finished document that its providers, Terraform or AWS would refuse or misread. A
    /// finding points at what was said or, where nobody said it, at the document.
    pub(super) fn validate(&self, module: &Module<'_>, input: &SynthInput<'_>, validated: &mut Validated) {
        if !input.is_validated {
            return;
        }
        let report = validate::document(module.document, input.schema);
        let untold = report.diagnostics().iter().filter(|finding| !TOLD_ALREADY.contains(&finding.rule));
        for finding in untold {
            match self.spec_path_of(module, finding) {
                Some(path) => {
                    validated.said.add(module.placed(Diagnostic { path, file: None, ..finding.clone() }));
                }
                None if module.excuses(finding) => {}
                None => validated.follows.add(module.placed(finding.clone())),
            }
        }
    }

    /// Where the spec says what a finding about a document is about.
    pub(super) fn spec_path_of(&self, module: &Module<'_>, finding: &Diagnostic) -> Option<Path> {
        let raw = module.environment.and_then(|name| self.said_raw(name, module.document, finding));
        let given = finding.given.as_deref().filter(|_| OF_EXPRESSIONS.contains(&finding.rule));
        raw.or_else(|| self.node.path_of_expression(given?))
    }

    /// In the environment or for the whole stack, whichever fits better.
    fn said_raw(&self, environment: &str, document: &Document, finding: &Diagnostic) -> Option<Path> {
        let own = Path::of("environments").key(environment);
        let in_environment = self.node.get(&own).and_then(|node| raw::origin(node, document, finding));
        let in_environment = in_environment.map(|(fit, path): Origin| (fit, path.under(&own)));
        let in_stack = raw::origin(&self.node, document, finding);
        match (in_environment, in_stack) {
            (Some((own, path)), Some((whole, _))) if own >= whole => Some(path),
            (own, whole) => whole.or(own).map(|(_, path)| path),
        }
    }
}

impl Module<'_> {
    /// With the environment, and for what no spec says the file of the document.
    fn placed(&self, mut finding: Diagnostic) -> Diagnostic {
        match self.environment {
            Some(name) => finding.environments = vec![name.to_owned()],
            None => finding.file = finding.file.map(|file| format!("{}/{file}", super::synthesis::BOOTSTRAP)),
        }
        finding
    }

    fn excuses(&self, finding: &Diagnostic) -> bool {
        let twin = TWINS.into_iter().find(|(rule, _)| *rule == finding.rule).map(|(_, twin)| twin);
        twin.is_some_and(|twin| self.waived.iter().any(|waived| waived.rule == twin))
    }
}
