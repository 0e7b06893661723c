//! Which VPC endpoints lead to the services of AWS that tasks may call.

use super::Blueprint;
use super::spec::Grant;
use crate::decision::{Decided, Origins};

/// Services by the prefix of their actions, the beginning of the actions that an endpoint serves, and its name: the
/// first that fits serves an action. DynamoDB and S3 have gateways, which every network has.
/// <https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html>
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
const ENDPOINTS: [(&str, &str, &str); 62] = [
    ("acm-pca", "", "acm-pca"),
    ("appconfig", "GetLatestConfiguration", "appconfigdata"),
    ("appconfig", "StartConfigurationSession", "appconfigdata"),
    ("appconfig", "", "appconfig"),
    ("application-autoscaling", "", "application-autoscaling"),
    ("aps", "", "aps-workspaces"),
    ("athena", "", "athena"),
    ("autoscaling", "", "autoscaling"),
    ("batch", "", "batch"),
    ("bedrock", "ApplyGuardrail", "bedrock-runtime"),
    ("bedrock", "InvokeModel", "bedrock-runtime"),
    ("bedrock", "InvokeAgent", "bedrock-agent-runtime"),
    ("bedrock", "InvokeFlow", "bedrock-agent-runtime"),
    ("bedrock", "Retrieve", "bedrock-agent-runtime"),
    ("bedrock", "", "bedrock"),
    ("cloudformation", "", "cloudformation"),
    ("cloudwatch", "", "monitoring"),
    ("cognito-identity", "", "cognito-identity"),
    ("cognito-idp", "", "cognito-idp"),
    ("comprehend", "", "comprehend"),
    ("dynamodb", "DescribeStream", "dynamodb-streams"),
    ("dynamodb", "GetRecords", "dynamodb-streams"),
    ("dynamodb", "GetShardIterator", "dynamodb-streams"),
    ("dynamodb", "ListStreams", "dynamodb-streams"),
    ("dynamodb", "", DYNAMODB),
    ("ec2", "", "ec2"),
    ("ecr", "", "ecr.api"),
    ("ecs", "", "ecs"),
    ("eks", "", "eks"),
    ("elasticloadbalancing", "", "elasticloadbalancing"),
    ("events", "", "events"),
    ("execute-api", "", "execute-api"),
    ("firehose", "", "kinesis-firehose"),
    ("glue", "", "glue"),
    ("kinesis", "", "kinesis-streams"),
    ("kms", "", "kms"),
    ("lambda", "", "lambda"),
    ("logs", "", "logs"),
    ("pipes", "", "pipes"),
    ("polly", "", "polly"),
    ("rds", "", "rds"),
    ("rds-data", "", "rds-data"),
    ("redshift-data", "", "redshift-data"),
    ("rekognition", "", "rekognition"),
    ("s3", "", S3),
    ("s3tables", "", "s3tables"),
    ("s3vectors", "", "s3vectors"),
    ("sagemaker", "InvokeEndpoint", "sagemaker.runtime"),
    ("sagemaker", "", "sagemaker.api"),
    ("scheduler", "", "scheduler"),
    ("secretsmanager", "", "secretsmanager"),
    ("servicediscovery", "DiscoverInstances", "data-servicediscovery"),
    ("servicediscovery", "", "servicediscovery"),
    ("ses", "", "email"),
    ("sns", "", "sns"),
    ("sqs", "", "sqs"),
    ("ssm", "", "ssm"),
    ("ssmmessages", "", "ssmmessages"),
    ("states", "StartSyncExecution", "sync-states"),
    ("states", "", "states"),
    ("sts", "", "sts"),
    ("xray", "", "xray"),
];

const DYNAMODB: &str = "dynamodb";
const S3: &str = "s3";

/// What tasks reach inside a VPC, by addresses of its own; its actions are checked there.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>
const INSIDE: [&str; 8] =
    ["dax", "elasticache", "elasticfilesystem", "es", "kafka-cluster", "memorydb", "neptune-db", "rds-db"];

