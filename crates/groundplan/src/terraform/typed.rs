use std::fmt;
use std::marker::PhantomData;

use super::{Argument, Content, Expression, Reference, Text, Value};

/// A reference of which Rust knows what kind of value it yields: `Ref<Arn>`, `Ref<VpcId>`.
///
/// It is accepted wherever a reference is, and where a method wants this kind of value: the compiler refuses the
/// id of a VPC where an ARN is wanted.
///
/// ```
/// use groundplan::prelude::*;
/// let vpc_id: Ref<VpcId> = Network::new().vpc_id();
/// let api = EcsFargateService::new("api").env("VPC_ID", vpc_id);
/// ```
///
/// ```compile_fail
/// use groundplan::prelude::*;
/// let api = EcsFargateService::new("api").allow("s3:PutObject", Network::new().vpc_id());
/// ```
pub struct Ref<K> {
    reference: Reference,
    kind: PhantomData<fn() -> K>,
}

impl<K> Ref<K> {
    /// A reference that yields a value of this kind. The caller answers for it: Terraform's own references
    /// are plain text.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let queue = Raw::resource("aws_sqs_queue", "orders");
    /// let arn = Ref::<Arn>::new(queue.attr("arn"));
    /// assert_eq!(arn, queue.arn());
    /// ```
    #[must_use]
    pub fn new(reference: Reference) -> Self {
        Self { reference, kind: PhantomData }
    }

    /// The reference, of whatever kind.
    #[must_use]
    pub fn reference(&self) -> &Reference {
        &self.reference
    }
}

// Written by hand: derived ones would ask the kind for what only the reference needs.
impl<K> Clone for Ref<K> {
    fn clone(&self) -> Self {
        Self::new(self.reference.clone())
    }
}

impl<K> PartialEq for Ref<K> {
    fn eq(&self, other: &Self) -> bool {
        self.reference == other.reference
    }
}

impl<K> Eq for Ref<K> {}

impl<K> fmt::Debug for Ref<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ref({})", self.reference)
    }
}

impl<K> fmt::Display for Ref<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reference.fmt(f)
    }
}

impl<K> Argument for Ref<K> {
    fn into_content(self) -> Option<Content> {
        Some(Content::Value(self.into()))
    }
}

macro_rules! into {
    ($($type:ty),*) => { $(
        impl<K> From<Ref<K>> for $type {
            fn from(typed: Ref<K>) -> Self {
                typed.reference.into()
            }
        }

        impl<K> From<&Ref<K>> for $type {
            fn from(typed: &Ref<K>) -> Self {
                typed.reference.clone().into()
            }
        }
    )* };
}

into!(Reference, Expression, Text, Value);
