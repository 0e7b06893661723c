use std::borrow::Cow;

use super::aws::{Families, Pricing};
use super::bill::{Bill, Charges, Payer};
use super::count;
use super::index::Index;
use super::ledger::Ledger;
use super::resource::Resource;
use super::root::Providers;
use super::usage::DATA_TRANSFER;
use super::{Decimal, Estimate, Free, Module, PriceBook, Root, Unpriced, Usage};
use crate::model::{Model, Place};
use crate::terraform::{Document, Item, Section};

/// Providers whose resources exist only in the state or on the machine that runs Terraform.
const WITHOUT_CLOUD: [&str; 7] = ["random", "null", "tls", "time", "local", "archive", "terraform"];

/// What a document costs a month.
///
/// ```
/// use groundplan::cost::{PriceBook, Usage, estimate};
/// use groundplan::terraform::{Block, Document, Provider};
/// let mut document = Document::new();
/// document.file("provider").add(Provider::new("aws").set("region", "us-east-1"));
/// document.file("network").resource("aws_nat_gateway", "main", Block::new());
/// let estimate = estimate(&document, PriceBook::bundled(), &Usage::new());
/// // 730 hours at 0.045 dollars.
/// assert_eq!(estimate.monthly().total().expected.to_string(), "32.850");
/// ```
#[must_use]
pub fn estimate(document: &Document, book: &PriceBook, usage: &Usage) -> Estimate {
    estimate_all([Root::new("", document, usage)], book)
}

/// What several root modules cost a month, together and each. Where a price falls with the quantity, modules of
/// one account go up its steps together, as AWS counts them.
///
/// ```
/// use groundplan::cost::{PriceBook, Root, Usage, estimate_all};
/// use groundplan::terraform::{Block, Document};
/// let mut document = Document::new();
/// document.file("network").resource("aws_eip", "main", Block::new());
/// let usage = Usage::new();
/// let root = |name| Root::new(name, &document, &usage);
/// let estimate = estimate_all([root("a").region("us-east-1"), root("b")], PriceBook::bundled());
/// assert_eq!(estimate.modules[0].lines.len(), 1);
/// assert_eq!(estimate.modules[1].unpriced[0].reason, "the region is not known");
/// ```
#[must_use]
pub fn estimate_all<'a>(roots: impl IntoIterator<Item = Root<'a>>, book: &PriceBook) -> Estimate {
    let mut ledger = Ledger::new(book);
    let mut modules: Vec<Module> = Vec::new();
    for root in roots {
        let priced = module(&root, &mut ledger);
        // What a root module calls is on its own bill.
        match modules.last_mut().filter(|last| root.within.is_some() && last.name == priced.name) {
            Some(last) => last.join(priced),
            None => modules.push(priced),
        }
    }
    Estimate { price_date: ledger.oldest(), modules, allowances: Vec::new() }
}

fn module(root: &Root<'_>, ledger: &mut Ledger<'_>) -> Module {
    let Charged { region, account, charges } = charged(root);
    ledger.module(root.name.clone(), region, account, charges)
}

/// What is charged in a root module, before prices are known, and where.
pub(super) struct Charged {
    pub(super) region: Option<String>,
    pub(super) account: Option<String>,
    pub(super) charges: Charges,
}

/// Finds what is charged in a root module.
pub(super) fn charged(root: &Root<'_>) -> Charged {
    charged_first(root, root.document.items().len())
}

/// As [`charged`], of the first objects of the document alone: the others are what their prices depend on.
pub(super) fn charged_first(root: &Root<'_>, count: usize) -> Charged {
    let model = Model::with_defaults(root.document);
    let index = Index::of(&model);
    let providers = Providers::of(&model);
    let site = providers.default_site();
    let region = site.region.or(root.region.as_deref());
    let mut charges = Charges::default();
    let mut pricing = OfModule { root, index: &index, providers: &providers, region, charges: &mut charges };
    root.document.items().iter().take(count).for_each(|item| pricing.item(&model, item));
    // They are of the whole, not of each module.
    if root.within.is_none() {
        pricing.transfers();
    }
    let account = site.account.or(root.account.as_deref()).map(str::to_owned);
    Charged { region: region.map(str::to_owned), account, charges }
}

/// One root module while it is priced.
struct OfModule<'a, 'b> {
    root: &'b Root<'b>,
    index: &'a Index<'a>,
    providers: &'b Providers<'a>,
    region: Option<&'b str>,
    charges: &'b mut Charges,
}

/// Why resources of other providers are not priced.
pub(crate) const OF_ANOTHER_PROVIDER: &str = "groundplan prices the AWS provider only";

