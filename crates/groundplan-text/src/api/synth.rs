use groundplan::schema::Schema;
use groundplan::{Format, Synthesis};
use serde_json::{Value, json};

use super::options::{FORMATS, Options};
use crate::input::UsageError;
use crate::input::{Sources, select};
use crate::machine;

/// How Terraform is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SynthOptions {
    /// The syntax; JSON, if nothing is said.
    pub format: Format,
    /// Whether tests for `terraform test` are among the files.
    pub tests: bool,
    /// Only this environment, with the bootstrap.
    pub environment: Option<String>,
    /// Whether decisions that are a choice, and findings that offer one, say what each alternative costs. Each
    /// alternative is made and priced.
    pub alternatives: bool,
}

impl SynthOptions {
    /// Options out of JSON: `{format: "json" | "hcl", tests, environment, alternatives}`, all of which may be left out.
    ///
    /// # Errors
    ///
    /// When a key or a value is not known.
    pub fn read(given: &Value) -> Result<Self, UsageError> {
        let given = Options::of("synth", given, &["format", "tests", "environment", "alternatives"])?;
        Ok(Self {
            format: given.choice("format", &FORMATS)?.unwrap_or_default(),
            tests: given.flag("tests")?,
            environment: given.text("environment")?.map(str::to_owned),
            alternatives: given.flag("alternatives")?,
        })
    }
}

/// Makes Terraform: `{ok, files, decisions, waived, diagnostics}`, where a file has `path` and `text`. With errors
/// nothing is made, and only `diagnostics` say something.
///
/// # Errors
///
/// When there is no environment of the name that was asked for.
///
/// ```
/// use groundplan_text::api::{SynthOptions, synth};
/// use groundplan_text::{Source, Sources};
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n");
/// let api = synth(&Sources::new([spec])?, &SynthOptions::default(), None)?;
/// let files = api["files"].as_array().unwrap();
/// assert!(files.iter().any(|file| file["path"] == "environments/dev/network.tf.json"));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn synth(
    sources: &Sources,
    options: &SynthOptions,
    schema: Option<&Schema>,
) -> Result<Value, UsageError> {
    let made = match options.alternatives {
        true => sources.synth_with_alternatives(schema),
        false => sources.synth(schema),
    };
    let synthesis = match made {
        Ok(synthesis) => select(synthesis, options.environment.as_deref())?,
        Err(report) => return Ok(failure(&machine::findings(&report, sources.texts()))),
    };
    Ok(json!({
        "ok": true,
        "files": files(&synthesis, options),
        "decisions": machine::decisions(&synthesis),
        "waived": machine::waived(&synthesis),
        "diagnostics": machine::findings(synthesis.report(), sources.texts()),
    }))
}

fn files(synthesis: &Synthesis, options: &SynthOptions) -> Value {
    let (format, tests) = (options.format, options.tests);
    let files = if tests { synthesis.files_with_tests(format) } else { synthesis.files_as(format) };
    files.into_iter().map(|file| json!({ "path": file.path, "text": file.text })).collect()
}

fn failure(diagnostics: &Value) -> Value {
    json!({ "ok": false, "files": [], "decisions": [], "waived": [], "diagnostics": diagnostics })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = "stack: shop\nregion: eu-west-1\nenvironments: { dev: {}, live: {} }\n";

    fn made(spec: &str, options: &Value) -> Result<Value, UsageError> {
        synth(&Sources::yaml(spec), &SynthOptions::read(options)?, Some(Schema::bundled()))
    }

    fn paths(api: &Value) -> Vec<String> {
        let files = api["files"].as_array().unwrap();
        files.iter().map(|file| file["path"].as_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn files_are_as_asked_for() {
        let paths = |options: Value| paths(&made(SPEC, &options).unwrap());
        assert!(paths(Value::Null).contains(&"environments/live/network.tf.json".to_owned()));
        let one = paths(json!({ "environment": "dev", "format": "hcl", "tests": true }));
        assert!(one.contains(&"environments/dev/network.tf".to_owned()), "{one:?}");
        assert!(one.iter().any(|path| path.ends_with(".tftest.json")), "{one:?}");
        assert!(!one.iter().any(|path| path.contains("live")), "{one:?}");
        assert!(made(SPEC, &json!({ "environment": "de" })).is_err());
        assert!(made(SPEC, &json!({ "format": "yaml" })).is_err());
    }

    #[test]
    fn alternatives_are_made_where_they_are_asked_for() {
        let costs = |options: Value| {
            let made = made(SPEC, &options).unwrap();
            let decisions = made["decisions"].as_array().unwrap().clone();
            decisions.iter().filter(|decision| decision["costs"] != json!([])).count()
        };
        assert_eq!(costs(Value::Null), 0);
        assert!(costs(json!({ "alternatives": true })) > 0);
    }

    #[test]
    fn success_and_failure_have_one_form() {
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        let failed = made("stack: shop\nregoin: x\n", &Value::Null).unwrap();
        assert_eq!(keys(&failed), keys(&made(SPEC, &Value::Null).unwrap()));
        assert_eq!((&failed["ok"], &failed["files"]), (&json!(false), &json!([])));
        assert_eq!(failed["diagnostics"][0]["range"]["start"]["index"], 12);
    }
}
