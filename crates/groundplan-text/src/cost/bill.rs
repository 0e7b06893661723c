use groundplan::cost::{Estimate, Usage};
use groundplan::report::{self, Form, Show};
use groundplan::unit::Money;
use serde_json::Value;

use super::budget::BudgetCheck;
use super::subject::{Priced, Subject, has, only};
use super::{Failure, advice};

/// What a bill is to be of.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What a usage file says.
    pub usage: &'a Usage,
    /// Only this environment.
    pub environment: Option<&'a str>,
    /// Whether what AWS gives each account for nothing is taken off.
    pub free_tier: bool,
}

/// What a subject costs, and what would make it less.
pub struct Bill<'a> {
    subject: &'a Subject<'a>,
    asked: Asked<'a>,
    /// What everything costs, whatever is shown of it.
    pub whole: Estimate,
    /// What is shown.
    pub priced: Priced,
}

impl<'a> Bill<'a> {
    /// Prices a subject.
    ///
    /// # Errors
    ///
    /// When the subject has errors, or no environment of the name that was asked for.
    pub fn of(subject: &'a Subject<'a>, asked: Asked<'a>) -> Result<Self, Failure> {
        let mut priced = subject.price(asked.usage)?;
        let whole = priced.estimate.clone();
        if let Some(name) = asked.environment {
            priced.estimate = only(priced.estimate, name)?;
        }
        if asked.free_tier {
            priced.estimate = priced.estimate.with_allowances();
        }
        Ok(Self { subject, asked, whole, priced })
    }

    /// The bill in a form, with what would save money where the form has a place for it.
    #[must_use]
    pub fn text(&self, form: Form, show: Show) -> String {
        let text = report::write(&self.priced.estimate, form, show);
        let advice = self.subject.advice(self.asked.usage);
        let shown = advice.iter().filter(|advice| has(&self.priced.estimate, &advice.environment));
        advice::added(text, form, &shown.collect::<Vec<_>>())
    }

    /// The bill for programs: [`Form::Json`], and `advice`.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text(Form::Json, Show::default())).unwrap_or_default()
    }

    /// What becomes of the budgets of the spec, and of one for everything that is shown.
    #[must_use]
    pub fn check_budgets(&self, all: Option<Money>) -> BudgetCheck {
        BudgetCheck::of(&self.priced, all)
    }
}
