//! The rules of what goes into a root module, and into the modules that it calls.

use crate::diagnostic::rules;

rules! {
    /// A value is given to a variable that the root module declares.
    ///
    /// Terraform refuses `-var` for any other variable. In a file of values it is a warning, since such a file may serve
    /// several root modules, and a misspelt name there leaves the default in place.
    TERRAFORM_UNDECLARED_VARIABLE = error "terraform/undeclared-variable", "https://developer.hashicorp.com/terraform/language/values/variables#values-for-undeclared-variables";

    /// A variable gets a value of its type.
    ///
    /// Terraform converts what it can, such as `"2"` to a number, and refuses the rest: from files of values, from the command
    /// line and in calls of modules.
    TERRAFORM_VARIABLE_TYPE = error "terraform/variable-type", "https://developer.hashicorp.com/terraform/language/values/variables#type-constraints";

    /// A variable gets a value that its validation takes.
    ///
    /// `terraform validate` does not look at values, and each plan fails with the message of the validation.
    TERRAFORM_VARIABLE_VALIDATION = error "terraform/variable-validation", "https://developer.hashicorp.com/terraform/language/values/variables#custom-validation-rules";

    /// An expression yields a value.
    ///
    /// An attribute or key that is not there, an index out of range, a text in place of a number: each plan fails on it, and
    /// `terraform validate` often does. What depends on variables of the root module is not judged by their defaults.
    TERRAFORM_EVALUATION = error "terraform/evaluation", "https://developer.hashicorp.com/terraform/language/expressions";

    /// A value of a variable is a value, without references or functions.
    ///
    /// Files of values and values on the command line are evaluated before the module is known. Terraform refuses blocks,
    /// references and calls in them.
    TERRAFORM_VARIABLE_VALUE = error "terraform/variable-value", "https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files";

    /// A call gives a module what it declares.
    ///
    /// Terraform refuses an argument for which the module has no variable.
    TERRAFORM_MODULE_ARGUMENT = error "terraform/module-argument", "https://developer.hashicorp.com/terraform/language/modules/syntax#calling-a-child-module";

    /// A local source of a module leads to a folder with Terraform in it.
    ///
    /// `terraform init` fails where the folder is not there.
    TERRAFORM_MODULE_FOLDER = error "terraform/module-folder", "https://developer.hashicorp.com/terraform/language/modules/sources#local-paths";

    /// A call gives a module every value that has no default.
    ///
    /// A variable without a default has to be set, and Terraform asks nobody for those of a called module.
    TERRAFORM_MODULE_REQUIRED = error "terraform/module-required", "https://developer.hashicorp.com/terraform/language/modules/syntax#calling-a-child-module";

    /// Only outputs of a module are referred to.
    ///
    /// What a module does not give as an output is not known to its caller, and Terraform refuses the reference.
    TERRAFORM_MODULE_OUTPUT = error "terraform/module-output", "https://developer.hashicorp.com/terraform/language/modules/syntax#accessing-module-output-values";

    /// A module is passed the configurations of providers that it wants, and has none of its own where it is repeated.
    ///
    /// What is in its `configuration_aliases` has to be in `providers`. A module with a `provider` block takes no `count`,
    /// `for_each` or `depends_on`: what it made could not be destroyed once an instance is gone.
    TERRAFORM_MODULE_PROVIDER = error "terraform/module-provider", "https://developer.hashicorp.com/terraform/language/modules/develop/providers";

    /// Only a root module imports.
    ///
    /// Terraform refuses an `import` block in a called module; its address may lead into one.
    TERRAFORM_MODULE_IMPORT = error "terraform/module-import", "https://developer.hashicorp.com/terraform/language/block/import";

    /// Some version of Terraform, and of each provider, meets the constraints of all modules.
    ///
    /// The root module and all that it calls share one version of each. Where their constraints exclude each other,
    /// `terraform init` finds none.
    TERRAFORM_VERSIONS_APART = error "terraform/versions-apart", "https://developer.hashicorp.com/terraform/language/providers/requirements#version-constraints";

    /// The lock file selects versions that the constraints take.
    ///
    /// `terraform init` fails until `terraform init -upgrade` has selected anew.
    TERRAFORM_LOCK = error "terraform/lock", "https://developer.hashicorp.com/terraform/language/files/dependency-lock";

    /// Every module that is called is read.
    ///
    /// What a module makes is known only where its files are there: of a registry or a repository after `terraform init`.
    /// Without them, its resources are neither checked nor priced, drawn or compared.
    TERRAFORM_MODULE_UNREAD = warning "terraform/module-unread", "https://developer.hashicorp.com/terraform/cli/commands/get";
}
