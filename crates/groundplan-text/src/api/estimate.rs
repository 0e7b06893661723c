use groundplan::OverBudget;
use groundplan::report::{Form, Grouping, Show};
use groundplan::schema::Schema;
use groundplan::unit::Money;
use serde_json::{Value, json};

use super::options::{FORMS, Options};
use crate::cost::{Asked, Bill, BudgetCheck, BudgetProblem, Failure, Subject, UsageFile};
use crate::input::Source;
use crate::input::UsageError;
use crate::input::target::Target;
use crate::machine;

/// How something is priced.
#[derive(Clone, Debug, Default)]
pub struct EstimateOptions {
    /// The region: of a spec, in place of its own; of Terraform, where no provider says one.
    pub region: Option<String>,
    /// Only this environment.
    pub environment: Option<String>,
    /// Whether what AWS gives each account for nothing is taken off.
    pub free_tier: bool,
    /// How much things are used, in Infracost's format.
    pub usage: Option<Source>,
    /// What everything that is shown may cost a month.
    pub budget: Option<Money>,
    /// The form of `text`; without one, there is none.
    pub form: Option<Form>,
    /// What `text` shows.
    pub show: Show,
}

impl EstimateOptions {
    /// Options out of JSON: `{region, environment, freeTier, usage: {name, text}, budget: "500 USD", form: "table" |
    /// "markdown" | "html", group: "service" | "concern", details}`, all of which may be left out.
    ///
    /// # Errors
    ///
    /// When a key or a value is not known.
    pub fn read(given: &Value) -> Result<Self, UsageError> {
        const KEYS: [&str; 8] =
            ["region", "environment", "freeTier", "usage", "budget", "form", "group", "details"];
        let given = Options::of("estimate", given, &KEYS)?;
        let groups = [("service", Grouping::Service), ("concern", Grouping::Concern)];
        let grouping = given.choice("group", &groups)?.unwrap_or_default();
        Ok(Self {
            region: given.text("region")?.map(str::to_owned),
            environment: given.text("environment")?.map(str::to_owned),
            free_tier: given.flag("freeTier")?,
            usage: given.source("usage")?,
            budget: given.text("budget")?.map(money).transpose()?,
            form: given.choice("form", &FORMS)?,
            show: Show { grouping, details: given.flag("details")? },
        })
    }
}

fn money(text: &str) -> Result<Money, UsageError> {
    text.parse().map_err(|error| UsageError::new(format!("`budget` is not `{text}`: {error}")).at("budget"))
}

/// What specs, Terraform or plans cost a month: `{ok, estimate, diagnostics, overBudget, notes}`, and `text` when a
/// form is asked for.
///
/// `estimate` is what `groundplan cost --format json` prints, or `null` when something cannot be read. `overBudget`
/// has `what`, `budget`, `expected` and `by`, in US dollars; `notes` are sentences on what the usage file or a
/// budget leave open. `ok` is false when a budget is exceeded or cannot be checked, or there are errors.
///
/// # Errors
///
/// When a plan cannot be read, or there is no environment of the name that was asked for.
///
/// ```
/// use groundplan_text::api::{EstimateOptions, estimate};
/// use groundplan_text::{Source, Target};
/// let text = "provider \"aws\" {\n  region = \"us-east-1\"\n}\nresource \"aws_nat_gateway\" \"main\" {\n}\n";
/// let api = estimate(Target::all([Source::new("main.tf", text)])?, &EstimateOptions::default(), None)?;
/// // 730 hours at 0.045 dollars.
/// assert_eq!(api["estimate"]["modules"][0]["lines"][0]["monthly"], "32.85");
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn estimate(
    targets: Vec<Target>,
    options: &EstimateOptions,
    schema: Option<&Schema>,
) -> Result<Value, UsageError> {
    let file = options.usage.clone().map(UsageFile::of).unwrap_or_default();
    if file.failed() {
        return Ok(failure(&machine::all([&file.findings])));
    }
    let subject = Subject::of(targets, options.region.as_deref(), schema)?;
    let environment = options.environment.as_deref();
    let asked = Asked { usage: &file.usage, environment, free_tier: options.free_tier };
    match Bill::of(&subject, asked) {
        Ok(bill) => Ok(success(&bill, &file, options)),
        Err(Failure::Use(error)) => Err(error),
        Err(Failure::Findings(found)) => Ok(failure(&machine::all(&found))),
    }
}

