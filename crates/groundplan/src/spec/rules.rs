//! The rules of form, the same for every spec.

use crate::diagnostic::rules;

rules! {
    /// Every key is one that groundplan knows.
    ///
    /// A misspelt safety option that is silently dropped is the worst mistake a tool like this can make.
    UNKNOWN_KEY = error "spec/unknown-key", "groundplan";

    /// A value has the type of its key.
    ///
    /// A quantity includes its unit, since 512 alone can be MiB or GiB.
    TYPE = error "spec/type", "groundplan";
}
