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
        match (self, environment(path)) {
            (Self::Environment(name), Some(of)) => of == name,
            _ => true,
        }
    }
}

/// The environment of a file: below `environments`, which lies at the top or, of several stacks, below each.
fn environment(path: &str) -> Option<&str> {
    let mut folders = path.split('/').take(3);
    match (folders.next(), folders.next(), folders.next()) {
        (Some("environments"), name, Some(_)) => name,
        (_, Some("environments"), name) => name.filter(|name| path.contains(&format!("/{name}/"))),
        _ => None,
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
        assert!(!scope.has("shop/environments/dev2/network.tf.json"));
        assert!(scope.has("shop/environments/dev/network.tf.json") && scope.has("shop/README.md"));
        assert!(Scope::All.has("environments/dev2/network.tf.json"));
    }
}
