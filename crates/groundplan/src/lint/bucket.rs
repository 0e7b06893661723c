//! Buckets, and tables that lock state.

use crate::diagnostic::{Report, Rule, rules};
use crate::model::Model;
use crate::model::Place;
use crate::unit::set_of;

rules! {
    /// A bucket's name has 3 to 63 lower-case letters, digits, hyphens and dots; a prefix at most 37.
    ///
    /// Terraform accepts upper case and underscores; AWS refuses them.
    AWS_BUCKET_NAME = error "aws/bucket-name", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html";

    /// A bucket's settings are resources of their own.
    ///
    /// Versioning, encryption, lifecycle rules and the like are deprecated within the bucket, and the two forms
    /// undo each other.
    AWS_BUCKET_INLINE = warning "aws/bucket-inline", "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket";

    /// A lifecycle rule has a filter for its objects.
    ///
    /// An empty filter matches all objects. Without one the provider warns, and will refuse the rule later.
    AWS_LIFECYCLE_FILTER = warning "aws/lifecycle-filter", "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_lifecycle_configuration";

    /// Rules for noncurrent versions depend on the bucket's versioning.
    ///
    /// Created before versioning is enabled, they have no effect, or are lost.
    AWS_LIFECYCLE_VERSIONING = warning "aws/lifecycle-versioning", "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_lifecycle_configuration";

    /// A table declares the attributes that are its keys, and no others.
    ///
    /// DynamoDB has no columns: an attribute that is not a key is refused at plan time.
    AWS_TABLE_ATTRIBUTE = error "aws/table-attribute", "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dynamodb_table";

    /// A table with provisioned capacity sets both capacities.
    ///
    /// Provisioned is the default billing mode, and it needs a read and a write capacity.
    AWS_TABLE_CAPACITY = error "aws/table-capacity", "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html";

    /// The key of a table that locks state is `LockID`, a text.
    ///
    /// Terraform writes to that attribute; with another name every lock fails.
    AWS_LOCK_TABLE = error "aws/lock-table", "https://developer.hashicorp.com/terraform/language/backend/s3#dynamodb-state-locking";
}

/// Arguments of a bucket that became resources of their own.
const INLINE: [&str; 11] = [
    "acceleration_status",
    "acl",
    "cors_rule",
    "grant",
    "lifecycle_rule",
    "logging",
    "policy",
    "replication_configuration",
    "server_side_encryption_configuration",
    "versioning",
    "website",
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for bucket in model.resources("aws_s3_bucket") {
        names(&bucket, report);
        for name in INLINE.into_iter().filter(|name| bucket.may_have(name)) {
            let finding = bucket.found(
                Rule::AWS_BUCKET_INLINE,
                name,
                format!("`{name}` within a bucket is deprecated"),
            );
            report.add(finding.wants("a resource of its own"));
        }
    }
    for lifecycle in model.resources("aws_s3_bucket_lifecycle_configuration") {
        filters(&lifecycle, report);
        versioning(&lifecycle, report);
    }
    for table in model.resources("aws_dynamodb_table") {
        attributes(&table, report);
        capacity(&table, report);
        lock(&table, report);
    }
}

fn names(bucket: &Place<'_>, report: &mut Report) {
    for (key, least, most) in [("bucket", 3, 63), ("bucket_prefix", 0, 37)] {
        // The provider makes a name in place of an empty one.
        let Some(name) = bucket.text(key).filter(|name| !name.is_empty()) else { continue };
        let legal = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || matches!(one, '-' | '.');
        let begins = name.starts_with(|one: char| one.is_ascii_alphanumeric());
        let ends = key == "bucket_prefix" || name.ends_with(|one: char| one.is_ascii_alphanumeric());
        let reserved = ["xn--", "sthree-"].iter().any(|start| name.starts_with(start)) || name.contains("..");
        let fits = (least..=most).contains(&name.chars().count());
        if !fits || !name.chars().all(legal) || !begins || !ends || reserved {
            let finding = bucket.found(Rule::AWS_BUCKET_NAME, key, "invalid bucket name").given(name);
            let near = name.to_lowercase().replace(['_', ' '], "-");
            let hint = (near != name && near.chars().count() <= most).then_some(near);
            let wants = format!("{least} to {most} lower-case letters, digits, hyphens and dots");
            report.add(finding.wants(wants).maybe_hint(hint));
        }
    }
}

fn filters(lifecycle: &Place<'_>, report: &mut Report) {
    for rule in lifecycle.blocks("rule") {
        if rule.lacks("filter") && rule.lacks("prefix") {
            let finding = rule.found(Rule::AWS_LIFECYCLE_FILTER, "filter", "missing filter");
            report.add(finding.wants("a filter; an empty one for all objects").hint("\"filter\": {}"));
        }
    }
}

