//! The start of every root module: versions, provider, backend, and account.

use std::cmp::Ordering;

use crate::aws::network::Egress;
use crate::decision::{Decided, DecisionId, Origins};
use crate::schema::{self, Schema};
use crate::terraform::{Block, Content, Document, Key, Literal, Section, Text, Value, Version, block, entry};
use crate::unit::Region;

/// The oldest AWS provider that supports the default output.
const PROVIDER_FLOOR: &str = "5.100.0";
/// The first AWS provider that knows regional NAT gateways.
/// <https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md>
const REGIONAL_NAT_FLOOR: &str = "6.24.0";
/// The first AWS provider that knows access logs of Service Connect.
/// <https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md>
const CALL_LOGS_FLOOR: &str = "6.40.0";
/// The first AWS provider that is untested.
const PROVIDER_CEILING: &str = "7.0.0";
/// The first Terraform with lock files in S3.
const TERRAFORM: &str = ">= 1.10";

/// The oldest provider that supports the output, with a reason if it is not the default.
pub(in crate::stack) fn provider_floor(
    egress: Option<Egress>,
    logs_calls: bool,
) -> (&'static str, Option<&'static str>) {
    match egress {
        _ if logs_calls => {
            (CALL_LOGS_FLOOR, Some("Access logs of Service Connect need AWS provider 6.40 or newer."))
        }
        Some(Egress::RegionalNat) => {
            (REGIONAL_NAT_FLOOR, Some("A regional NAT gateway needs AWS provider 6.24 or newer."))
        }
        _ => (PROVIDER_FLOOR, None),
    }
}

/// Adds the `terraform` block. It has a file of its own: scanners that read JSON skip a file that
/// contains one.
pub(in crate::stack) fn terraform(floor: &Decided<&str>, backend: Option<Block>, document: &mut Document) {
    let aws = Literal::object([
        ("source", "hashicorp/aws".to_owned()),
        ("version", format!(">= {floor}, < {PROVIDER_CEILING}")),
    ]);
    document.file("terraform").terraform(block! {
        required_version = Literal::from(TERRAFORM),
        required_providers = floor.map(|_| Literal::object([("aws", aws)])),
        backend = backend,
    });
}

/// Raises the floor of the provider to what the document needs, where it is ours: what users write raw or over our output may
/// be newer than the default.
pub(in crate::stack) fn raise_floor(document: &mut Document, schema: &Schema) {
    let Some(needed) = schema::needs(document, schema) else { return };
    let settings = document.items_mut().iter_mut().filter(|item| item.section == Section::Terraform);
    for item in settings {
        let Content::Block(block) = &mut item.content else { continue };
        let Some(Content::Literal(Literal::Object(providers))) = block.get_mut("required_providers") else {
            continue;
        };
        let aws = providers.iter_mut().filter(|(name, _)| name == "aws");
        for (_, entry) in aws {
            let Literal::Object(entries) = entry else { continue };
            for (_, version) in entries.iter_mut().filter(|(name, _)| name == "version") {
                if let Some(raised) = raised(version, &needed) {
                    *version = Literal::Text(raised);
                }
            }
        }
    }
}

/// The constraint with a higher floor, if it is one of ours.
fn raised(version: &Literal, needed: &Version) -> Option<String> {
    let Literal::Text(text) = version else { return None };
    let ceiling = format!(", < {PROVIDER_CEILING}");
    let floor = Version::parse(text.strip_prefix(">= ")?.strip_suffix(&ceiling)?)?;
    let is_higher = floor.compare(needed) == Ordering::Less;
    is_higher.then(|| format!(">= {needed}{ceiling}"))
}

/// Adds the provider, and the data sources of account and partition.
pub(in crate::stack) fn provider(
    region: Region,
    accounts: Decided<Vec<String>>,
    role: Option<&Decided<String>>,
    tags: Vec<(Key, Value)>,
    document: &mut Document,
) {
    let mut file = document.file("provider");
    file.provider(
        "aws",
        block! {
            region              = Decided::new(region.to_string(), Origins::REGION),
            allowed_account_ids = accounts.map(|ids| (!ids.is_empty()).then(|| ids.clone())),
            assume_role         = role.map(|role| block! { role_arn = role }),
            default_tags { tags = Value::Object(tags) }
        },
    );
    file.data("aws_caller_identity", "current", Block::new());
    file.data("aws_partition", "current", Block::new());
}

/// The tags on everything: where it belongs, and what the user wants.
pub(in crate::stack) fn tags(
    stack: &str,
    environment: Option<&str>,
    own: &[(String, Decided<Text>)],
) -> Vec<(Key, Value)> {
    let named = |key: &'static str, value: &str, id: DecisionId| {
        entry(key, Decided::new(value.to_owned(), id.into()))
    };
    let mut tags: Vec<(Key, Value)> = vec![named("Stack", stack, DecisionId::STACK)];
    tags.extend(environment.map(|name| named("Environment", name, DecisionId::ENVIRONMENT)));
    tags.push(("ManagedBy".into(), "terraform".into()));
    for (key, value) in own {
        // The keys of IAM's tags are case-insensitive.
        tags.retain(|(known, _)| !known.eq_ignore_ascii_case(key));
        tags.push(entry(key.clone(), value.clone()));
    }
    tags
}
