use clap::ValueEnum;

/// The program that applies the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tool {
    /// HashiCorp's Terraform, 1.10 or newer
    #[default]
    Terraform,
    /// OpenTofu, 1.10 or newer
    #[value(name = "opentofu")]
    OpenTofu,
}

impl From<Tool> for groundplan::Tool {
    fn from(tool: Tool) -> Self {
        match tool {
            Tool::Terraform => Self::Terraform,
            Tool::OpenTofu => Self::OpenTofu,
        }
    }
}
