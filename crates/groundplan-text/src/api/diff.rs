use groundplan::report::Form;
use groundplan::schema::Schema;
use serde_json::{Value, json};

use super::options::{FORMS, Options};
use crate::cost::{Priced, Subject, UsageFile, only};
use crate::diff::Diff;
use crate::input::Source;
use crate::input::UsageError;
use crate::input::target::Target;
use crate::machine;

/// How two things are compared.
#[derive(Clone, Debug, Default)]
pub struct DiffOptions {
    /// How much things are used, in Infracost's format.
    pub usage: Option<Source>,
    /// The form of `text`; without one, there is none.
    pub form: Option<Form>,
    /// The environment that the old side is of, alone.
    pub before: Option<String>,
    /// The environment that the new side is of, alone.
    pub after: Option<String>,
}

impl DiffOptions {
    /// Options out of JSON: `{usage: {name, text}, form: "table" | "markdown" | "html", before, after}`, all of which
    /// may be left out. With `before` and `after`, two environments of one spec are compared.
    ///
    /// # Errors
    ///
    /// When a key or a value is not known.
    pub fn read(given: &Value) -> Result<Self, UsageError> {
        let given = Options::of("diff", given, &["usage", "form", "before", "after"])?;
        Ok(Self {
            usage: given.source("usage")?,
            form: given.choice("form", &FORMS)?,
            before: given.text("before")?.map(str::to_owned),
            after: given.text("after")?.map(str::to_owned),
        })
    }
}

/// What changes from old to new, in configuration and cost: `{ok, diff, diagnostics}`, and `text` when a form is
/// asked for. `diff` is what `groundplan diff --format json` prints, or `null` when something cannot be read.
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
/// let api = diff(old?, new?, &DiffOptions::default(), None)?;
/// assert_eq!(api["diff"]["configuration"][0]["differences"][0]["kind"], "changed");
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn diff(
    old: Vec<Target>,
    new: Vec<Target>,
    options: &DiffOptions,
    schema: Option<&Schema>,
) -> Result<Value, UsageError> {
    let file = options.usage.clone().map(UsageFile::of).unwrap_or_default();
    if file.failed() {
        return Ok(failure(&machine::all([&file.findings])));
    }
    let price = |targets| Ok(Subject::of(targets, None, schema)?.price(&file.usage));
    let (old, new) = match (price(old)?, price(new)?) {
        (Ok(old), Ok(new)) => (old, new),
        (Err(found), _) | (_, Err(found)) => return Ok(failure(&machine::all(&found))),
    };
    let diff = Diff::of(&alone(old, options.before.as_deref())?, &alone(new, options.after.as_deref())?);
    let mut api = json!({ "ok": true, "diff": diff.json(), "diagnostics": machine::all([&file.findings]) });
    if let (Some(form), Some(api)) = (options.form, api.as_object_mut()) {
        api.insert("text".to_owned(), diff.text(form).into());
    }
    Ok(api)
}

/// One environment of what was priced.
fn alone(mut priced: Priced, environment: Option<&str>) -> Result<Priced, UsageError> {
    if let Some(name) = environment {
        priced.estimate = only(priced.estimate, name)?;
        priced
            .documents
            .retain(|(document, _)| priced.estimate.modules.iter().any(|module| module.name == *document));
    }
    Ok(priced)
}

fn failure(diagnostics: &Value) -> Value {
    json!({ "ok": false, "diff": null, "diagnostics": diagnostics })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compared(old: &str, new: &str, options: &Value) -> Value {
        let [old, new] = [old, new].map(|text| Target::all([Source::new("a.yaml", text)]).unwrap());
        diff(old, new, &DiffOptions::read(options).unwrap(), Some(Schema::bundled())).unwrap()
    }

    #[test]
    fn a_diff_has_both_parts() {
        let spec = "stack: shop\nregion: us-east-1\nenvironments: { dev: {} }\n";
        let new = spec.replace("dev: {}", "dev: { network: { zones: 3 } }");
        let api = compared(spec, &new, &json!({ "form": "markdown" }));
        assert_eq!(api["ok"], true);
        let modules = api["diff"]["configuration"].as_array().unwrap();
        let dev = modules.iter().find(|module| module["name"] == "environments/dev").unwrap();
        assert!(!dev["differences"].as_array().unwrap().is_empty());
        assert!(api["diff"]["cost"]["difference"].is_object());
        assert!(api["text"].as_str().unwrap().starts_with("### Configuration\n"));
    }

    #[test]
    fn two_environments_of_one_spec_are_compared() {
        let spec = "stack: shop\nregion: us-east-1\nenvironments: { dev: {}, live: { tier: production, alarms: none } }\n";
        let api = compared(spec, spec, &json!({ "before": "dev", "after": "live" }));
        let pairs = api["diff"]["cost"]["pairs"].as_array().unwrap();
        assert_eq!(pairs.len(), 1);
        assert_eq!(
            (&pairs[0]["before"], &pairs[0]["after"]),
            (&json!("environments/dev"), &json!("environments/live"))
        );
        let modules = api["diff"]["configuration"].as_array().unwrap();
        assert!(modules.len() == 1 && !modules[0]["differences"].as_array().unwrap().is_empty());
        let [old, new] = [spec, spec].map(|text| Target::all([Source::new("a.yaml", text)]).unwrap());
        let options = DiffOptions::read(&json!({ "before": "de" })).unwrap();
        assert!(diff(old, new, &options, None).is_err());
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let api = compared("stack: shop\nregoin: x\n", "stack: shop\n", &Value::Null);
        assert_eq!((&api["ok"], &api["diff"]), (&json!(false), &Value::Null));
        assert_eq!(api["diagnostics"][0]["code"], "spec/unknown-key");
    }
}
