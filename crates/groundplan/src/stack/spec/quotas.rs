//! What the environments of all stacks take of an account's quotas in a region.

use std::collections::BTreeMap;

use super::across_stacks::AcrossStacks;
use super::rules::tier;
use super::stack::Stack;
use crate::aws::network::{is_made, nat_gateway_count};
use crate::aws::quota::Quota;
use crate::aws::{Waived, Waivers};
use crate::decision::Tier;
use crate::diagnostic::{Diagnostic, Path};
use crate::spec::Map;
use crate::unit::Region;

/// A quota of an account in a region.
struct OfRegion {
    quota: Quota,
    /// How much of it an environment takes.
    taken: fn(&Share<'_>) -> usize,
    things: &'static str,
    /// What else can be done.
    instead: &'static str,
}

const ELSEWHERE: &str = "another account for some of the environments";

const QUOTAS: [OfRegion; 3] = [
    OfRegion {
        quota: Quota::VPCS,
        taken: |share| share.vpcs,
        things: "VPCs beside the default VPC",
        instead: ELSEWHERE,
    },
    OfRegion {
        quota: Quota::ELASTIC_IPS,
        taken: |share| share.nat_gateways.0,
        things: "Elastic IP addresses",
        instead: "another `egress` for some of the environments",
    },
    OfRegion {
        quota: Quota::NAT_GATEWAYS,
        taken: |share| share.nat_gateways.1,
        things: "NAT gateways in one zone",
        instead: ELSEWHERE,
    },
];

/// An environment in an account and region.
struct Share<'a> {
    stack: usize,
    environment: &'a str,
    /// How a message calls it: with the stack's name where there are several.
    title: String,
    vpcs: usize,
    /// All of them, and those in the first zone.
    nat_gateways: (usize, usize),
    waivers: Map<Waivers>,
}

/// The quotas that environments exceed which share account and region. Environments without an account are counted
/// together: they are deployed with whatever credentials are at hand.
pub(in crate::stack) fn exceeded(stacks: &[&Stack]) -> AcrossStacks {
    let mut found = AcrossStacks::default();
    for ((account, region), shares) in &shares(stacks) {
        for of_region in &QUOTAS {
            let counted = shares.iter().map(|share| (share, (of_region.taken)(share)));
            let counted: Vec<_> = counted.filter(|(_, count)| *count > 0).collect();
            if of_region.quota.is_exceeded(total(&counted)) {
                report(of_region, account.as_deref(), *region, &counted, &mut found);
            }
        }
    }
    found
}

