//! Records of hosted zones.

use super::relation::identity;
use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};
use crate::terraform::Reference;

rules! {
    /// A CNAME has another name than its zone.
    ///
    /// That name has the records NS and SOA, and a CNAME tolerates no others: AWS refuses it. An alias record can point to a
    /// load balancer or distribution there.
    AWS_APEX_CNAME = error "aws/apex-cname", "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat";
}

const ZONE: &str = "aws_route53_zone";

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for record in model.resources("aws_route53_record").filter(|record| record.text("type") == Some("CNAME"))
    {
        let Some(reference) = record.reference("zone_id") else { continue };
        let made = model.target(reference, &[ZONE]);
        let Some(zone) = made.or_else(|| model.looked_up(reference, ZONE)) else { continue };
        if is_apex(&record, &zone) {
            let finding =
                record.found(Rule::AWS_APEX_CNAME, "type", "a CNAME cannot have the name of its zone");
            report.add(finding.given("CNAME").wants("an A record with an alias block, or another name"));
        }
    }
}

/// Whether the names are the same, or the record takes the zone's.
fn is_apex(record: &Place<'_>, zone: &Place<'_>) -> bool {
    let is_of_zone = |reference: &Reference| {
        let (address, path) = (&reference.address, &reference.path);
        let is_it = zone.item.address().is_some_and(|own| own == *address);
        is_it && (*path == "name" || path.ends_with("].name"))
    };
    let plain = |name: String| name.trim_end_matches('.').to_ascii_lowercase();
    let names = identity(record, "name").map(plain).zip(identity(zone, "name").map(plain));
    names.is_some_and(|(one, other)| one == other)
        || record.text("name") == Some("")
        || record.reference("name").is_some_and(is_of_zone)
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    #[test]
    fn a_zone_that_is_looked_up_has_its_name_too() {
        let record = |zone: &str, name: &str| {
            let text = format!(
                "variable \"domain\" {{}}\ndata \"aws_route53_zone\" \"a\" {{\n  name = {zone}\n}}\nresource \"aws_route53_record\" \"a\" {{\n  zone_id = data.aws_route53_zone.a.zone_id\n  type    = \"CNAME\"\n  name    = {name}\n}}\n"
            );
            found("aws/apex-cname", &text).len()
        };
        assert_eq!(record("\"example.com.\"", "\"Example.com\""), 1);
        assert_eq!(record("var.domain", "var.domain"), 1);
        assert_eq!(record("var.domain", "data.aws_route53_zone.a.name"), 1);
        assert_eq!(record("var.domain", "\"www.${var.domain}\""), 0);
        assert_eq!(record("\"example.com\"", "var.domain"), 0);
    }
}
