use groundplan::cost::{Estimate, PriceBook, Usage};
use groundplan::diagnostic::Report;
use groundplan::report::compact;
use groundplan::schema::Schema;
use groundplan::{Format, Synthesis};
use serde_json::{Value, json};

use super::options::{FORMATS, Options};
use crate::cost::only;
use crate::input::Source;
use crate::input::Sources;
use crate::input::UsageError;
use crate::input::alone;
use crate::machine;

/// What is looked at while a spec is written.
#[derive(Clone, Debug, Default)]
pub struct PreviewOptions {
    /// The syntax of Terraform.
    pub format: Format,
    /// The environment; the first, where nothing is said or there is none of this name.
    pub environment: Option<String>,
    /// The file without its ending: `environments/dev/network`.
    pub file: Option<String>,
}

impl PreviewOptions {
    /// Options out of JSON: `{format: "json" | "hcl", environment, file}`, all of which may be left out.
    ///
    /// # Errors
    ///
    /// When a key or a value is not known.
    pub fn read(given: &Value) -> Result<Self, UsageError> {
        let given = Options::of("preview", given, &["format", "environment", "file"])?;
        Ok(Self {
            format: given.choice("format", &FORMATS)?.unwrap_or_default(),
            environment: given.text("environment")?.map(str::to_owned),
            file: given.text("file")?.map(str::to_owned),
        })
    }
}

/// What somebody who writes a spec looks at, and no more, so that it is there with the next key: one file of one
/// environment, and the bill of this environment. `{ok, environment, names, file, estimate, diagnostics}` as JSON:
/// `names` are all files of the environment and the bootstrap, without an ending, and `file` is `{path, text}`, or
/// `null` where there is no such file. The other
/// environments are not looked at, and documents are not held against schema and lints: [`super::overview`] does both.
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
/// let api: serde_json::Value = serde_json::from_str(&preview(spec, &options, None)?).unwrap();
/// assert_eq!((&api["environment"], &api["file"]["path"]), (&"dev".into(), &"environments/dev/network.tf.json".into()));
/// assert_eq!(api["estimate"]["modules"].as_array().unwrap().len(), 1);
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn preview(
    spec: Source,
    options: &PreviewOptions,
    schema: Option<&Schema>,
) -> Result<String, UsageError> {
    let sources = Sources::new([spec])?;
    let (environment, made) = made(&sources, options, schema);
    Ok(match made {
        Ok(synthesis) => success(&sources, &synthesis, &environment, options),
        Err(report) => json!({
            "ok": false,
            "environment": environment,
            "names": [],
            "file": null,
            "estimate": null,
            "diagnostics": machine::findings(&report, sources.texts()),
        })
        .to_string(),
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

fn success(sources: &Sources, synthesis: &Synthesis, environment: &str, options: &PreviewOptions) -> String {
    let file = options.file.as_deref().and_then(|name| synthesis.file_as(options.format, name));
    let told = json!({
        "ok": true,
        "environment": environment,
        "names": synthesis.names(),
        "file": file.map(|file| json!({ "path": file.path, "text": file.text })),
        "diagnostics": machine::findings(synthesis.report(), sources.texts()),
    })
    .to_string();
    let estimate = synthesis.estimate(PriceBook::bundled(), &Usage::new());
    // The bill is text already: it is put in, and not read to be written again.
    let estimate = compact(&of(estimate, environment));
    let open = told.strip_suffix('}').unwrap_or(&told);
    format!("{open},\"estimate\":{}}}", estimate)
}

fn of(estimate: Estimate, environment: &str) -> Estimate {
    only(estimate, environment).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str =
        "stack: shop\nregion: eu-west-1\nenvironments: { dev: {}, live: { tier: production } }\n";

    fn told(spec: &str, options: &Value) -> Value {
        let options = PreviewOptions::read(options).unwrap();
        let text = preview(Source::new("a.yaml", spec), &options, Some(Schema::bundled())).unwrap();
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn one_file_is_what_all_files_have() {
        let all = super::super::synth(
            &Sources::yaml(SPEC),
            &super::super::SynthOptions { format: Format::Hcl, ..Default::default() },
            None,
        )
        .unwrap();
        let files = all["files"].as_array().unwrap();
        for name in ["environments/live/network", "environments/live/observability", "bootstrap/state"] {
            let api = told(SPEC, &json!({ "environment": "live", "format": "hcl", "file": name }));
            let same = files.iter().find(|file| file["path"] == api["file"]["path"]).unwrap();
            assert_eq!(api["file"], *same);
            assert!(api["names"].as_array().unwrap().contains(&json!(name)), "{}", api["names"]);
        }
    }

    #[test]
    fn the_bill_is_that_of_the_environment() {
        let api = told(SPEC, &json!({ "environment": "live" }));
        assert_eq!((&api["environment"], &api["file"]), (&json!("live"), &Value::Null));
        let modules = api["estimate"]["modules"].as_array().unwrap();
        assert_eq!(modules.iter().map(|module| &module["name"]).collect::<Vec<_>>(), ["environments/live"]);
    }

    #[test]
    fn success_and_failure_have_one_form() {
        let keys = |value: &Value| {
            let mut keys: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
            keys.sort();
            keys
        };
        let failed = told("stack: shop\nregoin: x\nenvironments: { a: {} }", &Value::Null);
        assert_eq!(keys(&failed), keys(&told(SPEC, &Value::Null)));
        assert_eq!((&failed["ok"], &failed["environment"]), (&json!(false), &json!("a")));
        assert_eq!(told("a: [", &Value::Null)["diagnostics"][0]["severity"], "error");
    }
}
