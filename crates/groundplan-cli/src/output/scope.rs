/// Which files a run answers for: those it no longer makes are removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All that groundplan ever wrote into the folder.
    All,
    /// Those of one environment, and what all environments share.
    Environment(String),
}

impl Scope {
    /// Whether a file falls into it.
    pub(super) fn has(&self, path: &str) -> bool {
        match (self, path.strip_prefix("environments/").and_then(|rest| rest.split_once('/'))) {
            (Self::Environment(name), Some((of, _))) => of == name,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_environment_is_not_the_others() {
        let scope = Scope::Environment("dev".into());
        assert!(scope.has("environments/dev/network.tf.json") && scope.has("bootstrap/state.tf.json"));
        assert!(!scope.has("environments/dev2/network.tf.json"));
        assert!(Scope::All.has("environments/dev2/network.tf.json"));
    }
}
