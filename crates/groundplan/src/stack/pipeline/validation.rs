//! Checks finished root modules against the schema of their providers and against what Terraform and AWS
//! misread. Raw blocks and overrides are checked like everything else.

use super::compiler::{StackCompiler, SynthInput};
use crate::aws::Waived;
use crate::decision::{Decision, DecisionId, Origin};
use crate::diagnostic::{Diagnostic, Path, Report, Rule, Segment};
use crate::model::{self, Model, References};
use crate::spec::Node;
use crate::terraform::{Address, Document, Item, Key};
use crate::validate;

/// Reported by the rules for specs, with the path in the spec, and not again.
const REPORTED_BEFORE: [Rule; 3] =
    [Rule::TERRAFORM_REFERENCE, Rule::TERRAFORM_CYCLE, Rule::TERRAFORM_DUPLICATE];

/// Rules for documents that are the same as one for specs, which a spec may waive with a reason.
const TWINS: [(Rule, Rule); 2] =
    [(Rule::AWS_IMAGE_PINNED, Rule::IMAGE_PINNED), (Rule::AWS_OLD_TLS, Rule::TLS_POLICY)];

/// What is wrong with expressions, where what was given is part of their text.
const OF_EXPRESSIONS: [Rule; 5] = [
    Rule::UNKNOWN_REFERENCE,
    Rule::UNKNOWN_ATTRIBUTE,
    Rule::TERRAFORM_EXPRESSION,
    Rule::TERRAFORM_FUNCTION,
    Rule::TERRAFORM_SYMBOL,
];

/// What is wrong with a value that the spec states, which other values of the document decide.
const OF_VALUES: [Rule; 1] = [Rule::AWS_HEALTH_MATCHER];

/// What was found about documents.
#[derive(Default)]
pub(in crate::stack) struct Validated {
    /// About raw blocks, overrides and expressions of the spec.
    explicit: Report,
    /// About what follows from the rest of the spec.
    follows: Report,
}

impl Validated {
    /// All of it. What follows from a spec with errors may be but an echo of them, and is left out.
    pub(in crate::stack) fn add_to(self, found: &mut Report, spec_has_errors: bool) {
        found.extend(self.explicit);
        if !spec_has_errors {
            found.extend(self.follows);
        }
    }
}

/// A root module on its way into the output.
pub(in crate::stack) struct Module<'a> {
    /// Its environment; none for the bootstrap.
    pub(in crate::stack) environment: Option<&'a str>,
    pub(in crate::stack) document: &'a Document,
    /// The rules for specs that are broken on purpose in it.
    pub(in crate::stack) waived: &'a [Waived],
}

impl StackCompiler {
    /// Everything about a finished document that its providers, Terraform or AWS would refuse or misread. A
    /// finding points at the spec where the value is set there, else at the document.
    pub(in crate::stack) fn validate<'a>(
        &self,
        module: &Module<'a>,
        references: References<'a>,
        input: &SynthInput<'_>,
        validated: &mut Validated,
    ) {
        if !input.is_validated {
            return;
        }
        let model = Model::with_references(module.document, references);
        let report = validate::of_model(&model, input.schema);
        let unreported =
            report.diagnostics().iter().filter(|finding| !REPORTED_BEFORE.contains(&finding.rule));
        for finding in unreported {
            match self.spec_path_of(module, finding) {
                // The rules for specs may find the same.
                Some(path) if OF_VALUES.contains(&finding.rule) => {
                    validated.follows.add(module.placed(Diagnostic { path, file: None, ..finding.clone() }));
                }
                Some(path) => {
                    validated.explicit.add(module.placed(Diagnostic { path, file: None, ..finding.clone() }));
                }
                None if module.excuses(finding) => {}
                None => validated.follows.add(module.placed(finding.clone())),
            }
        }
    }

    /// Where the spec says what a finding about a document is about.
    pub(in crate::stack) fn spec_path_of(&self, module: &Module<'_>, finding: &Diagnostic) -> Option<Path> {
        let place = Place { compiler: self, module, finding };
        let value = OF_VALUES.contains(&finding.rule).then(|| place.value()).flatten();
        value.or_else(|| place.raw()).or_else(|| {
            let given = finding.given.as_deref().filter(|_| OF_EXPRESSIONS.contains(&finding.rule))?;
            place.expression(|node| node.path_of_expression(given))
        })
    }

    /// Where the spec uses an import that a finding is about.
    pub(in crate::stack) fn import_path_of(&self, module: &Module<'_>, finding: &Diagnostic) -> Option<Path> {
        let given = finding.given.as_deref()?;
        Place { compiler: self, module, finding }.expression(|node| node.path_of_import(given))
    }

    /// Where the spec has one of the references that form a cycle.
    pub(in crate::stack) fn circle_path_of(&self, module: &Module<'_>, finding: &Diagnostic) -> Option<Path> {
        let place = Place { compiler: self, module, finding };
        let names: Vec<&str> = finding.given.as_deref()?.split(" → ").collect();
        let members = || names.iter().filter_map(|name| module.document.get(&Address::parse(name)?));
        let expression_in = |item: &Item| {
            let mut ids = Vec::new();
            item.names(&mut |name| ids.extend(name.origins().iter()));
            let find = |name: &&str| {
                place.explicit(ids.iter().copied(), &|node: &Node| node.path_of_expression(name))
            };
            names.iter().find_map(find)
        };
        place.raw().or_else(|| members().find_map(expression_in))
    }
}