impl<'a> OfModule<'a, '_> {
    fn item(&mut self, model: &'a Model<'a>, item: &'a Item) {
        match item.section {
            Section::Resource => self.resource(model, item),
            Section::Data => {
                let address = self.address(&["data.", &item.resource_type, ".", &item.name]);
                self.free(address, "a data source reads what is there");
            }
            Section::Module => {
                let address = self.address(&["module.", &item.name]);
                self.unpriced(address, "what the module makes is not in this document: a plan shows it");
            }
            _ => {}
        }
    }

    fn address(&self, own: &[&str]) -> String {
        match &self.root.within {
            Some(module) => [module, ".", &own.concat()].concat(),
            None => own.concat(),
        }
    }

    fn resource(&mut self, model: &'a Model<'a>, item: &'a Item) {
        let address = self.address(&[&item.resource_type, ".", &item.name]);
        match item.resource_type.split('_').next().unwrap_or_default() {
            "aws" => self.of_aws(address, model, item),
            known if WITHOUT_CLOUD.contains(&known) => {
                self.free(address, format!("the provider {known} makes nothing in a cloud"));
            }
            _ => self.unpriced(address, OF_ANOTHER_PROVIDER),
        }
    }

    fn of_aws(&mut self, address: String, model: &'a Model<'a>, item: &'a Item) {
        match Families::all().of(&item.resource_type) {
            Some(Pricing::Free(reason)) => self.free(address, *reason),
            Some(Pricing::Family(price)) => {
                if let Some(place) = model.place(item) {
                    self.of_family(*price, address, place);
                }
            }
            None => self.unpriced(address, format!("groundplan does not price {} yet", item.resource_type)),
        }
    }

    fn of_family(&mut self, price: super::aws::Price, address: String, place: Place<'a>) {
        match count::instances(&place) {
            Ok(none) if none.is_zero() => self.free(address, "none is made"),
            Ok(instances) => self.write(price, &address, place, instances),
            Err(unknown) => self.unpriced(address, unknown.reason),
        }
    }

    fn write(&mut self, price: super::aws::Price, address: &str, place: Place<'a>, instances: Decimal) {
        let region = self.providers.region(&place, self.root.region.as_deref());
        let (kind, concern) = (place.item.resource_type.as_str(), place.item.file.as_str());
        let payer = Payer { address, kind, concern, region, instances };
        let before = self.charges.count();
        let mut bill = Bill::new(payer, self.root.usage, self.charges);
        if let Err(unknown) = price(&Resource::new(place, self.index), &mut bill) {
            bill.unpriced(unknown.reason);
        }
        let lacks_usage = bill.missing_usage();
        if self.charges.count() == before && !lacks_usage {
            self.free(address.to_owned(), "nothing of it is charged as it is configured");
        }
    }

    /// Transfers of data that a usage file counts by themselves.
    fn transfers(&mut self) {
        let usage = self.root.usage;
        for address in usage.transfers() {
            let region = usage.word(DATA_TRANSFER, address, "region").or(self.region);
            let payer =
                Payer { address, kind: DATA_TRANSFER, concern: "usage", region, instances: Decimal::ONE };
            super::aws::data_transfer(&mut Bill::new(payer, usage, self.charges));
        }
    }

    fn free(&mut self, address: String, reason: impl Into<Cow<'static, str>>) {
        self.charges.free.push(Free { address: address.into(), reason: reason.into() });
    }

    fn unpriced(&mut self, address: String, reason: impl Into<String>) {
        self.charges.unpriced.push(Unpriced { address: address.into(), reason: reason.into() });
    }
}

#[cfg(test)]
mod tests {
    use super::super::aws::testing::document;
    use super::*;

    /// The result for each address, with the region where it is charged.
    fn results(text: &str) -> Vec<String> {
        let (document, usage) = (document(text), Usage::new());
        let root = Root::new("", &document, &usage).region("us-east-1").within("module.queue");
        let estimate = estimate_all([root], PriceBook::bundled());
        let module = &estimate.modules[0];
        let mut lines: Vec<String> =
            module.lines.iter().map(|line| format!("{} in {}", line.address, line.region)).collect();
        lines.extend(module.free.iter().map(|free| format!("{} free: {}", free.address, free.reason)));
        lines.extend(module.unpriced.iter().map(|one| format!("{} unpriced: {}", one.address, one.reason)));
        lines
    }

    #[test]
    fn a_region_that_is_said_and_not_known_is_not_taken_from_elsewhere() {
        let text = r#"
provider "aws" { region = "eu-west-1" }
provider "aws" { alias = "bare" }
provider "aws" {
  alias  = "after"
  region = var.region
}
resource "aws_eip" "after" { provider = aws.after }
resource "aws_eip" "elsewhere" { provider = aws.elsewhere }
resource "aws_eip" "plain" {}
resource "aws_eip" "bare" { provider = aws.bare }
resource "aws_eip" "unknown" { region = data.aws_region.here.name }"#;
        assert_eq!(
            results(text),
            [
                "module.queue.aws_eip.plain in eu-west-1",
                "module.queue.aws_eip.bare in us-east-1",
                "module.queue.aws_eip.after unpriced: the region is not known",
                "module.queue.aws_eip.elsewhere unpriced: the region is not known",
                "module.queue.aws_eip.unknown unpriced: the region is not known",
            ]
        );
    }

