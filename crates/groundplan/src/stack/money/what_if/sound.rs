//! Whether what becomes of an environment is as sound as it is now.

use super::{Outcome, Reach, WhatIf, emitted};
use crate::cost::{Decimal, Range};
use crate::diagnostic::{Diagnostic, Report};
use crate::model::Model;
use crate::schema;
use crate::spec::{Field, Node, NodeValue};
use crate::stack::spec::Environment;
use crate::stack::spec::rules;
use crate::terraform::Document;
use crate::validate;

impl WhatIf<'_> {
    /// Everything that the schema, Terraform and AWS find about the document that an outcome leads to, and do not find
    /// now. That takes longer than the outcome, so it is asked for apart.
    #[must_use]
    pub fn validate(&self, patch: &Environment) -> Report {
        let emitted = self.resolved(patch).and_then(|then| emitted(then, self.schema));
        emitted.map(|(_, then, _)| self.new_in(&then.document)).unwrap_or_default()
    }

    /// What a patch saves, if that is enough and nothing is found then that is not found now.
    pub(in crate::stack) fn sound_saving(&self, patch: &Environment, least: Decimal) -> Option<Range> {
        let outcome = match self.reach(patch) {
            Reach::Services(services) => return self.saving_of_services(services, patch, least),
            Reach::Part(part) if !self.refers() => self.with_part(*part),
            _ if self.is_network_in_vain(patch, least) => return None,
            _ => self.resolved(patch).and_then(|then| {
                // Most of what is not sound is known before anything is emitted.
                let found = new_findings(&then.resolved.report, &self.now.report);
                if found.diagnostics().is_empty() { self.with_everything(then) } else { Err(found) }
            }),
        };
        let outcome = outcome.ok().filter(|outcome| outcome.report.diagnostics().is_empty())?;
        let saves = outcome.saving().filter(|saves| saves.expected >= least)?;
        self.new_in_whole(&outcome).diagnostics().is_empty().then_some(saves)
    }

    /// What is found about an environment that was made anew, as a whole or in part. References of users may lead to what is not there
    /// any more; where they have none, everything else is as sound as it was, and the provider may know other arguments.
    fn new_in_whole(&self, outcome: &Outcome) -> Report {
        if self.refers() {
            return self.new_in(&outcome.after);
        }
        let Some(schema) = self.schema else { return Report::default() };
        let (before, after) = outcome.before.apart(&outcome.after);
        new_findings(&schema::check(&after, schema), &schema::check(&before, schema))
    }

    /// Whether anything in the spec may refer to what a patch takes away.
    fn refers(&self) -> bool {
        let refers = || self.has_raw() || self.spec.modules.is_some() || has_references(&self.spec.write());
        *self.refers.get_or_init(refers)
    }

    /// Whether the spec has raw blocks, overrides or exports, which can only be checked in a whole document.
    pub(super) fn has_raw(&self) -> bool {
        self.spec.raw.is_some() || self.spec.overrides.is_some() || self.spec.exports.is_some()
    }

    /// What is found about a document of the environment, and is not found now.
    fn new_in(&self, document: &Document) -> Report {
        let known = self.now.findings.get_or_init(|| self.check(&self.now.document));
        new_findings(&self.check(document), known)
    }

    fn check(&self, document: &Document) -> Report {
        let model = Model::of(document);
        let mut report = validate::of_model(&model, self.schema);
        rules::check_document(&model.references, &self.spec.name, &mut report);
        report
    }
}

/// Whether text in a spec refers to something: `{ $expr: aws_vpc.main.id }`.
fn has_references(node: &Node) -> bool {
    match &node.value {
        NodeValue::Map(entries) => {
            entries.iter().any(|(key, node)| key.starts_with('$') || has_references(node))
        }
        NodeValue::List(nodes) => nodes.iter().any(has_references),
        _ => false,
    }
}

/// What is found that was not found before.
pub(super) fn new_findings(then: &Report, now: &Report) -> Report {
    let mut report = Report::default();
    if then == now {
        return report;
    }
    let is_new = |finding: &&Diagnostic| !now.diagnostics().contains(finding);
    then.diagnostics().iter().filter(is_new).for_each(|finding| report.add(finding.clone()));
    report
}
