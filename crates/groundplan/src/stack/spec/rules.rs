use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::renaming;
use super::stack::{Environment, Stack};
use crate::decision::Tier;
use crate::diagnostic::nearest;
use crate::diagnostic::{Diagnostic, Path, Report, Rule, rules};
use crate::model::{self, Dangling, References};
use crate::spec::{Map, imported};
use crate::terraform::Text;
use crate::unit::{AccountId, Region, is_name};

rules! {
    /// A stack has a name of letters, digits and single hyphens, at most 64 of them.
    ///
    /// It is the first part of every name in AWS, and AWS keeps some beginnings to itself. Of several stacks made together,
    /// it is the name of a folder.
    STACK_NAME = error "stack/name", "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html";

    /// A stack, or each of its environments, names a region.
    ///
    /// groundplan guesses no region: prices, laws and latencies depend on it.
    REGION = error "stack/region", "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html";

    /// A stack whose environments are in several regions names the region of its state.
    ///
    /// The bucket of the state is made once, and cannot move: its region depends on no environment that comes or goes.
    STATE_REGION = error "stack/state-region", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html";

    /// A stack has an environment.
    ///
    /// Nothing would be written without one.
    ENVIRONMENTS = error "stack/environments", "groundplan";

    /// An environment has a name of letters, digits and single hyphens, at most 64 of them.
    ///
    /// It is part of every name in AWS, and the name of a folder, where some systems don't tell upper from
    /// lower case.
    ENVIRONMENT_NAME = error "stack/environment-name", "groundplan";

    /// An environment has a tier.
    ///
    /// The tier decides what is safe enough; a wrong guess costs money, or worse.
    TIER = error "stack/tier", "groundplan";

    /// An account has twelve digits.
    ///
    /// It is text: YAML drops leading zeros of numbers.
    ACCOUNT = error "stack/account", "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html";

    /// A tag is of letters, digits, spaces and `_.:/=+-@`: a key of 1 to 128 characters, a value of at most 256.
    ///
    /// AWS refuses others, when it is applied; keys that begin with `aws:` are its own.
    TAG = error "stack/tag", "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html";

    /// Two environments don't claim the same host.
    ///
    /// Both would write the same DNS record, and each apply would take it from the other.
    HOST_SHARED = error(waivable) "stack/host-shared", "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html";

    /// Names stay different when they become Terraform's.
    ///
    /// `dbPassword` and `db-password` become the same label, and one resource would hide the other.
    NAME_COLLISION = error "stack/name-collision", "https://developer.hashicorp.com/terraform/language/resources/syntax";

    /// A reference leads to something in the same environment.
    ///
    /// Terraform refuses it, but only where it is used.
    UNKNOWN_REFERENCE = error "stack/unknown-reference", "https://developer.hashicorp.com/terraform/language/expressions/references";

    /// References don't run in a circle.
    ///
    /// Terraform would not know where to begin. The provider, whose default tags are the stack's, cannot
    /// refer to what it makes.
    CYCLE = error "stack/cycle", "https://developer.hashicorp.com/terraform/internals/graph";

    /// A waiver names a rule that can be waived, and says why.
    ///
    /// A waiver without a reason is a mistake that nobody will dare to remove.
    WAIVER = error "stack/waiver", "groundplan";

    /// A waiver is used.
    ///
    /// A waiver that excuses nothing hides the next mistake.
    WAIVER_UNUSED = warning "stack/waiver-unused", "groundplan";
}

/// Names that imply a tier.
const TIERS: [(&str, Tier); 12] = [
    ("dev", Tier::Development),
    ("develop", Tier::Development),
    ("development", Tier::Development),
    ("test", Tier::Development),
    ("sandbox", Tier::Development),
    ("preview", Tier::Development),
    ("stage", Tier::Staging),
    ("staging", Tier::Staging),
    ("uat", Tier::Staging),
    ("prod", Tier::Production),
    ("production", Tier::Production),
    ("live", Tier::Production),
];

