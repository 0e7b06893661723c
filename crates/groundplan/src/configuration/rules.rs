//! The rules of what goes into a root module, and into the modules that it calls.

use crate::diagnostic::rules;

rules! {
    /// A value is given to a variable that the root module declares.
    ///
    /// Terraform refuses `-var` for any other variable. In a file of values it is a warning, since such a file may serve
    /// several root modules, and a misspelt name there leaves the default in place.
    TERRAFORM_UNDECLARED_VARIABLE = error "terraform/undeclared-variable", "https://developer.hashicorp.com/terraform/language/values/variables#values-for-undeclared-variables";

    /// A value of a variable is a value, without references or functions.
    ///
    /// Files of values and values on the command line are evaluated before the module is known. Terraform refuses blocks,
    /// references and calls in them.
    TERRAFORM_VARIABLE_VALUE = error "terraform/variable-value", "https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files";
}
