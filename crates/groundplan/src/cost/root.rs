use super::Usage;
use crate::model::{Model, Place};
use crate::terraform::{Document, Section};

/// A root module to be priced, and what its document does not say.
///
/// ```
/// use groundplan::cost::{Root, Usage};
/// use groundplan::terraform::Document;
/// let (document, usage) = (Document::new(), Usage::new());
/// let root = Root::new("environments/production", &document, &usage).region("eu-west-1");
/// assert_eq!(root.name, "environments/production");
/// ```
#[derive(Clone, Debug)]
pub struct Root<'a> {
    /// Its folder or its name.
    pub name: String,
    /// Its content.
    pub document: &'a Document,
    /// How much it is used.
    pub usage: &'a Usage,
    /// The region, where no provider and no resource says one.
    pub region: Option<String>,
    /// The account, where no provider says one.
    pub account: Option<String>,
    /// The prefix of its addresses: `module.queue` for a module of a plan.
    pub within: Option<String>,
}

impl<'a> Root<'a> {
    /// A root module by its name.
    #[must_use]
    pub fn new(name: impl Into<String>, document: &'a Document, usage: &'a Usage) -> Self {
        Self { name: name.into(), document, usage, region: None, account: None, within: None }
    }

    /// Says the region, for what does not say one itself.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Says the account, for what does not say one itself.
    #[must_use]
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// Sets the prefix of its addresses: `module.queue`.
    #[must_use]
    pub fn within(mut self, module: impl Into<String>) -> Self {
        self.within = Some(module.into()).filter(|module: &String| !module.is_empty());
        self
    }
}

/// Where the providers of a document work.
pub(crate) struct Providers<'a> {
    known: Vec<Known<'a>>,
}

/// A provider by its alias.
struct Known<'a> {
    alias: Option<&'a str>,
    site: Where<'a>,
    says_region: bool,
}

/// A region and an account, as far as they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Where<'a> {
    pub(crate) region: Option<&'a str>,
    pub(crate) account: Option<&'a str>,
}

impl<'a> Providers<'a> {
    pub(crate) fn of(model: &'a Model<'a>) -> Self {
        let providers = model.section(Section::Provider).filter(|provider| provider.item.name == "aws");
        let site = |provider: Place<'a>| {
            let account = single_account(&provider).or_else(|| account_of_role(&provider));
            let site = Where { region: provider.text("region"), account };
            Known { alias: provider.text("alias"), site, says_region: provider.may_have("region") }
        };
        Self { known: providers.map(site).collect() }
    }

    /// Where the provider works that has no alias.
    pub(crate) fn default_site(&self) -> Where<'a> {
        self.site(None)
    }

    /// The region of a resource: its own, or that of its provider, or `otherwise`. That is not
    /// used for a resource whose region cannot be read, nor for a provider that is configured elsewhere.
    pub(crate) fn region(&self, resource: &Place<'a>, otherwise: Option<&'a str>) -> Option<&'a str> {
        if resource.may_have("region") {
            return resource.text("region");
        }
        match resource.text("provider").and_then(|provider| provider.split_once('.')) {
            None => self.default_site().region.or(otherwise),
            Some((_, alias)) => {
                let known = self.find(Some(alias))?;
                if known.says_region { known.site.region } else { otherwise }
            }
        }
    }

    fn site(&self, alias: Option<&str>) -> Where<'a> {
        self.find(alias).map(|known| known.site).unwrap_or_default()
    }

    fn find(&self, alias: Option<&str>) -> Option<&Known<'a>> {
        self.known.iter().find(|known| known.alias == alias)
    }
}

/// The one account that a provider may work in.
fn single_account<'a>(provider: &Place<'a>) -> Option<&'a str> {
    match provider.list("allowed_account_ids")?.as_slice() {
        [only] => crate::model::text(only),
        _ => None,
    }
}

/// The account of the role that a provider works as: `arn:aws:iam::111111111111:role/deploy`.
fn account_of_role<'a>(provider: &Place<'a>) -> Option<&'a str> {
    provider.block("assume_role")?.text("role_arn")?.split(':').nth(4).filter(|account| !account.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terraform::read;

    #[test]
    fn a_resource_is_where_it_says_or_where_its_provider_works() {
        let text = r#"
provider "aws" {
  region              = var.region
  allowed_account_ids = ["111111111111"]
}
provider "aws" {
  alias  = "virginia"
  region = "us-east-1"
  assume_role { role_arn = "arn:aws:iam::222222222222:role/deploy" }
}
variable "region" { default = "eu-west-1" }
resource "aws_eip" "plain" {}
resource "aws_eip" "virginia" { provider = aws.virginia }
resource "aws_eip" "own" { region = "eu-north-1" }
resource "aws_eip" "unknown" { region = data.aws_region.here.name }
"#;
        let (document, report) = read::module([("main.tf", text)]);
        assert!(!report.has_errors(), "{report}");
        let model = Model::with_defaults(&document);
        let providers = Providers::of(&model);
        let site = providers.default_site();
        assert_eq!(site, Where { region: Some("eu-west-1"), account: Some("111111111111") });
        let virginia = providers.site(Some("virginia"));
        assert_eq!(virginia, Where { region: Some("us-east-1"), account: Some("222222222222") });
        let regions: Vec<_> =
            model.resources("aws_eip").map(|place| providers.region(&place, None)).collect();
        assert_eq!(regions, [Some("eu-west-1"), Some("us-east-1"), Some("eu-north-1"), None]);
    }
}
