use super::{Node, NodeValue};
use crate::diagnostic::{Path, Segment};

/// How far a path leads in a text, and where that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Trace {
    /// The steps of the path that were found.
    pub(crate) steps: usize,
    /// The path they lead to, with the indices of objects in lists.
    pub(crate) path: Path,
    /// Whether that value contains what was given.
    holds: bool,
}

impl Node {
    /// Follows a path of Terraform's JSON as far as it leads. There, a single block may be an object or a
    /// list of one, and several blocks are distinguished by their content: the longest match wins, and of several the
    /// one that contains what was given.
    pub(crate) fn trace(&self, path: &Path, given: Option<&str>) -> Trace {
        self.follow(path.segments(), Path::root(), given)
    }

    fn follow(&self, segments: &[Segment], path: Path, given: Option<&str>) -> Trace {
        let Some((first, rest)) = segments.split_first() else { return self.end(path, given) };
        let further = |trace: Trace| Trace { steps: trace.steps + 1, ..trace };
        match (&self.value, first) {
            (NodeValue::List(nodes), Segment::Key(_)) => {
                let each = nodes.iter().enumerate();
                let matches = each.map(|(at, node)| node.follow(segments, path.clone().index(at), given));
                // Of equals, the last one wins in `max_by_key`.
                let best = matches.rev().max_by_key(|trace| (trace.steps, trace.holds));
                best.filter(|trace| trace.steps > 0).unwrap_or_else(|| self.end(path, given))
            }
            (NodeValue::Map(_), Segment::Index(_)) => further(self.follow(rest, path, given)),
            _ => match self.child(first) {
                Some(child) => further(child.follow(rest, path.step(first.clone()), given)),
                None => self.end(path, given),
            },
        }
    }

    fn end(&self, path: Path, given: Option<&str>) -> Trace {
        Trace { steps: 0, path, holds: given.is_some_and(|given| self.mentions(given)) }
    }

    /// Whether a text occurs anywhere in this value.
    fn mentions(&self, text: &str) -> bool {
        match &self.value {
            NodeValue::Null => false,
            NodeValue::Scalar(words, _) => words.contains(text),
            NodeValue::List(nodes) => nodes.iter().any(|node| node.mentions(text)),
            NodeValue::Map(entries) => entries.iter().any(|(key, node)| key == text || node.mentions(text)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::json;
    use super::*;

    fn trace(text: &str, path: &Path, given: Option<&str>) -> (usize, String) {
        let trace = json::parse(text).unwrap().trace(path, given);
        (trace.steps, trace.path.to_string())
    }

    #[test]
    fn objects_may_stand_in_lists() {
        let text = r#"{"resource": [{"a_b": {"c": {"d": 1}}}, {"a_b": {"e": [{"f": {"g": 1}}]}}]}"#;
        let found = trace(text, &Path::of("resource.a_b.e.f.g"), None);
        assert_eq!(found, (5, "resource[1].a_b.e[0].f.g".to_owned()));
        let found = trace(text, &Path::of("resource.a_b.c.d").index(0).key("x"), None);
        assert_eq!(found, (4, "resource[0].a_b.c.d".to_owned()));
        let found = trace(text, &Path::of("resource.a_b.e").index(0).key("f").index(0).key("g"), None);
        assert_eq!(found, (7, "resource[1].a_b.e[0].f.g".to_owned()));
    }

    #[test]
    fn of_several_the_one_that_holds_what_was_given() {
        let text = r#"{"moved": [{"from": "a.b"}, {"from": "a.c"}]}"#;
        assert_eq!(trace(text, &Path::of("moved.from"), Some("a.c")), (2, "moved[1].from".to_owned()));
        assert_eq!(trace(text, &Path::of("moved.from"), None), (2, "moved[0].from".to_owned()));
    }
}
