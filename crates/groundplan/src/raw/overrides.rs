use crate::spec::{Map, spec};
use crate::terraform::Value;

spec! {
    /// Changes of something that groundplan makes, by its address: they are laid over it last, and checks and
    /// bill see the result.
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
