use groundplan::diagnostic::Path;
use groundplan::schema::Schema;
use serde_json::{Value, json};

use super::options::Options;
use crate::input::Source;
use crate::input::Sources;
use crate::input::UsageError;
use crate::machine;
use crate::provenance::place;

/// How much the services of an environment are used, as the bill counts it: `{ok, usage, diagnostics}`. Each figure has
/// `service`, `key`, `label`, `value`, `explicit` (else it is assumed), `steps`, rising figures around it as a spec writes them,
/// `at`, the step that is nearest, and `path`, where the spec says it, or is to say it, so that it counts in the environment.
///
/// Options are `{environment}`, which is needed.
///
/// # Errors
///
/// When the option is missing, or the text is too large for a spec.
///
/// ```
/// use groundplan_text::{Source, api};
/// use serde_json::json;
/// let spec = "stack: s\nregion: eu-west-1\nservices: { api: { image: 'a/b:1', port: 80, public: {}, usage: { requests: 30M } } }\nenvironments: { dev: {} }\n";
/// let told = api::usage(&Source::new("a.yaml", spec), &json!({ "environment": "dev" }), None)?;
/// let requests = &told["usage"][0];
/// assert_eq!((&requests["value"], &requests["path"]), (&"30M".into(), &"services.api.usage.requests".into()));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn usage(spec: &Source, options: &Value, schema: Option<&Schema>) -> Result<Value, UsageError> {
    let given = Options::of("usage", options, &["environment"])?;
    let environment =
        given.text("environment")?.ok_or_else(|| UsageError::new("`environment` is missing"))?;
    let sources = Sources::new([spec.clone()])?;
    let (app, node) = match (sources.app(schema, |node| node), spec.parse()) {
        (Ok(app), Ok(node)) => (app, node),
        (Err(report), _) => {
            let diagnostics = machine::findings(&report, sources.texts());
            return Ok(json!({ "ok": false, "usage": [], "diagnostics": diagnostics }));
        }
        (Ok(_), Err(_)) => return Ok(json!({ "ok": false, "usage": [], "diagnostics": [] })),
    };
    let told = app.used(environment).into_iter().map(|one| {
        let path = Path::of("services").key(&one.service).key("usage").key(one.key);
        json!({
            "service": one.service,
            "key": one.key,
            "label": one.label,
            "value": one.value,
            "explicit": one.is_explicit,
            "steps": one.steps,
            "at": one.at,
            "path": place(&node, environment, &path).to_string(),
        })
    });
    Ok(json!({ "ok": true, "usage": told.collect::<Value>(), "diagnostics": [] }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(spec: &str) -> Value {
        usage(&Source::new("a.yaml", spec), &json!({ "environment": "dev" }), None).unwrap()
    }

    #[test]
    fn a_figure_is_set_where_it_counts() {
        let spec = "stack: s\nregion: eu-west-1\nservices: { api: { image: 'a/b:1', port: 80, public: {} } }\nenvironments: { dev: {} }\n";
        let path = |spec: &str| told(spec)["usage"][0]["path"].clone();
        assert_eq!(path(spec), "environments.dev.services.api.usage.requests");
        let here = spec.replace("dev: {}", "dev: { services: { api: { usage: { requests: 5M } } } }");
        assert_eq!(path(&here), "environments.dev.services.api.usage.requests");
        assert_eq!(
            path(&spec.replace("public: {}", "public: {}, usage: { requests: 5M }")),
            "services.api.usage.requests"
        );
        assert_eq!(told("stack: s\nregoin: x\n")["usage"], json!([]));
        assert_eq!(told("a: [")["ok"], false);
    }
}
