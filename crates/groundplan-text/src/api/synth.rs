use groundplan::schema::Schema;
use groundplan::{File, Synthesis};
use serde::Serialize;

use super::options::{Syntax, ToolName, options};
use crate::input::UsageError;
use crate::input::{Sources, select};
use crate::machine::{self, Decision, Diagnostic, Waived};

options! {
    /// How Terraform is made.
    #[derive(Default)]
    "synth" pub struct SynthOptions {
        /// `*.tf.json` for programs, which is the default, or `*.tf` for people.
        format: Option<Syntax>,
        /// Tests for `terraform test` too; they need no credentials.
        tests: Option<bool>,
        /// Who applies it: Terraform, which is the default, or OpenTofu. README and tests are written for it.
        tool: Option<ToolName>,
        /// This environment and the bootstrap only.
        environment: Option<String>,
        /// Whether decisions that are a choice, and findings that offer one, say what each alternative costs. Each
        /// alternative is made and priced, which takes time.
        alternatives: Option<bool>,
    }
}

/// A file of the output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct OutputFile {
    /// The path below the output folder, with slashes.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl From<File> for OutputFile {
    fn from(file: File) -> Self {
        Self { path: file.path, text: file.text }
    }
}

/// What `synth` makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "Synthesis"))]
pub struct Synthesized {
    /// Whether there are no errors; there may be warnings.
    pub ok: bool,
    /// The files, in the order of their paths; none when there are errors.
    pub files: Vec<OutputFile>,
    /// What was decided.
    pub decisions: Vec<Decision>,
    /// The rules that are broken on purpose.
    pub waived: Vec<Waived>,
    /// What is wrong, or worth a look.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes Terraform. With errors nothing is made, and only `diagnostics` has entries.
///
/// # Errors
///
/// When there is no environment of the name that was asked for.
///
/// ```
/// use groundplan_text::api::{SynthOptions, synth};
/// use groundplan_text::{Source, Sources};
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n");
/// let synthesis = synth(&Sources::new([spec])?, &SynthOptions::default(), None)?;
/// assert!(synthesis.files.iter().any(|file| file.path == "environments/dev/network.tf.json"));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn synth(
    sources: &Sources,
    options: &SynthOptions,
    schema: Option<&Schema>,
) -> Result<Synthesized, UsageError> {
    let made = match options.alternatives {
        Some(true) => sources.synth_with_alternatives(schema),
        _ => sources.synth(schema),
    };
    let synthesis = match made {
        Ok(synthesis) => select(synthesis, options.environment.as_deref())?
            .for_tool(options.tool.map(Into::into).unwrap_or_default()),
        Err(report) => return Ok(failure(machine::findings(&report, sources.texts()))),
    };
    Ok(Synthesized {
        ok: true,
        files: files(&synthesis, options),
        decisions: machine::decisions(&synthesis),
        waived: machine::waived(&synthesis),
        diagnostics: machine::findings(synthesis.report(), sources.texts()),
    })
}

fn files(synthesis: &Synthesis, options: &SynthOptions) -> Vec<OutputFile> {
    let format = options.format.map(Into::into).unwrap_or_default();
    let has_tests = options.tests.unwrap_or_default();
    let files = if has_tests { synthesis.files_with_tests(format) } else { synthesis.files_as(format) };
    files.into_iter().map(OutputFile::from).collect()
}

fn failure(diagnostics: Vec<Diagnostic>) -> Synthesized {
    Synthesized { ok: false, files: Vec::new(), decisions: Vec::new(), waived: Vec::new(), diagnostics }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const SPEC: &str = "stack: shop\nregion: eu-west-1\nenvironments: { dev: {}, live: {} }\n";

    fn made(spec: &str, options: &Value) -> Result<Value, UsageError> {
        let found = synth(&Sources::yaml(spec), &SynthOptions::read(options)?, Some(Schema::bundled()))?;
        Ok(serde_json::to_value(found).unwrap())
    }

    fn paths(found: &Value) -> Vec<String> {
        let files = found["files"].as_array().unwrap();
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
