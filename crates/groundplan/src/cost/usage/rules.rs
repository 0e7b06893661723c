//! What usage files are held to.

use crate::diagnostic::rules;

rules! {
    /// A usage file is an object of `resource_usage` and `resource_type_default_usage`.
    ///
    /// Under the first stand addresses, under the second types of resources, and under each of those its keys.
    USAGE_FORM = error "usage/form", "https://www.infracost.io/docs/features/usage_based_resources/";

    /// How much something is used is a number that is not below zero.
    ///
    /// Anything else would make a bill of nothing known.
    USAGE_VALUE = error "usage/value", "https://www.infracost.io/docs/features/usage_based_resources/";

    /// A usage file speaks of types whose usage is known.
    ///
    /// What is said of other types would change no line of the bill.
    USAGE_TYPE = warning "usage/type", "https://www.infracost.io/docs/features/usage_based_resources/";

    /// A usage file has keys that the type knows.
    ///
    /// A misspelt key would change no line of the bill, and the assumption would stay.
    USAGE_KEY = warning "usage/key", "https://www.infracost.io/docs/features/usage_based_resources/";
}
