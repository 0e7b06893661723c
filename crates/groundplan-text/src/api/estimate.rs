use groundplan::OverBudget;
use groundplan::report::Show;
use groundplan::report::data::{Amount, EstimateData};
use groundplan::schema::Schema;
use groundplan::unit::Money;
use serde::Serialize;

use super::options::{GroupBy, TextForm, options};
use super::vars::Vars;
use crate::cost::{Asked, Bill, BudgetCheck, BudgetProblem, Failure, Subject, UsageFile};
use crate::input::Source;
use crate::input::UsageError;
use crate::input::target::Target;
use crate::machine::{self, Diagnostic};

options! {
    /// How something is priced.
    #[derive(Default)]
    "estimate" pub struct EstimateOptions {
        /// The region to price in: of a spec, in place of its own; of Terraform, where no provider says one.
        region: Option<String>,
        /// Only this environment.
        environment: Option<String>,
        /// Whether what AWS gives each account for nothing is taken off.
        free_tier: Option<bool>,
        /// How much things are used, in Infracost's format, as YAML; takes precedence over the spec.
        usage: Option<Source>,
        /// What everything that is shown may cost a month: `500 USD`.
        #[cfg_attr(feature = "codegen", schemars(with = "Option<String>"))]
        budget: Option<Money>,
        /// The form of `text`; without one, there is none.
        form: Option<TextForm>,
        /// What a table puts together: what one service of AWS charges, or what one file holds.
        group: Option<GroupBy>,
        /// Every line with its quantity and rate, and why the rest costs nothing.
        details: Option<bool>,
        /// Values of the variables of Terraform, by name, as in `terraform.tfvars.json`. Files of this name, and
        /// `*.auto.tfvars`, are read among the texts of their folder.
        vars: Option<Vars>,
    }
}

/// A budget that is passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "codegen", schemars(rename = "OverBudget"))]
pub struct PassedBudget {
    /// The environment, or `what is shown`.
    pub what: String,
    /// The budget.
    pub budget: Amount,
    /// What is expected.
    pub expected: Amount,
    /// By how much that is more.
    pub by: Amount,
}

/// What `estimate` answers. `ok` is false when a budget is passed, too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Estimated<'a> {
    /// Whether there are no errors and no budget is passed.
    pub ok: bool,
    /// The bill, as `groundplan cost --format json` prints it; null when there are errors. Where a file of Terraform cannot
    /// be read, it is the bill of the others, and `ok` is false.
    pub estimate: Option<EstimateData<'a>>,
    /// What is wrong, or worth a look.
    pub diagnostics: Vec<Diagnostic>,
    /// The budgets that are passed: of environments, and of all that is shown.
    pub over_budget: Vec<PassedBudget>,
    /// What the usage file or a budget leave open, in sentences.
    pub notes: Vec<String>,
    /// The bill for people, where a form was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Prices specs, Terraform or plans by the month, and gives the answer, which refers to the bill, to `then`.
