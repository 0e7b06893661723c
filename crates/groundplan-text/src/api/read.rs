use groundplan::diagnostic::Report;
use groundplan::spec::json;
use serde::Serialize;
use serde_json::{Map, Value};

use super::options::options;
use crate::editor::written;
use crate::input::Texts;
use crate::input::{Notation, Source};
use crate::machine::{self, Diagnostic};

options! {
    /// In which notation a text is.
    #[derive(Default)]
    "an editor" pub struct EditorOptions {
        /// YAML by default.
        notation: Option<Notation>,
    }
}

/// A spec as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct ReadSpec {
    /// Whether the text can be read.
    pub ok: bool,
    /// The spec; null where the text cannot be read.
    pub spec: Option<Map<String, Value>>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// A spec in another notation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Converted {
    /// Whether the text can be read.
    pub ok: bool,
    /// Empty where the text cannot be read.
    pub text: String,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a spec's text as data. Whether it is a good spec is not asked.
///
/// ```
/// use groundplan_text::{Source, api};
/// let read = api::read(&Source::new("shop.yaml", "stack: shop # ours\nservices: { api: { port: 80 } }\n"));
/// assert_eq!(read.spec.unwrap()["services"]["api"]["port"], 80);
/// ```
#[must_use]
pub fn read(spec: &Source) -> ReadSpec {
    match data(spec) {
        Ok(Value::Object(data)) => ReadSpec { ok: true, spec: Some(data), diagnostics: Vec::new() },
        Ok(_) => ReadSpec { ok: true, spec: None, diagnostics: Vec::new() },
        Err(diagnostics) => ReadSpec { ok: false, spec: None, diagnostics },
    }
}

/// Writes the same spec in another notation. Comments are lost, and the order stays.
///
/// ```
/// use groundplan_text::{Notation, Source, api};
/// let converted = api::convert(&Source::new("a.json", r#"{ "stack": "a", "network": { "zones": 2 } }"#), Notation::Yaml);
/// assert_eq!(converted.text, "stack: a\n\nnetwork: { zones: 2 }\n");
/// ```
#[must_use]
pub fn convert(spec: &Source, to: Notation) -> Converted {
    match data(spec) {
        Ok(data) => Converted { ok: true, text: written(&data, to), diagnostics: Vec::new() },
        Err(diagnostics) => Converted { ok: false, text: String::new(), diagnostics },
    }
}

fn data(spec: &Source) -> Result<Value, Vec<Diagnostic>> {
    let mut texts = Texts::default();
    texts.extend([spec.clone()]);
    let node = spec.parse().map_err(|finding| {
        let mut report = Report::default();
        report.add(finding);
        machine::findings(&report, &texts)
    })?;
    // What YAML calls a number and JSON does not stays text, so what is written is JSON.
    Ok(serde_json::from_str(&json::write(&node)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spec_survives_the_way_there_and_back() {
        let text = include_str!("../../../../examples/shop.yaml");
        let data = |name: &str, text: &str| read(&Source::new(name, text)).spec;
        let json = convert(&Source::new("a.yaml", text), Notation::Json);
        let json = json.text.as_str();
        let yaml = convert(&Source::new("a.json", json), Notation::Yaml);
        let yaml = yaml.text.as_str();
        assert_eq!(data("a.json", json), data("a.yaml", text));
        assert_eq!(data("a.yaml", yaml), data("a.yaml", text), "{yaml}");
        assert!(yaml.contains("    size: { vcpu: 0.5, memory: 1 GiB }\n"), "{yaml}");
        assert!(!read(&Source::new("a.yaml", "a: [")).ok);
    }
}
