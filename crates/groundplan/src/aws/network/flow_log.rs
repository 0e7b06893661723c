//! Flow logs: who talked to whom in the VPC, and whom a security group refused.

use super::address::own_vpc_id as vpc_id;
use super::emit::name;
use super::{Blueprint, FlowLogBlueprint, FlowLogDestination, FlowLogTraffic};
use crate::aws::bucket::Bucket;
use crate::aws::policy::{Role, Statement};
use crate::aws::{EnvironmentContext, account_id, fixed, logs};
use crate::decision::Tier;
use crate::terraform::{Address, File, Reference, Text, block, text};

pub(super) fn emit(
    flow: &FlowLogBlueprint,
    logs: &logs::Blueprint,
    context: &EnvironmentContext,
    file: &mut File<'_>,
) {
    let traffic = flow.traffic.map(|traffic| match traffic {
        FlowLogTraffic::All => "ALL",
        FlowLogTraffic::Reject => "REJECT",
    });
    let by_destination = flow.destination.origins();
    let (kind, destination, role) = {
        let file = &mut file.because(by_destination);
        match *flow.destination {
            FlowLogDestination::Cloudwatch => (
                "cloud-watch-logs",
                flow_log_group(flow, logs, context, file),
                Some(flow_role(context, file)),
            ),
            FlowLogDestination::S3 => ("s3", flow_bucket(flow, logs, context, file), None),
        }
    };
    file.resource(
        "aws_flow_log",
        "main",
        block! {
            vpc_id                   = vpc_id(),
            traffic_type             = traffic,
            log_destination_type     = flow.destination.map(|_| kind),
            log_destination          = flow.destination.map(|_| destination),
            iam_role_arn             = flow.destination.map(|_| role),
            max_aggregation_interval = 600,
            tags                     = name(context, &[]),
        },
    );
}

fn flow_log_group(
    flow: &FlowLogBlueprint,
    logs: &logs::Blueprint,
    context: &EnvironmentContext,
    file: &mut File<'_>,
) -> Text {
    let name = context.path(&["vpc", "flow-logs"]).map(|path| format!("/{path}"));
    logs.group_kept_for(&flow.retention, file, "flow_logs", name).attr("arn").into()
}

/// Only flow logs of this account may use the role, and it cannot create log groups: a group that was
/// destroyed would come back without retention.
fn flow_role(context: &EnvironmentContext, file: &mut File<'_>) -> Reference {
    let trust = Statement::allow("FlowLogs")
        .service("vpc-flow-logs.amazonaws.com")
        .when("StringEquals", "aws:SourceAccount", account_id())
        .when("ArnLike", "aws:SourceArn", context.arn("ec2", "vpc-flow-log/*"));
    let group = Address::resource("aws_cloudwatch_log_group", "flow_logs").attr("arn");
    let write = Statement::allow("WriteFlowLogs")
        .actions(["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"])
        .on([text![group, ":*"]]);
    let role = Role {
        label: "flow_logs".to_owned(),
        name: context.name(&["flow-logs"], 64),
        description: "Lets the VPC write its flow logs",
        trust,
    };
    role.emit(file, fixed(vec![write])).attr("arn")
}

/// What the delivery of flow logs to S3 needs of the key that encrypts them there.
/// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-cmk-policy.html>
pub(crate) fn key_statement(blueprint: &Blueprint, context: &EnvironmentContext) -> Option<Statement> {
    let flow = blueprint.flow_logs.as_ref().filter(|flow| *flow.destination == FlowLogDestination::S3)?;
    let actions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];
    let statement = by_delivery("FlowLogDelivery", context).actions(actions).on(["*"]);
    Some(statement.because(&flow.origins).because(flow.destination.origins()))
}

/// A statement for the service that delivers logs, on behalf of this account alone.
fn by_delivery(sid: &'static str, context: &EnvironmentContext) -> Statement {
    Statement::allow(sid)
        .service("delivery.logs.amazonaws.com")
        .when("StringEquals", "aws:SourceAccount", account_id())
        .when("ArnLike", "aws:SourceArn", context.arn("logs", "*"))
}

fn flow_bucket(
    flow: &FlowLogBlueprint,
    logs: &logs::Blueprint,
    context: &EnvironmentContext,
    file: &mut File<'_>,
) -> Text {
    let bucket = Address::resource("aws_s3_bucket", "flow_logs");
    let deliver = |sid, action, resource: Text| by_delivery(sid, context).actions([action]).on([resource]);
    Bucket {
        label: "flow_logs",
        name: (
            "bucket_prefix",
            context.name(&["flow"], 36).map(|name| format!("{}-", name.to_lowercase()).into()),
        ),
        key: logs.key().clone(),
        noncurrent_versions: Some(fixed(7)),
        expiry: Some(flow.retention.map(|days| days.as_u32())),
        force_destroy: context.tier().map(|tier| *tier == Tier::Development),
        prevent_destroy: false,
        statements: vec![
            deliver(
                "FlowLogDelivery",
                "s3:PutObject",
                text![bucket.attr("arn"), "/AWSLogs/", account_id(), "/*"],
            ),
            deliver("FlowLogDeliveryCheck", "s3:GetBucketAcl", text![bucket.attr("arn")]),
        ],
    }
    .emit(file)
    .attr("arn")
    .into()
}
