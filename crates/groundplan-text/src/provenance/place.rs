use groundplan::diagnostic::Path;
use groundplan::spec::Node;

use crate::editor::types::Type;

/// The path in the spec at which to set a path of an environment: in the environment where it is set there, else in the stack
/// where it is set there, else in the environment. Settings that environments do not have belong to the stack.
#[must_use]
pub fn place(spec: &Node, environment: &str, path: &Path) -> Path {
    let own = path.under(&Path::of("environments").key(environment));
    let is_of_environments = Type::at(own.segments()).is_some();
    let is_set_here = spec.get(&own).is_some();
    if is_set_here || (is_of_environments && spec.get(path).is_none()) { own } else { path.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Source;

    #[test]
    fn a_path_is_where_it_is_set() {
        let text = "stack: s\nnetwork: { zones: 2 }\nenvironments: { dev: { logs: { retention: 30 days } } }";
        let spec = Source::new("a.yaml", text).parse().unwrap();
        let found = |path: &str| place(&spec, "dev", &Path::of(path)).to_string();
        assert_eq!(found("logs.retention"), "environments.dev.logs.retention");
        assert_eq!(found("network.zones"), "network.zones");
        assert_eq!(found("network.egress"), "environments.dev.network.egress");
        assert_eq!(found("state.lock"), "state.lock");
    }
}
