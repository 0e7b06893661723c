//! The rules of form, the same for every spec.

use crate::diagnostic::rules;

rules! {
    /// Every key is one that groundplan knows.
    ///
    /// A misspelt safety option that is silently dropped is the worst mistake a tool like this can make.
    UNKNOWN_KEY = error "spec/unknown-key", "groundplan";

    /// A value has the type of its place.
    ///
    /// A quantity carries its unit in the value, so that nobody has to guess what 512 means.
    TYPE = error "spec/type", "groundplan";
}