///
/// # Errors
///
/// When a plan cannot be read, or there is no environment of the name that was asked for.
///
/// ```
/// use groundplan_text::api::{EstimateOptions, estimate};
/// use groundplan_text::{Source, Target};
/// let text = "provider \"aws\" {\n  region = \"us-east-1\"\n}\nresource \"aws_nat_gateway\" \"main\" {\n}\n";
/// let targets = Target::all([Source::new("main.tf", text)])?;
/// let bill = estimate(targets, &EstimateOptions::default(), None, |found| serde_json::to_value(found).unwrap())?;
/// // 730 hours at 0.045 dollars.
/// assert_eq!(bill["estimate"]["modules"][0]["lines"][0]["monthly"], "32.85");
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn estimate<T>(
    targets: Vec<Target>,
    options: &EstimateOptions,
    schema: Option<&Schema>,
    then: impl FnOnce(&Estimated<'_>) -> T,
) -> Result<T, UsageError> {
    let file = options.usage.clone().map(UsageFile::of).unwrap_or_default();
    if file.failed() {
        return Ok(then(&failure(machine::all([&file.findings]))));
    }
    let targets = Vars::given_to(options.vars.as_ref(), targets);
    let subject = Subject::of(targets, options.region.as_deref(), schema)?;
    let environment = options.environment.as_deref();
    let free_tier = options.free_tier.unwrap_or_default();
    match Bill::of(&subject, Asked { usage: &file.usage, environment, free_tier }) {
        Ok(bill) => Ok(success(&bill, &file, options, then)),
        Err(Failure::Use(error)) => Err(error),
        Err(Failure::Findings(found)) => Ok(then(&failure(machine::all(&found)))),
    }
}

fn success<T>(
    bill: &Bill<'_>,
    file: &UsageFile,
    options: &EstimateOptions,
    then: impl FnOnce(&Estimated<'_>) -> T,
) -> T {
    let check = bill.check_budgets(options.budget);
    let advice = bill.advice();
    let grouping = options.group.map(Into::into).unwrap_or_default();
    let show = Show { grouping, details: options.details.unwrap_or_default() };
    then(&Estimated {
        ok: !check.failed() && bill.priced.unread.is_empty(),
        estimate: Some(bill.data(&advice)),
        diagnostics: machine::all(bill.priced.unread.iter().chain([&file.findings])),
        over_budget: over_budget(&check),
        notes: notes(bill, file, &check),
        text: options.form.map(|form| bill.text(form.into(), show)),
    })
}

/// The budgets that are passed.
pub(super) fn over_budget(check: &BudgetCheck) -> Vec<PassedBudget> {
    check.problems.iter().filter_map(over).collect()
}

fn over(problem: &BudgetProblem) -> Option<PassedBudget> {
    let BudgetProblem::Over(OverBudget { what, budget, expected, by }) = problem else { return None };
    let cents = budget.as_cents();
    let [expected, by] = [expected, by].map(|amount| Amount(format!("{amount:.2}")));
    let budget = Amount(format!("{}.{:02}", cents / 100, cents % 100));
    Some(PassedBudget { what: what.clone(), budget, expected, by })
}

fn notes(bill: &Bill<'_>, file: &UsageFile, check: &BudgetCheck) -> Vec<String> {
    let open = check.problems.iter().filter_map(|problem| match problem {
        BudgetProblem::Over(_) => None,
        BudgetProblem::Missing(text) | BudgetProblem::Nothing(text) => Some(text.clone()),
    });
    file.unmatched_addresses(&bill.whole).into_iter().chain(open).collect()
}

fn failure(diagnostics: Vec<Diagnostic>) -> Estimated<'static> {
    Estimated {
        ok: false,
        estimate: None,
        diagnostics,
        over_budget: Vec::new(),
        notes: Vec::new(),
        text: None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const SPEC: &str = "stack: shop\nregion: us-east-1\nenvironments: { dev: { budget: 1 USD } }\n";

    fn priced(name: &str, text: &str, options: &Value) -> Result<Value, UsageError> {
        let targets = Target::all([Source::new(name, text)])?;
        let options = EstimateOptions::read(options)?;
        estimate(targets, &options, Some(Schema::bundled()), |found| serde_json::to_value(found).unwrap())
    }

    #[test]
    fn a_bill_has_advice_and_its_budgets() {
        let found = priced("a.yaml", SPEC, &json!({ "form": "table", "environment": "dev" })).unwrap();
        assert_eq!(found["ok"], false);
        assert_eq!(
            (&found["overBudget"][0]["what"], &found["overBudget"][0]["budget"]),
            (&json!("dev"), &json!("1.00"))
        );
        assert_eq!(found["estimate"]["modules"].as_array().unwrap().len(), 1);
        assert!(!found["estimate"]["advice"].as_array().unwrap().is_empty());
        assert!(found["text"].as_str().unwrap().contains("would save a month"));
        assert!(priced("a.yaml", SPEC, &Value::Null).unwrap().get("text").is_none());
        assert!(priced("a.yaml", SPEC, &json!({ "environment": "de" })).is_err());
        assert!(priced("a.yaml", SPEC, &json!({ "budget": "5" })).is_err());
    }

    #[test]
    fn a_usage_file_has_notes() {
        let usage = |text: &str| json!({ "usage": { "name": "usage.yml", "text": text } });
        let text = "resource_usage:\n  aws_lb.gone:\n    monthly_processed_gb: 1\n";
        let notes = priced("a.yaml", SPEC, &usage(text)).unwrap()["notes"].clone();
        assert!(notes[0].as_str().unwrap().ends_with("unknown addresses: aws_lb.gone"), "{notes}");
        let found = priced("a.yaml", SPEC, &usage("resource_usage: [")).unwrap();
        assert_eq!(
            (&found["estimate"], &found["diagnostics"][0]["file"]),
            (&Value::Null, &json!("usage.yml"))
        );
    }

    #[test]
    fn what_is_wrong_is_found_in_the_texts() {
        let found = priced("x/main.tf", "resource \"aws_eip\" {", &Value::Null).unwrap();
        assert_eq!((&found["ok"], &found["diagnostics"][0]["file"]), (&json!(false), &json!("x/main.tf")));
        let found = priced("a.yaml", "stack: shop\nregoin: x\n", &Value::Null).unwrap();
        assert_eq!(found["diagnostics"][0]["code"], "spec/unknown-key");
    }

    #[test]
    fn a_file_that_cannot_be_read_costs_that_file_only() {
        let texts = [("x/main.tf", "resource \"aws_eip\" \"a\" {\n}\n"), ("x/broken.tf", "resource {\n")];
        let targets = Target::all(texts.map(|(name, text)| Source::new(name, text))).unwrap();
        let options = EstimateOptions::default();
        let found = estimate(targets, &options, None, |found| serde_json::to_value(found).unwrap()).unwrap();
        assert_eq!(
            (&found["ok"], found["estimate"]["modules"].as_array().unwrap().len()),
            (&json!(false), 1)
        );
        let finding = &found["diagnostics"][0];
        assert_eq!(
            (&finding["file"], &finding["range"]["start"]["line"]),
            (&json!("x/broken.tf"), &json!(1))
        );
    }
}
