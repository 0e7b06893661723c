//! What the variables of a root module are set to from outside: files of values, arguments, the environment.

mod file;

use std::ops::Range;

use super::check::type_of;
use super::enter::Refused;
use crate::diagnostic::{Diagnostic, Path, Report, Rule, Severity, nearest};
use crate::terraform::{Block, Content, Document, Expression, Literal, Section, Value};
use crate::unit::Lookup;

/// Whether Terraform takes a file of values by itself, where it is beside the root module.
///
/// ```
/// use groundplan::configuration::is_values_file;
/// assert!(is_values_file("terraform.tfvars") && is_values_file("live.auto.tfvars.json"));
/// assert!(!is_values_file("live.tfvars"));
/// ```
#[must_use]
pub fn is_values_file(name: &str) -> bool {
    let stem = name.strip_suffix(".json").unwrap_or(name).strip_suffix(".tfvars");
    stem.is_some_and(|stem| stem == "terraform" || stem.ends_with(".auto"))
}

/// The order of precedence of a folder's own files of values, the lowest first.
#[must_use]
pub fn values_order(name: &str) -> (u8, &str) {
    match name {
        "terraform.tfvars" => (0, ""),
        "terraform.tfvars.json" => (1, ""),
        name => (2, name),
    }
}

/// One source of values for variables. Of several that set a variable, the last one counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input<'a> {
    /// `TF_VAR_name` in the environment. It may be meant for another root module.
    Environment {
        /// The variable.
        name: &'a str,
        /// Its value.
        text: &'a str,
    },
    /// A file of values.
    File {
        /// What findings call it; its ending tells the syntax.
        name: &'a str,
        /// What it says.
        text: &'a str,
    },
    /// `--var NAME=VALUE`.
    Argument {
        /// The variable.
        name: &'a str,
        /// Its value.
        text: &'a str,
        /// Whether it is meant for one root module of several, which need not all have the variable.
        is_shared: bool,
    },
}

/// A value that was given to a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Setting {
    name: String,
    value: Value,
    /// Where in the text.
    range: Range<usize>,
}

/// The value of a variable, and the file and the bytes in it that give it.
#[derive(Clone, Debug)]
struct Given {
    value: Value,
    place: Option<(String, Range<usize>)>,
}

/// What variables are set to, and what is wrong with that.
#[derive(Clone, Debug, Default)]
pub(super) struct Inputs {
    /// By the names of variables that are declared.
    set: Lookup<String, Given>,
    /// What is wrong, with its file and the bytes in it.
    pub(super) report: Report,
}

impl Inputs {
    /// Reads what is given to a document. Of part of a module, it is not certain which variables it declares.
    pub(super) fn of(inputs: &[Input<'_>], document: &Document, is_whole: bool) -> Self {
        let mut found = Self::default();
        let declared = Declared(document);
        for input in inputs {
            found.add(*input, &declared, is_whole);
        }
        found
    }

    fn add(&mut self, input: Input<'_>, declared: &Declared<'_>, is_whole: bool) {
        match input {
            Input::Environment { name, text } => {
                if let Some(block) = declared.get(name) {
                    self.argument(name, text, block);
                }
            }
            Input::File { name: file, text } => {
                let (settings, report) = file::read(file, text);
                self.report.extend(report);
                for setting in settings {
                    if declared.get(&setting.name).is_some() {
                        let place = Some((file.to_owned(), setting.range));
                        self.set.insert(setting.name, Given { value: setting.value, place });
                    } else if is_whole {
                        let mut finding = declared.undeclared(&setting.name).in_file(file);
                        finding.rule.severity = Severity::Warning;
                        finding.range = Some(setting.range);
                        self.report.add(finding);
                    }
                }
            }
            Input::Argument { name, text, is_shared } => match declared.get(name) {
                Some(block) => self.argument(name, text, block),
                None if is_whole => {
                    let mut finding = declared.undeclared(name);
                    if is_shared {
                        finding.rule.severity = Severity::Warning;
                    }
                    self.report.add(finding);
                }
                None => {}
            },
        }
    }

    fn argument(&mut self, name: &str, text: &str, variable: &Block) {
        match argument(variable, text) {
            Ok(value) => drop(self.set.insert(name.to_owned(), Given { value, place: None })),
            Err(reason) => self.report.add(wrong(name, reason).wants(type_of(Some(variable)))),
        }
    }

    /// The values.
    pub(super) fn values(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.set.iter().map(|(name, given)| (name.as_str(), &given.value))
    }

    /// Reports a value that its variable does not take.
    pub(super) fn refuse(&mut self, refused: &Refused, declared: String) {
        let mut finding = wrong(&refused.variable, &refused.why).wants(refused.by.wants(declared));
        finding.rule = refused.by.rule();
        if let Some((file, range)) = self.set.get(&refused.variable).and_then(|given| given.place.as_ref()) {
            finding.file = Some(file.clone());
            finding.range = Some(range.clone());
        }
        self.report.add(finding);
    }
}

/// The variables of a root module.
struct Declared<'a>(&'a Document);

