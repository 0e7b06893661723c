//! What services of several stacks or environments ask of one listener: each rule with a number of its own, and none
//! with the requests of another.

use super::compiler::StackCompiler;
use crate::aws::load_balancer::LoadBalancer;
use crate::composition::share::{self, Share};
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::spec::Map;
use crate::stack::output::synthesis::{Synthesis, folder};
use crate::stack::spec::{Environment, Stack};
use crate::terraform::{Block, Content, Document, Value};
use crate::unit::label;

/// A rule on a listener that several stacks use.
struct ListenerRule {
    stack: usize,
    environment: String,
    service: String,
    listener: String,
    priority: Option<i64>,
    conditions: Option<Content>,
}

/// What collides on listeners: the stack's number, and the finding at its place in the spec.
pub(in crate::stack) fn check(made: &[(&StackCompiler, &Synthesis)]) -> Vec<(usize, Diagnostic)> {
    let rules: Vec<ListenerRule> = made.iter().enumerate().flat_map(|(at, one)| of_stack(at, *one)).collect();
    let mut found = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        let earlier = rules.iter().take(at).filter(|other| {
            other.listener == rule.listener
                && (other.stack, &other.environment) != (rule.stack, &rule.environment)
        });
        for other in earlier {
            let Some((reading, _)) = made.get(rule.stack) else { continue };
            let name = title(made, other);
            if let Some(finding) = collision(rule, other, &name) {
                found.push((rule.stack, placed(finding, rule, reading)));
            }
        }
    }
    found
}

fn title(made: &[(&StackCompiler, &Synthesis)], rule: &ListenerRule) -> String {
    let stack = made.get(rule.stack).and_then(|(reading, _)| reading.stack.stack.as_deref());
    format!("{} of {}/{}", rule.service, stack.unwrap_or_default(), rule.environment)
}

fn collision(rule: &ListenerRule, other: &ListenerRule, name: &str) -> Option<Diagnostic> {
    let public = Path::of("services").key(&rule.service).key("public");
    if rule.conditions == other.conditions {
        let message = format!("`{name}` receives the same requests on the listener that both use");
        let finding = Diagnostic::new(Rule::ROUTE_CONFLICT, public, message);
        return Some(finding.wants("a host or a path of its own for each"));
    }
    rule.priority.filter(|priority| Some(*priority) == other.priority).map(|priority| {
        let message = format!("`{name}` has this priority on the listener that both use");
        let finding = Diagnostic::new(Rule::PRIORITY, public.key("priority"), message).given(priority);
        let free = priority % 50_000 + 1;
        finding.wants("a number from 1 to 50000 that no other service has").hint(format!("priority: {free}"))
    })
}

fn placed(mut finding: Diagnostic, rule: &ListenerRule, reading: &StackCompiler) -> Diagnostic {
    finding.path = reading.spec_path(&rule.environment, &finding.path);
    finding.range = Some(reading.node.locate(&finding.path)).filter(|range| !range.is_empty());
    finding.environments = vec![rule.environment.clone()];
    finding
}

fn of_stack(at: usize, (reading, synthesis): (&StackCompiler, &Synthesis)) -> Vec<ListenerRule> {
    let stack = &reading.stack;
    let mut rules = Vec::new();
    if !may_share(stack) {
        return rules;
    }
    for (name, environment) in stack.environments.iter().flat_map(Map::iter) {
        let effective = stack.at(name, environment);
        let Some(listener) = listener(stack, name, &effective) else { continue };
        let folder = folder(name);
        let documents = synthesis.documents.iter().filter(|(path, _)| *path == folder);
        for (service, block) in documents.flat_map(|(_, document)| listener_rules(document)) {
            let names = effective.services.iter().flat_map(Map::iter).map(|(name, _)| name);
            let service = names.into_iter().find(|name| label(name) == service).unwrap_or(service);
            rules.push(ListenerRule {
                stack: at,
                environment: name.to_owned(),
                service: service.to_owned(),
                listener: listener.clone(),
                priority: priority(block),
                conditions: block.get("condition").cloned(),
            });
        }
    }
    rules
}

