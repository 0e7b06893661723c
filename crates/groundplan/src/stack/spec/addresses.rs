//! Addresses that the networks of several environments share.

use std::cmp::Reverse;

use super::across_stacks::AcrossStacks;
use super::rules::tier;
use super::stack::{Environment, Stack};
use crate::aws::network::{self, OwnBlock};
use crate::aws::{Waived, Waivers};
use crate::diagnostic::{Diagnostic, Path, Rule, rules};
use crate::spec::Map;
use crate::unit::{Cidr, sort_by};

rules! {
    /// Networks that are made together don't share addresses.
    ///
    /// Two such VPCs can never be peered or attached to one transit gateway, and the addresses of a running VPC
    /// cannot be changed: it is replaced with everything in it.
    CIDR_OVERLAP = error(waivable) "network/cidr-overlap", "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations";
}

/// The network of an environment.
struct Own<'a> {
    stack: usize,
    /// The stack's name in AWS.
    stack_name: &'a str,
    /// How a message calls it: with the stack's name where there are several.
    title: String,
    environment: &'a str,
    cidr: Cidr,
    waivers: Map<Waivers>,
}

/// Networks that share addresses. Of two, production keeps its own, or whatever comes nearest to it.
pub(in crate::stack) fn overlapping(stacks: &[&Stack]) -> AcrossStacks {
    let mut found = AcrossStacks::default();
    let networks = networks(stacks);
    let mut taken: Vec<Cidr> = networks.iter().map(|own| own.cidr).collect();
    for (at, own) in networks.iter().enumerate() {
        let Some(keeper) = networks.iter().take(at).find(|other| other.cidr.overlaps(&own.cidr)) else {
            continue;
        };
        let free = free_block(own, &taken);
        let finding = overlap(own, keeper, free);
        match excuse(own, &finding).or_else(|| excuse(keeper, &finding)) {
            Some(waived) => found.waived.push(waived),
            None => {
                taken.extend(free);
                found.findings.push((own.stack, finding));
            }
        }
    }
    found
}

/// The networks that can be read, in the order in which they keep their addresses.
fn networks<'a>(stacks: &[&'a Stack]) -> Vec<Own<'a>> {
    let environments = stacks.iter().enumerate().flat_map(|(at, stack)| {
        let environments = stack.environments.iter().flat_map(Map::iter);
        environments.map(move |(name, environment)| (at, *stack, name, environment))
    });
    let mut environments: Vec<_> = environments.collect();
    let rank = |name: &str, environment: &Environment| Reverse(tier(name, environment));
    sort_by(&mut environments, |(.., a, one), (.., b, other)| rank(a, one).cmp(&rank(b, other)));
    let is_alone = stacks.len() == 1;
    environments
        .into_iter()
        .filter_map(|(at, stack, name, spec)| own(at, stack, name, spec, is_alone))
        .collect()
}

fn own<'a>(
    at: usize,
    stack: &'a Stack,
    environment: &'a str,
    spec: &Environment,
    is_alone: bool,
) -> Option<Own<'a>> {
    let effective = stack.at(environment, spec);
    let stack_name = stack.name_in_aws();
    let title = match stack.stack.as_deref().filter(|_| !is_alone) {
        Some(stack) => format!("{stack}/{environment}"),
        None => environment.to_owned(),
    };
    let cidr = network::addresses(effective.network.as_ref(), stack_name, environment)?;
    Some(Own {
        stack: at,
        stack_name,
        title,
        environment,
        cidr,
        waivers: effective.waive.unwrap_or_default(),
    })
}

/// The first block for an environment that no network has.
fn free_block(own: &Own<'_>, taken: &[Cidr]) -> Option<Cidr> {
    let mut candidates = OwnBlock.candidates(own.stack_name, own.environment);
    candidates.find(|block| taken.iter().all(|other| !other.overlaps(block)))
}

fn overlap(own: &Own<'_>, keeper: &Own<'_>, free: Option<Cidr>) -> Diagnostic {
    let (name, other) = (&own.title, &keeper.title);
    let message = format!("the networks of `{name}` and `{other}` share addresses");
    let path = Path::of("environments").key(own.environment).key("network").key("cidr");
    let mut finding = Diagnostic::new(Rule::CIDR_OVERLAP, path, message)
        .given(format!("{} and {}", own.cidr, keeper.cidr))
        .wants("addresses of its own for each network; the one that is not deployed yet can still change");
    finding.environments = vec![own.environment.to_owned()];
    let hint = |free| format!("environments: {{ {}: {{ network: {{ cidr: {free} }} }} }}", own.environment);
    finding.maybe_hint(free.map(hint))
}

/// The waiver of an environment, if it has one.
fn excuse(of: &Own<'_>, finding: &Diagnostic) -> Option<(usize, (String, Waived))> {
    let reason = Waivers::reason(&of.waivers, finding)?;
    Some((of.stack, (of.environment.to_owned(), Waived::new(finding, reason))))
}

#[cfg(test)]
mod tests {
    use crate::aws::network::Network;
    use crate::diagnostic::Rule;
    use crate::stack::{App, Environment, Stack};
    use crate::unit::Region;

    fn stack(name: &str) -> Stack {
        Stack::new(name).region(Region::EuWest1)
    }

    fn at(environment: Environment, cidr: &str) -> Environment {
        environment.network(Network::patch().cidr(cidr))
    }

    fn overlaps(app: &App) -> Vec<String> {
        let report = app.check();
        let found = report.diagnostics().iter().filter(|finding| finding.rule == Rule::CIDR_OVERLAP);
        found
            .map(|finding| format!("{} | {}", finding.message, finding.hint.as_deref().unwrap_or_default()))
            .collect()
    }

    #[test]
    fn environments_of_one_tier_have_networks_of_their_own() {
        let environments = ["dev", "qa", "feature-x", "sandbox"].map(Environment::development);
        let all = environments.into_iter().fold(stack("shop"), Stack::environment);
        assert_eq!(overlaps(&App::new().stack(all)), Vec::<String>::new());
    }

    #[test]
    fn each_network_that_shares_addresses_gets_others_to_paste() {
        let shop = stack("shop")
            .network(Network::new().cidr("10.60.0.0/16"))
            .environment(Environment::development("dev"))
            .environment(at(Environment::production("production"), "10.60.128.0/20"))
            .environment(Environment::development("qa"));
        let found = overlaps(&App::new().stack(shop));
        assert_eq!(
            found,
            [
                "the networks of `dev` and `production` share addresses | environments: { dev: { network: { cidr: 10.144.0.0/16 } } }",
                "the networks of `qa` and `production` share addresses | environments: { qa: { network: { cidr: 10.234.0.0/16 } } }",
            ]
        );
    }

    #[test]
    fn networks_of_several_stacks_are_compared() {
        let of = |name| stack(name).environment(at(Environment::development("dev"), "10.60.0.0/16"));
        let found = overlaps(&App::new().stack(of("shop")).stack(of("blog")));
        let message = "the networks of `blog/dev` and `shop/dev` share addresses";
        assert!(matches!(found.as_slice(), [one] if one.starts_with(message)), "{found:?}");
        let waived = of("blog").waive(Rule::CIDR_OVERLAP, "never peered");
        let app = App::new().stack(of("shop")).stack(waived);
        assert_eq!(overlaps(&app), Vec::<String>::new());
        let report = app.check();
        assert!(!report.diagnostics().iter().any(|finding| finding.rule == Rule::WAIVER_UNUSED), "{report}");
    }
}