/// The tier that is set, or else the one that follows from the name.
pub(in crate::stack) fn tier(name: &str, environment: &Environment) -> Option<Tier> {
    let by_name = TIERS.iter().find(|(known, _)| *known == name).map(|(_, tier)| *tier);
    environment.tier.or(by_name)
}

/// The region of the state: the stack's, or else the one in which all environments are. Where they are in several, which
/// is an error, production's takes its place.
pub(in crate::stack) fn region_of_state(stack: &Stack) -> Option<Region> {
    let environments = stack.environments.iter().flat_map(Map::iter);
    let with_region = environments.filter(|(_, environment)| environment.region.is_some());
    let first = with_region.min_by_key(|(name, environment)| (Reverse(tier(name, environment)), *name));
    stack.region.or_else(|| first.and_then(|(_, environment)| environment.region))
}

/// Holds what concerns the whole stack against the rules.
pub(in crate::stack) fn check(stack: &Stack, report: &mut Report) {
    name(stack, report);
    renaming::check_stack(stack, |name| is_short_name(name) && !is_reserved(name), report);
    environments(stack.environments.as_ref(), report);
    environment_folders(stack.environments.as_ref(), report);
    for (name, environment) in stack.environments.iter().flat_map(Map::iter) {
        let path = Path::of("environments").key(name);
        environment_name(name, &path, report);
        environment_tier(name, environment, &path, report);
        account(environment, &path, report);
        region(stack, environment, &path, report);
        tags(own_tags(stack, name, environment).as_ref(), &path, report);
    }
    state_region(stack, report);
    tags(stack.tags_of_bootstrap(stack.region).as_ref(), &Path::root(), report);
    joined_names(stack, report);
}

fn name(stack: &Stack, report: &mut Report) {
    let name = stack.stack.as_deref().unwrap_or_default();
    if !is_short_name(name) || is_reserved(name) {
        let message = if name.is_empty() {
            "the stack has no name".to_owned()
        } else {
            format!("`{name}` cannot be a stack's name")
        };
        let finding = Diagnostic::new(Rule::STACK_NAME, Path::of("stack"), message);
        report.add(
            finding
                .wants("letters and digits, in words joined by hyphens, at most 64 characters; not beginning with sg, sthree, xn, aws or amzn")
                .hint("stack: shop"),
        );
    } else if is_device(name) {
        let message = format!("`{name}` cannot be the name of a folder on Windows");
        let finding = Diagnostic::new(Rule::STACK_NAME, Path::of("stack"), message).given(name);
        report.add(finding.wants("another name").hint(format!("stack: {name}-app")));
    }
}

fn environments(environments: Option<&Map<Environment>>, report: &mut Report) {
    if environments.is_none_or(Map::is_empty) {
        let finding =
            Diagnostic::new(Rule::ENVIRONMENTS, Path::of("environments"), "the stack has no environment");
        report.add(finding.wants("an environment by name").hint("environments: { dev: {} }"));
    }
}

/// `Dev` and `dev` would share one folder on many disks.
fn environment_folders(environments: Option<&Map<Environment>>, report: &mut Report) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (name, _) in environments.into_iter().flat_map(Map::iter) {
        if let Some(other) = seen.insert(name.to_lowercase(), name) {
            let message = format!("`{other}` and `{name}` would share one folder");
            let finding =
                Diagnostic::new(Rule::ENVIRONMENT_NAME, Path::of("environments").key(name), message);
            report.add(finding.given(name).wants("names that differ in more than upper and lower case"));
        }
    }
}

fn environment_name(name: &str, path: &Path, report: &mut Report) {
    if !is_short_name(name) {
        let message = format!("`{name}` cannot be an environment's name");
        let finding = Diagnostic::new(Rule::ENVIRONMENT_NAME, path.clone(), message);
        report.add(
            finding
                .given(name)
                .wants("letters and digits, in words joined by hyphens, at most 64 characters"),
        );
    } else if is_device(name) {
        let message = format!("`{name}` cannot be the name of a folder on Windows");
        let finding = Diagnostic::new(Rule::ENVIRONMENT_NAME, path.clone(), message);
        report.add(finding.given(name).wants(format!("another name, such as `{name}-1`")));
    }
}