impl<'a> Declared<'a> {
    fn all(&self) -> impl Iterator<Item = (&'a str, &'a Block)> + use<'a> {
        let variables = self.0.items().iter().filter(|item| item.section == Section::Variable);
        variables.filter_map(|item| Some((item.name.as_str(), item.block()?)))
    }

    fn get(&self, name: &str) -> Option<&'a Block> {
        self.all().find(|(known, _)| *known == name).map(|(_, block)| block)
    }

    fn undeclared(&self, name: &str) -> Diagnostic {
        let message = format!("the root module has no variable `{name}`");
        let near = nearest(name, self.all().map(|(name, _)| name)).map(str::to_owned);
        Diagnostic::new(Rule::TERRAFORM_UNDECLARED_VARIABLE, Path::root().key(name), message)
            .given(name)
            .wants("a variable of the root module")
            .maybe_hint(near)
    }
}

/// The value that a text of the command line or of the environment is: the text itself for a variable of a simple type or
/// of none, else an expression.
/// <https://developer.hashicorp.com/terraform/language/values/variables#complex-typed-values>
fn argument(variable: &Block, text: &str) -> Result<Value, String> {
    let is_text = match variable.get("type") {
        None => true,
        Some(Content::Literal(Literal::Bare(words))) => is_simple(words),
        Some(Content::Literal(Literal::Text(words))) => is_simple(words),
        Some(_) => false,
    };
    if is_text {
        return Ok(Value::from(text.to_owned()));
    }
    let value = Expression::parse(text).map(Value::from).map_err(|error| error.to_string())?;
    match refused(&value) {
        Some(reason) => Err(reason.to_owned()),
        None => Ok(value),
    }
}

fn is_simple(kind: &str) -> bool {
    matches!(kind.trim(), "string" | "number" | "bool")
}

/// Why Terraform does not take a value here: it has to be one without looking anywhere.
fn refused(value: &Value) -> Option<&'static str> {
    let mut reason = None;
    let mut bound = Vec::new();
    value.visit(&mut |expression| match expression {
        Expression::For(each) => bound.extend(each.names().map(|name| name.to_string())),
        Expression::Call(..) | Expression::Spread(..) => reason = Some("functions are not called here"),
        Expression::Reference(_) => reason = Some("nothing is referred to here"),
        Expression::Symbol(name) => {
            let head = name.split(['.', '[']).next().unwrap_or_default();
            if !bound.iter().any(|known| known == head) {
                reason = Some("nothing is referred to here");
            }
        }
        Expression::Invalid(_) => reason = Some("this is not an expression"),
        _ => {}
    });
    reason
}

fn wrong(name: &str, reason: impl Into<String>) -> Diagnostic {
    let reason: String = reason.into();
    let message = format!("invalid value of variable `{name}`: {reason}");
    Diagnostic::new(Rule::TERRAFORM_VARIABLE_VALUE, Path::root().key(name), message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::read;

    const VARIABLES: &str = "
variable \"name\" {}
variable \"size\" {
  type = number
}
variable \"zones\" {
  type = list(string)
}
variable \"any\" {
  type = any
}
";

    fn inputs(given: &[Input<'_>]) -> (Vec<String>, Vec<String>) {
        let (document, _) = read::module([("variables.tf", VARIABLES)]);
        let found = Inputs::of(given, &document, true);
        let values = found.values().map(|(name, value)| format!("{name} = {value:?}"));
        let findings = found.report.diagnostics().iter();
        let findings = findings.map(|one| format!("{} {}", one.rule.severity, one.message));
        (values.collect(), findings.collect())
    }

    #[test]
    fn the_last_value_counts() {
        let argument = |text| Input::Argument { name: "name", text, is_shared: false };
        let file = Input::File { name: "terraform.tfvars", text: "name = \"a\"\nsize = 2\n" };
        let environment = Input::Environment { name: "name", text: "e" };
        let (values, findings) = inputs(&[environment, file, argument("b"), argument("[c]")]);
        assert_eq!(values.len(), 2);
        assert!(values[0].contains("[c]"), "{values:?}");
        assert_eq!(findings, [""; 0]);
    }

    #[test]
    fn texts_are_read_as_the_type_wants() {
        let argument = |name, text| Input::Argument { name, text, is_shared: false };
        let (values, findings) = inputs(&[argument("zones", "[\"a\"]"), argument("any", "x")]);
        assert_eq!(values.len(), 1, "{values:?}");
        assert_eq!(findings, ["error invalid value of variable `any`: nothing is referred to here"]);
    }

    #[test]
    fn undeclared_names_are_errors_for_arguments_and_warnings_in_files() {
        let file = Input::File { name: "x.tfvars", text: "nmae = 1\n" };
        let argument = |is_shared| Input::Argument { name: "siez", text: "1", is_shared };
        let environment = Input::Environment { name: "other", text: "1" };
        let (_, findings) = inputs(&[environment, file, argument(false), argument(true)]);
        let of = |severity, name| format!("{severity} the root module has no variable `{name}`");
        assert_eq!(findings, [of("warning", "nmae"), of("error", "siez"), of("warning", "siez")]);
    }
}
