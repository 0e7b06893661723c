use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use super::key::{Entry, GLOBAL};
use super::{Price, Rebuilt, offer, read, write};
use crate::diagnostic::{Error, Report};

/// The books that are part of the program.
macro_rules! bundled {
    ($($region:literal)+) => {
        [$(($region, include_str!(concat!("../../../prices/aws/", $region, ".json")))),+]
    };
}

const BUNDLED: [(&str, &str); 16] = bundled! {
    "global"
    "ap-northeast-1" "ap-south-1" "ap-southeast-1" "ap-southeast-2" "ca-central-1" "eu-central-1" "eu-north-1"
    "eu-west-1" "eu-west-2" "eu-west-3" "sa-east-1" "us-east-1" "us-east-2" "us-west-1" "us-west-2"
};

/// What AWS charges, region by region.
///
/// ```
/// use groundplan::cost::{Decimal, PriceBook, price::key};
/// let book = PriceBook::bundled();
/// let hour = book.price("eu-west-1", key::NAT_GATEWAY_HOUR).unwrap();
/// assert_eq!((hour.steps[0].price, hour.date.as_str()), (Decimal::new(48, 3), "2026-09-21"));
/// let missing = book.price("eu-north-1", key::FARGATE_LINUX_ARM_VCPU_HOUR).unwrap_err();
/// assert_eq!(missing.to_string(), "no price of Fargate ARM vCPU hours for eu-north-1");
/// ```
#[derive(Clone, Debug)]
pub struct PriceBook {
    regions: Vec<Region>,
}

/// The prices of one region, read when they are first asked for.
#[derive(Clone, Debug)]
struct Region {
    name: Cow<'static, str>,
    text: Cow<'static, str>,
    prices: OnceLock<Prices>,
}

pub(super) type Prices = BTreeMap<&'static str, Price>;

/// A price that no book has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What is charged: `Fargate ARM vCPU hours`.
    pub what: String,
    /// Where.
    pub region: String,
}

impl PriceBook {
    /// The prices that are part of the program.
    #[must_use]
    pub fn bundled() -> &'static Self {
        static BOOK: OnceLock<PriceBook> = OnceLock::new();
        BOOK.get_or_init(|| {
            let region = |(name, text): (&'static str, &'static str)| Region {
                name: name.into(),
                text: text.into(),
                prices: OnceLock::new(),
            };
            Self { regions: BUNDLED.into_iter().map(region).collect() }
        })
    }

    /// Books from elsewhere: the text of one for each region.
    ///
    /// # Errors
    ///
    /// `cost/price-book`: a text is not a price book; reports every mistake.
    pub fn parse<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        let mut report = Report::default();
        let mut regions: Vec<Region> = Vec::new();
        for text in texts {
            let text = text.into();
            match read::book(&text) {
                Ok((name, _)) if regions.iter().any(|known| known.name == name) => {
                    report.add(read::wrong("region", format!("there are two books for {name}")));
                }
                Ok((name, prices)) => {
                    regions.push(Region { name: name.into(), text: text.into(), prices: prices.into() });
                }
                Err(found) => report.extend(found),
            }
        }
        if report.has_errors() { Err(Error::new(report)) } else { Ok(Self { regions }) }
    }

    /// What a thing costs in a region.
    ///
    /// # Errors
    ///
    /// [`Missing`]: no book has it.
    pub fn price(&self, region: &str, key: &str) -> Result<&Price, Missing> {
        let name = Entry::book(key, region);
        let book = self.regions.iter().find(|book| book.name == name);
        book.and_then(|book| book.prices().get(key)).ok_or_else(|| Missing::of(region, key))
    }

    /// The regions that have a book.
    pub fn regions(&self) -> impl Iterator<Item = &str> {
        self.regions.iter().map(|region| region.name.as_ref()).filter(|name| *name != GLOBAL)
    }

    /// Everything that the book of a region holds, in the order of the keys; of `global`, what has one price
    /// worldwide.
    pub fn prices(&self, region: &str) -> impl Iterator<Item = (&'static str, &Price)> {
        let books = self.regions.iter().filter(move |book| book.name == region);
        books.flat_map(|book| book.prices().iter().map(|(key, price)| (*key, price)))
    }

    /// The book of a region as text, a line for each price.
    #[must_use]
    pub fn text(&self, region: &str) -> Option<String> {
        let book = self.regions.iter().find(|book| book.name == region)?;
        Some(write::book(&book.name, book.prices()))
    }

    /// Every price as a line of text for each of its steps, to be compared and searched: key, region, unit, the
    /// quantity from which it holds, price, source, date, and `ok` or what to know, with tabs between.
    #[must_use]
    pub fn facts(&self) -> String {
        write::facts(self.regions.iter().map(|book| (book.name.as_ref(), book.prices())))
    }

    /// These books, with what AWS's own price lists hold in the place of older figures: the texts of its offer
    /// files, of any regions.
    ///
    /// # Errors
    ///
    /// `cost/price-list`: a text is not an offer file, an offer contains no known price, or two of its products match
    /// the same price.
    pub fn rebuilt<'a>(&self, offers: impl IntoIterator<Item = &'a str>) -> Result<Rebuilt, Error> {
        offer::rebuilt(self, offers)
    }

    /// These books, with prices laid over what they hold.
    pub(super) fn with(&self, found: impl IntoIterator<Item = (String, Prices)>) -> Self {
        let mut books = self.clone();
        for (name, prices) in found {
            let Some(book) = books.regions.iter_mut().find(|book| book.name == name) else { continue };
            let mut all = book.prices().clone();
            all.extend(prices);
            book.text = write::book(&name, &all).into();
            book.prices = all.into();
        }
        books
    }
}

