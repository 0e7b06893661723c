use std::fmt;
use std::ops::Range;

use super::{Path, Rule, secrecy};

/// How bad a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Written all the same; worth a look.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// One finding about a spec.
///
/// ```
/// use groundplan::diagnostic::{Diagnostic, Path, Rule};
/// let finding = Diagnostic::new(Rule::UNKNOWN_KEY, Path::of("network.cird"), "unknown key `cird`")
///     .wants("one of cidr, zones")
///     .hint("cidr");
/// assert_eq!(
///     finding.to_string(),
///     "error[spec/unknown-key]: unknown key `cird`\n  at    network.cird\n  wants one of cidr, zones\n  try   cidr"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The rule that it comes from.
    pub rule: Rule,
    /// Where in the spec.
    pub path: Path,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What was given, which may be a secret: show it as [`without_secrets`](Self::without_secrets) does.
    pub given: Option<String>,
    /// What is allowed.
    pub wants: Option<String>,
    /// What can be pasted.
    pub hint: Option<String>,
    /// What each way costs, where there is a choice: a sentence for each environment.
    pub costs: Vec<String>,
    /// The environments that it concerns; empty when it concerns the whole spec.
    pub environments: Vec<String>,
    /// The file, where there are several.
    pub file: Option<String>,
    /// The bytes of the file's or spec's text, where there is one.
    pub range: Option<Range<usize>>,
}

/// The placeholder for the reason of a waiver.
const REASON: &str = "say here why this is meant so";

impl Diagnostic {
    /// A finding by a rule at a place.
    #[must_use]
    pub fn new(rule: Rule, path: Path, message: impl Into<String>) -> Self {
        Self {
            rule,
            path,
            message: message.into(),
            given: None,
            wants: None,
            hint: None,
            costs: Vec::new(),
            environments: Vec::new(),
            file: None,
            range: None,
        }
    }

    /// The file that the path is in.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// What was given.
    #[must_use]
    pub fn given(mut self, given: impl fmt::Display) -> Self {
        self.given = Some(given.to_string());
        self
    }

    /// What is allowed.
    #[must_use]
    pub fn wants(mut self, wants: impl Into<String>) -> Self {
        self.wants = Some(wants.into());
        self
    }

    /// What can be pasted.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What waives this finding and no other, to be pasted, with a reason to be replaced; nothing where the rule cannot be
    /// waived.
    ///
    /// ```
    /// use groundplan::diagnostic::{Diagnostic, Path, Rule};
    /// let finding = Diagnostic::new(Rule::SECRET_IN_ENV, Path::of("services.api.env.PASSWORD_HINT"), "a secret");
    /// assert_eq!(
    ///     finding.waiver().as_deref(),
    ///     Some("waive: { secretInEnv: { service: api, variable: PASSWORD_HINT, reason: \"say here why this is meant so\" } }")
    /// );
    /// ```
    #[must_use]
    pub fn waiver(&self) -> Option<String> {
        let name = self.rule.waiver()?;
        let reason = format!("\"{REASON}\"");
        let scope = self.waiver_scope();
        if scope.is_empty() {
            return Some(format!("waive: {{ {name}: {reason} }}"));
        }
        let scope: String = scope.into_iter().map(|(key, value)| format!("{key}: {value}, ")).collect();
        Some(format!("waive: {{ {name}: {{ {scope}reason: {reason} }} }}"))
    }

    /// What a waiver of this finding and no other is narrowed to: keys of a waiver, and what they say.
    #[must_use]
    pub fn waiver_scope(&self) -> Vec<(&'static str, String)> {
        let scope = self.path.scope();
        let named = [("service", scope.service), ("variable", scope.variable)];
        named.into_iter().filter_map(|(key, name)| Some((key, name?.to_owned()))).collect()
    }

    /// The finding as it is shown to people and programs: without the secrets that it may be about. What is displayed
    /// contains none either.
    ///
    /// ```
    /// use groundplan::diagnostic::{Diagnostic, Path, Rule};
    /// let finding = Diagnostic::new(Rule::TYPE, Path::of("services.api.env.TOKEN"), "unexpected `a${b`").given("`a${b`");
    /// assert_eq!(finding.without_secrets().given.as_deref(), Some("(not shown)"));
    /// assert_eq!(finding.to_string(), "error[spec/type]: unexpected (not shown)\n  at    services.api.env.TOKEN\n  given (not shown)");
    /// ```
    #[must_use]
    pub fn without_secrets(&self) -> Self {
        let shown = self.given.as_ref().map(|given| secrecy::given(&self.path, given));
        let given = self.given.as_deref().zip(shown.as_deref());
        let sentence = |text: &String| secrecy::sentence(text, given);
        Self {
            message: sentence(&self.message),
            wants: self.wants.as_ref().map(sentence),
            hint: self.hint.as_ref().map(|hint| secrecy::hint(hint, given)),
            given: shown.clone(),
            ..self.clone()
        }
    }

    /// The same was found in other environments.
    pub(super) fn join(&mut self, environments: Vec<String>) {
        for environment in environments {
            if !self.environments.contains(&environment) {
                self.environments.push(environment);
            }
        }
    }

    /// What can be pasted, where something is known.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint;
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.without_secrets();
        write!(f, "{}[{}]: {}\n  at    ", self.rule.severity, self.rule.code, shown.message)?;
        if let Some(file) = &self.file {
            write!(f, "{file}: ")?;
        }
        fmt::Display::fmt(&self.path, f)?;
        if !self.environments.is_empty() {
            write!(f, ", in {}", self.environments.join(", "))?;
        }
        for (name, text) in [("given", &shown.given), ("wants", &shown.wants), ("try", &shown.hint)] {
            if let Some(text) = text {
                write!(f, "\n  {name:<5} {text}")?;
            }
        }
        if let Some(waiver) = self.waiver() {
            write!(f, "\n  {waiver}")?;
        }
        self.costs.iter().try_for_each(|text| write!(f, "\n  costs {text}"))
    }
}
