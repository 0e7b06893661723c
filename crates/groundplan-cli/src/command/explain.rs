use groundplan::diagnostic::Rule;

use crate::arguments::Explain;
use crate::explanation;
use crate::nearest::nearest;
use crate::outcome::Outcome;
use crate::trouble::Trouble;

/// `groundplan explain`.
pub(super) fn run(arguments: &Explain) -> Result<Outcome, Trouble> {
    let all = Rules::all();
    let output = match &arguments.code {
        None => explanation::list(&[("Specs", &all.specs), ("Terraform, whoever wrote it", &all.documents)]),
        Some(area) if all.is_area(area) => explanation::list(&[
            ("", &all.of_area(area, &all.specs)),
            ("", &all.of_area(area, &all.documents)),
        ]),
        Some(code) => {
            let rule = all.find(code)?;
            explanation::text(rule, all.documents.contains(rule))
        }
    };
    Ok(Outcome::of(output))
}

/// All that anything is held against.
struct Rules {
    specs: Vec<Rule>,
    documents: Vec<Rule>,
}

impl Rules {
    fn all() -> Self {
        Self { specs: groundplan::rules(), documents: groundplan::document_rules() }
    }

    fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.specs.iter().chain(&self.documents)
    }

    fn is_area(&self, name: &str) -> bool {
        self.iter().any(|rule| explanation::area_of(rule) == name)
    }

    fn of_area(&self, name: &str, rules: &[Rule]) -> Vec<Rule> {
        rules.iter().filter(|rule| explanation::area_of(rule) == name).copied().collect()
    }

    /// By code, by the name under `waive:`, or by the part of a code after the slash: of specs first.
    fn find(&self, code: &str) -> Result<&Rule, Trouble> {
        let is_called = |rule: &&Rule| rule.code == code || rule.waiver().as_deref() == Some(code);
        let found = self.iter().find(is_called);
        let found = found.or_else(|| only(&self.specs, code)).or_else(|| only(&self.documents, code));
        found.ok_or_else(|| self.unknown(code))
    }

    fn unknown(&self, code: &str) -> Trouble {
        let names: Vec<String> =
            self.iter().flat_map(|rule| [Some(rule.code.to_owned()), rule.waiver()]).flatten().collect();
        let trouble = Trouble::new(format!("there is no rule `{code}`"));
        match nearest(code, names.iter().map(String::as_str)) {
            Some(name) => trouble.help(format!("groundplan explain {name}")),
            None => trouble.help("groundplan explain, which lists all of them"),
        }
    }
}

/// The only rule whose code ends so.
fn only<'a>(rules: &'a [Rule], tail: &str) -> Option<&'a Rule> {
    let mut by_tail = rules.iter().filter(|rule| rule.code.rsplit('/').next() == Some(tail));
    by_tail.next().filter(|_| by_tail.next().is_none())
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
    fn an_area_is_listed_by_itself() {
        let list = |code: &str| run(&Explain { code: Some(code.to_owned()) }).unwrap().output;
        let plain = |text: String| anstream::adapter::strip_str(&text).to_string();
        let schema = plain(list("schema"));
        assert!(schema.starts_with("schema\n  schema/unknown-type"), "{schema}");
        assert!(!schema.contains("aws/") && !schema.contains("service/"), "{schema}");
    }

    #[test]
    fn a_misspelt_code_has_a_suggestion() {
        let trouble = Rules::all().find("service/sise").unwrap_err();
        assert_eq!(
            trouble,
            Trouble::new("there is no rule `service/sise`").help("groundplan explain service/size")
        );
        let trouble = Rules::all().find("aws/log-retentoin").unwrap_err();
        assert!(format!("{trouble:?}").contains("aws/log-retention"), "{trouble:?}");
    }
}