fn success(bill: &Bill<'_>, file: &UsageFile, options: &EstimateOptions) -> Value {
    let check = bill.check_budgets(options.budget);
    let mut api = json!({
        "ok": !check.failed(),
        "estimate": bill.json(),
        "diagnostics": machine::all([&file.findings]),
        "overBudget": over_budget(&check),
        "notes": notes(bill, file, &check),
    });
    if let (Some(form), Some(api)) = (options.form, api.as_object_mut()) {
        api.insert("text".to_owned(), bill.text(form, options.show).into());
    }
    api
}

/// The budgets that are passed.
pub(super) fn over_budget(check: &BudgetCheck) -> Value {
    check.problems.iter().filter_map(over).collect()
}

fn over(problem: &BudgetProblem) -> Option<Value> {
    let BudgetProblem::Over(OverBudget { what, budget, expected, by }) = problem else { return None };
    let cents = budget.as_cents();
    let budget = format!("{}.{:02}", cents / 100, cents % 100);
    let [expected, by] = [expected, by].map(|amount| format!("{amount:.2}"));
    Some(json!({ "what": what, "budget": budget, "expected": expected, "by": by }))
}

fn notes(bill: &Bill<'_>, file: &UsageFile, check: &BudgetCheck) -> Value {
    let open = check.problems.iter().filter_map(|problem| match problem {
        BudgetProblem::Over(_) => None,
        BudgetProblem::Missing(text) | BudgetProblem::Nothing(text) => Some(text.clone()),
    });
    file.unmatched_addresses(&bill.whole).into_iter().chain(open).collect()
}

fn failure(diagnostics: &Value) -> Value {
    json!({ "ok": false, "estimate": null, "diagnostics": diagnostics, "overBudget": [], "notes": [] })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = "stack: shop\nregion: us-east-1\nenvironments: { dev: { budget: 1 USD } }\n";

    fn priced(name: &str, text: &str, options: &Value) -> Result<Value, UsageError> {
        let targets = Target::all([Source::new(name, text)])?;
        estimate(targets, &EstimateOptions::read(options)?, Some(Schema::bundled()))
    }

    #[test]
    fn a_bill_has_advice_and_its_budgets() {
        let api = priced("a.yaml", SPEC, &json!({ "form": "table", "environment": "dev" })).unwrap();
        assert_eq!(api["ok"], false);
        assert_eq!(
            (&api["overBudget"][0]["what"], &api["overBudget"][0]["budget"]),
            (&json!("dev"), &json!("1.00"))
        );
        assert_eq!(api["estimate"]["modules"].as_array().unwrap().len(), 1);
        assert!(!api["estimate"]["advice"].as_array().unwrap().is_empty());
        assert!(api["text"].as_str().unwrap().contains("would save a month"));
        assert!(priced("a.yaml", SPEC, &Value::Null).unwrap().get("text").is_none());
        assert!(priced("a.yaml", SPEC, &json!({ "environment": "de" })).is_err());
        assert!(priced("a.yaml", SPEC, &json!({ "budget": "5" })).is_err());
    }

    #[test]
    fn a_usage_file_is_told_about() {
        let usage = |text: &str| json!({ "usage": { "name": "usage.yml", "text": text } });
        let text = "resource_usage:\n  aws_lb.gone:\n    monthly_processed_gb: 1\n";
        let notes = priced("a.yaml", SPEC, &usage(text)).unwrap()["notes"].clone();
        assert!(notes[0].as_str().unwrap().ends_with("not there: aws_lb.gone"), "{notes}");
        let api = priced("a.yaml", SPEC, &usage("resource_usage: [")).unwrap();
        assert_eq!((&api["estimate"], &api["diagnostics"][0]["file"]), (&Value::Null, &json!("usage.yml")));
    }

    #[test]
    fn what_is_wrong_is_found_in_the_texts() {
        let api = priced("x/main.tf", "resource \"aws_eip\" {", &Value::Null).unwrap();
        assert_eq!((&api["ok"], &api["diagnostics"][0]["file"]), (&json!(false), &json!("x/main.tf")));
        let api = priced("a.yaml", "stack: shop\nregoin: x\n", &Value::Null).unwrap();
        assert_eq!(api["diagnostics"][0]["code"], "spec/unknown-key");
    }
}