/// The interface endpoints that the grants of services need, each with what it follows from.
pub(super) fn of_grants(services: &[Blueprint]) -> Vec<(&'static str, Origins)> {
    let interfaces =
        ENDPOINTS.iter().map(|(.., endpoint)| *endpoint).filter(|name| ![DYNAMODB, S3].contains(name));
    let mut found: Vec<(&'static str, Origins)> = Vec::new();
    for endpoint in interfaces {
        let callers: Vec<&Origins> = services.iter().flat_map(|service| calls(service, endpoint)).collect();
        if !callers.is_empty() && !found.iter().any(|(known, _)| *known == endpoint) {
            found.push((endpoint, callers.into_iter().collect()));
        }
    }
    found
}

/// Why a service needs the gateway of DynamoDB, if it does.
pub(super) fn dynamodb(service: &Blueprint) -> Option<Origins> {
    let callers: Vec<&Origins> = calls(service, DYNAMODB).collect();
    (!callers.is_empty()).then(|| callers.into_iter().collect())
}

/// Actions of a grant that no endpoint is known for.
pub(super) fn unreachable(grant: &Grant) -> impl Iterator<Item = &String> {
    let is_known = |prefix: &str| INSIDE.contains(&prefix) || ENDPOINTS.iter().any(|(of, ..)| *of == prefix);
    let prefix = |action: &str| action.split(':').next().unwrap_or_default().to_lowercase();
    grant.actions.iter().flatten().filter(move |action| !is_known(&prefix(action)))
}

/// The grants of a service with an action that an endpoint serves.
fn calls<'a>(service: &'a Blueprint, endpoint: &str) -> impl Iterator<Item = &'a Origins> {
    let serves = move |grant: &&Decided<Grant>| {
        grant.actions.iter().flatten().any(|action| endpoints(action).any(|name| name == endpoint))
    };
    service.grants.iter().filter(serves).map(Decided::origins)
}

/// The endpoints that serve an action: one, or with a pattern all that may.
fn endpoints(action: &str) -> impl Iterator<Item = &'static str> + use<> {
    let (prefix, name) = action.split_once(':').unwrap_or_default();
    let (prefix, stem) =
        (prefix.to_lowercase(), name.split(['*', '?']).next().unwrap_or_default().to_owned());
    let is_pattern = stem.len() < name.len();
    let fits = move |(of, start, _): &&(&str, &str, &str)| {
        *of == prefix && (stem.starts_with(start) || is_pattern && start.starts_with(&stem))
    };
    let most = if is_pattern { ENDPOINTS.len() } else { 1 };
    ENDPOINTS.iter().filter(fits).take(most).map(|(.., endpoint)| *endpoint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(action: &str) -> Vec<&'static str> {
        endpoints(action).collect()
    }

    #[test]
    fn an_action_is_served_by_one_endpoint_and_a_pattern_by_all_that_may() {
        assert_eq!(of("sqs:SendMessage"), ["sqs"]);
        assert_eq!(of("SQS:SendMessage"), ["sqs"]);
        assert_eq!(of("bedrock:InvokeModelWithResponseStream"), ["bedrock-runtime"]);
        assert_eq!(
            of("bedrock:Invoke*"),
            ["bedrock-runtime", "bedrock-agent-runtime", "bedrock-agent-runtime", "bedrock"]
        );
        assert_eq!(of("dynamodb:GetItem"), ["dynamodb"]);
        assert_eq!(of("dynamodb:GetRecords"), ["dynamodb-streams"]);
        assert_eq!(of("route53:ChangeResourceRecordSets"), Vec::<&str>::new());
    }

    #[test]
    fn what_no_endpoint_serves_is_known() {
        let grant = Grant::new(["sqs:SendMessage", "rds-db:connect", "route53:GetChange"], ["*"]);
        assert_eq!(unreachable(&grant).collect::<Vec<_>>(), ["route53:GetChange"]);
    }
}
