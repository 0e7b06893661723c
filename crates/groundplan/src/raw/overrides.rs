use crate::spec::{Map, spec};
use crate::terraform::Value;

spec! {
    /// Changes of something that groundplan makes, by its address: they are laid over it last, and checks and
    /// bill see the result.
    ///
    /// `*` stands for any characters but a dot, so `aws_cloudwatch_log_group.*` is every log group. What has its own address
    /// in another override gets that one after those with `*`.
    ///
    /// A path goes through blocks and objects by dots, through lists by an index, and quotes what has dots
    /// itself: `health_check.interval`, `setting[0].value`, `tags["kubernetes.io/role"]`.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let shop = Stack::new("shop")
    ///     .region(Region::EuWest1)
    ///     .environment(Environment::development("dev"))
    ///     .overriding("aws_vpc.main", Override::new().set("instance_tenancy", "dedicated").delete("tags"));
    /// assert!(shop.synth()?.files().iter().any(|file| file.text.contains("\"instance_tenancy\": \"dedicated\"")));
    /// # Ok::<(), groundplan::Error>(())
    /// ```
    pub struct Override {
        /// Arguments by path that are replaced.
        set(manual): Map<Value>,
        /// Objects by path that are merged into the present ones, key by key.
        merge(manual): Map<Value>,
        /// Lists by path whose elements are added behind the present ones: of a list, or of blocks. Where there is none yet,
        /// it is set.
        append(manual): Map<Value>,
        /// Paths of arguments and blocks that are removed.
        delete(manual): Vec<String>,
    }
}

impl Override {
    /// Changes nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Replaces the value of an argument.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let balancer = Override::new().set("idle_timeout", 120);
    /// let shop = Stack::new("shop").overriding("aws_lb.main", balancer);
    /// ```
    #[must_use]
    pub fn set(mut self, path: impl Into<String>, value: impl Into<Value>) -> Self {
        self.set.get_or_insert_default().insert(path, value.into());
        self
    }

    /// Merges an object into the present one, key by key.
    #[must_use]
    pub fn merge(mut self, path: impl Into<String>, value: impl Into<Value>) -> Self {
        self.merge.get_or_insert_default().insert(path, value.into());
        self
    }

    /// Adds the elements of a list behind those that are at a path, or a block behind those of its name.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let scratch = Override::new().append("volume", groundplan::object! { "name": "scratch" });
    /// let shop = Stack::new("shop").overriding("aws_ecs_task_definition.web", scratch);
    /// ```
    #[must_use]
    pub fn append(mut self, path: impl Into<String>, elements: impl Into<Value>) -> Self {
        self.append.get_or_insert_default().insert(path, elements.into());
        self
    }

    /// Removes the argument or block at a path.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let untagged = Override::new().delete("tags");
    /// ```
    #[must_use]
    pub fn delete(mut self, path: impl Into<String>) -> Self {
        self.delete.get_or_insert_default().push(path.into());
        self
    }
}

/// Whether an override is of several addresses.
pub(super) fn is_pattern(name: &str) -> bool {
    name.contains('*')
}

/// Whether the name of an override stands for an address: `*` for any characters but a dot.
pub(crate) fn stands_for(name: &str, address: &str) -> bool {
    let Some((head, rest)) = name.split_once('*') else { return name == address };
    let Some(tail) = address.strip_prefix(head) else { return false };
    let ends = tail.char_indices().map(|(at, _)| at).chain([tail.len()]);
    let mut ends = ends.take_while(|end| tail.get(..*end).is_some_and(|skipped| !skipped.contains('.')));
    ends.any(|end| tail.get(end..).is_some_and(|tail| stands_for(rest, tail)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_all_but_dots() {
        for (name, address, is_it) in [
            ("aws_lb.main", "aws_lb.main", true),
            ("aws_lb.main", "aws_lb.main2", false),
            ("aws_lb.*", "aws_lb.main", true),
            ("aws_lb*.*", "aws_lb_listener.https", true),
            ("aws_*.m*n", "aws_lb.main", true),
            ("*.main", "data.aws_lb.main", false),
            ("data.*.main", "data.aws_lb.main", true),
            ("*", "aws_lb.main", false),
        ] {
            assert_eq!(stands_for(name, address), is_it, "{name} {address}");
        }
    }
}
