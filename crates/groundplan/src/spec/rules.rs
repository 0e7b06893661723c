//! The rules of form, the same for every spec.

use crate::diagnostic::rules;

rules! {
    /// The text must be well-formed.
    ///
    /// A text that cannot be parsed cannot be read at all.
    SYNTAX = error "spec/syntax", "https://yaml.org/spec/1.2.2/";

    /// A key stands once in its map.
    ///
    /// Of two values under the same key, most readers silently keep one.
    DUPLICATE_KEY = error "spec/duplicate-key", "https://yaml.org/spec/1.2.2/#3213-node-comparison";

    /// Every key is one that groundplan knows.
    ///
    /// A misspelt safety option that is silently dropped is the worst mistake a tool like this can make.
    UNKNOWN_KEY = error "spec/unknown-key", "groundplan";

    /// A value has the type of its place.
    ///
    /// A quantity carries its unit in the value, so that nobody has to guess what 512 means.
    TYPE = error "spec/type", "groundplan";
}
