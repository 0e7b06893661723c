//! Which references certainly yield something other than an ARN.

use crate::terraform::{Expression, Mode, Part, Reference, Text};

const ARN: &str = "arn:";

/// Attributes that yield an id, a name, a URL or an endpoint, by type; each type has an `arn` beside them. Only what the
/// provider documents as such is listed: the `id` of a topic or a load balancer, for one, is its ARN.
///
/// Source: "Attribute Reference" of each type, `https://registry.terraform.io/providers/hashicorp/aws/latest/docs`.
const OTHER: [(&str, &[&str]); 26] = [
    ("aws_cloudfront_distribution", &["domain_name", "id"]),
    ("aws_cloudwatch_log_group", &["id", "name"]),
    ("aws_cognito_user_pool", &["endpoint", "id", "name"]),
    ("aws_db_instance", &["address", "endpoint", "id", "identifier"]),
    ("aws_dynamodb_table", &["id", "name"]),
    ("aws_ecr_repository", &["id", "name", "repository_url"]),
    ("aws_ecs_cluster", &["name"]),
    ("aws_ecs_service", &["name"]),
    ("aws_efs_file_system", &["dns_name", "id"]),
    ("aws_elasticache_replication_group", &["id"]),
    ("aws_iam_role", &["id", "name", "unique_id"]),
    ("aws_iam_user", &["id", "name", "unique_id"]),
    ("aws_instance", &["id", "private_ip", "public_ip"]),
    ("aws_kinesis_stream", &["name"]),
    ("aws_kms_key", &["id", "key_id"]),
    ("aws_lb", &["dns_name", "name", "zone_id"]),
    ("aws_rds_cluster", &["cluster_identifier", "endpoint", "id", "reader_endpoint"]),
    ("aws_route53_zone", &["id", "name", "zone_id"]),
    ("aws_s3_bucket", &["bucket", "bucket_domain_name", "bucket_regional_domain_name", "id"]),
    ("aws_secretsmanager_secret", &["name"]),
    ("aws_security_group", &["id", "name", "vpc_id"]),
    ("aws_sfn_state_machine", &["name"]),
    ("aws_sns_topic", &["name"]),
    ("aws_sqs_queue", &["id", "name", "url"]),
    ("aws_subnet", &["availability_zone", "cidr_block", "id", "vpc_id"]),
    ("aws_vpc", &["cidr_block", "id"]),
];

/// What a text begins with, if that certainly is not the beginning of an ARN, and the reference that was meant, perhaps.
pub(super) fn other_than_arn(text: &Text) -> Option<(String, Option<Reference>)> {
    match text.parts().first()? {
        Part::Literal(start) => {
            let is_start = start.starts_with(ARN) || ARN.starts_with(start.as_ref());
            (!is_start).then(|| (start.to_string(), None))
        }
        Part::Expression(Expression::Reference(reference)) => {
            let meant = arn_beside(reference)?;
            Some((reference.to_string(), Some(meant)))
        }
        Part::Expression(_) | Part::Directive(_) => None,
    }
}

/// The ARN of the same object, where a reference certainly yields something else.
fn arn_beside(reference: &Reference) -> Option<Reference> {
    if !matches!(reference.address.mode, Mode::Resource | Mode::Data) {
        return None;
    }
    let (index, attribute) = match reference.path.rsplit_once("].") {
        Some((index, attribute)) => (format!("{index}]."), attribute),
        None => (String::new(), reference.path.as_str()),
    };
    let (_, other) = OTHER.iter().find(|(known, _)| reference.address.resource_type == **known)?;
    other.contains(&attribute).then(|| reference.address.attr(format!("{index}arn")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<String> {
        let text = Text::from(Expression::raw(text));
        other_than_arn(&text).and_then(|(_, meant)| meant).map(|meant| meant.to_string())
    }

    #[test]
    fn only_what_is_certain_is_found() {
        assert_eq!(of("aws_vpc.main.id").as_deref(), Some("aws_vpc.main.arn"));
        assert_eq!(
            of("aws_sqs_queue.work[\"orders\"].url").as_deref(),
            Some("aws_sqs_queue.work[\"orders\"].arn")
        );
        assert_eq!(of("data.aws_s3_bucket.exports.id").as_deref(), Some("data.aws_s3_bucket.exports.arn"));
        for text in [
            "aws_vpc.main.arn",
            "aws_sns_topic.alarms.id",
            "local.queue",
            "var.arn",
            "module.queue.id",
            "x_y.z.id",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn the_beginning_decides() {
        let bucket = || Text::from(Expression::raw("aws_s3_bucket.exports.id"));
        assert!(other_than_arn(&Text::join([bucket(), "/*".into()])).is_some());
        assert!(other_than_arn(&Text::join(["arn:aws:s3:::".into(), bucket()])).is_none());
        assert!(other_than_arn(&Text::join(["a".into(), bucket()])).is_none());
        assert!(other_than_arn(&Text::join(["s3://".into(), bucket()])).is_some());
    }

    #[cfg(feature = "bundled-schema")]
    #[test]
    fn each_attribute_exists_and_each_type_has_an_arn() {
        use crate::schema::Schema;
        for (name, attributes) in OTHER {
            let found = Schema::bundled().resource(name).unwrap();
            for attribute in attributes.iter().chain(&["arn"]) {
                assert!(found.attribute(attribute).is_some(), "{name}.{attribute}");
            }
        }
    }
}
