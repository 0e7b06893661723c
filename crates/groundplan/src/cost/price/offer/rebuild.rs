use std::collections::BTreeMap;

use super::file::{Offer, wrong};
use super::meter::{Meter, Product};
use super::table::METERS;
use crate::cost::PriceBook;
use crate::cost::price::key::{self, GLOBAL};
use crate::cost::price::{Entry, Price};
use crate::diagnostic::{Diagnostic, Error, Report, nearest};

/// Books that were rebuilt from AWS's own price lists, and what became of each price.
#[derive(Clone, Debug)]
pub struct Rebuilt {
    /// All books, those too that nothing was taken for.
    pub book: PriceBook,
    /// The books that something was taken for.
    pub regions: Vec<RebuiltRegion>,
}

/// What became of the prices of one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RebuiltRegion {
    /// The region, or `global`.
    pub name: String,
    /// The keys that were taken from an offer file.
    pub taken: Vec<&'static str>,
    /// The keys that no file had: they keep their old figures.
    pub kept: Vec<&'static str>,
}

/// The prices found for a region, with the product that each is.
type Found = BTreeMap<&'static str, (String, Price)>;

pub(in crate::cost::price) fn rebuilt<'a>(
    old: &PriceBook,
    offers: impl IntoIterator<Item = &'a str>,
) -> Result<Rebuilt, Error> {
    let mut search = Search { old, found: BTreeMap::new(), report: Report::default() };
    for text in offers {
        match Offer::read(text) {
            Ok(offer) => search.offer(&offer),
            Err(finding) => search.report.add(finding),
        }
    }
    if search.report.has_errors() { Err(Error::new(search.report)) } else { Ok(search.laid_over()) }
}

struct Search<'a> {
    old: &'a PriceBook,
    found: BTreeMap<String, Found>,
    report: Report,
}

impl Search<'_> {
    fn offer(&mut self, offer: &Offer<'_>) {
        let meters: Vec<&Meter> = METERS.iter().filter(|meter| meter.offer == offer.name).collect();
        if meters.is_empty() {
            self.report.add(unknown(offer));
        }
        for (sku, product) in offer.products() {
            for meter in meters.iter().filter(|meter| meter.is(&product)) {
                if let Err(finding) = self.take(offer, sku, &product, meter) {
                    self.report.add(finding);
                }
            }
        }
    }

    /// A region without a book is none of ours: AWS lists local zones as regions of their own.
    fn take(
        &mut self,
        offer: &Offer<'_>,
        sku: &str,
        product: &Product,
        meter: &Meter,
    ) -> Result<(), Diagnostic> {
        let region = meter.book(product);
        if region != GLOBAL && !self.old.regions().any(|known| known == region) {
            return Ok(());
        }
        let price = Price {
            unit: Entry::of(meter.key).map(|entry| entry.unit).unwrap_or_default(),
            steps: offer.steps(sku, meter)?,
            source: format!("AWS price list, {} {}", offer.name, offer.version),
            date: offer.date.clone(),
            note: None,
        };
        let found = self.found.entry(region.to_owned()).or_default();
        match found.insert(meter.key, (sku.to_owned(), price)) {
            None => Ok(()),
            Some((other, _)) => {
                Err(wrong(format!("two products are {} in {region}: {other} and {sku}", meter.key)))
            }
        }
    }

    fn laid_over(self) -> Rebuilt {
        let regions = self.found.iter().map(|(name, found)| self.region(name, found)).collect();
        let found = self
            .found
            .into_iter()
            .map(|(name, found)| (name, found.into_iter().map(|(key, (_, price))| (key, price)).collect()));
        Rebuilt { book: self.old.with(found), regions }
    }

    fn region(&self, name: &str, found: &Found) -> RebuiltRegion {
        let old = self.old.prices(name).map(|(key, _)| key).filter(|key| !found.contains_key(key));
        let kept: Vec<&str> = old.collect();
        let in_order = |is_it: &dyn Fn(&str) -> bool| {
            key::ALL.iter().map(|entry| entry.key).filter(|key| is_it(key)).collect()
        };
        RebuiltRegion {
            name: name.to_owned(),
            taken: in_order(&|key| found.contains_key(key)),
            kept: in_order(&|key| kept.contains(&key)),
        }
    }
}

