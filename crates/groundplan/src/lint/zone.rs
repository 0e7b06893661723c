//! Regions, and the zones that are of them.

use super::relation::identity;
use crate::diagnostic::{Report, Rule, nearest, rules};
use crate::model::{Model, Place, reference, text};
use crate::terraform::{Content, Literal, Section, Value};
use crate::unit::Region;

rules! {
    /// A region is one of AWS.
    ///
    /// The provider refuses one that it does not know when it starts. What is spelt much like a region is taken for a mistake.
    AWS_REGION = error "aws/region", "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html";

    /// A zone is one of the region that the provider works in.
    ///
    /// AWS knows no zone of another region there, and refuses what is to be in it.
    AWS_ZONE_REGION = error "aws/zone-region", "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html";
}

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for provider in model.section(Section::Provider).filter(|provider| provider.item.name == "aws") {
        spelt(&provider, report);
    }
    zones(model, report);
}

fn spelt(provider: &Place<'_>, report: &mut Report) {
    let Some(given) = provider.text("region") else { return };
    // Fakes of AWS take any region, and what skips the check may mean a new one.
    let is_free = ["endpoints", "skip_region_validation"].iter().any(|name| provider.may_have(name));
    let names = || Region::all().iter().map(|region| region.name());
    if is_free || names().any(|name| name == given) {
        return;
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let near = nearest(given, names())
        .filter(|near| digits(near) == digits(given) && strsim::damerau_levenshtein(given, near) <= 2);
    if let Some(near) = near {
        let finding = provider.found(Rule::AWS_REGION, "region", "no region is called so").given(given);
        report.add(finding.wants("a region of AWS").hint(near));
    }
}

fn zones(model: &Model<'_>, report: &mut Report) {
    let regions: Vec<_> = model
        .section(Section::Provider)
        .filter(|provider| provider.item.name == "aws")
        .filter_map(|provider| Some((provider.text("alias").unwrap_or_default(), provider.text("region")?)))
        .collect();
    if regions.is_empty() {
        return;
    }
    for resource in model.section(Section::Resource) {
        let Some(region) = region(&resource, &regions) else { continue };
        let listed = resource.list("availability_zones").unwrap_or_default().into_iter().filter_map(text);
        let zones = listed.map(|zone| ("availability_zones", zone));
        let single = resource.text("availability_zone").map(|zone| ("availability_zone", zone));
        for (name, zone) in zones.chain(single).filter(|(_, zone)| is_elsewhere(zone, region)) {
            let message = format!("the zone is not one of {region}");
            let finding = resource.found(Rule::AWS_ZONE_REGION, name, message).given(zone);
            report.add(finding.wants(format!("a zone of {region}, such as {region}a")));
        }
    }
}

/// The zone of a subnet of this module, as it is written: two that are equal are one.
pub(super) fn zone_of(place: &Place<'_>, subnet: &Value) -> Option<String> {
    let subnet = place.model.target(reference(subnet)?, &["aws_subnet"])?;
    identity(&subnet, "availability_zone")
}

/// The region that a resource is in.
fn region<'a>(resource: &Place<'a>, regions: &[(&str, &'a str)]) -> Option<&'a str> {
    if !resource.item.resource_type.starts_with("aws_") || resource.may_have("region") {
        return None;
    }
    let alias = match resource.item.block()?.get("provider") {
        None => "",
        Some(Content::Literal(Literal::Bare(used))) if used == "aws" => "",
        Some(Content::Literal(Literal::Bare(used))) => used.strip_prefix("aws.")?,
        Some(_) => return None,
    };
    regions.iter().find(|(name, _)| *name == alias).map(|(_, region)| *region)
}

/// Whether a text is a zone, and one of another region: `us-east-1a`, `us-east-1-bos-1a`.
fn is_elsewhere(zone: &str, region: &str) -> bool {
    let is_zone = zone.split('-').count() >= 3
        && zone.ends_with(|end: char| end.is_ascii_lowercase())
        && zone
            .trim_end_matches(|end: char| end.is_ascii_lowercase())
            .ends_with(|end: char| end.is_ascii_digit())
        && zone.chars().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '-');
    let rest = zone.strip_prefix(region);
    let is_here = rest.is_some_and(|rest| rest.starts_with(|next: char| !next.is_ascii_digit()));
    is_zone && !is_here
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::trial::found;

    #[test]
    fn zones_begin_with_their_region() {
        let elsewhere = |zone: &str| is_elsewhere(zone, "us-east-1");
        let here = ["us-east-1a", "us-east-1-bos-1a", "us-east-1-wl1-bos-wlz-1", "a", "var", "use1-az1"];
        here.iter().for_each(|zone| assert!(!elsewhere(zone), "{zone}"));
        assert!(elsewhere("us-east-2a"));
        assert!(elsewhere("eu-west-1b"));
    }

    #[test]
    fn the_region_is_that_of_the_configuration() {
        let of = |more: &str| {
            let text = format!(
                "provider \"aws\" {{\n  region = \"eu-west-1\"\n}}\nprovider \"aws\" {{\n  alias = \"us\"\n  region = \"us-east-1\"\n}}\n\
                 resource \"aws_subnet\" \"a\" {{\n  availability_zone = \"us-east-1a\"\n  {more}\n}}\n"
            );
            found("aws/zone-region", &text).len()
        };
        assert_eq!([of(""), of("provider = aws.us")], [1, 0]);
        assert_eq!([of("region = \"us-east-1\""), of("provider = aws.other")], [0, 0]);
    }

    #[test]
    fn a_region_may_be_newer_and_is_not_spelt_wrong() {
        let of = |region: &str, more: &str| {
            found("aws/region", &format!("provider \"aws\" {{\n  region = \"{region}\"\n{more}}}\n")).len()
        };
        assert_eq!([of("us-est-1", ""), of("eu-wset-1", "")], [1, 1]);
        assert_eq!([of("us-east-1", ""), of("eu-west-9", ""), of("local", "")], [0, 0, 0]);
        assert_eq!(of("us-est-1", "  skip_region_validation = true\n"), 0);
    }
}
