//! A load balancer that is there already: made by another stack, or by nobody here. Services get rules on its listener, and
//! nothing else in it is changed.

use std::collections::BTreeMap;

use super::Blueprint;
use super::spec::{LoadBalancer, LoadBalancerScheme};
use crate::aws::foreign::Foreign;
use crate::aws::stack_reference::Shared;
use crate::aws::{Resolver, fixed};
use crate::decision::{Decided, Origins};
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::spec::spec;
use crate::terraform::{Address, Expression, File, Text, Value, block};
use crate::unit::Seconds;

spec! {
    /// An application load balancer that exists already.
    pub struct ExistingLoadBalancer by listener {
        /// The ARN of its listener.
        listener(into, also ["arn", "listenerArn"]): Text,
        /// The security group of it that tasks let in, and that gets a rule for each service. Default: the first that it has.
        security_group(into, also ["securityGroupId", "sg"]): Text,
    }
}

impl ExistingLoadBalancer {
    /// The load balancer of a listener, by its ARN.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let arn = "arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2";
    /// let balancer = LoadBalancer::new().existing(ExistingLoadBalancer::new(arn));
    /// ```
    #[must_use]
    pub fn new(listener: impl Into<Text>) -> Self {
        Self::default().listener(listener)
    }

    /// Changes for an environment, or the rest where nothing is set yet.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let patch = ExistingLoadBalancer::patch().security_group("sg-0ab1");
    /// ```
    #[must_use]
    pub fn patch() -> Self {
        Self::default()
    }
}

/// Where the load balancer is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Existing {
    listener: Decided<Text>,
    group: Option<Decided<Text>>,
    /// What makes that it is this one, for the priorities of rules.
    pub(super) origins: Origins,
}

/// Decides the load balancer, where it is one that exists; routes and certificates are none yet.
pub(super) fn resolve(spec: &LoadBalancer, resolver: &mut Resolver<'_>) -> Option<Blueprint> {
    let existing = match (&spec.existing, &spec.from) {
        (Some(existing), _) => looked_up(existing, resolver),
        (None, Some(from)) => {
            let origins = resolver.explicit("loadBalancer.from", from.name());
            let listener = Decided::new(Shared::ListenerArn.imported().into(), origins.clone());
            Existing { listener, group: None, origins }
        }
        (None, None) => return None,
    };
    check(spec, &existing, resolver);
    Some(Blueprint {
        scheme: fixed(LoadBalancerScheme::InternetFacing),
        deletion_protection: fixed(false),
        access_logs: fixed(None),
        waf: fixed(false),
        http_redirect: fixed(false),
        tls_policy: fixed(String::new()),
        idle_timeout: fixed(Seconds::new(60)),
        security_headers: fixed(false),
        routes: Vec::new(),
        certificates: Vec::new(),
        places: BTreeMap::new(),
        own: None,
        existing: Some(existing),
    })
}

fn looked_up(spec: &ExistingLoadBalancer, resolver: &mut Resolver<'_>) -> Existing {
    let path = Path::of("loadBalancer.existing");
    let listener = spec.listener.clone().unwrap_or_else(|| "".into());
    let listener = resolver.text(path.clone().key("listener"), &listener);
    let group = spec.security_group.as_ref().map(|group| resolver.text(path.key("securityGroup"), group));
    let origins = listener.origins().clone();
    Existing { listener, group, origins }
}

