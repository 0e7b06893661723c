//! VPC endpoints: AWS services that tasks reach without leaving the VPC.

use super::Blueprint;
use super::address::{endpoint_label, endpoint_origins, own_vpc_id as vpc_id, private_subnets, zones};
use super::emit::name;
use crate::aws::security_group::Group;
use crate::aws::{EnvironmentContext, fixed};
use crate::decision::Decided;
use crate::terraform::{Address, File, block};
use crate::unit::Partition;

/// S3 and DynamoDB are reached without leaving the VPC, free of charge; what else is needed where
/// nothing leads out has an interface endpoint in each zone.
pub(super) fn emit(blueprint: &Blueprint, context: &EnvironmentContext, file: &mut File<'_>) {
    for service in ["s3", "dynamodb"] {
        let tables = zones(blueprint).map(|(_, zone)| format!("private_{zone}")).chain(["public".to_owned()]);
        let ids: Vec<_> =
            tables.map(|label| Address::resource("aws_route_table", label).attr("id")).collect();
        file.resource(
            "aws_vpc_endpoint",
            service,
            block! {
                vpc_id            = vpc_id(),
                service_name      = endpoint_service(context, service),
                vpc_endpoint_type = "Gateway",
                route_table_ids   = blueprint.zones.map(|_| ids),
                tags              = name(context, &[service]),
            },
        );
    }
    if !blueprint.endpoints.is_empty() {
        interface_endpoints(blueprint, context, file);
    }
}

fn interface_endpoints(blueprint: &Blueprint, context: &EnvironmentContext, file: &mut File<'_>) {
    let mut file = file.because(&endpoint_origins(blueprint));
    let file = &mut file;
    let prefix_list = context.region().map(|region| format!("com.amazonaws.{region}.s3"));
    file.data("aws_ec2_managed_prefix_list", "s3", block! { name = prefix_list });
    let group = Group {
        label: "endpoints",
        name: &["endpoints"],
        description: fixed("AWS services inside the VPC".to_owned()),
        vpc_id: vpc_id(),
    };
    let group = group.emit(context, file);
    for service in &blueprint.endpoints {
        file.because(service.origins()).resource(
            "aws_vpc_endpoint",
            endpoint_label(service),
            block! {
                vpc_id              = vpc_id(),
                service_name        = endpoint_service(context, service),
                vpc_endpoint_type   = "Interface",
                subnet_ids          = private_subnets(blueprint),
                security_group_ids  = [group.clone()],
                private_dns_enabled = true,
                tags                = name(context, &[service]),
            },
        );
    }
}

/// In China, some services have names of their own.
/// <https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-ec2/lib/vpc-endpoint.ts>
const CHINESE: [&str; 22] = [
    "application-autoscaling",
    "athena",
    "autoscaling",
    "batch",
    "cloudformation",
    "ec2",
    "ecr.api",
    "ecr.dkr",
    "eks",
    "execute-api",
    "kinesis-streams",
    "lambda",
    "monitoring",
    "rds",
    "redshift-data",
    "sagemaker.api",
    "sagemaker.runtime",
    "sqs",
    "states",
    "sts",
    "sync-states",
    "xray",
];

fn endpoint_service(context: &EnvironmentContext, service: &str) -> Decided<String> {
    let own_name = context.region.partition() == Partition::AwsChina && CHINESE.contains(&service);
    let start = if own_name { "cn.com" } else { "com" };
    context.region().map(|region| format!("{start}.amazonaws.{region}.{service}"))
}