impl Region {
    /// A book that cannot be read is empty; a test reads all that are part of the program.
    fn prices(&self) -> &Prices {
        self.prices.get_or_init(|| read::book(&self.text).map(|(_, prices)| prices).unwrap_or_default())
    }
}

impl Missing {
    fn of(region: &str, key: &str) -> Self {
        let what = Entry::of(key).map_or(key, |entry| entry.what);
        Self { what: what.to_owned(), region: region.to_owned() }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no price of {} for {}", self.what, self.region)
    }
}

impl std::error::Error for Missing {}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::key;
    use super::*;

    /// The facts that the books were made of, as they were found: one step of a price a line.
    const FACTS: &str = include_str!("../../../prices/facts.tsv");

    #[test]
    fn every_book_of_the_program_can_be_read() {
        for (name, text) in BUNDLED {
            let (region, prices) = read::book(text).unwrap_or_else(|report| panic!("{name}: {report}"));
            assert_eq!(region, name);
            assert!(prices.len() > 10, "{name} has {} prices", prices.len());
        }
        assert_eq!(PriceBook::bundled().regions().count(), 15);
    }

    #[test]
    fn books_and_facts_say_the_same_line_for_line() {
        let held = PriceBook::bundled().facts();
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(lines(FACTS).len(), FACTS.lines().count(), "a fact occurs twice");
        let apart: Vec<String> = lines(FACTS).symmetric_difference(&lines(&held)).cloned().collect();
        assert!(apart.is_empty(), "{apart:#?}");
        assert!(held == FACTS, "the facts are in another order than they are written in");
    }

    #[test]
    fn every_key_has_a_price_somewhere() {
        let held: BTreeSet<&str> = BUNDLED
            .iter()
            .flat_map(|(name, _)| PriceBook::bundled().prices(name).map(|(key, _)| key))
            .collect();
        let orphans: Vec<_> = key::ALL.iter().filter(|entry| !held.contains(entry.key)).collect();
        assert!(orphans.is_empty(), "{orphans:#?}");
    }

    #[test]
    fn what_was_written_is_read_back() {
        for (name, text) in BUNDLED {
            let book = PriceBook::parse([text]).unwrap();
            let written = book.text(name).unwrap();
            assert_eq!(read::book(&written), read::book(text));
            assert!(written == text, "the book of {name} is not in the form that is written");
        }
    }

    #[test]
    fn what_has_one_price_worldwide_has_it_everywhere() {
        let book = PriceBook::bundled();
        assert_eq!(book.price("eu-south-2", key::ROUTE53_ZONE), book.price("us-east-1", key::ROUTE53_ZONE));
        assert!(book.price("eu-south-2", key::ROUTE53_ZONE).is_ok());
        assert!(book.price("cn-north-1", key::ROUTE53_ZONE).is_err());
    }

    #[test]
    fn two_books_of_one_region_are_refused() {
        let text = BUNDLED[1].1;
        let refused = PriceBook::parse([text, text]).unwrap_err();
        assert!(refused.to_string().contains("two books for ap-northeast-1"), "{refused}");
    }
}
