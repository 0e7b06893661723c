//! The rules of syntax that every text has to follow.

use crate::diagnostic::rules;

rules! {
    /// The text must be well-formed.
    ///
    /// A text that cannot be parsed cannot be read at all.
    SYNTAX = error "spec/syntax", "https://yaml.org/spec/1.2.2/";

    /// A key occurs once in its map.
    ///
    /// Of two values under the same key, most readers silently keep one.
    DUPLICATE_KEY = error "spec/duplicate-key", "https://yaml.org/spec/1.2.2/#3213-node-comparison";
}
