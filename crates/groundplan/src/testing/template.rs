use super::compare::Comparison;
use super::{Match, Mismatch, seen};
use crate::diagnostic::nearest;
use crate::terraform::{Document, Item, Section};

/// A document with assertions for tests.
///
/// ```
/// use groundplan::props;
/// use groundplan::terraform::{Block, Document};
/// use groundplan::testing::Template;
///
/// let mut document = Document::new();
/// let mut body = Block::new();
/// body.set("cidr_block", "10.20.0.0/16");
/// document.file("network").resource("aws_vpc", "main", body);
///
/// let template = Template::of(&document);
/// template.assert_has_resource("aws_vpc", props! { "cidr_block": "10.20.0.0/16" })?;
/// let wrong = template.assert_has_resource("aws_vpc", props! { "cidr_block": "10.30.0.0/16" }).unwrap_err();
/// assert_eq!(wrong.to_string(), r#"no aws_vpc is as wanted; the only one is aws_vpc.main:
///   cidr_block
///     wanted  "10.30.0.0/16"
///     found   "10.20.0.0/16"
/// "#);
/// # Ok::<(), groundplan::testing::Mismatch>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Template<'a> {
    document: &'a Document,
}

impl<'a> Template<'a> {
    /// Wraps a document: `synthesis.environment("production")`.
    #[must_use]
    pub fn of(document: &'a Document) -> Self {
        Self { document }
    }

    /// Asserts that some resource of a type matches.
    ///
    /// ```
    /// # use groundplan::{props, terraform::Document, testing::{Match, Template}};
    /// # fn test(template: Template<'_>) -> Result<(), groundplan::testing::Mismatch> {
    /// template.assert_has_resource("aws_lb_listener", props! { "port": 443, "certificate_arn": Match::any() })
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If none does, with the differences of the closest one.
    pub fn assert_has_resource(&self, kind: &str, wanted: impl Into<Match>) -> Result<(), Mismatch> {
        self.has(Section::Resource, kind, &wanted.into())
    }

    /// Asserts that some data source of a type matches.
    ///
    /// ```
    /// # use groundplan::{props, testing::Template};
    /// # fn test(template: Template<'_>) -> Result<(), groundplan::testing::Mismatch> {
    /// template.assert_has_data("aws_route53_zone", props! { "name": "example.com" })
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If none does, with the differences of the closest one.
    pub fn assert_has_data(&self, kind: &str, wanted: impl Into<Match>) -> Result<(), Mismatch> {
        self.has(Section::Data, kind, &wanted.into())
    }

    /// Asserts that the object of an address matches: `aws_ecs_service.api`, `local.api_container`, `var.api_tag`.
    ///
    /// ```
    /// # use groundplan::{props, testing::Template};
    /// # fn test(template: Template<'_>) -> Result<(), groundplan::testing::Mismatch> {
    /// template.assert_has_address("aws_ecs_service.api", props! { "desired_count": 2 })
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no such object, or it differs.
    pub fn assert_has_address(&self, address: &str, wanted: impl Into<Match>) -> Result<(), Mismatch> {
        self.has_named(address, &wanted.into())
    }

    /// Asserts that the output of a name matches.
    ///
    /// ```
    /// # use groundplan::{props, testing::{Match, Template}};
    /// # fn test(template: Template<'_>) -> Result<(), groundplan::testing::Mismatch> {
    /// template.assert_has_output("service_api", props! { "value": Match::reference_to("aws_ecs_service.api.name") })
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If there is no such output, or it differs.
    pub fn assert_has_output(&self, name: &str, wanted: impl Into<Match>) -> Result<(), Mismatch> {
        self.has_named(&format!("output.{name}"), &wanted.into())
    }

    /// There are so many resources of a type.
    ///
    /// # Errors
    ///
    /// When there are more or fewer: which there are.
    pub fn assert_resource_count(&self, kind: &str, wanted: usize) -> Result<(), Mismatch> {
        let found = self.of_kind(Section::Resource, kind);
        if found.len() == wanted {
            return Ok(());
        }
        let names: Vec<String> = found.iter().map(|item| address(item)).collect();
        let names = if names.is_empty() {
            self.instead(Section::Resource, kind)
        } else {
            format!(": {}", names.join(", "))
        };
        Err(Mismatch::new(format!("wanted {wanted} of {kind}, found {}{names}", found.len())))
    }

    /// Every resource of a type is as wanted, and there is one at least.
    ///
    /// ```
    /// # use groundplan::{props, testing::Template};
    /// # fn test(template: Template<'_>) -> Result<(), groundplan::testing::Mismatch> {
    /// template.assert_all_resources("aws_subnet", props! { "map_public_ip_on_launch": false })
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When there is none, or some differ: in what.
    pub fn assert_all_resources(&self, kind: &str, wanted: impl Into<Match>) -> Result<(), Mismatch> {
        let wanted = wanted.into();
        let compared = self.compared(Section::Resource, kind, &wanted);
        if compared.is_empty() {
            return Err(self.none(Section::Resource, kind));
        }
        let all = compared.len();
        let (good, bad): (Vec<_>, Vec<_>) =
            compared.into_iter().partition(|(_, comparison)| comparison.is_match());
        if bad.is_empty() {
            good.into_iter().for_each(|(_, comparison)| comparison.keep());
            return Ok(());
        }
        let headline = format!(
            "{} of {all} {kind} {} not as wanted:",
            bad.len(),
            if bad.len() == 1 { "is" } else { "are" }
        );
        let of = |mismatch: Mismatch, (item, comparison): (&Item, Comparison)| {
            mismatch.of(address(item), comparison.differences)
        };
        Err(bad.into_iter().fold(Mismatch::new(headline), of))
    }

