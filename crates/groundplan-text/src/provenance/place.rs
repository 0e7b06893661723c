use groundplan::Defaults;
use groundplan::diagnostic::{Path, Segment};
use groundplan::spec::{Node, NodeValue};

use crate::editor::types::Type;

/// The path in the spec at which to set a path of an environment: in the environment where it is set there, else in the stack
/// where it is set there, else among what holds for every service, else in the environment. Settings that environments do not
/// have belong to the stack.
#[must_use]
pub fn place(spec: &Node, environment: &str, path: &Path) -> Path {
    let within = Path::of("environments").key(environment);
    let own = path.under(&within);
    let of_all = Defaults::place(path).into_iter().flat_map(|of_all| [of_all.under(&within), of_all]);
    let mut places = [own.clone(), path.clone()].into_iter().chain(of_all);
    let is_of_environments = Type::at(own.segments()).is_some();
    let otherwise = if is_of_environments { own } else { path.clone() };
    places.find(|place| is_set(spec, place)).unwrap_or(otherwise)
}

/// Whether a spec has something at a path, or a short form that stands for it: `scale: 2` for `scale.min`, `uses: [api]` for
/// `uses.api`.
fn is_set(spec: &Node, path: &Path) -> bool {
    let above = path.first(path.segments().len().saturating_sub(1));
    let is_last = |node: &Node| match (&node.value, path.segments().last()) {
        (NodeValue::Scalar(name, _), Some(Segment::Key(key))) => name == key,
        _ => false,
    };
    let is_short = |node: &Node| match &node.value {
        NodeValue::Scalar(..) => true,
        NodeValue::List(nodes) => nodes.iter().any(is_last),
        _ => false,
    };
    spec.get(path).is_some() || spec.get(&above).is_some_and(is_short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Source;

    #[test]
    fn a_path_is_where_it_is_set() {
        let text = "stack: s\nnetwork: { zones: 2 }\ndefaults: { services: { scale: 2, port: 80 } }\nservices: { a: { port: 81, uses: [b] } }\nenvironments: { dev: { logs: { retention: 30 days } } }";
        let spec = Source::new("a.yaml", text).parse().unwrap();
        let found = |path: &str| place(&spec, "dev", &Path::of(path)).to_string();
        assert_eq!(found("logs.retention"), "environments.dev.logs.retention");
        assert_eq!(found("network.zones"), "network.zones");
        assert_eq!(found("network.egress"), "environments.dev.network.egress");
        assert_eq!(found("state.lock"), "state.lock");
        assert_eq!(found("services.a.port"), "services.a.port");
        assert_eq!(found("services.a.scale.min"), "defaults.services.scale.min");
        assert_eq!(found("services.a.uses.b"), "services.a.uses.b");
        assert_eq!(found("services.a.uses.c"), "environments.dev.services.a.uses.c");
        assert_eq!(found("services.a.image"), "environments.dev.services.a.image");
    }
}