/// Names of devices on Windows, in upper and lower case, which no file or folder can have.
/// <https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file#naming-conventions>
fn is_device(name: &str) -> bool {
    let name = name.to_lowercase();
    let is_numbered = |prefix: &str| matches!(name.strip_prefix(prefix), Some(rest) if matches!(rest.as_bytes(), [b'1'..=b'9']));
    matches!(name.as_str(), "con" | "prn" | "aux" | "nul") || is_numbered("com") || is_numbered("lpt")
}

/// Beginnings that AWS keeps to itself: of security groups, buckets, and in general.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html>
fn is_reserved(name: &str) -> bool {
    let first = name.split('-').next().unwrap_or_default().to_lowercase();
    matches!(first.as_str(), "sg" | "sthree" | "xn" | "aws" | "amzn")
}

/// Longer names would leave nothing readable in the names of AWS.
fn is_short_name(name: &str) -> bool {
    is_name(name) && name.len() <= 64
}

fn environment_tier(name: &str, environment: &Environment, path: &Path, report: &mut Report) {
    if tier(name, environment).is_none() {
        let message = format!("environment `{name}` has no tier");
        let finding = Diagnostic::new(Rule::TIER, path.clone().key("tier"), message);
        report.add(finding.wants("development, staging or production").hint("tier: staging"));
    }
}

fn account(environment: &Environment, path: &Path, report: &mut Report) {
    let Some(account) = &environment.account else { return };
    if let Err(invalid) = account.parse::<AccountId>() {
        let at = path.clone().key("account");
        let finding =
            Diagnostic::new(Rule::ACCOUNT, at, format!("invalid account `{account}`")).given(account);
        report.add(finding.wants(invalid.wanted).maybe_hint(invalid.hint));
    }
}

fn region(stack: &Stack, environment: &Environment, path: &Path, report: &mut Report) {
    if stack.region.or(environment.region).is_none() {
        let finding =
            Diagnostic::new(Rule::REGION, path.clone().key("region"), "nothing says in which region this is");
        report.add(finding.wants("a region, here or for the whole stack").hint("region: eu-west-1"));
    }
}

fn state_region(stack: &Stack, report: &mut Report) {
    let environments = stack.environments.iter().flat_map(Map::iter);
    let mut regions: Vec<Region> = environments.filter_map(|(_, environment)| environment.region).collect();
    regions.dedup();
    if let (None, [_, _, ..], Some(first)) = (stack.region, regions.as_slice(), region_of_state(stack)) {
        let message = "the environments are in several regions, and none is that of the state";
        let finding = Diagnostic::new(Rule::STATE_REGION, Path::of("region"), message);
        let finding = finding
            .wants("the region of the state bucket, for the whole stack; each environment may name another");
        report.add(finding.hint(format!("region: {first}")));
    }
}

/// The tags that an environment itself sets, with what their placeholders stand for.
fn own_tags(stack: &Stack, name: &str, environment: &Environment) -> Option<Map<Text>> {
    let (own, mut filled) = (environment.tags.as_ref()?, stack.at(name, environment).tags?);
    filled.retain(|tag| own.get(tag).is_some());
    Some(filled)
}

fn tags(tags: Option<&Map<Text>>, path: &Path, report: &mut Report) {
    for (key, value) in tags.into_iter().flat_map(Map::iter) {
        let key_is_legal =
            !key.is_empty() && is_tag_text(key, 128) && !key.to_lowercase().starts_with("aws:");
        if !key_is_legal || !is_tag_text(value.as_literal().unwrap_or_default(), 256) {
            let at = path.clone().key("tags").key(key);
            let finding = Diagnostic::new(Rule::TAG, at, "AWS takes no such tag").given(key);
            report.add(finding.wants(
                "a key of 1 to 128 characters that does not begin with aws:, a value of at most 256; \
                 letters, digits, spaces and _.:/=+-@",
            ));
        }
    }
}

