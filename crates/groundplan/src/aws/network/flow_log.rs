//! Flow logs: who talked to whom in the VPC, and whom a security group refused.

use super::address::vpc_id;
use super::emit::name;
use super::{FlowLogBlueprint, FlowLogDestination, FlowLogTraffic};
use crate::aws::bucket::Bucket;
use crate::aws::policy::{Role, Statement};
use crate::aws::{EnvironmentContext, account_id, logs};
use crate::decision::Tier;
use crate::terraform::{Address, File, Reference, Text, block, text};

pub(super) fn emit(
    flow: &FlowLogBlueprint,
    logs: &logs::Blueprint,
    context: &EnvironmentContext,
    file: &mut File<'_>,
) {
    let traffic = match flow.traffic {
        FlowLogTraffic::All => "ALL",
        FlowLogTraffic::Reject => "REJECT",
    };
    let (kind, destination, role) = match flow.destination {
        FlowLogDestination::Cloudwatch => {
            ("cloud-watch-logs", flow_log_group(flow, logs, context, file), Some(flow_role(context, file)))
        }
        FlowLogDestination::S3 => ("s3", flow_bucket(flow, context, file), None),
    };
    file.resource(
        "aws_flow_log",
        "main",
        block! {
            vpc_id                   = vpc_id(),
            traffic_type             = traffic,
            log_destination_type     = kind,
            log_destination          = destination,
            iam_role_arn             = role,
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
    let name = format!("/{}", context.path(&["vpc", "flow-logs"]));
    logs.group_kept_for(flow.retention, file, "flow_logs", name).attr("arn").into()
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
    role.emit(file, vec![write]).attr("arn")
}

fn flow_bucket(flow: &FlowLogBlueprint, context: &EnvironmentContext, file: &mut File<'_>) -> Text {
    let bucket = Address::resource("aws_s3_bucket", "flow_logs");
    let deliver = |sid, action, resource: Text| {
        Statement::allow(sid)
            .service("delivery.logs.amazonaws.com")
            .actions([action])
            .on([resource])
            .when("StringEquals", "aws:SourceAccount", account_id())
            .when("ArnLike", "aws:SourceArn", context.arn("logs", "*"))
    };
    Bucket {
        label: "flow_logs",
        name: ("bucket_prefix", format!("{}-", context.name(&["flow"], 36).to_lowercase()).into()),
        key: None,
        noncurrent_versions: None,
        expiry: Some(flow.retention.as_u32()),
        force_destroy: context.tier == Tier::Development,
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
