use groundplan::Advice;
use groundplan::cost::{Estimate, Usage};
use groundplan::report::data::EstimateData;
use groundplan::report::{self, Form, Show};
use groundplan::unit::Money;

use super::budget::BudgetCheck;
use super::subject::{Priced, Subject, has, only};
use super::{Failure, advice};
use crate::machine;

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
        let bill = || report::write(&self.priced.estimate, form, show);
        match form {
            Form::Json => machine::pretty(&self.data(&self.advice())),
            Form::Html => bill(),
            Form::Table | Form::Markdown => advice::added(bill(), form, &self.advice()),
        }
    }

    /// What would save money of what is shown, the most first.
    #[must_use]
    pub fn advice(&self) -> Vec<Advice> {
        let mut advice = self.subject.advice(&self.priced, self.asked.usage);
        advice.retain(|advice| has(&self.priced.estimate, &advice.environment));
        advice
    }

    /// The bill for programs, with its advice: [`Form::Json`].
    #[must_use]
    pub fn data<'b>(&'b self, advice: &'b [Advice]) -> EstimateData<'b> {
        EstimateData::from(&self.priced.estimate)
            .with_advice(advice::data(advice))
            .with_unread_calls(self.priced.unread_calls())
    }

    /// What becomes of the budgets of the spec, and of one for everything that is shown.
    #[must_use]
    pub fn check_budgets(&self, all: Option<Money>) -> BudgetCheck {
        BudgetCheck::of(&self.priced, all)
    }
}