/// What is looked up: which decisions the place of a finding follows from.
struct Place<'a> {
    compiler: &'a StackCompiler,
    module: &'a Module<'a>,
    finding: &'a Diagnostic,
}

impl Place<'_> {
    /// The names that lead to the place, and the steps that are left behind each.
    fn way(&self) -> Vec<(&[Segment], &Key)> {
        let path = self.finding.path.segments();
        let about = self.module.document.items().iter().filter_map(|item| {
            let steps = path.strip_prefix(model::path(item).segments())?;
            let way = item.way(steps).into_iter();
            Some(way.map(|(done, key)| (steps.get(done..).unwrap_or_default(), key)).collect())
        });
        // Several configurations of a provider have one name: the one that has what the finding is about.
        let mut best = Vec::new();
        about.for_each(|way: Vec<_>| {
            if way.len() > best.len() {
                best = way;
            }
        });
        best
    }

    /// The raw block or override that it follows from: the innermost one and, of several, the one that the
    /// finding names.
    fn raw(&self) -> Option<Path> {
        self.way().into_iter().rev().find_map(|(rest, key)| {
            let decisions = key.origins().iter().filter_map(|id| self.module.document.decision(id));
            let mut raw: Vec<(Path, &str)> = decisions.filter_map(raw_path).collect();
            let is_named = |(path, value): &(Path, &str)| {
                let last = value.rsplit(['.', '[']).next().unwrap_or_default();
                is_deleted(path) && self.finding.message.contains(&format!("`{last}`"))
            };
            let named = raw.iter().position(is_named);
            let kept = raw.iter().rposition(|(path, _)| !is_deleted(path)).or(raw.len().checked_sub(1));
            let (path, _) = raw.swap_remove(named.or(kept)?);
            let at = self.in_spec(path);
            Some(deepest(&self.compiler.node, at, if named.is_some() { &[] } else { rest }))
        })
    }

    /// The path of an expression in the spec, found in one of the values that the place follows from.
    fn expression(&self, find: impl Fn(&Node) -> Option<Path>) -> Option<Path> {
        self.way().into_iter().rev().find_map(|(_, key)| self.explicit(key.origins().iter(), &find))
    }

    /// The value that the spec states for this very place.
    fn value(&self) -> Option<Path> {
        let (_, key) = self.way().pop()?;
        self.explicit(key.origins().iter(), &|_| Some(Path::root()))
    }

    /// The path of an explicit value, found in one of these decisions.
    fn explicit(
        &self,
        ids: impl Iterator<Item = DecisionId>,
        find: &dyn Fn(&Node) -> Option<Path>,
    ) -> Option<Path> {
        let explicit = ids.filter_map(|id| self.module.document.decision(id));
        explicit.filter(|decision| decision.origin == Origin::Explicit).find_map(|decision| {
            let at = self.in_spec(Path::read(&decision.path)?);
            Some(find(self.compiler.node.get(&at)?)?.under(&at))
        })
    }

    /// A path within the environment as one of the spec.
    fn in_spec(&self, path: Path) -> Path {
        match self.module.environment {
            Some(name) => self.compiler.spec_path(name, &path),
            None => path,
        }
    }
}

fn raw_path(decision: &Decision) -> Option<(Path, &str)> {
    let path = Path::read(&decision.path)?;
    let is_raw = |key: &Segment| matches!(key, Segment::Key(key) if key == "raw" || key == "overrides");
    let is_own = path.segments().first().is_some_and(is_raw);
    let is_environments = path.segments().get(2).is_some_and(is_raw);
    (is_own || is_environments).then_some((path, &decision.value))
}

fn is_deleted(path: &Path) -> bool {
    matches!(path.segments(), [.., Segment::Key(key), Segment::Index(_)] if key == "delete")
}

/// As far as the spec goes along the steps. A block that occurs once may be an object or a list of one.
fn deepest(node: &Node, mut at: Path, steps: &[Segment]) -> Path {
    for step in steps {
        let next = at.clone().step(step.clone());
        if node.get(&next).is_some() {
            at = next;
        } else if matches!(step, Segment::Key(_)) {
            let first = at.clone().index(0).step(step.clone());
            match node.get(&first) {
                Some(_) => at = first,
                None => break,
            }
        }
    }
    at
}

impl Module<'_> {
    /// With the environment, and for what no spec says the file of the document.
    fn placed(&self, mut finding: Diagnostic) -> Diagnostic {
        match self.environment {
            Some(name) => finding.environments = vec![name.to_owned()],
            None => {
                finding.file =
                    finding.file.map(|file| format!("{}/{file}", crate::stack::output::synthesis::BOOTSTRAP))
            }
        }
        finding
    }

    fn excuses(&self, finding: &Diagnostic) -> bool {
        let twin = TWINS.into_iter().find(|(rule, _)| *rule == finding.rule).map(|(_, twin)| twin);
        twin.is_some_and(|twin| self.waived.iter().any(|waived| waived.rule == twin))
    }
}
