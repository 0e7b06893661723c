//! Words in braces that stand for something of the environment: `host: api.{environment}.example.com`.

use std::fmt::Display;

use crate::diagnostic::{Diagnostic, Path, Report, Rule, Segment, rules};

rules! {
    /// A placeholder has a value where it is used.
    ///
    /// `{environment}`, `{stack}`, `{tier}`, `{region}` and `{account}` stand for those of the environment, and `{service}` for the
    /// service in whose settings it is: in all text but raw blocks, overrides, expressions and inputs of modules. An environment
    /// without an account has none to put there. `{{environment}}` is the text `{environment}`.
    PLACEHOLDER = error "spec/placeholder", "groundplan";

    /// A word in braces that is nearly a placeholder is one.
    ///
    /// `{env}` stays as it is, and so arrives in AWS.
    PLACEHOLDER_UNKNOWN = warning "spec/placeholder-unknown", "groundplan";
}

/// What is meant by words that others use.
const OTHERS: [(&str, &str); 6] = [
    ("env", "environment"),
    ("stage", "environment"),
    ("app", "stack"),
    ("project", "stack"),
    ("account_id", "account"),
    ("accountId", "account"),
];

/// Names up to this length are taken for misspelt by one letter only, longer ones by two.
const SHORT: usize = 8;

/// What placeholders stand for in an environment, while its text is filled.
#[derive(Debug, Default)]
pub struct Placeholders {
    values: Vec<(&'static str, Option<String>)>,
    at: Vec<Segment>,
    report: Report,
}

impl Placeholders {
    /// Adds a name, and what it stands for.
    pub(crate) fn with(mut self, name: &'static str, value: Option<impl Display>) -> Self {
        self.values.push((name, value.map(|value| value.to_string())));
        self
    }

    /// What was wrong.
    pub(crate) fn into_report(self) -> Report {
        self.report
    }

    /// Fills what is below a name or an index.
    pub(super) fn below(&mut self, segment: Segment, fill: impl FnOnce(&mut Self)) {
        self.at.push(segment);
        fill(self);
        self.at.pop();
    }

    /// Fills with one name more.
    pub(super) fn naming(&mut self, name: &'static str, value: &str, fill: impl FnOnce(&mut Self)) {
        self.values.push((name, Some(value.to_owned())));
        fill(self);
        self.values.pop();
    }

    /// The text with what its placeholders stand for; `None` where it has none.
    pub(super) fn filled(&mut self, text: &str) -> Option<String> {
        text.contains('{').then_some(())?;
        let (mut made, mut rest) = (String::with_capacity(text.len()), text);
        while let Some((before, after)) = rest.split_once('{') {
            made += before;
            rest = after;
            match self.word(text, after) {
                Some((word, end)) => {
                    made += &word;
                    rest = after.get(end..).unwrap_or_default();
                }
                None => made.push('{'),
            }
        }
        made += rest;
        (made != text).then_some(made)
    }

    /// What stands for a word behind an opening brace, and where the text goes on.
    fn word(&mut self, text: &str, after: &str) -> Option<(String, usize)> {
        if let Some(inner) = after.strip_prefix('{') {
            let word = inner.split_once("}}")?.0;
            return self.is_known(word).then(|| (format!("{{{word}}}"), word.len() + "{}}".len()));
        }
        let word = after.split_once('}')?.0;
        let end = word.len() + "}".len();
        let known = self.values.iter().find(|(name, _)| *name == word);
        match known {
            Some((_, Some(value))) => Some((value.clone(), end)),
            Some((_, None)) => {
                let message = format!("`{{{word}}}` has no value in this environment");
                self.add(Rule::PLACEHOLDER, word, message, None);
                None
            }
            None => {
                let meant = self.meant(word)?;
                let message = format!("`{{{word}}}` stands for nothing");
                let meant = text.replace(&format!("{{{word}}}"), &format!("{{{meant}}}"));
                self.add(Rule::PLACEHOLDER_UNKNOWN, word, message, Some(meant));
                None
            }
        }
    }

    fn is_known(&self, word: &str) -> bool {
        self.values.iter().any(|(name, _)| *name == word)
    }

    fn meant(&self, word: &str) -> Option<&'static str> {
        let other = OTHERS.iter().find(|(other, _)| *other == word).map(|(_, name)| *name);
        let is_close =
            |name: &&str| strsim::damerau_levenshtein(word, name) <= if name.len() > SHORT { 2 } else { 1 };
        other.or_else(|| self.values.iter().map(|(name, _)| *name).find(is_close))
    }

    fn add(&mut self, rule: Rule, word: &str, message: String, hint: Option<String>) {
        let mut path = Path::root();
        self.at.iter().for_each(|step| path.enter(step.clone()));
        let names: Vec<String> = self.values.iter().map(|(name, _)| format!("{{{name}}}")).collect();
        let finding = Diagnostic::new(rule, path, message).given(format!("{{{word}}}"));
        let wants = format!("one of {}, or two braces on each side for the text itself", names.join(", "));
        self.report.add(finding.wants(wants).maybe_hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> (Option<String>, Vec<String>) {
        let mut placeholders =
            Placeholders::default().with("environment", Some("dev")).with("account", None::<&str>);
        let filled = placeholders.filled(text);
        let report = placeholders.into_report();
        (filled, report.diagnostics().iter().map(|one| one.message.clone()).collect())
    }

    #[test]
    fn words_in_braces_are_replaced() {
        let of = |text: &str| filled(text).0;
        assert_eq!(of("api.{environment}.example.com").as_deref(), Some("api.dev.example.com"));
        assert_eq!(of("{environment}{environment}").as_deref(), Some("devdev"));
        assert_eq!(of("{{environment}} is {environment}").as_deref(), Some("{environment} is dev"));
        for plain in ["", "a", "{", "}", "{}", "{{}}", "{\"a\": {\"b\": 1}}", "{{name}}", "${environ", "{x}{"]
        {
            assert_eq!(filled(plain), (None, Vec::new()), "{plain}");
        }
    }

    #[test]
    fn what_has_no_value_is_reported() {
        assert_eq!(filled("{account}").1, ["`{account}` has no value in this environment"]);
        assert_eq!(filled("{enviroment}").1, ["`{enviroment}` stands for nothing"]);
        assert_eq!(filled("{env}").1.len(), 1);
        assert_eq!(filled("{x}").1, [""; 0]);
    }
}