    /// No resource of a type is as described. Without a description, `props! {}`, there is none at all.
    ///
    /// ```
    /// # use groundplan::{props, testing::Template};
    /// # fn test(template: Template<'_>) -> Result<(), groundplan::testing::Mismatch> {
    /// template.assert_lacks_resource("aws_vpc_security_group_ingress_rule", props! { "from_port": 22 })
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When some are: which.
    pub fn assert_lacks_resource(&self, kind: &str, unwanted: impl Into<Match>) -> Result<(), Mismatch> {
        let unwanted = unwanted.into();
        let found: Vec<String> =
            self.find_resources(kind, unwanted.clone()).into_iter().map(address).collect();
        if found.is_empty() {
            return Ok(());
        }
        let headline =
            format!("no {kind} should be {}, but found: {}", seen::wanted(&unwanted), found.join(", "));
        Err(Mismatch::new(headline))
    }

    /// The resources of a type that are as described. Fills captures.
    ///
    /// ```
    /// # use groundplan::{props, terraform::Document, testing::Template};
    /// let document = Document::new();
    /// assert!(Template::of(&document).find_resources("aws_lb", props! { "internal": false }).is_empty());
    /// ```
    pub fn find_resources(&self, kind: &str, wanted: impl Into<Match>) -> Vec<&'a Item> {
        let compared = self.compared(Section::Resource, kind, &wanted.into()).into_iter();
        let good = compared.filter(|(_, comparison)| comparison.is_match());
        good.map(|(item, comparison)| {
            comparison.keep();
            item
        })
        .collect()
    }

    fn has(&self, section: Section, kind: &str, wanted: &Match) -> Result<(), Mismatch> {
        let compared = self.compared(section, kind, wanted);
        if compared.iter().any(|(_, comparison)| comparison.is_match()) {
            let good = compared.into_iter().filter(|(_, comparison)| comparison.is_match());
            good.for_each(|(_, comparison)| comparison.keep());
            return Ok(());
        }
        let count = compared.len();
        let closest = compared.into_iter().min_by_key(|(_, comparison)| comparison.weight());
        let Some((item, comparison)) = closest else { return Err(self.none(section, kind)) };
        let which = if count == 1 { "the only one".to_owned() } else { format!("the closest of {count}") };
        let headline = format!("no {kind} is as wanted; {which} is {}:", address(item));
        Err(Mismatch::new(headline).with(comparison.differences))
    }

    fn has_named(&self, name: &str, wanted: &Match) -> Result<(), Mismatch> {
        let Some(item) = self.document.items().iter().find(|item| address(item) == name) else {
            return Err(Mismatch::new(format!("there is no {name}{}", self.neighbour(name))));
        };
        let comparison = Comparison::of(wanted, &seen::of_content(&item.content), self.document);
        if comparison.is_match() {
            comparison.keep();
            return Ok(());
        }
        Err(Mismatch::new(format!("{name} is not as wanted:")).with(comparison.differences))
    }

    fn of_kind(&self, section: Section, kind: &str) -> Vec<&'a Item> {
        self.document
            .items()
            .iter()
            .filter(|item| item.section == section && item.resource_type == *kind)
            .collect()
    }

    fn compared(&self, section: Section, kind: &str, wanted: &Match) -> Vec<(&'a Item, Comparison)> {
        let items = self.of_kind(section, kind).into_iter();
        items
            .map(|item| (item, Comparison::of(wanted, &seen::of_content(&item.content), self.document)))
            .collect()
    }

    fn none(&self, section: Section, kind: &str) -> Mismatch {
        let data = if section == Section::Data { "data source " } else { "" };
        Mismatch::new(format!("there is no {data}{kind}{}", self.instead(section, kind)))
    }

    /// The type that was meant, perhaps.
    fn instead(&self, section: Section, kind: &str) -> String {
        let kinds = self.document.items().iter().filter(|item| item.section == section);
        suggestion(nearest(kind, kinds.map(|item| item.resource_type.as_str())))
    }

    /// The address that was meant, perhaps.
    fn neighbour(&self, name: &str) -> String {
        let known: Vec<String> = self.document.items().iter().map(address).collect();
        suggestion(nearest(name, known.iter().map(String::as_str)))
    }
}

fn suggestion(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean {near}?"))
}

/// Blocks without an address have no name that a test could give.
fn address(item: &Item) -> String {
    item.address().map_or_else(String::new, |address| address.to_string())
}

#[cfg(test)]
mod tests;
