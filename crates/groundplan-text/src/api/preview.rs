use groundplan::Synthesis;
use groundplan::cost::{PriceBook, Usage};
use groundplan::diagnostic::Report;
use groundplan::report::data::EstimateData;
use groundplan::schema::Schema;
use serde::Serialize;

use super::options::{Syntax, options};
use super::synth::OutputFile;
use crate::cost::only;
use crate::input::Sources;
use crate::input::UsageError;
use crate::input::alone;
use crate::input::{Notation, Source};
use crate::machine::{self, Diagnostic};

options! {
    /// What is looked at while a spec is written.
    #[derive(Default)]
    "preview" pub struct PreviewOptions {
        /// In which notation the text is: YAML by default.
        notation: Option<Notation>,
        /// The syntax of Terraform: `*.tf.json` by default.
        format: Option<Syntax>,
        /// The environment; the first by default, or where there is none of this name.
        environment: Option<String>,
        /// The file, without its ending: `environments/dev/network`.
        file: Option<String>,
    }
}

/// What somebody who writes a spec looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Preview<'a> {
    /// Whether there are no errors; there may be warnings.
    pub ok: bool,
    /// The environment that is looked at.
    pub environment: String,
    /// The files of the environment and of the bootstrap, without an ending; none when there are errors.
    pub names: Vec<String>,
    /// The file that was asked for; null when there is none of this name, or there are errors.
    pub file: Option<OutputFile>,
    /// What is wrong, or worth a look.
    pub diagnostics: Vec<Diagnostic>,
    /// The bill of the environment, without advice; null when there are errors.
    pub estimate: Option<EstimateData<'a>>,
}

/// Gives what somebody who writes a spec looks at to `then`, and no more, so that it is there with the next key: one file
/// of one environment, and the bill of this environment. The other environments are not looked at, and documents are not
/// checked against schema and lints: [`super::overview`] does both.
///
/// # Errors
///
/// When the text is too large for a spec.
///
/// ```
/// use groundplan_text::api::{PreviewOptions, preview};
/// use groundplan_text::Source;
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: {}, live: {} }\n");
/// let options = PreviewOptions { file: Some("environments/dev/network".into()), ..PreviewOptions::default() };
/// preview(spec, &options, None, |preview| {
///     assert_eq!(preview.environment, "dev");
///     assert_eq!(preview.file.as_ref().unwrap().path, "environments/dev/network.tf.json");
/// })?;
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn preview<T>(
    spec: Source,
    options: &PreviewOptions,
    schema: Option<&Schema>,
    then: impl FnOnce(&Preview<'_>) -> T,
) -> Result<T, UsageError> {
    let sources = Sources::new([spec])?;
    let (environment, made) = made(&sources, options, schema);
    Ok(match made {
        Ok(synthesis) => success(&sources, &synthesis, environment, options, then),
        Err(report) => then(&Preview {
            ok: false,
            environment,
            names: Vec::new(),
            file: None,
            diagnostics: machine::findings(&report, sources.texts()),
            estimate: None,
        }),
    })
}

/// One environment alone.
fn made(
    sources: &Sources,
    options: &PreviewOptions,
    schema: Option<&Schema>,
) -> (String, Result<Synthesis, Report>) {
    let asked = options.environment.as_deref();
    let chosen = std::cell::RefCell::new(String::new());
    let app = sources.app(schema, |node| {
        let (node, name) = alone(node, asked);
        chosen.replace(name);
        node
    });
    let made = app.and_then(|app| app.unvalidated().synth().map_err(|error| error.report().clone()));
    (chosen.into_inner(), made)
}

fn success<T>(
    sources: &Sources,
    synthesis: &Synthesis,
    environment: String,
    options: &PreviewOptions,
    then: impl FnOnce(&Preview<'_>) -> T,
) -> T {
    let format = options.format.map(Into::into).unwrap_or_default();
    let file = options.file.as_deref().and_then(|name| synthesis.file_as(format, name));
    let estimate = synthesis.estimate(PriceBook::bundled(), &Usage::new());
    let estimate = only(estimate, &environment).unwrap_or_default();
    then(&Preview {
        ok: true,
        environment,
        names: synthesis.names(),
        file: file.map(OutputFile::from),
        diagnostics: machine::findings(synthesis.report(), sources.texts()),
        estimate: Some(EstimateData::from(&estimate)),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const SPEC: &str =
        "stack: shop\nregion: eu-west-1\nenvironments: { dev: {}, live: { tier: production } }\n";

    fn seen(spec: &str, options: &Value) -> Value {
        let options = PreviewOptions::read(options).unwrap();
        let source = Source::new("a.yaml", spec);
        preview(source, &options, Some(Schema::bundled()), |found| serde_json::to_value(found).unwrap())
            .unwrap()
    }

    #[test]
    fn one_file_is_what_all_files_have() {
        let all = super::super::synth(
            &Sources::yaml(SPEC),
            &super::super::SynthOptions { format: Some(Syntax::Hcl), ..Default::default() },
            None,
        )
        .unwrap();
        let all = serde_json::to_value(all).unwrap();
        let files = all["files"].as_array().unwrap();
        for name in ["environments/live/network", "environments/live/observability", "bootstrap/state"] {
            let found = seen(SPEC, &json!({ "environment": "live", "format": "hcl", "file": name }));
            let same = files.iter().find(|file| file["path"] == found["file"]["path"]).unwrap();
            assert_eq!(found["file"], *same);
            assert!(found["names"].as_array().unwrap().contains(&json!(name)), "{}", found["names"]);
        }
    }

    #[test]
    fn the_bill_is_that_of_the_environment() {
        let found = seen(SPEC, &json!({ "environment": "live" }));
        assert_eq!((&found["environment"], &found["file"]), (&json!("live"), &Value::Null));
        let modules = found["estimate"]["modules"].as_array().unwrap();
        assert_eq!(modules.iter().map(|module| &module["name"]).collect::<Vec<_>>(), ["environments/live"]);
    }

    #[test]
    fn success_and_failure_have_one_form() {
        let keys = |value: &Value| {
            let mut keys: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
            keys.sort();
            keys
        };
        let failed = seen("stack: shop\nregoin: x\nenvironments: { a: {} }", &Value::Null);
        assert_eq!(keys(&failed), keys(&seen(SPEC, &Value::Null)));
        assert_eq!((&failed["ok"], &failed["environment"]), (&json!(false), &json!("a")));
        assert_eq!(seen("a: [", &Value::Null)["diagnostics"][0]["severity"], "error");
    }
}