fn versioning(lifecycle: &Place<'_>, report: &mut Report) {
    let is_old = |rule: &Place<'_>| {
        rule.may_have("noncurrent_version_expiration") || rule.may_have("noncurrent_version_transition")
    };
    let (Some(bucket), Some(own)) = (lifecycle.reference("bucket"), lifecycle.item.address()) else { return };
    if !lifecycle.blocks("rule").iter().any(is_old) {
        return;
    }
    for versioning in lifecycle.model.resources("aws_s3_bucket_versioning") {
        let same = versioning.reference("bucket").is_some_and(|of| of.address == bucket.address);
        let Some(address) = versioning.item.address().filter(|_| same) else { continue };
        if !lifecycle.model.references.reach(&own, &address) {
            let message = "missing dependency on the bucket's versioning";
            let finding = lifecycle.found(Rule::AWS_LIFECYCLE_VERSIONING, "depends_on", message);
            report.add(finding.wants("the versioning of the bucket").hint(format!("[\"{address}\"]")));
        }
    }
}

fn attributes(table: &Place<'_>, report: &mut Report) {
    let indices = ["global_secondary_index", "local_secondary_index"];
    let is_open =
        |name: &str| table.is_dynamic(name) || (table.may_have(name) && table.blocks(name).is_empty());
    if is_open("attribute") || indices.into_iter().any(is_open) || table.may_have("key_schema") {
        return;
    }
    let mut holders = vec![table.clone()];
    holders.extend(indices.into_iter().flat_map(|name| table.blocks(name)));
    let keys = holders.iter().flat_map(|holder| ["hash_key", "range_key"].map(|key| (holder, key)));
    let set: Vec<_> = keys.filter(|(holder, key)| holder.may_have(key)).collect();
    let keys: Option<Vec<&str>> = set.iter().map(|(holder, key)| holder.text(key)).collect();
    let attributes = table.blocks("attribute");
    let names: Option<Vec<&str>> = attributes.iter().map(|attribute| attribute.text("name")).collect();
    let (Some(keys), Some(names)) = (keys.map(set_of), names.map(set_of)) else { return };
    if holders.iter().any(|holder| holder.may_have("key_schema")) {
        return;
    }
    for name in keys.symmetric_difference(&names) {
        let message = match keys.contains(name) {
            true => "this key is not declared as an attribute",
            false => "this attribute is not a key",
        };
        let finding = table.found(Rule::AWS_TABLE_ATTRIBUTE, "attribute", message).given(name);
        report.add(finding.wants("an attribute for each key of the table and its indices, and no other"));
    }
}

fn capacity(table: &Place<'_>, report: &mut Report) {
    let is_provisioned = table.lacks("billing_mode") || table.text("billing_mode") == Some("PROVISIONED");
    for name in ["read_capacity", "write_capacity"] {
        if is_provisioned && table.lacks(name) {
            let finding =
                table.found(Rule::AWS_TABLE_CAPACITY, name, "missing capacity of a provisioned table");
            report.add(
                finding
                    .wants("both capacities, or billing_mode PAY_PER_REQUEST")
                    .hint("\"billing_mode\": \"PAY_PER_REQUEST\""),
            );
        }
    }
}

fn lock(table: &Place<'_>, report: &mut Report) {
    let rule = Rule::AWS_LOCK_TABLE;
    let Some(key) = table.text("hash_key").filter(|key| key.eq_ignore_ascii_case("LockID")) else { return };
    if key != "LockID" {
        let finding =
            table.found(rule, "hash_key", "Terraform writes its locks to another attribute").given(key);
        report.add(finding.wants("LockID").hint("LockID"));
    }
    for attribute in table.blocks("attribute") {
        let is_key = attribute.says("name", "LockID");
        if let Some(kind) = attribute.text("type").filter(|kind| is_key && *kind != "S") {
            report.add(
                attribute
                    .found(rule, "type", "the lock's key must be a string")
                    .given(kind)
                    .wants("S")
                    .hint("S"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    #[test]
    fn an_empty_name_is_one_that_the_provider_makes() {
        let of = |name: &str| {
            found(
                "aws/bucket-name",
                &format!("resource \"aws_s3_bucket\" \"a\" {{\n  bucket = \"{name}\"\n}}\n"),
            )
            .len()
        };
        assert_eq!([of(""), of("ab"), of("abc")], [0, 1, 0]);
    }
}
