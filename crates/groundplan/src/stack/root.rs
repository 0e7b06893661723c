//! The start of every root module: versions, provider, backend, and account.

use crate::aws::network::Egress;
use crate::spec::Map;
use crate::terraform::{Block, Document, Key, Literal, Text, Value, block};
use crate::unit::Region;

/// The oldest AWS provider that supports the default output.
const PROVIDER_FLOOR: &str = "5.100.0";
/// The first AWS provider that knows regional NAT gateways.
/// <https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md>
const REGIONAL_NAT_FLOOR: &str = "6.24.0";
/// The first AWS provider that is untested.
const PROVIDER_CEILING: &str = "7.0.0";
/// The first Terraform with lock files in S3.
const TERRAFORM: &str = ">= 1.10";

/// The oldest provider that supports the output, with a reason if it is not the default.
pub(super) fn provider_floor(egress: Option<Egress>) -> (&'static str, Option<&'static str>) {
    match egress {
        Some(Egress::RegionalNat) => {
            (REGIONAL_NAT_FLOOR, Some("A regional NAT gateway needs AWS provider 6.24 or newer."))
        }
        _ => (PROVIDER_FLOOR, None),
    }
}

/// Adds the `terraform` block. It has a file of its own: scanners that read JSON skip a file that
/// contains one.
pub(super) fn terraform(floor: &str, backend: Option<Block>, document: &mut Document) {
    let aws = Literal::object([
        ("source", "hashicorp/aws".to_owned()),
        ("version", format!(">= {floor}, < {PROVIDER_CEILING}")),
    ]);
    document.file("terraform").terraform(block! {
        required_version = Literal::from(TERRAFORM),
        required_providers = Literal::object([("aws", aws)]),
        backend = backend,
    });
}

/// Adds the provider, and the data sources of account and partition.
pub(super) fn provider(
    region: Region,
    accounts: Vec<String>,
    tags: Vec<(Key, Value)>,
    document: &mut Document,
) {
    let mut file = document.file("provider");
    file.provider(
        "aws",
        block! {
            region              = region.to_string(),
            allowed_account_ids = (!accounts.is_empty()).then_some(accounts),
            default_tags { tags = Value::Object(tags) }
        },
    );
    file.data("aws_caller_identity", "current", Block::new());
    file.data("aws_partition", "current", Block::new());
}

/// The tags on everything: where it belongs, and what the user wants.
pub(super) fn tags(
    stack: &str,
    environment: Option<&str>,
    explicit: Option<&Map<Text>>,
) -> Vec<(Key, Value)> {
    let mut tags: Vec<(Key, Value)> = vec![("Stack".into(), stack.to_owned().into())];
    tags.extend(environment.map(|name| ("Environment".into(), name.to_owned().into())));
    tags.push(("ManagedBy".into(), "terraform".into()));
    for (key, value) in explicit.into_iter().flat_map(Map::iter) {
        // The keys of IAM's tags are case-insensitive.
        tags.retain(|(known, _)| !known.eq_ignore_ascii_case(key));
        tags.push((key.to_owned().into(), value.into()));
    }
    tags
}
