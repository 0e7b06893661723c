use groundplan::spec::json;
use serde_json::{Value, json};

use crate::editor::written;
use crate::input::Texts;
use crate::input::{Notation, Source};
use crate::machine;

/// A spec's text as data: `{ok, spec, diagnostics}`; `spec` is `null` where the text cannot be read. Whether it is a good spec
/// is not asked.
///
/// ```
/// use groundplan_text::{Source, api};
/// let told = api::read(&Source::new("shop.yaml", "stack: shop # ours\nservices: { api: { port: 80 } }\n"));
/// assert_eq!(told["spec"]["services"]["api"]["port"], 80);
/// ```
#[must_use]
pub fn read(spec: &Source) -> Value {
    match data(spec) {
        Ok(data) => json!({ "ok": true, "spec": data, "diagnostics": [] }),
        Err(diagnostics) => json!({ "ok": false, "spec": null, "diagnostics": diagnostics }),
    }
}

/// The same spec in another notation: `{ok, text, diagnostics}`. Comments are lost, and the order stays.
///
/// ```
/// use groundplan_text::{Notation, Source, api};
/// let told = api::convert(&Source::new("a.json", r#"{ "stack": "a", "network": { "zones": 2 } }"#), Notation::Yaml);
/// assert_eq!(told["text"], "stack: a\n\nnetwork: { zones: 2 }\n");
/// ```
#[must_use]
pub fn convert(spec: &Source, to: Notation) -> Value {
    match data(spec) {
        Ok(data) => json!({ "ok": true, "text": written(&data, to), "diagnostics": [] }),
        Err(diagnostics) => json!({ "ok": false, "text": "", "diagnostics": diagnostics }),
    }
}

fn data(spec: &Source) -> Result<Value, Value> {
    let mut texts = Texts::default();
    texts.extend([spec.clone()]);
    let node = spec.parse().map_err(|finding| {
        let mut report = groundplan::diagnostic::Report::default();
        report.add(finding);
        machine::findings(&report, &texts)
    })?;
    // What YAML calls a number and JSON does not stays text.
    serde_json::from_str(&json::write(&node)).map_err(|error| json!([{ "message": error.to_string() }]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spec_survives_the_way_there_and_back() {
        let text = include_str!("../../../../examples/shop.yaml");
        let data = |name: &str, text: &str| read(&Source::new(name, text))["spec"].clone();
        let json = convert(&Source::new("a.yaml", text), Notation::Json);
        let json = json["text"].as_str().unwrap();
        let yaml = convert(&Source::new("a.json", json), Notation::Yaml);
        let yaml = yaml["text"].as_str().unwrap();
        assert_eq!(data("a.json", json), data("a.yaml", text));
        assert_eq!(data("a.yaml", yaml), data("a.yaml", text), "{yaml}");
        assert!(yaml.contains("    size: { vcpu: 0.5, memory: 1 GiB }\n"), "{yaml}");
        assert_eq!(read(&Source::new("a.yaml", "a: ["))["ok"], false);
    }
}
