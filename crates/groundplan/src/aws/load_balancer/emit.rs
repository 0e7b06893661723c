use super::address::{load_balancer, own_security_group as security_group};
use super::existing;
use super::route::NAME_PREFIX;
use super::{Blueprint, LoadBalancerScheme, dns, listener, waf};
use crate::aws::bucket::Bucket;
use crate::aws::policy::Statement;
use crate::aws::security_group::{Group, Other, Rule};
use crate::aws::{EnvironmentContext, account_id, fixed, logs, network};
use crate::decision::{Decided, DecisionId, Origins, Tier};
use crate::terraform::{Address, Addresses, Block, Document, File, Text, Value, block, object, text};
use crate::unit::{Days, prefix};

/// Adds the load balancer and all that belongs to it.
pub(crate) fn emit(
    blueprint: Option<&Blueprint>,
    network: &network::Blueprint,
    logs: &logs::Blueprint,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    let Some(blueprint) = blueprint else { return };
    let origins = blueprint.origins();
    let mut file = document.file("load_balancer");
    let mut file = file.because(&origins);
    match &blueprint.existing {
        Some(existing) => existing.emit(&mut file),
        None => {
            group(blueprint, network, context, &mut file);
            load_balancer_itself(blueprint, network, context, &mut file);
        }
    }
    listener::emit(blueprint, network, context, &mut file);
    dns::emit(blueprint, &mut document.file("dns"));
    if let Some(retention) = &*blueprint.access_logs {
        let origins = origins.and(blueprint.access_logs.origins());
        access_logs(retention, context, &mut document.file("access_logs").because(&origins));
    }
    emit_firewall(Some(blueprint), logs, context, document);
    outputs(blueprint, &mut document.file("outputs"));
}

/// Adds the firewall, and its log, where the load balancer has one.
pub(crate) fn emit_firewall(
    blueprint: Option<&Blueprint>,
    logs: &logs::Blueprint,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    if let Some(blueprint) = blueprint.filter(|blueprint| *blueprint.waf) {
        let origins = blueprint.origins().and(blueprint.waf.origins());
        waf::emit(logs, context, &mut document.file("waf").because(&origins));
    }
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
    let subnets = match *blueprint.scheme {
        LoadBalancerScheme::InternetFacing => network::public_subnets(network),
        LoadBalancerScheme::Internal => network::private_subnets(network),
    };
    let logs = blueprint.access_logs.map(|logs| {
        logs.as_ref().map(|_| {
            block! {
                enabled = true,
                bucket  = Address::resource("aws_s3_bucket", "access_logs").attr("id"),
            }
        })
    });
    // AWS tries to write to the bucket when access logs are turned on.
    let depends_on = blueprint.access_logs.map(|logs| {
        let policy = logs.as_ref().map(|_| Address::resource("aws_s3_bucket_policy", "access_logs"));
        Addresses(policy.into_iter().collect())
    });
    file.resource(
        "aws_lb",
        "main",
        block! {
            name_prefix                = Decided::new(prefix(&context.stack, NAME_PREFIX), DecisionId::STACK.into()),
            load_balancer_type         = "application",
            internal                   = blueprint.scheme.map(|scheme| *scheme == LoadBalancerScheme::Internal),
            subnets                    = subnets.because(blueprint.scheme.origins()),
            security_groups            = [security_group()],
            drop_invalid_header_fields = true,
            desync_mitigation_mode     = "defensive",
            enable_deletion_protection = &blueprint.deletion_protection,
            idle_timeout               = blueprint.idle_timeout.map(|timeout| timeout.as_u32()),
            access_logs                = logs,
            tags                       = name(context, &[]),
            lifecycle { create_before_destroy = true }
            depends_on                 = depends_on,
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
        description: Decided::new(
            format!("Load balancer of {} {}", context.stack, context.environment),
            Origins::NAME,
        ),
        vpc_id: network::vpc_id(network),
    };
    let group = group.emit(context, file);
    let (source, whom) = match *blueprint.scheme {
        LoadBalancerScheme::InternetFacing => {
            (blueprint.scheme.map(|_| Text::from("0.0.0.0/0")), "the internet")
        }
        LoadBalancerScheme::Internal => (network.addresses().because(blueprint.scheme.origins()), "the VPC"),
    };
    let (of_tls, redirect) = (blueprint.tls_origins(), blueprint.http_redirect.origins());
    let mut open = |label: &str, port: u16, description: String, origins: &Origins| {
        let (group, other) = (group.clone(), Other::Addresses(source.clone()));
        let (port, description) = (fixed(port), blueprint.scheme.map(|_| description).because(origins));
        let rule = Rule { label: label.to_owned(), group: group.into(), description, port, other };
        rule.ingress(&mut file.because(origins));
    };
    if blueprint.has_tls() {
        open("load_balancer_https", 443, format!("HTTPS from {whom}"), &of_tls);
    }
    if !blueprint.has_tls() {
        open("load_balancer_http", 80, format!("HTTP from {whom}"), &of_tls);
    } else if *blueprint.http_redirect {
        let description = format!("HTTP from {whom}, answered with a redirect");
        open("load_balancer_http", 80, description, &of_tls.and(redirect));
    }
}

/// Load balancers can write only to buckets with Amazon's own encryption.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html>
fn access_logs(retention: &Decided<Days>, context: &EnvironmentContext, file: &mut File<'_>) {
    let bucket = Address::resource("aws_s3_bucket", "access_logs");
    let deliver = Statement::allow("LoadBalancerLogDelivery")
        .service("logdelivery.elasticloadbalancing.amazonaws.com")
        .actions(["s3:PutObject"])
        .on([text![bucket.attr("arn"), "/AWSLogs/", account_id(), "/*"]])
        .when("StringEquals", "aws:SourceAccount", account_id());
    Bucket {
        label: "access_logs",
        name: (
            "bucket_prefix",
            context.name(&["alb"], 36).map(|name| format!("{}-", name.to_lowercase()).into()),
        ),
        key: fixed(None),
        noncurrent_versions: Some(fixed(7)),
        expiry: Some(retention.map(|days| days.as_u32())),
        force_destroy: context.tier().map(|tier| *tier == Tier::Development),
        prevent_destroy: false,
        statements: vec![deliver],
    }
    .emit(file);
}

fn outputs(blueprint: &Blueprint, file: &mut File<'_>) {
    let dns_name = || load_balancer(blueprint).attr("dns_name");
    if blueprint.is_own() {
        file.because(&blueprint.origins())
            .output("load_balancer_dns_name", described("The load balancer's own name", dns_name()));
    }
    let of_tls = blueprint.tls_origins();
    let scheme = || match (blueprint.is_own(), blueprint.has_tls()) {
        (false, _) => Text::from(existing::scheme()),
        (true, true) => "https".into(),
        (true, false) => "http".into(),
    };
    for route in &blueprint.routes {
        let path = route.path.as_ref().map_or("/", |path| path.trim_end_matches('*'));
        let url = match &route.host {
            Some(host) => text![scheme(), format!("://{host}{path}")],
            None => text![scheme(), "://", dns_name(), path.to_owned()],
        };
        let url = Decided::new(url, route.condition_origins().and(&of_tls));
        file.because(&route.origins).output(
            format!("url_{}", route.label),
            described(&format!("Where {} answers", route.service), url),
        );
    }
}

fn described(description: &str, value: impl crate::terraform::Argument) -> Block {
    block! { description = description.to_owned(), value = value }
}
