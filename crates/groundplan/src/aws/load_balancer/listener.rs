use super::Blueprint;
use super::address::{own_load_balancer as load_balancer, target_group};
use super::existing;
use super::route::{Certificate, Route};
use crate::aws::{EnvironmentContext, network};
use crate::decision::{Decided, Origins};
use crate::terraform::{Address, Addresses, Block, File, Text, Value, block, object};
use crate::unit::sort_by;

/// What really forwards to a service; the service waits for it, or AWS refuses its target group.
pub(crate) fn forwarder(blueprint: &Blueprint, route: &Route) -> Address {
    match &route.priority {
        Some(_) => Address::resource("aws_lb_listener_rule", route.label.clone()),
        None => main_listener(blueprint),
    }
}

/// What it follows from that it is this one.
pub(crate) fn forwarder_origins(blueprint: &Blueprint, route: &Route) -> Origins {
    let origins = route.condition_origins();
    if route.is_default() { origins.and(&blueprint.tls_origins()) } else { origins }
}

/// The ARN of the listener that forwards.
pub(crate) fn listener_arn(blueprint: &Blueprint) -> Value {
    main_listener(blueprint).attr("arn").into()
}

/// The listener that forwards: HTTPS where there is any certificate.
fn main_listener(blueprint: &Blueprint) -> Address {
    if blueprint.existing.is_some() {
        return existing::listener();
    }
    Address::resource("aws_lb_listener", if blueprint.has_tls() { "https" } else { "http" })
}

pub(super) fn emit(
    blueprint: &Blueprint,
    network: &network::Blueprint,
    context: &EnvironmentContext,
    file: &mut File<'_>,
) {
    let of_tls = blueprint.tls_origins();
    if !blueprint.is_own() {
        list(certificates(blueprint), &existing::listener(), file);
    } else if blueprint.has_tls() {
        https(blueprint, &mut file.because(&of_tls));
        if *blueprint.http_redirect {
            redirect(&mut file.because(&of_tls.and(blueprint.http_redirect.origins())));
        }
    } else {
        http(blueprint, &mut file.because(&of_tls));
    }
    for route in &blueprint.routes {
        let file = &mut file.because(&route.origins);
        group(route, network, context, file);
        rule(blueprint, route, &of_tls, file);
    }
}

fn https(blueprint: &Blueprint, file: &mut File<'_>) {
    let certificates = certificates(blueprint);
    let headers = &blueprint.security_headers;
    let of_tls = blueprint.tls_origins();
    let header = |value: &'static str| headers.map(|on| on.then_some(value));
    let listener = file.resource(
        "aws_lb_listener",
        "https",
        block! {
            load_balancer_arn = load_balancer().attr("arn"),
            port              = 443,
            protocol          = "HTTPS",
            ssl_policy        = &blueprint.tls_policy,
            certificate_arn   = Decided::new(certificates.first().map(|first| first.arn.clone()), of_tls.clone()),
            routing_http_response_strict_transport_security_header_value = header("max-age=31536000"),
            routing_http_response_x_content_type_options_header_value    = header("nosniff"),
            routing_http_response_server_enabled                         = headers.map(|on| on.then_some(false)),
            default_action    = not_found(),
        },
    );
    list(certificates, &listener, file);
}

fn list(certificates: Vec<Listed>, listener: &Address, file: &mut File<'_>) {
    for listed in certificates {
        let body = block! {
            listener_arn    = listener.attr("arn"),
            certificate_arn = listed.arn,
            lifecycle { create_before_destroy = true }
            depends_on      = Decided::new(Addresses(listed.after), listed.origins.clone()),
        };
        file.because(&listed.origins).resource(LISTED, listed.label, body);
    }
}

const LISTED: &str = "aws_lb_listener_certificate";

/// A certificate in the listener's list.
///
/// The first is the listener's default as well. It is in the list all the same: then each host is served with its
/// certificate by the list alone, whatever becomes the default. A certificate that is replaced goes once the new one is
/// listed, and hosts that move to a later certificate of their zone are served there before the earlier one changes.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListenerCertificates.html>
pub(super) struct Listed {
    label: String,
    arn: Text,
    after: Vec<Address>,
    origins: Origins,
}

