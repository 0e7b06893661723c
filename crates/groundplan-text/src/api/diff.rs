use groundplan::schema::Schema;
use serde::Serialize;

use super::options::{TextForm, options};
use super::vars::Vars;
use crate::cost::{Priced, Subject, UsageFile, only};
use crate::diff;
use crate::input::Findings;
use crate::input::Source;
use crate::input::UsageError;
use crate::input::target::Target;
use crate::machine::{self, Diagnostic};

options! {
    /// How two things are compared.
    #[derive(Default)]
    "diff" pub struct DiffOptions {
        /// The environment that the old side is of, alone; with `after`, two environments of one spec are compared.
        before: Option<String>,
        /// The environment that the new side is of, alone.
        after: Option<String>,
        /// How much things are used, in Infracost's format, as YAML.
        usage: Option<Source>,
        /// The form of `text`; without one, there is none.
        form: Option<TextForm>,
        /// Values of the variables of Terraform on both sides, by name, as in `terraform.tfvars.json`. Files of this name, and
        /// `*.auto.tfvars`, are read among the texts of their folder.
        vars: Option<Vars>,
    }
}

/// What `diff` answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Compared<'a> {
    /// Whether there are no errors; there may be warnings.
    pub ok: bool,
    /// What changes; null when there are errors. Where a root module of several cannot be read, it is the change of the
    /// others, and `ok` is false.
    pub diff: Option<diff::DiffData<'a>>,
    /// What is wrong, or worth a look.
    pub diagnostics: Vec<Diagnostic>,
    /// The changes for people, where a form was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Compares old and new, in configuration and cost, and gives the answer, which refers to what was compared, to `then`.
/// `diff` is what `groundplan diff --format json` prints.
///
/// # Errors
///
/// When a plan cannot be read.
///
/// ```
/// use groundplan_text::api::{DiffOptions, diff};
/// use groundplan_text::{Source, Target};
/// let of = |count| format!("resource \"aws_nat_gateway\" \"main\" {{\n  count = {count}\n}}\n");
/// let [old, new] = [1, 2].map(|count| Target::all([Source::new("main.tf", of(count))]));
/// diff(old?, new?, &DiffOptions::default(), None, |compared| {
///     let diff = compared.diff.as_ref().unwrap();
///     assert_eq!(diff.configuration[0].differences[0].action, "update");
/// })?;
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn diff<T>(
    old: Vec<Target>,
    new: Vec<Target>,
    options: &DiffOptions,
    schema: Option<&Schema>,
    then: impl FnOnce(&Compared<'_>) -> T,
) -> Result<T, UsageError> {
    let file = options.usage.clone().map(UsageFile::of).unwrap_or_default();
    if file.failed() {
        return Ok(then(&failure(machine::all([&file.findings]))));
    }
    let price = |targets| {
        let targets = Vars::given_to(options.vars.as_ref(), targets);
        Ok(Subject::of(targets, None, schema)?.price_readable(&file.usage))
    };
    let (old, new) = match (price(old)?, price(new)?) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(found), _) | (_, Err(found)) => return Ok(then(&failure(machine::all(&found)))),
    };
    let (old, new) = (alone(old, options.before.as_deref())?, alone(new, options.after.as_deref())?);
    let are_beside = options.before.is_some() || options.after.is_some();
    let of = if are_beside { diff::Diff::side_by_side } else { diff::Diff::of };
    let unreadable: Vec<&Findings> = old.unread.iter().chain(&new.unread).collect();
    let diff = of(&old, &new, schema);
    if !diff.is_of_anything() {
        return Ok(then(&failure(machine::all(unreadable))));
    }
    Ok(then(&Compared {
        ok: unreadable.is_empty(),
        diff: Some(diff.data()),
        diagnostics: machine::all(unreadable.into_iter().chain([&file.findings])),
        text: options.form.map(|form| diff.text(form.into())),
    }))
}