/// What every service takes; some take more.
fn is_tag_text(text: &str, most: usize) -> bool {
    let legal = |character: char| character.is_alphanumeric() || " _.:/=+-@".contains(character);
    text.chars().count() <= most && text.chars().all(legal)
}

/// Names of a service in an environment that are put together from different words in two environments
/// of one account: `dev` with `api-jobs`, and `dev-api` with `jobs`.
fn joined_names(stack: &Stack, report: &mut Report) {
    let mut seen: BTreeMap<(String, String), &str> = BTreeMap::new();
    for (name, environment) in stack.environments.iter().flat_map(Map::iter) {
        let account = environment.account.clone().unwrap_or_default();
        let in_aws = renaming::under_old_names(&stack.at(name, environment));
        for (service, _) in in_aws.services.iter().flat_map(Map::iter) {
            match seen.insert((account.clone(), format!("{name}-{service}")), name) {
                Some(other) if other != name => report.add(joined_name(name, other, service)),
                _ => {}
            }
        }
    }
}

fn joined_name(name: &str, other: &str, service: &str) -> Diagnostic {
    let message = format!("names of `{service}` in `{name}` would be those of another service in `{other}`");
    let path = Path::of("environments").key(name);
    Diagnostic::new(Rule::ENVIRONMENT_NAME, path, message)
        .given(format!("{name}-{service}"))
        .wants("another name for the environment or the service, or another account")
}

/// Checks a finished document against the rules of Terraform's language. Paths are those of the document.
pub(in crate::stack) fn check_document(found: &References<'_>, environment: &str, report: &mut Report) {
    let mut add = |mut finding: Diagnostic| {
        finding.environments = vec![environment.to_owned()];
        report.add(finding);
    };
    for pair in found.addresses.windows(2) {
        if let [first, second] = pair
            && first == second
        {
            let finding =
                Diagnostic::new(Rule::NAME_COLLISION, Path::root(), format!("two things would be {first}"));
            add(finding.wants("names that differ in more than upper case and hyphens"));
        }
    }
    if let Some(circle) = found.cycles().into_iter().next() {
        let at = circle.item.map(model::path).unwrap_or_default();
        let finding = Diagnostic::new(Rule::CYCLE, at, "references run in a circle");
        add(finding.given(circle.names.join(" → ")).wants("no reference back to what refers to it"));
    }
    for Dangling { reference, path, .. } in &found.unresolved {
        if let Some(import) = imported(reference) {
            add(unknown_import(import, path.clone()));
            continue;
        }
        let message = format!("there is no {} in this environment", reference.address);
        let known: Vec<String> = found.addresses.iter().map(ToString::to_string).collect();
        let near =
            nearest(&reference.address.to_string(), known.iter().map(String::as_str)).map(str::to_owned);
        let finding = Diagnostic::new(Rule::UNKNOWN_REFERENCE, path.clone(), message).given(reference);
        add(finding.wants("a reference to something that this environment makes").maybe_hint(near));
    }
}

fn unknown_import(name: &str, path: Path) -> Diagnostic {
    let message = format!("nothing is imported as `{name}`");
    Diagnostic::new(Rule::IMPORT_UNKNOWN, path, message)
        .given(name)
        .wants("the name of an import of this environment")
        .hint("imports: { NAME: { stack: platform } }")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stack::App;

    #[test]
    fn no_name_is_a_device_of_windows() {
        for name in ["con", "PRN", "Aux", "nul", "com1", "lpt9"] {
            assert!(is_device(name), "{name}");
            let stack = Stack::new(name).region(Region::EuWest1).environment(Environment::development("dev"));
            let report = App::new().stack(stack).check();
            let found = report.diagnostics().iter().find(|finding| finding.rule == Rule::STACK_NAME);
            assert!(
                found.is_some_and(|finding| finding.hint == Some(format!("stack: {name}-app"))),
                "{name}"
            );
        }
        assert!(!["cons", "com", "com0", "com10", "lpt", "nul-1"].iter().any(|name| is_device(name)));
    }
}