/// Whether any environment may have a listener that others use: most stacks have none, and need not be put together again.
fn may_share(stack: &Stack) -> bool {
    let of = |balancer: Option<&LoadBalancer>, shared: Option<&Vec<Share>>| {
        shared.is_some()
            || balancer.is_some_and(|balancer| balancer.from.is_some() || balancer.existing.is_some())
    };
    let mut environments = stack.environments.iter().flat_map(Map::iter);
    of(stack.load_balancer.as_ref(), stack.share.as_ref())
        || environments.any(|(_, one)| of(one.load_balancer.as_ref(), one.share.as_ref()))
}

/// What names the listener in all stacks; `None` where no other stack uses it.
fn listener(stack: &Stack, environment: &str, spec: &Environment) -> Option<String> {
    let of = |stack: &str, environment: &str| format!("{stack}/{environment}");
    let balancer = spec.load_balancer.as_ref();
    if let Some(from) = balancer.and_then(|balancer| balancer.from.as_ref()) {
        let other = from.environment.as_deref().unwrap_or(environment);
        return Some(of(from.stack.as_deref().unwrap_or_default(), other));
    }
    let existing = balancer.and_then(|balancer| balancer.existing.as_ref());
    if let Some(existing) = existing {
        return existing.listener.as_ref().and_then(|arn| arn.as_literal()).map(str::to_owned);
    }
    let own = stack.stack.as_deref().unwrap_or_default();
    share::has(spec.share.as_ref(), Share::LoadBalancer).then(|| of(own, environment))
}

fn listener_rules(document: &Document) -> impl Iterator<Item = (&str, &Block)> {
    let rules = document.items().iter().filter(|item| item.resource_type == "aws_lb_listener_rule");
    rules.filter_map(|rule| Some((rule.name.as_str(), rule.block()?)))
}

fn priority(rule: &Block) -> Option<i64> {
    match rule.get("priority") {
        Some(Content::Value(Value::Integer(number))) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::aws::load_balancer::{LoadBalancer, Public};
    use crate::aws::network::Network;
    use crate::aws::service::EcsFargateService;
    use crate::composition::share::Share;
    use crate::stack::{App, Environment, Stack};
    use crate::unit::Region;

    fn service(name: &str, public: Public) -> EcsFargateService {
        EcsFargateService::new(name).image("ghcr.io/example/api:1").port(80).public(public)
    }

    fn guest(name: &str, public: Public) -> Stack {
        let stack = Stack::new(name).region(Region::EuWest1).service(service("api", public));
        stack
            .network(Network::new().from("platform"))
            .load_balancer(LoadBalancer::new().from("platform"))
            .environment(Environment::development("dev"))
    }

    /// Codes and places of what is found in two guests of a platform.
    fn found(one: Public, other: Public) -> Vec<String> {
        let platform =
            Stack::new("platform").region(Region::EuWest1).share(Share::Network).share(Share::LoadBalancer);
        let platform = platform.environment(Environment::development("dev"));
        let app = App::new().stack(platform).stack(guest("orders", one)).stack(guest("carts", other));
        let report = app.unvalidated().check();
        let all = report.errors().map(|finding| format!("{} {}", finding.rule.code, finding.path));
        all.collect()
    }

    fn at(path: &str) -> Public {
        Public::new().host("shop.example.com").path(path)
    }

    #[test]
    fn stacks_on_one_listener_have_requests_and_priorities_of_their_own() {
        assert_eq!(found(at("/orders/*"), at("/carts/*")), [""; 0]);
        assert_eq!(found(at("/*"), at("/*")), ["load-balancer/route-conflict services.api.public"]);
        let of_seven = |path| at(path).priority(7);
        assert_eq!(
            found(of_seven("/orders/*"), of_seven("/carts/*")),
            ["load-balancer/priority services.api.public.priority"]
        );
        assert_eq!(found(of_seven("/orders/*"), at("/carts/*").priority(8)), [""; 0]);
    }
}
