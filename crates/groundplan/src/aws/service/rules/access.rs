use super::arn::other_than_arn;
use crate::aws::Resolver;
use crate::aws::quota::Quota;
use crate::aws::service::spec::EcsFargateService;
use crate::aws::service::{Blueprint, endpoint};
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::reference::Arn;
use crate::spec::Map;
use crate::unit::Cidr;

pub(super) fn grants(service: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    for (at, grant) in service.grants.iter().enumerate() {
        let path = path.clone().key("allow").index(at);
        let actions = grant.actions.iter().flatten();
        for action in actions.clone().filter(|action| !is_action(action)) {
            let finding = Diagnostic::new(
                Rule::GRANT,
                path.clone().key("actions"),
                format!("`{action}` allows too much"),
            );
            resolver.report(
                finding.given(action).wants("actions of one service, such as s3:PutObject or s3:Get*"),
            );
        }
        let resources = grant.resources.iter().flatten().map(Arn::text);
        for resource in
            resources.clone().filter_map(|resource| resource.as_literal()).filter(|arn| !is_resource(arn))
        {
            let finding =
                Diagnostic::new(Rule::GRANT, path.clone().key("resources"), "this names no resource");
            resolver.report(finding.given(resource).wants("the ARN of what it may be done to"));
        }
        if actions.count() == 0 || resources.count() == 0 {
            let finding = Diagnostic::new(Rule::GRANT, path, "a grant needs actions and resources");
            resolver.report(
                finding
                    .wants("both")
                    .hint("{ actions: [s3:PutObject], resources: [\"arn:aws:s3:::BUCKET/*\"] }"),
            );
        }
    }
}

/// What certainly yields something other than an ARN is refused by IAM, late.
pub(super) fn grant_resources(service: &Blueprint, path: &Path, resolver: &mut Resolver<'_>) {
    for (at, grant) in service.grants.iter().enumerate() {
        let path = path.clone().key("allow").index(at).key("resources");
        let resources = grant.resources.iter().flatten().map(Arn::text).enumerate();
        for (at, resource) in resources.filter(|(_, resource)| resource.as_literal().is_none()) {
            let Some((start, meant)) = other_than_arn(resource) else { continue };
            let message = format!("`{start}` is not an ARN");
            let finding = Diagnostic::new(Rule::GRANT_RESOURCE, path.clone().index(at), message);
            let finding = finding.given(&start).wants("the ARN of what it may be done to");
            resolver.report(match meant {
                Some(meant) => finding.hint(format!("{{ $expr: {meant} }}")),
                None => finding,
            });
        }
    }
}

/// `service:Action`, where the action may end in `*` but is not all of it; nothing of IAM by pattern.
fn is_action(action: &str) -> bool {
    let Some((service, name)) = action.split_once(':') else { return false };
    let word = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let wild = name.contains(['*', '?']);
    word(service)
        && word(&name.replace(['*', '?'], "x"))
        && name != "*"
        && !(wild && service.eq_ignore_ascii_case("iam"))
}

fn is_resource(arn: &str) -> bool {
    arn.starts_with("arn:") && arn.split(':').count() >= 6
}

pub(super) fn egress_rules(spec: &EcsFargateService, path: &Path, resolver: &mut Resolver<'_>) {
    for (at, egress_rule) in spec.allow_egress.iter().flatten().enumerate() {
        let path = path.clone().key("allowEgress").index(at);
        let Some(cidr) = &egress_rule.cidr else {
            let finding = Diagnostic::new(Rule::EGRESS_RULE, path, "nothing says what may be reached");
            resolver.report(
                finding.wants("a block of addresses and a port").hint("{ cidr: 10.20.0.0/16, port: 5432 }"),
            );
            continue;
        };
        if resolver
            .parse::<Cidr>(Rule::EGRESS_RULE, path.clone().key("cidr"), cidr)
            .is_some_and(|cidr| cidr.prefix() == 0)
        {
            let finding =
                Diagnostic::new(Rule::EGRESS_RULE, path.clone().key("cidr"), "this is the whole internet");
            resolver
                .report(finding.given(cidr).wants("the addresses that are meant; port 443 is open anyway"));
        }
        if egress_rule.port.is_none_or(|port| port == 0) {
            let finding = Diagnostic::new(
                Rule::EGRESS_RULE,
                path.key("port"),
                "nothing says which port may be reached",
            );
            resolver.report(finding.wants("a port from 1 to 65535").hint("port: 5432"));
        }
    }
}

/// AWS refuses a security group with too many rules after it made the first ones.
pub(super) fn outbound_rules(
    service: &Blueprint,
    spec: &EcsFargateService,
    path: &Path,
    resolver: &mut Resolver<'_>,
) {
    let uses = spec.uses.iter().flat_map(Map::iter).filter(|(_, used)| used.on().is_some()).count();
    let of_aws = if service.endpoints_only { ENDPOINTS_AND_S3 } else { HTTPS_ANYWHERE };
    let tables = usize::from(service.endpoints_only && endpoint::dynamodb(service).is_some());
    let count = service.egress_rules.len() + of_aws + tables + uses;
    if Quota::SECURITY_GROUP_RULES.is_exceeded(count) {
        let message = format!("the security group of `{}` has {count} outbound rules", service.name);
        let (path, region) = (path.clone().key("allowEgress"), resolver.context.region);
        let instead = "wider blocks of addresses";
        resolver.report(Quota::SECURITY_GROUP_RULES.finding(count, region, path, message, instead));
    }
}

const HTTPS_ANYWHERE: usize = 1;
const ENDPOINTS_AND_S3: usize = 2;

/// The endpoints have one security group, with a rule for each service.
pub(in crate::aws::service) fn endpoint_rules(services: &[Blueprint], resolver: &mut Resolver<'_>) {
    let count = services.iter().filter(|service| service.endpoints_only).count();
    if Quota::SECURITY_GROUP_RULES.is_exceeded(count) {
        let message = format!(
            "the security group of the VPC endpoints has {count} inbound rules, one for each service"
        );
        let (path, region) = (Path::of("services"), resolver.context.region);
        let instead = "some of the services in another stack";
        resolver.report(Quota::SECURITY_GROUP_RULES.finding(count, region, path, message, instead));
    }
}
