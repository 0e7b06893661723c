use std::sync::{Arc, Mutex, PoisonError};

use super::Match;
use super::seen::characters;
use crate::terraform::Value;

/// Keeps what stood in its place, for a closer look.
///
/// It is filled once for each candidate that matches as a whole. Clones share what they keep.
///
/// ```
/// use groundplan::props;
/// use groundplan::terraform::{Block, Document};
/// use groundplan::testing::{Capture, Template};
///
/// let mut document = Document::new();
/// for (name, cidr) in [("a", "10.0.0.0/20"), ("b", "10.0.16.0/20")] {
///     let mut body = Block::new();
///     body.set("cidr_block", cidr);
///     document.file("network").resource("aws_subnet", name, body);
/// }
/// let cidrs = Capture::new();
/// Template::of(&document).assert_has_resource("aws_subnet", props! { "cidr_block": &cidrs })?;
/// assert_eq!(cidrs.texts(), ["10.0.0.0/20", "10.0.16.0/20"]);
/// # Ok::<(), groundplan::testing::Mismatch>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Capture {
    kept: Arc<Mutex<Vec<Value>>>,
}

impl Capture {
    /// A capture that has kept nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A matcher that keeps what matches `wanted`. A capture by itself keeps anything.
    ///
    /// ```
    /// use groundplan::testing::{Capture, Match};
    /// let ports = Capture::new();
    /// let public = ports.of(Match::not(22));
    /// ```
    #[must_use]
    pub fn of(&self, wanted: impl Into<Match>) -> Match {
        Match::captured(self.clone(), wanted.into())
    }

    /// Everything that was kept, in reading order.
    #[must_use]
    pub fn values(&self) -> Vec<Value> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Everything that was kept, as text: texts as their characters, other values as Terraform writes them.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        self.values().iter().map(characters).collect()
    }

    pub(super) fn keep(&self, value: Value) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).push(value);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Template;
    use super::*;
    use crate::terraform::{Document, block};

    #[test]
    fn only_what_matches_as_a_whole_is_kept() {
        let mut document = Document::new();
        let mut file = document.file("x");
        file.resource("aws_x", "a", block! { port = 80, name = "a" });
        file.resource("aws_x", "b", block! { port = 81, name = "b" });
        file.resource("aws_x", "c", block! { name = "c" });
        let (ports, names) = (Capture::new(), Capture::new());
        let wanted = crate::props! { "port": ports.of(Match::not(80)), "name": &names };
        Template::of(&document).assert_has_resource("aws_x", wanted).unwrap();
        assert_eq!((ports.values(), names.texts()), (vec![81.into()], vec!["b".to_owned()]));
    }

    #[test]
    fn a_capture_needs_something_to_keep() {
        let mut document = Document::new();
        document.file("x").resource("aws_x", "a", block! { name = "a" });
        let capture = Capture::new();
        let found = Template::of(&document).assert_has_resource("aws_x", crate::props! { "port": &capture });
        assert!(found.is_err());
        assert_eq!(capture.values(), []);
    }
}