fn check(spec: &LoadBalancer, existing: &Existing, resolver: &mut Resolver<'_>) {
    let arn = existing.listener.as_literal();
    if let Some(arn) = arn.filter(|arn| !(arn.starts_with("arn:") && arn.contains(":listener/app/"))) {
        let path = Path::of("loadBalancer.existing.listener");
        let message = "this is not the listener of an application load balancer";
        let finding = Diagnostic::new(Rule::EXISTING_LOAD_BALANCER, path, message).given(arn);
        resolver.report(
            finding.wants("an ARN, arn:aws:elasticloadbalancing:REGION:ACCOUNT:listener/app/NAME/ID/ID"),
        );
    }
    if let Some(elsewhere) = arn.and_then(|arn| resolver.context.elsewhere(arn)) {
        let path = Path::of("loadBalancer.existing.listener");
        let finding =
            Diagnostic::new(Rule::EXISTING_LOAD_BALANCER, path, format!("the listener is in {elsewhere}"));
        let finding = finding.given(arn.unwrap_or_default());
        resolver.report(finding.wants("a listener of the environment's region and account"));
    }
    let ways = ["existing", "from"];
    let foreign =
        Foreign { rule: Rule::EXISTING_LOAD_BALANCER, place: "loadBalancer", thing: "load balancer", ways };
    foreign.check(kept(spec), spec.existing.is_some() && spec.from.is_some(), resolver);
}

/// The keys that say something of a load balancer's own.
fn kept(spec: &LoadBalancer) -> [(&'static str, Option<String>); 11] {
    fn text<T: ToString>(value: Option<&T>) -> Option<String> {
        value.map(ToString::to_string)
    }
    [
        ("scheme", text(spec.scheme.as_ref())),
        ("deletionProtection", text(spec.deletion_protection.as_ref())),
        ("accessLogs", spec.access_logs.as_ref().map(|_| "set".to_owned())),
        ("waf", text(spec.waf.as_ref())),
        ("httpRedirect", text(spec.http_redirect.as_ref())),
        ("tlsPolicy", text(spec.tls_policy.as_ref())),
        ("idleTimeout", text(spec.idle_timeout.as_ref())),
        ("securityHeaders", text(spec.security_headers.as_ref())),
        ("host", text(spec.host.as_ref())),
        ("zone", text(spec.zone.as_ref())),
        ("certificate", text(spec.certificate.as_ref())),
    ]
}

/// Reports a network of one's own: targets are in the VPC of their load balancer.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html>
pub(super) fn check_network(blueprint: &Blueprint, is_own: bool, resolver: &mut Resolver<'_>) {
    if blueprint.is_own() || !is_own {
        return;
    }
    let path = Path::of("loadBalancer");
    let message = "tasks in a VPC of their own cannot be behind a load balancer that exists in another one";
    let finding = Diagnostic::new(Rule::EXISTING_LOAD_BALANCER, path, message);
    resolver.report(finding.wants("the network of the load balancer: `network` with `from` or `existing`"));
}

/// Reports services that would take what no other asks for: on a listener of somebody else's, that is not theirs.
pub(super) fn check_routes(blueprint: &Blueprint, resolver: &mut Resolver<'_>) {
    for route in blueprint.routes.iter().filter(|route| route.is_default()) {
        let path = Path::of("services").key(&route.service).key("public");
        let message =
            format!("`{}` would take all requests of a load balancer that others use", route.service);
        let finding = Diagnostic::new(Rule::EXISTING_LOAD_BALANCER, path, message);
        resolver.report(
            finding
                .wants("a host or a path of its own")
                .hint(format!("public: {}.example.com", route.service)),
        );
    }
}

impl Existing {
    /// Adds what looks it up.
    pub(super) fn emit(&self, file: &mut File<'_>) {
        let file = &mut file.because(&self.origins);
        let listener = file.data("aws_lb_listener", "main", block! { arn = &self.listener });
        file.data("aws_lb", "main", block! { arn = listener.attr("load_balancer_arn") });
    }

    /// The security group that stands for it in rules.
    pub(super) fn group(&self) -> Value {
        match &self.group {
            Some(group) => Value::from(&**group),
            None => {
                let groups = Address::data("aws_lb", "main").attr("security_groups");
                Expression::call("element", [Value::from(Expression::call("tolist", [groups])), 0.into()])
                    .into()
            }
        }
    }
}

/// `http` or `https`, as the listener has it.
pub(super) fn scheme() -> Expression {
    Expression::call("lower", [listener().attr("protocol")])
}

pub(super) fn listener() -> Address {
    Address::data("aws_lb_listener", "main")
}
