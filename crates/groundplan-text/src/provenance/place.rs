use groundplan::diagnostic::Path;
use groundplan::spec::Node;

use crate::editor::types::Type;

/// Where a path within an environment is to be said, so that it counts there: where the environment says it, else where the
/// stack does, else in the environment. What no environment can say is the stack's.
#[must_use]
pub fn place(spec: &Node, environment: &str, path: &Path) -> Path {
    let own = path.under(&Path::of("environments").key(environment));
    let is_of_environments = Type::at(own.segments()).is_some();
    let is_said_here = spec.get(&own).is_some();
    if is_said_here || (is_of_environments && spec.get(path).is_none()) { own } else { path.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Source;

    #[test]
    fn it_is_where_it_is_said() {
        let text = "stack: s\nnetwork: { zones: 2 }\nenvironments: { dev: { logs: { retention: 30 days } } }";
        let spec = Source::new("a.yaml", text).parse().unwrap();
        let told = |path: &str| place(&spec, "dev", &Path::of(path)).to_string();
        assert_eq!(told("logs.retention"), "environments.dev.logs.retention");
        assert_eq!(told("network.zones"), "network.zones");
        assert_eq!(told("network.egress"), "environments.dev.network.egress");
        assert_eq!(told("state.lock"), "state.lock");
    }
}
