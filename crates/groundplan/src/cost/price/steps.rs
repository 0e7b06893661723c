use super::super::{Decimal, Range};

/// What AWS charges for one thing in one region, in US dollars, on demand, before tax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// The unit of the quantity: `hours`, `GB`, `million requests`.
    pub unit: &'static str,
    /// What one unit costs, from each quantity a month on. The first step is from zero.
    pub steps: Vec<Step>,
    /// Who published it.
    pub source: String,
    /// When it was in force: `2026-09-11`, or less exactly `2026-09`.
    pub date: String,
    /// What to know before trusting it: that it floats, or rests on one source.
    pub note: Option<String>,
}

/// A price from a quantity on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The quantity a month from which it holds.
    pub from: Decimal,
    /// What one unit costs.
    pub price: Decimal,
}

/// The part of a quantity that falls on one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which step: `next 40 TB`; empty when there is one price only.
    pub label: String,
    /// How much of the quantity falls on it.
    pub quantity: Range,
    /// What one unit costs there.
    pub unit_price: Decimal,
}

impl Price {
    /// The quantity cut at the steps, each of its three figures by itself. Steps that none of them reaches are
    /// left out, save the first. What is below zero counts as nothing.
    ///
    /// ```
    /// use groundplan::cost::{Decimal, PriceBook, Range, price::key};
    /// let price = PriceBook::bundled().price("eu-west-1", key::TRANSFER_INTERNET_GB).unwrap();
    /// let parts = price.parts(Range::exact(15_000.into()));
    /// assert_eq!(parts[0].label, "first 10 TB");
    /// assert_eq!(parts[0].quantity, Range::exact(10_240.into()));
    /// assert_eq!(parts[1].label, "next 40 TB");
    /// assert_eq!(parts[1].unit_price, Decimal::new(85, 3));
    /// ```
    #[must_use]
    pub fn parts(&self, quantity: Range) -> Vec<Part> {
        let ends = self.steps.iter().skip(1).map(|step| Some(step.from)).chain([None]);
        let parts = self.steps.iter().zip(ends).map(|(step, end)| Part {
            label: self.label(step.from, end),
            quantity: quantity.map(|figure| within(figure, step.from, end)),
            unit_price: step.price,
        });
        let mut first = true;
        parts.filter(|part| std::mem::take(&mut first) || part.quantity != Range::ZERO).collect()
    }

    fn label(&self, from: Decimal, end: Option<Decimal>) -> String {
        match end {
            None if from.is_zero() => String::new(),
            None => format!("over {}", self.amount(from)),
            Some(end) if from.is_zero() => format!("first {}", self.amount(end)),
            Some(end) => format!("next {}", self.amount(end.saturating_sub(from))),
        }
    }

    /// A quantity as people say it. AWS counts 1024 GB to the TB.
    fn amount(&self, quantity: Decimal) -> String {
        let of_data = self.unit == "GB" || self.unit == "GB-months";
        let thousand = Decimal::from(1024);
        let in_tb = quantity.checked_div(thousand).filter(|tb| of_data && tb.fract().is_zero());
        match in_tb {
            Some(tb) if tb >= thousand && (tb % thousand).is_zero() => {
                format!("{} PB", (tb / thousand).normalize())
            }
            Some(tb) => format!("{} TB", tb.normalize()),
            None => format!("{} {}", quantity.normalize(), self.unit),
        }
    }
}

/// How much of a figure lies between two bounds.
fn within(figure: Decimal, from: Decimal, end: Option<Decimal>) -> Decimal {
    let figure = end.map_or(figure, |end| figure.min(end));
    figure.saturating_sub(from).max(Decimal::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(unit: &'static str, steps: &[(i64, i64)]) -> Price {
        let step = |&(from, cents): &(i64, i64)| Step { from: from.into(), price: Decimal::new(cents, 2) };
        let steps = steps.iter().map(step).collect();
        Price { unit, steps, source: "AWS".into(), date: "2026-09-11".into(), note: None }
    }

    fn range(low: i64, expected: i64, high: i64) -> Range {
        Range::new(low.into(), expected.into(), high.into())
    }

    #[test]
    fn each_figure_is_cut_at_the_steps_by_itself() {
        let parts = price("GB", &[(0, 9), (10_240, 8), (51_200, 7)]).parts(range(5, 20_000, 60_000));
        let shown: Vec<_> = parts.iter().map(|part| (part.label.as_str(), part.quantity)).collect();
        assert_eq!(
            shown,
            [
                ("first 10 TB", range(5, 10_240, 10_240)),
                ("next 40 TB", range(0, 9_760, 40_960)),
                ("over 50 TB", range(0, 0, 8_800)),
            ]
        );
    }

    #[test]
    fn one_price_is_one_part_even_of_nothing() {
        let parts = price("hours", &[(0, 5)]).parts(Range::ZERO);
        assert_eq!(parts.len(), 1);
        assert_eq!((parts[0].label.as_str(), parts[0].quantity), ("", Range::ZERO));
    }

    #[test]
    fn no_quantity_is_too_strange() {
        let stepped = price("zones", &[(0, 50), (25, 10)]);
        assert_eq!(stepped.parts(range(-3, -2, -1))[0].quantity, Range::ZERO);
        let huge = stepped.parts(Range::exact(Decimal::MAX));
        assert_eq!(huge[0].quantity + huge[1].quantity, Range::exact(Decimal::MAX));
        assert_eq!(stepped.parts(Range::exact(Decimal::MIN)).len(), 1);
    }

    #[test]
    fn steps_are_told_in_the_largest_fitting_unit() {
        let labels = |unit, steps: &[(i64, i64)]| {
            let parts = price(unit, steps).parts(Range::exact(Decimal::MAX));
            parts.into_iter().map(|part| part.label).collect::<Vec<_>>()
        };
        assert_eq!(labels("GB", &[(0, 3), (1_048_576, 2)]), ["first 1 PB", "over 1 PB"]);
        assert_eq!(labels("zones", &[(0, 50), (25, 10)]), ["first 25 zones", "over 25 zones"]);
        assert_eq!(labels("GB", &[(0, 3), (500, 2)]), ["first 500 GB", "over 500 GB"]);
    }
}