fn unknown(offer: &Offer<'_>) -> Diagnostic {
    let names = || METERS.iter().map(|meter| meter.offer);
    let finding = wrong(format!("groundplan takes no price from the offer {}", offer.name));
    match nearest(&offer.name, names()) {
        Some(near) => finding.hint(near),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::Decimal;

    /// An offer file: for each product its attributes, and the steps that it costs.
    fn offer(name: &str, products: &[(&str, &str)]) -> String {
        let mut listed = Vec::new();
        let mut terms = Vec::new();
        for (at, (attributes, steps)) in products.iter().enumerate() {
            listed.push(format!(r#""SKU{at}": {{"sku": "SKU{at}", "attributes": {{{attributes}}}}}"#));
            let step = |(at, step): (usize, &str)| {
                let (from, usd) = step.split_once(':').unwrap();
                format!(r#""d{at}": {{"beginRange": "{from}", "pricePerUnit": {{"USD": "{usd}"}}}}"#)
            };
            let steps: Vec<String> = steps.split(' ').enumerate().map(step).collect();
            terms.push(format!(
                r#""SKU{at}": {{"SKU{at}.T": {{"priceDimensions": {{{}}}}}}}"#,
                steps.join(", ")
            ));
        }
        format!(
            r#"{{"formatVersion": "v1.0", "offerCode": "{name}", "version": "20261101000000",
                "publicationDate": "2026-11-01T08:00:00Z", "products": {{{}}}, "terms": {{"OnDemand": {{{}}}}}}}"#,
            listed.join(", "),
            terms.join(", ")
        )
    }

    fn product(region: &str, usage: &str) -> String {
        format!(r#""regionCode": "{region}", "usagetype": "{usage}""#)
    }

    fn operated(region: &str, usage: &str, operation: &str) -> String {
        format!(r#"{}, "operation": "{operation}""#, product(region, usage))
    }

    fn rebuilt(text: &str) -> Rebuilt {
        PriceBook::bundled().rebuilt([text]).unwrap_or_else(|error| panic!("{error}"))
    }

    fn refused(text: &str) -> String {
        PriceBook::bundled().rebuilt([text]).unwrap_err().to_string()
    }

    fn of(rebuilt: &Rebuilt, region: &str, key: &str) -> String {
        let price = rebuilt.book.price(region, key).unwrap();
        let steps = price.steps.iter().map(|step| format!("{}:{}", step.from, step.price));
        steps.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_price_comes_with_the_version_and_date_of_its_offer() {
        let text = offer("AmazonEC2", &[(&product("eu-west-1", "EU-NatGateway-Hours"), "0:0.0490000000")]);
        let rebuilt = rebuilt(&text);
        let price = rebuilt.book.price("eu-west-1", key::NAT_GATEWAY_HOUR).unwrap();
        assert_eq!(price.steps[0].price, Decimal::new(49, 3));
        assert_eq!(
            (price.source.as_str(), price.date.as_str()),
            ("AWS price list, AmazonEC2 20261101000000", "2026-11-01")
        );
        let region = &rebuilt.regions[0];
        assert_eq!((region.name.as_str(), &region.taken[..]), ("eu-west-1", &[key::NAT_GATEWAY_HOUR][..]));
        assert!(region.kept.contains(&key::NAT_DATA_GB) && !region.kept.contains(&key::NAT_GATEWAY_HOUR));
        assert_eq!(
            of(&rebuilt, "eu-west-2", key::NAT_GATEWAY_HOUR),
            "0:0.05",
            "other books stay as they were"
        );
    }

    #[test]
    fn singapore_sydney_and_mumbai_are_not_mixed_up() {
        let prices =
            [("ap-south-1", "APS3", "3"), ("ap-southeast-1", "APS1", "1"), ("ap-southeast-2", "APS2", "2")];
        let products = prices.map(|(region, code, price)| {
            (product(region, &format!("{code}-NatGateway-Hours")), format!("0:{price}"))
        });
        let listed: Vec<(&str, &str)> =
            products.iter().map(|(one, steps)| (one.as_str(), steps.as_str())).collect();
        let rebuilt = rebuilt(&offer("AmazonEC2", &listed));
        for (region, _, price) in prices {
            assert_eq!(of(&rebuilt, region, key::NAT_GATEWAY_HOUR), format!("0:{price}"));
        }
        let foreign = offer("AmazonEC2", &[(&product("ap-south-1", "APS1-NatGateway-Hours"), "0:9")]);
        assert!(self::rebuilt(&foreign).regions.is_empty());
    }

    #[test]
    fn the_first_region_has_a_prefix_for_fargate_and_none_for_most() {
        let fargate = offer("AmazonECS", &[(&product("us-east-1", "USE1-Fargate-GB-Hours"), "0:0.005")]);
        assert_eq!(of(&rebuilt(&fargate), "us-east-1", key::FARGATE_LINUX_X86_GB_HOUR), "0:0.005");
        let balancer = operated("us-east-1", "LCUUsage", "LoadBalancing:Application");
        let balancer = offer("AWSELB", &[(&balancer, "0:0.009")]);
        assert_eq!(of(&rebuilt(&balancer), "us-east-1", key::LOAD_BALANCER_APPLICATION_LCU_HOUR), "0:0.009");
    }

    #[test]
    fn what_only_contains_a_usage_type_is_another_product() {
        let balancers = ["Outposts-LCUUsage", "TS-LoadBalancerUsage", "ReservedLCUUsage"]
            .map(|usage| operated("eu-west-1", &format!("EU-{usage}"), "LoadBalancing:Application"));
        let listed: Vec<(&str, &str)> = balancers.iter().map(|one| (one.as_str(), "0:0.0")).collect();
        assert!(rebuilt(&offer("AWSELB", &listed)).regions.is_empty());
        let fargate =
            ["ARM-", "Windows-", ""].map(|kind| product("eu-west-1", &format!("EU-Fargate-{kind}GB-Hours")));
        let listed: Vec<(&str, &str)> =
            fargate.iter().map(String::as_str).zip(["0:1", "0:2", "0:3"]).collect();
        let found = rebuilt(&offer("AmazonECS", &listed));
        assert_eq!(of(&found, "eu-west-1", key::FARGATE_LINUX_ARM_GB_HOUR), "0:1");
        assert_eq!(of(&found, "eu-west-1", key::FARGATE_LINUX_X86_GB_HOUR), "0:3");
        let regional = offer(
            "AmazonEC2",
            &[
                (&product("eu-west-1", "EU-NatGateway-Hours"), "0:1"),
                (&product("eu-west-1", "EU-RegionalNatGateway-Hours"), "0:2"),
            ],
        );
        assert_eq!(of(&rebuilt(&regional), "eu-west-1", key::NAT_GATEWAY_HOUR), "0:1");
        assert_eq!(of(&rebuilt(&regional), "eu-west-1", key::NAT_REGIONAL_ZONE_HOUR), "0:2");
    }

    #[test]
    fn load_balancers_are_told_apart_by_their_operation() {
        let kinds = ["LoadBalancing:Application", "LoadBalancing:Network", "LoadBalancing"];
        let products = kinds.map(|kind| operated("eu-west-1", "EU-LoadBalancerUsage", kind));
        let listed: Vec<(&str, &str)> =
            products.iter().map(String::as_str).zip(["0:1", "0:2", "0:3"]).collect();
        let rebuilt = rebuilt(&offer("AWSELB", &listed));
        assert_eq!(of(&rebuilt, "eu-west-1", key::LOAD_BALANCER_APPLICATION_HOUR), "0:1");
        assert_eq!(of(&rebuilt, "eu-west-1", key::LOAD_BALANCER_NETWORK_HOUR), "0:2");
        assert_eq!(of(&rebuilt, "eu-west-1", key::LOAD_BALANCER_CLASSIC_HOUR), "0:3");
    }

    #[test]
    fn nat_gateways_are_in_one_offer_and_addresses_in_another_without_a_family() {
        let elsewhere = offer("AmazonVPC", &[(&product("eu-west-1", "EU-NatGateway-Hours"), "0:1")]);
        assert!(rebuilt(&elsewhere).regions.is_empty());
        let address = product("eu-west-1", "EU-PublicIPv4:InUseAddress");
        let address = offer("AmazonVPC", &[(&format!(r#"{address}, "productFamily": """#), "0:0.006")]);
        assert_eq!(of(&rebuilt(&address), "eu-west-1", key::IPV4_ADDRESS_HOUR), "0:0.006");
    }

    #[test]
    fn a_first_step_for_nothing_is_an_allowance() {
        let sns = product("eu-west-1", "EU-Requests-Tier1");
        let found = rebuilt(&offer("AmazonSNS", &[(&sns, "1000000:0.0000005 0:0.0")]));
        assert_eq!(of(&found, "eu-west-1", key::SNS_REQUEST), "0:0.5");
        let nothing = refused(&offer("AmazonSNS", &[(&sns, "0:0.0")]));
        assert!(
            nothing.contains("cost/price-list") && nothing.contains("SKU0 has a price of zero"),
            "{nothing}"
        );
    }

    #[test]
    fn steps_are_kept_in_our_units() {
        let queue = product("eu-west-1", "EU-Requests-Tier1");
        let steps = "0:0.0000004 100000000000:0.0000003 200000000000:0.00000024";
        let found = rebuilt(&offer("AWSQueueService", &[(&queue, steps)]));
        assert_eq!(of(&found, "eu-west-1", key::SQS_STANDARD_REQUEST), "0:0.4 100000:0.3 200000:0.24");
    }

    #[test]
    fn two_products_that_match_are_an_error() {
        let product = product("eu-west-1", "EU-NatGateway-Hours");
        let refused = refused(&offer("AmazonEC2", &[(&product, "0:1"), (&product, "0:1")]));
        assert!(
            refused.contains("two products are nat/gateway-hour in eu-west-1: SKU0 and SKU1"),
            "{refused}"
        );
    }

    #[test]
    fn keys_and_worldwide_services_have_names_of_their_own() {
        let kms = offer("awskms", &[(&product("eu-west-2", "eu-west-2-KMS-Requests"), "0:0.000004")]);
        assert_eq!(of(&rebuilt(&kms), "eu-west-2", key::KMS_REQUEST), "0:0.04");
        let zones = offer("AmazonRoute53", &[(r#""usagetype": "HostedZone""#, "0:0.6 25:0.2")]);
        let found = rebuilt(&zones);
        assert_eq!(found.regions[0].name, GLOBAL);
        assert_eq!(of(&found, "eu-south-2", key::ROUTE53_ZONE), "0:0.6 25:0.2");
    }

    #[test]
    fn what_is_no_offer_is_refused() {
        assert!(refused("[]").contains("expected a JSON object"));
        assert!(refused("{}").contains("not an AWS offer file"));
        let text = offer("AmazonECB", &[(&product("eu-west-1", "x"), "0:1")]);
        assert!(refused(&text).contains("takes no price from the offer AmazonECB"), "{}", refused(&text));
        let local = offer("AmazonEC2", &[(&product("us-west-2-lax-1", "USW2-NatGateway-Hours"), "0:1")]);
        assert!(rebuilt(&local).regions.is_empty());
        let unpriced = offer("AmazonEC2", &[(&product("eu-west-1", "EU-NatGateway-Hours"), "0:x")]);
        assert!(refused(&unpriced).contains("without a price in USD"));
    }
}