    /// A usage-based charge is not free because its usage is missing.
    #[test]
    fn missing_usage_is_listed_beside_lines() {
        let text = r#"
resource "aws_nat_gateway" "main" {}
resource "aws_cloudwatch_log_group" "main" {}
resource "aws_eip" "main" {}"#;
        let (document, usage) = (document(text), Usage::new());
        let estimate =
            estimate_all([Root::new("", &document, &usage).region("us-east-1")], PriceBook::bundled());
        let module = &estimate.modules[0];
        let missing_usage: Vec<&str> =
            module.missing_usage.iter().map(|missing_usage| missing_usage.address.as_str()).collect();
        assert_eq!(missing_usage, ["aws_nat_gateway.main", "aws_cloudwatch_log_group.main"]);
        assert!(
            module.missing_usage[0].keys.contains(&"monthly_data_processed_gb"),
            "{:?}",
            module.missing_usage
        );
        assert_eq!(module.free, []);
        assert!(module.lines.iter().any(|line| line.address == "aws_nat_gateway.main"));
        assert!(estimate.addresses().contains("aws_cloudwatch_log_group.main"));
    }

    #[test]
    fn what_is_no_resource_of_aws_is_told_as_well() {
        let text = r#"
data "aws_region" "here" {}
resource "random_id" "main" {}
resource "aws_eip" "none" { count = 0 }
resource "aws_eip" "some" { count = var.some }
resource "google_storage_bucket" "main" {}
resource "aws_no_such_thing" "main" {}
module "database" { source = "./database" }"#;
        assert_eq!(
            results(text),
            [
                "module.queue.data.aws_region.here free: a data source reads what is there",
                "module.queue.random_id.main free: the provider random makes nothing in a cloud",
                "module.queue.aws_eip.none free: none is made",
                "module.queue.aws_eip.some unpriced: `count` is `var.some`, so how many are made is not known",
                "module.queue.google_storage_bucket.main unpriced: groundplan prices the AWS provider only",
                "module.queue.aws_no_such_thing.main unpriced: groundplan does not price aws_no_such_thing yet",
                "module.queue.module.database unpriced: what the module makes is not in this document: a plan shows it",
            ]
        );
    }

    /// Resources of a plan do not say their region before version 6 of the provider.
    #[test]
    fn what_a_plan_shows_is_where_its_provider_works() {
        let resource = |name: &str, key: &str| {
            let own = format!(r#""mode": "managed", "type": "aws_eip", "name": "{name}""#);
            (format!("{{{own}, \"values\": {{}}}}"), format!(r#"{{{own}, "provider_config_key": "{key}"}}"#))
        };
        let (plain, of_plain) = resource("plain", "aws");
        let (fra, of_fra) = resource("fra", "aws.fra");
        let (after, of_after) = resource("after", "aws.after");
        let (own, of_own) = resource("own", "module.x:aws");
        let (called, of_called) = resource("called", "module.x:aws.fra");
        let text = format!(
            r#"{{"format_version": "1.2", "variables": {{"main": {{"value": "eu-west-1"}}}},
            "planned_values": {{"root_module": {{"resources": [{plain}, {fra}, {after}],
                "child_modules": [{{"address": "module.x", "resources": [{own}, {called}]}}]}}}},
            "configuration": {{
                "provider_config": {{
                    "aws": {{"name": "aws", "expressions": {{"region": {{"references": ["var.main"]}}}}}},
                    "aws.fra": {{"name": "aws", "alias": "fra", "expressions": {{"region": {{"constant_value": "eu-central-1"}}}}}},
                    "aws.after": {{"name": "aws", "alias": "after", "expressions": {{"region": {{"references": ["local.x"]}}}}}},
                    "module.x:aws": {{"name": "aws", "module_address": "module.x", "expressions": {{"region": {{"constant_value": "us-west-2"}}}}}},
                    "module.x:aws.fra": {{"name": "aws", "alias": "fra", "module_address": "module.x"}}
                }},
                "root_module": {{"resources": [{of_plain}, {of_fra}, {of_after}],
                    "module_calls": {{"x": {{"module": {{"resources": [{of_own}, {of_called}]}}}}}}}}
            }}}}"#
        );
        let modules = crate::terraform::read::plan::read(&text).unwrap();
        let usage = Usage::new();
        let root = |module: &crate::terraform::read::plan::Module| module.document.clone();
        let documents: Vec<Document> = modules.iter().map(root).collect();
        let roots = documents.iter().map(|document| Root::new("", document, &usage).region("us-east-1"));
        let estimate = estimate_all(roots, PriceBook::bundled());
        let lines = estimate.modules.iter().flat_map(|module| &module.lines);
        let lines: Vec<String> = lines.map(|line| format!("{} in {}", line.address, line.region)).collect();
        assert_eq!(
            lines,
            [
                "aws_eip.plain in eu-west-1",
                "aws_eip.fra in eu-central-1",
                "aws_eip.own in us-west-2",
                "aws_eip.called in eu-central-1",
            ]
        );
        assert_eq!(estimate.modules[0].unpriced[0].address, "aws_eip.after");
        assert_eq!(estimate.modules[0].region.as_deref(), Some("eu-west-1"));
    }
}
