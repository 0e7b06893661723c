use super::prefix::{Naming, without};
use crate::cost::price::key::GLOBAL;

/// Which product of which offer a price is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Meter {
    /// The price, by its key.
    pub(super) key: &'static str,
    /// The offer: `AmazonEC2` holds NAT gateways, `AmazonVPC` addresses.
    pub(super) offer: &'static str,
    /// The usage type, whole but for the region.
    pub(super) usage: &'static str,
    /// How the usage type names the region.
    pub(super) naming: Naming,
    /// An attribute and its value that distinguish it from others of the same usage type.
    pub(super) also: Option<(&'static str, &'static str)>,
    /// How many of AWS's units one of ours is.
    pub(super) per: u32,
}

/// What a product says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Product {
    pub(super) attributes: Vec<(String, String)>,
}

impl Product {
    pub(super) fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }

    /// The region that it is sold in, or `global`.
    pub(super) fn region(&self) -> &str {
        match self.attribute("regionCode") {
            "" => GLOBAL,
            region => region,
        }
    }
}

impl Meter {
    /// Whether a product of its offer is this. The usage type has to be the very one: `EU-Outposts-LCUUsage`
    /// costs nothing, `Fargate-ARM-GB-Hours` is another price than `Fargate-GB-Hours`.
    pub(super) fn is(&self, product: &Product) -> bool {
        let worldwide = self.naming == Naming::Nowhere;
        let region = if worldwide { GLOBAL } else { product.region() };
        let usage = without(product.attribute("usagetype"), region, self.naming);
        let also = self.also.is_none_or(|(name, value)| product.attribute(name) == value);
        usage == Some(self.usage) && also
    }

    /// The book that the price of a product belongs in.
    pub(super) fn book<'a>(&self, product: &'a Product) -> &'a str {
        if self.naming == Naming::Nowhere { GLOBAL } else { product.region() }
    }
}
