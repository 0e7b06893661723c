use groundplan::diagnostic::Path;
use groundplan::report::data::Amount;
use groundplan::schema::Schema;
use serde::Serialize;
use serde_json::Value;

use super::options::options;
use super::provenance::findings;
use crate::alternatives as found;
use crate::editor::documentation;
use crate::input::UsageError;
use crate::input::{Notation, Source};
use crate::machine::Diagnostic;

options! {
    /// Which choice in which environment.
    "alternatives" pub struct AlternativesOptions {
        /// In which notation the text is: YAML by default.
        notation: Option<Notation>,
        /// The environment.
        environment: String,
        /// The path within the environment: `network.egress`.
        path: String,
    }
}

/// A value of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Alternative {
    /// The value.
    pub value: Value,
    /// What the environment costs with it.
    pub monthly: Amount,
    /// To what the environment costs now; `null` where something would have no price that has one, or is not there.
    pub difference: Option<Amount>,
    /// Whether everything has a price.
    pub whole: bool,
    /// What would be found then, and is not now.
    pub findings: Vec<String>,
}

/// What each value of a choice would cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Alternatives {
    /// Whether there are no errors; there may be warnings.
    pub ok: bool,
    /// Where it is to be set.
    pub place: String,
    /// What it is, as Markdown.
    pub documentation: String,
    /// What the environment costs now.
    pub monthly: Amount,
    /// The values that are accepted; none, where there is no choice.
    pub alternatives: Vec<Alternative>,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Prices each value that the schema offers at a path, for the environment and a month. Values that are refused are left
/// out; a path without a choice has none.
///
/// # Errors
///
/// When the path is none.
///
/// ```
/// use groundplan_text::api::{AlternativesOptions, alternatives};
/// use groundplan_text::Source;
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: { network: { egress: nat } } }\n");
/// let options = AlternativesOptions { notation: None, environment: "dev".into(), path: "network.egress".into() };
/// let found = alternatives(&spec, &options, None)?.alternatives;
/// let public = found.iter().find(|alternative| alternative.value == "publicIp").unwrap();
/// assert!(public.difference.as_ref().unwrap().0.starts_with('-'));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn alternatives(
    spec: &Source,
    options: &AlternativesOptions,
    schema: Option<&Schema>,
) -> Result<Alternatives, UsageError> {
    let text = options.path.as_str();
    let path =
        Path::read(text).ok_or_else(|| UsageError::new(format!("`{text}` is not a path")).at("path"))?;
    Ok(match found::Alternatives::of(spec, &options.environment, &path, schema) {
        Ok(all) => Alternatives {
            ok: true,
            place: all.place.to_string(),
            documentation: documentation(&path).unwrap_or_default(),
            monthly: all.monthly.into(),
            alternatives: all.values.into_iter().map(Alternative::from).collect(),
            diagnostics: Vec::new(),
        },
        Err(report) => Alternatives {
            ok: false,
            place: text.to_owned(),
            documentation: String::new(),
            monthly: Amount("0".to_owned()),
            alternatives: Vec::new(),
            diagnostics: findings(spec, &report),
        },
    })
}

impl From<found::Alternative> for Alternative {
    fn from(one: found::Alternative) -> Self {
        Self {
            value: one.value,
            monthly: one.monthly.into(),
            difference: one.difference.map(Amount::from),
            whole: one.is_whole,
            findings: one
                .report
                .diagnostics()
                .iter()
                .map(|finding| finding.without_secrets().message)
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_wrong_is_found() {
        let wrong = Source::new("a.yaml", "stack: shop\nregoin: x\n");
        let of = |path: &str| {
            let options = AlternativesOptions::read(&json!({ "environment": "a", "path": path })).unwrap();
            alternatives(&wrong, &options, None)
        };
        assert!(!of("stack").unwrap().ok);
        assert!(of("x..y").is_err());
    }
}
