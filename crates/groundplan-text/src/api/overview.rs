use groundplan::Synthesis;
use groundplan::cost::{PriceBook, Usage};
use groundplan::report::data::Monthly;
use groundplan::schema::Schema;
use serde::Serialize;

use super::estimate::{PassedBudget, over_budget};
use super::fixes::{Finding, with_fixes};
use super::options::{Syntax, options};
use super::synth::OutputFile;
use crate::cost::{BudgetCheck, Priced};
use crate::input::Sources;
use crate::input::UsageError;
use crate::input::{Notation, Source};
use crate::machine::{self, Decision, Waived};

options! {
    /// What of a spec `overview` answers.
    #[derive(Default)]
    "overview" pub struct OverviewOptions {
        /// In which notation the text is: YAML by default.
        notation: Option<Notation>,
        /// The syntax of Terraform: `*.tf.json` by default.
        format: Option<Syntax>,
        /// Only the files of this environment and the bootstrap; all, where there is none of this name.
        environment: Option<String>,
    }
}

/// An environment and what it costs a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct EnvironmentOverview {
    /// Its name.
    pub name: String,
    /// Its tier.
    #[cfg_attr(feature = "codegen", schemars(extend("enum" = ["development", "staging", "production"])))]
    pub tier: &'static str,
    /// What it costs; null where that is not known.
    pub monthly: Option<Monthly>,
    /// How many things have no price.
    pub unpriced: usize,
}

/// Everything about a spec but advice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// Whether there are no errors; there may be warnings.
    pub ok: bool,
    /// The environments.
    pub environments: Vec<EnvironmentOverview>,
    /// The files; none when there are errors.
    pub files: Vec<OutputFile>,
    /// What was decided; no decision is priced.
    pub decisions: Vec<Decision>,
    /// The rules that are broken on purpose.
    pub waived: Vec<Waived>,
    /// What is wrong, or worth a look, and how it can be settled.
    pub findings: Vec<Finding>,
    /// The budgets of environments that are passed.
    pub over_budget: Vec<PassedBudget>,
}

/// Answers everything about a spec but advice.
///
/// # Errors
///
/// When the text is too large for a spec.
///
/// ```
/// use groundplan_text::api::{OverviewOptions, overview};
/// use groundplan_text::Source;
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: {}, production: { alarms: none } }\n");
/// let overview = overview(spec, &OverviewOptions::default(), None)?;
/// assert_eq!(overview.environments[1].tier, "production");
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn overview(
    spec: Source,
    options: &OverviewOptions,
    schema: Option<&Schema>,
) -> Result<Overview, UsageError> {
    let sources = Sources::new([spec.clone()])?;
    Ok(match sources.synth(schema) {
        Ok(synthesis) => success(&spec, &sources, synthesis, options),
        Err(report) => Overview {
            ok: false,
            environments: Vec::new(),
            files: Vec::new(),
            decisions: Vec::new(),
            waived: Vec::new(),
            findings: with_fixes(&spec, &report, sources.texts()),
            over_budget: Vec::new(),
        },
    })
}

fn success(spec: &Source, sources: &Sources, synthesis: Synthesis, options: &OverviewOptions) -> Overview {
    let estimate = synthesis.estimate(PriceBook::bundled(), &Usage::new());
    let budgets = synthesis.budgets().map(|(module, money)| (module.to_owned(), money)).collect();
    let priced = Priced { estimate, budgets, ..Priced::default() };
    let environments = environments(&synthesis, &priced);
    let (decisions, waived) = (machine::decisions(&synthesis), machine::waived(&synthesis));
    let findings = with_fixes(spec, synthesis.report(), sources.texts());
    let shown = match options.environment.as_deref() {
        Some(name) if synthesis.environment(name).is_some() => synthesis.only(name),
        _ => synthesis,
    };
    let format = options.format.map(Into::into).unwrap_or_default();
    Overview {
        ok: true,
        environments,
        files: shown.files_as(format).into_iter().map(OutputFile::from).collect(),
        decisions,
        waived,
        findings,
        over_budget: over_budget(&BudgetCheck::of(&priced, None)),
    }
}

fn environments(synthesis: &Synthesis, priced: &Priced) -> Vec<EnvironmentOverview> {
    let tiers = synthesis.decisions().iter().filter_map(|of| Some((of, of.tier?)));
    let overviews = tiers.map(|(of, tier)| {
        let module = priced.estimate.modules.iter().find(|module| module.name == of.folder);
        EnvironmentOverview {
            name: of.environment.clone(),
            tier: tier.name(),
            monthly: module.map(|module| module.monthly().into()),
            unpriced: module.map_or(0, |module| module.unpriced.len()),
        }
    });
    overviews.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const SPEC: &str = "stack: shop
region: us-east-1
environments:
  dev: { budget: 1 USD }
  live: { tier: production, alarms: none }
";

    fn seen(spec: &str, options: &Value) -> Value {
        let options = OverviewOptions::read(options).unwrap();
        let found = overview(Source::new("a.yaml", spec), &options, Some(Schema::bundled())).unwrap();
        serde_json::to_value(found).unwrap()
    }

    #[test]
    fn environments_have_what_they_cost() {
        let found = seen(SPEC, &json!({ "environment": "live", "format": "hcl" }));
        let bill = super::super::estimate(
            crate::Target::all([Source::new("a.yaml", SPEC)]).unwrap(),
            &super::super::EstimateOptions::default(),
            None,
            |bill| serde_json::to_value(bill).unwrap(),
        )
        .unwrap();
        let named = |name: &str| {
            let modules = bill["estimate"]["modules"].as_array().unwrap();
            modules.iter().find(|module| module["name"] == name).unwrap()["monthly"].clone()
        };
        assert_eq!(found["environments"][0]["monthly"], named("environments/dev"));
        assert_eq!(found["environments"][1]["monthly"], named("environments/live"));
        assert_eq!(found["environments"][1]["tier"], "production");
        assert_eq!(found["overBudget"], bill["overBudget"]);
        let of_dev = |file: &Value| file["path"].as_str().unwrap().starts_with("environments/dev/");
        assert!(!found["files"].as_array().unwrap().iter().any(of_dev));
        let all = seen(SPEC, &json!({ "environment": "gone" }));
        assert!(all["files"].as_array().unwrap().iter().any(of_dev));
    }

    #[test]
    fn what_is_wrong_comes_with_its_fixes() {
        let found = seen("stack: shop\nregoin: us-east-1\n", &Value::Null);
        assert_eq!((&found["ok"], &found["files"]), (&json!(false), &json!([])));
        assert_eq!(found["findings"][0]["fixes"][0]["edits"][0]["insert"], "region");
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&found), keys(&seen(SPEC, &Value::Null)));
    }
}