/// Each certificate once, under the label of what it is for. The first is the listener's own; so that it
/// stays the same wherever a service is in the spec, they are in the order of their zones, then of their ARNs.
pub(super) fn certificates(blueprint: &Blueprint) -> Vec<Listed> {
    let mut existing: Vec<(&str, &Route)> =
        blueprint.routes.iter().filter_map(|route| Some((route.existing_certificate()?, route))).collect();
    sort_by(&mut existing, |(a, route), (b, other)| (a, &route.service).cmp(&(b, &other.service)));
    existing.dedup_by_key(|(arn, _)| *arn);
    let made = blueprint.certificates.iter().map(|shared| Listed {
        label: shared.label.clone(),
        arn: shared.validated(),
        after: shared.later.iter().map(|later| Address::resource(LISTED, later.clone())).collect(),
        origins: shared.origins.clone(),
    });
    let own = blueprint.own.as_ref().and_then(|own| match &own.certificate {
        Some(Certificate::Existing(arn)) => Some((arn.as_str(), own.certificate_origins())),
        _ => None,
    });
    let is_own = |arn: &str| own.as_ref().is_some_and(|(known, _)| *known == arn);
    let existing = existing.into_iter().filter(|(arn, _)| !is_own(arn)).map(|(arn, route)| Listed {
        label: route.label.clone(),
        arn: arn.to_owned().into(),
        after: Vec::new(),
        origins: route.certificate_origins(),
    });
    let own = own.iter().map(|(arn, origins)| Listed {
        label: "shared".to_owned(),
        arn: (*arn).to_owned().into(),
        after: Vec::new(),
        origins: origins.clone(),
    });
    made.chain(own).chain(existing).collect()
}

fn redirect(file: &mut File<'_>) {
    file.resource(
        "aws_lb_listener",
        "http",
        block! {
            load_balancer_arn = load_balancer().attr("arn"),
            port              = 80,
            protocol          = "HTTP",
            default_action {
                type = "redirect",
                redirect {
                    port        = "443",
                    protocol    = "HTTPS",
                    status_code = "HTTP_301",
                }
            }
            // Nothing but another load balancer replaces it: the new one answers before names lead there.
            lifecycle { create_before_destroy = true }
        },
    );
}

fn http(blueprint: &Blueprint, file: &mut File<'_>) {
    file.resource(
        "aws_lb_listener",
        "http",
        block! {
            load_balancer_arn = load_balancer().attr("arn"),
            port              = 80,
            protocol          = "HTTP",
            default_action    = default_action(blueprint),
        },
    );
}

/// The service without conditions, or else an answer that nothing is here. The HTTPS listener has a rule for that
/// service instead: a new listener of another load balancer is made before the old one goes, like its certificates,
/// and AWS takes a target group for one load balancer at a time.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html>
fn default_action(blueprint: &Blueprint) -> Decided<Block> {
    let conditions: Vec<Origins> = blueprint.routes.iter().map(Route::condition_origins).collect();
    let action = match blueprint.routes.iter().find(|route| route.is_default()) {
        Some(route) => block! { type = "forward", target_group_arn = target_group(&route.label).attr("arn") },
        None => not_found(),
    };
    Decided::new(action, conditions.iter().collect())
}

fn not_found() -> Block {
    block! {
        type = "fixed-response",
        fixed_response {
            content_type = "text/plain",
            message_body = "Not found",
            status_code  = "404",
        }
    }
}

fn rule(blueprint: &Blueprint, route: &Route, of_tls: &Origins, file: &mut File<'_>) {
    let Some(priority) = &route.priority else { return };
    let host =
        route.host.as_ref().map(|host| block! { host_header { values = host.map(|host| [host.clone()]) } });
    let path =
        route.path.as_ref().map(|path| block! { path_pattern { values = path.map(|path| [path.clone()]) } });
    let any = route.is_default().then(|| block! { path_pattern { values = ["/*"] } });
    let conditions = Decided::new(host.into_iter().chain(path).chain(any), route.condition_origins());
    file.resource(
        "aws_lb_listener_rule",
        route.label.clone(),
        block! {
            listener_arn = Decided::new(main_listener(blueprint).attr("arn"), of_tls.clone()),
            priority     = priority,
            for condition in conditions,
            action {
                type             = "forward",
                target_group_arn = target_group(&route.label).attr("arn"),
            }
            tags = object! { "Name": route.service.clone() },
        },
    );
}

/// The port of a target group that takes addresses is a default for targets without one. ECS registers every task
/// with its own port, so one number fits all: a service's port changes without another target group, and tasks on
/// the old and the new port are in it side by side.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html>
const DEFAULT_PORT: u16 = 80;

/// AWS appends 26 characters to the prefix and takes 32; the readable name is a tag.
fn group(route: &Route, network: &network::Blueprint, context: &EnvironmentContext, file: &mut File<'_>) {
    let health = &route.health;
    file.resource(
        "aws_lb_target_group",
        route.label.clone(),
        block! {
            name_prefix          = route.name_prefix.clone(),
            port                 = DEFAULT_PORT,
            protocol             = "HTTP",
            target_type          = "ip",
            vpc_id               = network::vpc_id(network),
            deregistration_delay = route.deregistration_delay.map(|delay| delay.as_u32()),
            health_check {
                path                = &health.path,
                port                = "traffic-port",
                protocol            = "HTTP",
                matcher             = &health.matcher,
                interval            = health.interval.map(|interval| interval.as_u32()),
                timeout             = health.timeout.map(|timeout| timeout.as_u32()),
                healthy_threshold   = &health.healthy,
                unhealthy_threshold = &health.unhealthy,
            }
            tags = object! { "Name": context.name(&[&route.service], 255) },
            lifecycle { create_before_destroy = true }
        },
    );
}
