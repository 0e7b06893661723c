use groundplan::cost::Decimal;
use groundplan::unit::Money;

use super::subject::{Priced, short};
use crate::style::{ERROR, paint};

/// What costs more than it may, a line each; nothing where everything is within its budget.
pub(super) fn over(priced: &Priced, all: Option<Money>) -> String {
    let of_modules = priced.budgets.iter().filter_map(|(module, budget)| {
        let known = priced.estimate.modules.iter().find(|known| known.name == *module)?;
        line(short(module), known.monthly().total().expected, *budget)
    });
    let total = priced.estimate.monthly().total().expected;
    let of_all = all.and_then(|budget| line("what is shown", total, budget));
    of_modules.chain(of_all).collect()
}

fn line(what: &str, expected: Decimal, budget: Money) -> Option<String> {
    let allowed = Decimal::from(budget.as_cents()) / Decimal::ONE_HUNDRED;
    let by = expected - allowed;
    (by > Decimal::ZERO).then(|| {
        let (expected, by) = (expected.round_dp(2), by.round_dp(2));
        format!(
            "{}: {what} is expected to cost {expected:.2} a month, {by:.2} more than its budget of {budget}\n",
            paint(ERROR, "over budget")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_by_what() {
        let text = line("dev", "12.345".parse().unwrap(), Money::cents(1000)).unwrap();
        let text = anstream::adapter::strip_str(&text).to_string();
        assert_eq!(
            text,
            "over budget: dev is expected to cost 12.34 a month, 2.34 more than its budget of 10 USD\n"
        );
        assert_eq!(line("dev", 10.into(), Money::cents(1000)), None);
    }
}
