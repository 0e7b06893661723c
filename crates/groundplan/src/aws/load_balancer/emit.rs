use super::address::{load_balancer, security_group};
use super::route::NAME_PREFIX;
use super::{Blueprint, LoadBalancerScheme, dns, listener, waf};
use crate::aws::bucket::Bucket;
use crate::aws::policy::Statement;
use crate::aws::security_group::{Group, Other, Rule};
use crate::aws::{EnvironmentContext, account_id, logs, network};
use crate::decision::Tier;
use crate::terraform::{Address, Addresses, Block, Document, File, Value, block, object, text};
use crate::unit::{Days, prefix};

/// Adds the load balancer and all that belongs to it.
pub(crate) fn emit(
    blueprint: &Blueprint,
    network: &network::Blueprint,
    logs: &logs::Blueprint,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    let mut file = document.file("load_balancer");
    group(blueprint, network, context, &mut file);
    load_balancer_itself(blueprint, network, context, &mut file);
    listener::emit(blueprint, context, &mut file);
    dns::emit(blueprint, &mut document.file("dns"));
    if let Some(retention) = blueprint.access_logs {
        access_logs(retention, context, &mut document.file("access_logs"));
    }
    if blueprint.waf {
        waf::emit(logs, context, &mut document.file("waf"));
    }
    outputs(blueprint, &mut document.file("outputs"));
}

fn name(context: &EnvironmentContext, parts: &[&str]) -> Value {
    object! { "Name": context.name(parts, 255) }
}

fn load_balancer_itself(
    blueprint: &Blueprint,
    network: &network::Blueprint,
    context: &EnvironmentContext,
    file: &mut File<'_>,
) {
    let subnets = match blueprint.scheme {
        LoadBalancerScheme::InternetFacing => network::public_subnets(network),
        LoadBalancerScheme::Internal => network::private_subnets(network),
    };
    let logs = blueprint.access_logs.map(|_| {
        block! {
            enabled = true,
            bucket  = Address::resource("aws_s3_bucket", "access_logs").attr("id"),
        }
    });
    // AWS tries to write to the bucket when access logs are turned on.
    let depends_on = blueprint.access_logs.map(|_| Address::resource("aws_s3_bucket_policy", "access_logs"));
    file.resource(
        "aws_lb",
        "main",
        block! {
            name_prefix                = prefix(&context.stack, NAME_PREFIX),
            load_balancer_type         = "application",
            internal                   = blueprint.scheme == LoadBalancerScheme::Internal,
            subnets                    = subnets,
            security_groups            = [security_group()],
            drop_invalid_header_fields = true,
            desync_mitigation_mode     = "defensive",
            enable_deletion_protection = blueprint.deletion_protection,
            idle_timeout               = blueprint.idle_timeout.as_u32(),
            access_logs                = logs,
            tags                       = name(context, &[]),
            lifecycle { create_before_destroy = true }
            depends_on                 = Addresses(depends_on.into_iter().collect()),
        },
    );
}

fn group(
    blueprint: &Blueprint,
    network: &network::Blueprint,
    context: &EnvironmentContext,
    file: &mut File<'_>,
) {
    let group = Group {
        label: "load_balancer",
        name: &["load-balancer"],
        description: format!("Load balancer of {} {}", context.stack, context.environment),
        vpc_id: network::vpc_id(),
    };
    let group = group.emit(context, file);
    let (source, whom) = match blueprint.scheme {
        LoadBalancerScheme::InternetFacing => ("0.0.0.0/0".to_owned(), "the internet"),
        LoadBalancerScheme::Internal => (network.cidr.to_string(), "the VPC"),
    };
    let mut open = |label: &str, port: u16, description: String| {
        let (group, other) = (group.clone(), Other::Addresses(source.clone()));
        Rule { label: label.to_owned(), group, description, port, other }.ingress(file);
    };
    if blueprint.has_tls() {
        open("load_balancer_https", 443, format!("HTTPS from {whom}"));
    }
    if !blueprint.has_tls() {
        open("load_balancer_http", 80, format!("HTTP from {whom}"));
    } else if blueprint.http_redirect {
        open("load_balancer_http", 80, format!("HTTP from {whom}, answered with a redirect"));
    }
}

/// Load balancers can write only to buckets with Amazon's own encryption.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html>
fn access_logs(retention: Days, context: &EnvironmentContext, file: &mut File<'_>) {
    let bucket = Address::resource("aws_s3_bucket", "access_logs");
    let deliver = Statement::allow("LoadBalancerLogDelivery")
        .service("logdelivery.elasticloadbalancing.amazonaws.com")
        .actions(["s3:PutObject"])
        .on([text![bucket.attr("arn"), "/AWSLogs/", account_id(), "/*"]])
        .when("StringEquals", "aws:SourceAccount", account_id());
    Bucket {
        label: "access_logs",
        name: ("bucket_prefix", format!("{}-", context.name(&["alb"], 36).to_lowercase()).into()),
        key: None,
        noncurrent_versions: Some(7),
        expiry: Some(retention.as_u32()),
        force_destroy: context.tier == Tier::Development,
        prevent_destroy: false,
        statements: vec![deliver],
    }
    .emit(file);
}

fn outputs(blueprint: &Blueprint, file: &mut File<'_>) {
    file.output(
        "load_balancer_dns_name",
        described("The load balancer's own name", load_balancer().attr("dns_name")),
    );
    let scheme = if blueprint.has_tls() { "https" } else { "http" };
    for route in &blueprint.routes {
        let path = route.path.as_deref().map_or("/", |path| path.trim_end_matches('*'));
        let url = match &route.host {
            Some(host) => text![format!("{scheme}://{host}{path}")],
            None => text![format!("{scheme}://"), load_balancer().attr("dns_name"), path.to_owned()],
        };
        file.output(
            format!("url_{}", route.label),
            described(&format!("Where {} answers", route.service), url),
        );
    }
}

fn described(description: &str, value: impl crate::terraform::Argument) -> Block {
    block! { description = description.to_owned(), value = value }
}
