//! Renders an [`Estimate`]: a table with the environments side by side, Markdown for a pull request, HTML, or JSON; and
//! compares two estimates.

mod amount;
mod comparison;
pub mod data;
mod escape;
mod html;
mod markdown;
mod notes;
mod table;
mod text;

pub use amount::dollars;
pub use comparison::{Change, Comparison};
pub use escape::escape;
pub use table::{Grouping, short};

use crate::cost::Estimate;

/// How an estimate, or what changed in it, is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Plain text for a terminal.
    #[default]
    Table,
    /// The stable form for programs: keys are added, and never change their meaning.
    ///
    /// `{currency, price_date, modules, allowances, monthly}`, all amounts strings with every digit, in US dollars.
    /// A module has `name`, `region`, `account`, `lines`, `free` (`address`, `reason`), `unpriced` (`address`,
    /// `reason`), `missing_usage` (`address`, `keys` of usage) and `monthly`. A line has `address`, `service`, `concern`, `item`, `region`, `quantity`, `unit`,
    /// `unit_price`, `monthly`, `basis` (`fixed` or `usage`), `assumption`, `price_key`, `price_source` and
    /// `price_date`; the expected values are `quantity` and `monthly`, the range around them
    /// `quantity_low`, `quantity_high`, `monthly_low` and `monthly_high`. `monthly` of a module and of the total has
    /// `fixed`, `usage`, `total`, `low` and `high`.
    Json,
    /// For a comment on a pull request.
    Markdown,
    /// A page of its own.
    Html,
}

/// What is shown of an estimate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Show {
    /// What lines are put together by.
    pub grouping: Grouping,
    /// Whether every line is shown with its quantity and rate, and every free resource with its reason.
    pub details: bool,
}

/// Writes an estimate.
///
/// ```
/// use groundplan::cost::{PriceBook, Usage, estimate};
/// use groundplan::report::{Form, Show, write};
/// use groundplan::terraform::{Block, Document, Provider};
/// let mut document = Document::new();
/// document.file("provider").add(Provider::new("aws").set("region", "us-east-1"));
/// document.file("network").resource("aws_nat_gateway", "main", Block::new());
/// let estimate = estimate(&document, PriceBook::bundled(), &Usage::new());
/// assert!(write(&estimate, Form::Table, Show::default()).contains("32.85"));
/// ```
#[must_use]
pub fn write(estimate: &Estimate, form: Form, show: Show) -> String {
    match form {
        Form::Table => text::estimate(estimate, show),
        Form::Json => data::pretty(&data::EstimateData::from(estimate)),
        Form::Markdown => markdown::estimate(estimate, show),
        Form::Html => html::estimate(estimate, show),
    }
}

/// Writes what changed.
#[must_use]
pub fn write_comparison(comparison: &Comparison, form: Form) -> String {
    match form {
        Form::Table => text::comparison(comparison),
        Form::Json => data::pretty(&data::ComparisonData::from(comparison)),
        Form::Markdown => markdown::comparison(comparison),
        Form::Html => html::comparison(comparison),
    }
}
