//! The rules, and look-up by name.

use groundplan::diagnostic::Rule;

use crate::input::UsageError;
use crate::nearest::nearest;

/// All rules.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Those about specs.
    pub specs: Vec<Rule>,
    /// Those about any Terraform.
    pub documents: Vec<Rule>,
}

impl Rules {
    /// Every one.
    #[must_use]
    pub fn all() -> Self {
        Self { specs: groundplan::rules(), documents: groundplan::document_rules() }
    }

    /// Every one, those about specs first.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.specs.iter().chain(&self.documents)
    }

    /// Whether the codes of some begin so, before the slash.
    #[must_use]
    pub fn is_area(&self, name: &str) -> bool {
        self.iter().any(|rule| area_of(rule) == name)
    }

    /// Those of an area, in both groups.
    #[must_use]
    pub fn of_area(&self, name: &str) -> Self {
        let of = |rules: &[Rule]| rules.iter().filter(|rule| area_of(rule) == name).copied().collect();
        Self { specs: of(&self.specs), documents: of(&self.documents) }
    }

    /// Whether a rule is about any Terraform.
    #[must_use]
    pub fn is_of_documents(&self, rule: &Rule) -> bool {
        self.documents.contains(rule)
    }

    /// By code, by the name under `waive:`, or by the part of a code after the slash: of specs first.
    ///
    /// # Errors
    ///
    /// When there is no such rule; the nearest one is suggested.
    ///
    /// ```
    /// use groundplan_text::explain::Rules;
    /// let rules = Rules::all();
    /// assert_eq!(rules.find("httpsRequired")?.code, "load-balancer/https-required");
    /// # Ok::<(), groundplan_text::UsageError>(())
    /// ```
    pub fn find(&self, code: &str) -> Result<&Rule, UsageError> {
        let is_called = |rule: &&Rule| rule.code == code || rule.waiver().as_deref() == Some(code);
        let found = self.iter().find(is_called);
        let found = found.or_else(|| only(&self.specs, code)).or_else(|| only(&self.documents, code));
        found.ok_or_else(|| self.unknown(code))
    }

    fn unknown(&self, code: &str) -> UsageError {
        let names: Vec<String> =
            self.iter().flat_map(|rule| [Some(rule.code.to_owned()), rule.waiver()]).flatten().collect();
        let error = UsageError::new(format!("there is no rule `{code}`"));
        match nearest(code, names.iter().map(String::as_str)) {
            Some(name) => error.help(format!("groundplan explain {name}")),
            None => error.help("groundplan explain, which lists all of them"),
        }
    }
}

/// The only rule whose code ends so.
fn only<'a>(rules: &'a [Rule], tail: &str) -> Option<&'a Rule> {
    let mut by_tail = rules.iter().filter(|rule| rule.code.rsplit('/').next() == Some(tail));
    by_tail.next().filter(|_| by_tail.next().is_none())
}

/// What a rule is about: the part of its code before the slash.
#[must_use]
pub fn area_of(rule: &Rule) -> &'static str {
    rule.code.split('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(name: &str) -> &'static str {
        Rules::all().find(name).unwrap().code
    }

    #[test]
    fn a_rule_is_found_by_each_of_its_names() {
        for name in ["load-balancer/https-required", "httpsRequired", "https-required"] {
            assert_eq!(code(name), "load-balancer/https-required");
        }
        assert_eq!(code("log-retention"), "aws/log-retention");
        assert_eq!(code("schema/unknown-argument"), "schema/unknown-argument");
        assert_eq!(code("image-pinned"), "service/image-pinned", "rules for specs come first");
    }

    #[test]
    fn every_code_stands_once() {
        let all = Rules::all();
        let mut codes: Vec<&str> = all.iter().map(|rule| rule.code).collect();
        codes.sort_unstable();
        let twice: Vec<_> = codes.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn a_misspelt_code_has_a_suggestion() {
        let error = Rules::all().find("service/sise").unwrap_err();
        assert_eq!(
            error,
            UsageError::new("there is no rule `service/sise`").help("groundplan explain service/size")
        );
        let error = Rules::all().find("aws/log-retentoin").unwrap_err();
        assert!(format!("{error:?}").contains("aws/log-retention"), "{error:?}");
    }
}