/// One environment of what was priced.
fn alone(mut priced: Priced, environment: Option<&str>) -> Result<Priced, UsageError> {
    if let Some(name) = environment {
        priced.estimate = only(priced.estimate, name)?;
        let is_it = |name: &str| priced.estimate.modules.iter().any(|module| module.name == name);
        priced.documents.retain(|(document, _)| is_it(document));
        priced.roots.retain(|root| is_it(&root.name));
    }
    Ok(priced)
}

fn failure(diagnostics: Vec<Diagnostic>) -> Compared<'static> {
    Compared { ok: false, diff: None, diagnostics, text: None }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn compared(old: &str, new: &str, options: &Value) -> Value {
        let [old, new] = [old, new].map(|text| Target::all([Source::new("a.yaml", text)]).unwrap());
        let options = DiffOptions::read(options).unwrap();
        diff(old, new, &options, Some(Schema::bundled()), |found| serde_json::to_value(found).unwrap())
            .unwrap()
    }

    #[test]
    fn a_diff_has_both_parts() {
        let spec = "stack: shop\nregion: us-east-1\nenvironments: { dev: {} }\n";
        let new = spec.replace("dev: {}", "dev: { network: { zones: 3 } }");
        let found = compared(spec, &new, &json!({ "form": "markdown" }));
        assert_eq!(found["ok"], true);
        let modules = found["diff"]["configuration"].as_array().unwrap();
        let dev = modules.iter().find(|module| module["name"] == "environments/dev").unwrap();
        assert!(!dev["differences"].as_array().unwrap().is_empty());
        assert!(found["diff"]["cost"]["difference"].is_object());
        let text = found["text"].as_str().unwrap();
        assert!(text.starts_with("### What runs: ") && text.contains("\n### Configuration\n"), "{text}");
    }

    #[test]
    fn two_environments_of_one_spec_are_compared() {
        let spec = "stack: shop\nregion: us-east-1\nenvironments: { dev: {}, live: { tier: production, alarms: none } }\n";
        let found = compared(spec, spec, &json!({ "before": "dev", "after": "live" }));
        let pairs = found["diff"]["cost"]["pairs"].as_array().unwrap();
        assert_eq!(pairs.len(), 1);
        let left = pairs[0]["changes"].as_array().unwrap().iter();
        assert!(
            left.filter(|change| change["address"].as_str().unwrap().contains("left behind")).count() == 0
        );
        assert_eq!(
            (&pairs[0]["before"], &pairs[0]["after"]),
            (&json!("environments/dev"), &json!("environments/live"))
        );
        let modules = found["diff"]["configuration"].as_array().unwrap();
        assert!(modules.len() == 1 && !modules[0]["differences"].as_array().unwrap().is_empty());
        let [old, new] = [spec, spec].map(|text| Target::all([Source::new("a.yaml", text)]).unwrap());
        let options = DiffOptions::read(&json!({ "before": "de" })).unwrap();
        assert!(diff(old, new, &options, None, |_| ()).is_err());
    }

    #[test]
    fn root_modules_that_can_be_read_are_compared() {
        let of = |dev: &str, live: &str| {
            Target::all([Source::new("dev/main.tf", dev), Source::new("live/main.tf", live)]).unwrap()
        };
        let queue = "resource \"aws_sqs_queue\" \"a\" {\n}\n";
        diff(of(queue, ""), of("resource {", queue), &DiffOptions::default(), None, |found| {
            assert!(!found.ok && found.diagnostics[0].code == "spec/syntax");
            let summary = found.diff.as_ref().unwrap().summary;
            assert_eq!((summary.created, summary.unknown, summary.destroyed), (1, 1, 0));
        })
        .unwrap();
        diff(of("resource {", ""), of("", "resource {"), &DiffOptions::default(), None, |found| {
            assert!(!found.ok && found.diff.is_none() && found.diagnostics.len() == 2);
        })
        .unwrap();
    }

    #[test]
    fn what_cannot_be_read_has_findings() {
        let found = compared("stack: shop\nregoin: x\n", "stack: shop\n", &Value::Null);
        assert_eq!((&found["ok"], &found["diff"]), (&json!(false), &Value::Null));
        assert_eq!(found["diagnostics"][0]["code"], "spec/unknown-key");
    }
}
