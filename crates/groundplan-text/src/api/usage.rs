use groundplan::diagnostic::Path;
use groundplan::schema::Schema;
use groundplan::spec::Node;
use serde::Serialize;

use super::options::options;
use crate::input::Sources;
use crate::input::UsageError;
use crate::input::{Notation, Source};
use crate::machine::{self, Diagnostic};
use crate::provenance::place;

options! {
    /// Which environment.
    "usage" pub struct UsageOptions {
        /// In which notation the text is: YAML by default.
        notation: Option<Notation>,
        /// The environment.
        environment: String,
    }
}

/// A figure of a service's use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct ServiceUse {
    /// The service.
    pub service: String,
    /// The key below `usage` in a spec.
    pub key: &'static str,
    /// What it is, in words.
    pub label: &'static str,
    /// As a spec writes it: `30M`.
    pub value: String,
    /// Whether the spec gives it; it is assumed otherwise.
    pub explicit: bool,
    /// Rising figures around it.
    pub steps: Vec<String>,
    /// The step that is nearest.
    pub at: usize,
    /// Where it is set, or is to be set, so that it counts in the environment.
    pub path: String,
}

/// How much services are used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct ServiceUsages {
    /// Whether there are no errors; there may be warnings.
    pub ok: bool,
    /// The figures, as the bill counts them.
    pub usage: Vec<ServiceUse>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Answers how much the services of an environment are used, as the bill counts it.
///
/// # Errors
///
/// When the text is too large for a spec.
///
/// ```
/// use groundplan_text::api::{UsageOptions, usage};
/// use groundplan_text::Source;
/// let spec = "stack: s\nregion: eu-west-1\nservices: { api: { image: 'a/b:1', port: 80, public: {}, usage: { requests: 30M } } }\nenvironments: { dev: {} }\n";
/// let options = UsageOptions { notation: None, environment: "dev".into() };
/// let usage = usage(&Source::new("a.yaml", spec), &options, None)?.usage;
/// assert_eq!((usage[0].value.as_str(), usage[0].path.as_str()), ("30M", "services.api.usage.requests"));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn usage(
    spec: &Source,
    options: &UsageOptions,
    schema: Option<&Schema>,
) -> Result<ServiceUsages, UsageError> {
    let sources = Sources::new([spec.clone()])?;
    let failure = |diagnostics| ServiceUsages { ok: false, usage: Vec::new(), diagnostics };
    let (app, node) = match (sources.app(schema, |node| node), spec.parse()) {
        (Ok(app), Ok(node)) => (app, node),
        (Err(report), _) => return Ok(failure(machine::findings(&report, sources.texts()))),
        (Ok(_), Err(_)) => return Ok(failure(Vec::new())),
    };
    let usage =
        app.used(&options.environment).into_iter().map(|one| figure(one, &node, &options.environment));
    Ok(ServiceUsages { ok: true, usage: usage.collect(), diagnostics: Vec::new() })
}

fn figure(one: groundplan::ServiceUse, node: &Node, environment: &str) -> ServiceUse {
    let path = Path::of("services").key(&one.service).key("usage").key(one.key);
    ServiceUse {
        path: place(node, environment, &path).to_string(),
        service: one.service,
        key: one.key,
        label: one.label,
        value: one.value,
        explicit: one.is_explicit,
        steps: one.steps,
        at: one.at,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn figures(spec: &str) -> Value {
        let options = UsageOptions::read(&json!({ "environment": "dev" })).unwrap();
        serde_json::to_value(usage(&Source::new("a.yaml", spec), &options, None).unwrap()).unwrap()
    }

    #[test]
    fn a_figure_is_set_where_it_counts() {
        let spec = "stack: s\nregion: eu-west-1\nservices: { api: { image: 'a/b:1', port: 80, public: {} } }\nenvironments: { dev: {} }\n";
        let path = |spec: &str| figures(spec)["usage"][0]["path"].clone();
        assert_eq!(path(spec), "environments.dev.services.api.usage.requests");
        let here = spec.replace("dev: {}", "dev: { services: { api: { usage: { requests: 5M } } } }");
        assert_eq!(path(&here), "environments.dev.services.api.usage.requests");
        assert_eq!(
            path(&spec.replace("public: {}", "public: {}, usage: { requests: 5M }")),
            "services.api.usage.requests"
        );
        assert_eq!(figures("stack: s\nregoin: x\n")["usage"], json!([]));
        assert_eq!(figures("a: [")["ok"], false);
    }
}