/// Reports at the last of the environments, unless any of them waives the rule.
fn report(
    of_region: &OfRegion,
    account: Option<&str>,
    region: Region,
    counted: &[(&Share<'_>, usize)],
    found: &mut AcrossStacks,
) {
    let Some((last, _)) = counted.last() else { return };
    let mut finding = finding(of_region, account, region, counted, last.environment);
    let of_stack = counted.iter().filter(|(share, _)| share.stack == last.stack);
    finding.environments = of_stack.map(|(share, _)| share.environment.to_owned()).collect();
    let waivers = counted.iter().filter_map(|(share, _)| {
        let reason = Waivers::reason(&share.waivers, &finding)?;
        Some((share.stack, (share.environment.to_owned(), Waived::new(&finding, reason))))
    });
    let waived: Vec<_> = waivers.collect();
    if waived.is_empty() {
        found.findings.push((last.stack, finding));
    }
    found.waived.extend(waived);
}

fn finding(
    of_region: &OfRegion,
    account: Option<&str>,
    region: Region,
    counted: &[(&Share<'_>, usize)],
    at: &str,
) -> Diagnostic {
    let total = total(counted);
    let (place, instead) = match account {
        Some(account) => (format!("in {region} of account {account}"), of_region.instead.to_owned()),
        None => (
            format!("in {region}, if these share an account"),
            format!("the `account` of each environment where they differ, {}", of_region.instead),
        ),
    };
    let message = format!("{total} {} {place}: {}", of_region.things, listed(counted));
    of_region.quota.finding(total, region, Path::of("environments").key(at), message, &instead)
}

fn total(counted: &[(&Share<'_>, usize)]) -> usize {
    counted.iter().map(|(_, count)| count).sum()
}

/// `production` 3, `dev` 1.
fn listed(counted: &[(&Share<'_>, usize)]) -> String {
    let one = |(share, count): &(&Share<'_>, usize)| format!("`{}` {count}", share.title);
    counted.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The environments by account and region, in the order of the specs. One without a region, which is an error, is left
/// out.
fn shares<'a>(stacks: &[&'a Stack]) -> BTreeMap<(Option<String>, Region), Vec<Share<'a>>> {
    let mut shares: BTreeMap<_, Vec<Share<'a>>> = BTreeMap::new();
    for (at, stack) in stacks.iter().enumerate() {
        for (name, environment) in stack.environments.iter().flat_map(Map::iter) {
            let effective = stack.at(name, environment);
            let Some(region) = effective.region else { continue };
            let tier = tier(name, environment).unwrap_or(Tier::Development);
            let title = match stack.stack.as_deref().filter(|_| stacks.len() > 1) {
                Some(stack) => format!("{stack}/{name}"),
                None => name.to_owned(),
            };
            shares.entry((effective.account, region)).or_default().push(Share {
                stack: at,
                environment: name,
                title,
                vpcs: is_made(effective.network.as_ref()).into(),
                nat_gateways: nat_gateway_count(effective.network.as_ref(), tier, region),
                waivers: effective.waive.unwrap_or_default(),
            });
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Rule;
    use crate::stack::{App, Environment, Stack};
    use crate::unit::Region;

    fn stack(name: &str) -> Stack {
        Stack::new(name).region(Region::EuWest1)
    }

    fn with(stack: Stack, environments: impl IntoIterator<Item = Environment>) -> Stack {
        environments.into_iter().fold(stack, Stack::environment)
    }

    /// Codes and messages of what is found about quotas.
    fn found(app: &App) -> Vec<String> {
        let report = app.check();
        let of_quotas = report.diagnostics().iter().filter(|finding| finding.rule.code.starts_with("quota/"));
        of_quotas.map(|finding| format!("{} {}", finding.rule.code, finding.message)).collect()
    }

    #[test]
    fn a_stage_of_each_tier_fits_into_an_account() {
        let three = [
            Environment::development("dev"),
            Environment::staging("staging"),
            Environment::production("production"),
        ];
        assert_eq!(found(&App::new().stack(with(stack("shop"), three))), Vec::<String>::new());
    }

    #[test]
    fn gateways_of_several_stacks_are_counted_by_account_and_region() {
        let production = |name: &str| with(stack(name), [Environment::production("production")]);
        let both = App::new().stack(production("shop")).stack(production("blog"));
        assert_eq!(
            found(&both),
            [
                "quota/elastic-ips 6 Elastic IP addresses in eu-west-1, if these share an account: `shop/production` 3, `blog/production` 3"
            ]
        );
        let other = with(stack("blog"), [Environment::production("production").account("222222222222")]);
        assert_eq!(found(&App::new().stack(production("shop")).stack(other)), Vec::<String>::new());
        let elsewhere =
            with(Stack::new("blog").region(Region::EuCentral1), [Environment::production("production")]);
        assert_eq!(found(&App::new().stack(production("shop")).stack(elsewhere)), Vec::<String>::new());
    }

    #[test]
    fn six_environments_exceed_three_quotas_and_name_where_they_are_raised() {
        let account = "111111111111";
        let names = ["a", "b", "c", "d", "e", "f"];
        let six = with(stack("shop"), names.map(|name| Environment::development(name).account(account)));
        let app = App::new().stack(six.clone());
        let codes: Vec<String> =
            found(&app).iter().filter_map(|one| one.split(' ').next().map(str::to_owned)).collect();
        assert_eq!(codes, ["quota/vpcs", "quota/elastic-ips", "quota/nat-gateways"]);
        let report = app.check();
        let vpcs = report.diagnostics().iter().find(|finding| finding.rule == Rule::QUOTA_VPCS);
        let wants = vpcs.and_then(|finding| finding.wants.clone()).unwrap_or_default();
        let command = "--service-code vpc --quota-code L-F678F1CE --desired-value 7 --region eu-west-1";
        assert!(wants.starts_with("at most 4 by default") && wants.ends_with(command), "{wants}");
        let waived = six
            .waive(Rule::QUOTA_VPCS, "raised")
            .waive(Rule::QUOTA_ELASTIC_IPS, "raised")
            .waive(Rule::QUOTA_NAT_GATEWAYS, "raised");
        assert!(App::new().stack(waived).check().diagnostics().is_empty());
    }

    #[test]
    fn four_networks_fit_beside_the_default_vpc() {
        let of =
            |names: &[&str]| with(stack("shop"), names.iter().map(|name| Environment::development(*name)));
        assert_eq!(found(&App::new().stack(of(&["a", "b", "c", "d"]))), Vec::<String>::new());
        let five = found(&App::new().stack(of(&["a", "b", "c", "d", "e"])));
        assert!(
            matches!(five.as_slice(), [one] if one.starts_with("quota/vpcs 5 VPCs beside the default VPC")),
            "{five:?}"
        );
    }
}
