//! The rules for usage files.

use crate::diagnostic::rules;

rules! {
    /// A usage file is an object of `resource_usage` and `resource_type_default_usage`.
    ///
    /// The first contains addresses, the second types of resources, and each of those its keys.
    USAGE_FORM = error "usage/form", "https://www.infracost.io/docs/features/usage_based_resources/";

    /// How much something is used is a number that is not below zero.
    ///
    /// Without a number there is nothing to multiply the price by.
    USAGE_VALUE = error "usage/value", "https://www.infracost.io/docs/features/usage_based_resources/";

    /// A usage file names types that have usage.
    ///
    /// Usage of other types would change no line of the bill.
    USAGE_TYPE = warning "usage/type", "https://www.infracost.io/docs/features/usage_based_resources/";

    /// A usage file has keys that the type knows.
    ///
    /// A misspelt key would change no line of the bill, and the assumption would stay.
    USAGE_KEY = warning "usage/key", "https://www.infracost.io/docs/features/usage_based_resources/";
}
