//! Names that are spelt much like well-known ones: services, actions of STS, and policies of AWS.

use super::statement::each_text;
use super::statements::{self, Words};
use super::{Subject, arguments};
use crate::diagnostic::{Diagnostic, Report, Rule};
use crate::model::{Model, Place};

/// Services that take roles.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html>
const SERVICES: [&str; 40] = [
    "apigateway",
    "application-autoscaling",
    "apprunner",
    "autoscaling",
    "backup",
    "batch",
    "bedrock",
    "build.apprunner",
    "cloudformation",
    "cloudfront",
    "cloudtrail",
    "codebuild",
    "codedeploy",
    "codepipeline",
    "config",
    "dms",
    "ec2",
    "ecs",
    "ecs-tasks",
    "edgelambda",
    "eks",
    "eks-fargate-pods",
    "elasticloadbalancing",
    "elasticmapreduce",
    "events",
    "export.rds",
    "firehose",
    "glue",
    "lambda",
    "logs",
    "monitoring.rds",
    "pipes",
    "pods.eks",
    "redshift",
    "sagemaker",
    "scheduler",
    "spotfleet",
    "ssm",
    "states",
    "vpc-flow-logs",
];

/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html>
const STS: [&str; 12] = [
    "AssumeRole",
    "AssumeRoleWithSAML",
    "AssumeRoleWithWebIdentity",
    "AssumeRoot",
    "DecodeAuthorizationMessage",
    "GetAccessKeyInfo",
    "GetCallerIdentity",
    "GetFederationToken",
    "GetSessionToken",
    "SetContext",
    "SetSourceIdentity",
    "TagSession",
];

/// Policies of AWS that many roles have.
/// <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html>
const POLICIES: [&str; 16] = [
    "AdministratorAccess",
    "AmazonEC2ContainerRegistryReadOnly",
    "AmazonEKSClusterPolicy",
    "AmazonEKSWorkerNodePolicy",
    "AmazonEKS_CNI_Policy",
    "AmazonS3FullAccess",
    "AmazonS3ReadOnlyAccess",
    "AmazonSSMManagedInstanceCore",
    "CloudWatchAgentServerPolicy",
    "PowerUserAccess",
    "ReadOnlyAccess",
    "SecurityAudit",
    "ViewOnlyAccess",
    "service-role/AWSLambdaBasicExecutionRole",
    "service-role/AWSLambdaVPCAccessExecutionRole",
    "service-role/AmazonECSTaskExecutionRolePolicy",
];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for (kind, name, _) in arguments::POLICIES.iter().filter(|(.., subject)| *subject != Subject::Any) {
        for place in model.resources(kind) {
            statements::each(&place, name, &mut |statement, words, _| {
                principals(statement, words, report);
                actions(statement, words, report);
            });
        }
    }
    for (kind, name) in super::admin::ATTACHED {
        for place in model.resources(kind) {
            policies(&place, name, report);
        }
    }
}

fn principals(statement: &Place<'_>, words: &Words, report: &mut Report) {
    let name = if words.is_of_data { "identifiers" } else { "Service" };
    let of_kind = |one: &Place<'_>| !words.is_of_data || one.text("type") == Some("Service");
    for principal in statement.blocks(words.principal).into_iter().filter(of_kind) {
        each_text(&principal, name, &mut |at, given| {
            let service = given.strip_suffix(".amazonaws.com");
            if let Some(near) = service.and_then(|service| meant(service, &SERVICES)) {
                let near = format!("{near}.amazonaws.com");
                report.add(found(&principal, at, given, "no service is called so", near));
            }
        });
    }
}

fn actions(statement: &Place<'_>, words: &Words, report: &mut Report) {
    each_text(statement, words.action, &mut |at, given| {
        let operation = given.strip_prefix("sts:").filter(|one| !one.contains(['*', '?']));
        if let Some(near) = operation.and_then(|operation| meant(operation, &STS)) {
            report.add(found(statement, at, given, "STS has no such action", format!("sts:{near}")));
        }
    });
}

fn policies(place: &Place<'_>, argument: &str, report: &mut Report) {
    each_text(place, argument, &mut |at, given| {
        let Some((start, name)) = given.split_once(":iam::aws:policy/") else { return };
        if let Some(near) = meant(name, &POLICIES) {
            let near = format!("{start}:iam::aws:policy/{near}");
            report.add(found(place, at, given, "AWS has no such policy", near));
        }
    });
}

fn found(
    place: &Place<'_>,
    (name, at): (&str, Option<usize>),
    given: &str,
    message: &str,
    near: String,
) -> Diagnostic {
    let mut finding = place.found(Rule::AWS_MISSPELT, name, message).given(given);
    if let Some(at) = at {
        finding.path = finding.path.index(at);
    }
    finding.wants(format!("probably {near}")).hint(near)
}

/// The name that was meant, where one letter is wrong in another: longer names only, since short ones differ by as much.
fn meant(given: &str, known: &'static [&'static str]) -> Option<&'static str> {
    if known.iter().any(|name| name.eq_ignore_ascii_case(given)) {
        return None;
    }
    let is_near = |name: &&&str| {
        name.len() >= 6
            && strsim::damerau_levenshtein(&given.to_lowercase(), &name.to_lowercase()) == 1
            && given.chars().filter(char::is_ascii_digit).eq(name.chars().filter(char::is_ascii_digit))
    };
    known.iter().find(is_near).copied()
}

#[cfg(test)]
mod tests {
    use crate::lint::trial::found;

    #[test]
    fn one_wrong_letter_is_found() {
        let trust = |service: &str, action: &str| {
            let text = format!(
                "resource \"aws_iam_role\" \"a\" {{\n  assume_role_policy = jsonencode({{\n    Statement = [{{ Effect = \"Allow\", Action = \"{action}\", Principal = {{ Service = \"{service}.amazonaws.com\" }} }}]\n  }})\n}}\n"
            );
            found("aws/misspelt", &text).len()
        };
        assert_eq!([trust("lamda", "sts:AssumeRole"), trust("lambda", "sts:AssumeRol")], [1, 1]);
        assert_eq!([trust("lambda", "sts:AssumeRole"), trust("delivery.logs", "sts:Assume*")], [0, 0]);
        let attached = |policy: &str| {
            let text = format!(
                "resource \"aws_iam_role_policy_attachment\" \"a\" {{\n  policy_arn = \"arn:aws:iam::{policy}\"\n}}\n"
            );
            found("aws/misspelt", &text).len()
        };
        assert_eq!(attached("aws:policy/ReadOnlyAcces"), 1);
        assert_eq!(
            [attached("aws:policy/ReadOnlyAccess"), attached("111111111111:policy/ReadOnlyAcces")],
            [0, 0]
        );
    }
}
