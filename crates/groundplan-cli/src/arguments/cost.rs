use std::path::PathBuf;

use clap::{Args, ValueEnum};
use groundplan::unit::Money;
use groundplan_text::diff::Denied;

use super::Values;

/// `groundplan cost`.
#[derive(Args, Debug)]
#[command(after_help = COST_EXAMPLES)]
pub(crate) struct Cost {
    /// A spec, or several; a folder or file of Terraform; or what `terraform show -json PLAN` prints
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// A usage file in Infracost's format; it takes precedence over the spec
    #[arg(long, value_name = "FILE")]
    pub(crate) usage: Option<PathBuf>,
    /// The region to price in: replaces that of a spec, and is the default for Terraform whose providers have none
    #[arg(long, value_name = "REGION")]
    pub(crate) region: Option<String>,
    /// Price this environment only
    #[arg(short, long, value_name = "NAME")]
    pub(crate) environment: Option<String>,
    /// Show what changes from OTHER: another environment, or another spec, folder or plan
    #[arg(long, value_name = "OTHER")]
    pub(crate) compare: Option<String>,
    /// Fail if the expected total exceeds this amount a month, such as `500 USD`
    #[arg(long, value_name = "AMOUNT")]
    pub(crate) budget: Option<Money>,
    /// Deduct AWS's free tier
    #[arg(long)]
    pub(crate) free_tier: bool,
    /// How to show it
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) format: Statement,
    /// How to group the table
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    pub(crate) group: Group,
    /// Show every line with its quantity and rate, and why other resources are free
    #[arg(long)]
    pub(crate) details: bool,
    #[command(flatten)]
    pub(crate) values: Values,
}

/// `groundplan diff`.
#[derive(Args, Debug)]
#[command(after_help = DIFF_EXAMPLES)]
pub(crate) struct Diff {
    /// The old spec, folder or file of Terraform, or plan
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The new one
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// A usage file in Infracost's format
    #[arg(long, value_name = "FILE")]
    pub(crate) usage: Option<PathBuf>,
    /// Fail where the change does any of these
    #[arg(long, value_enum, value_delimiter = ',', value_name = "EFFECT,…")]
    pub(crate) deny: Vec<Deny>,
    /// How to show it
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) format: Statement,
    #[command(flatten)]
    pub(crate) values: Values,
}

/// What a change must not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Replaces an object; new versions of task definitions pass
    Replaced,
    /// Destroys an object
    Destroyed,
    /// Loses data
    DataLost,
    /// Interrupts something
    Interrupted,
    /// Leaves something behind in AWS that Terraform no longer knows
    Forgotten,
    /// Is refused by Terraform or AWS, so that the apply stops half way
    Refused,
    /// Does something that is not known
    Unknown,
}

impl From<Deny> for Denied {
    fn from(deny: Deny) -> Self {
        match deny {
            Deny::Replaced => Self::Replaced,
            Deny::Destroyed => Self::Destroyed,
            Deny::DataLost => Self::DataLost,
            Deny::Interrupted => Self::Interrupted,
            Deny::Forgotten => Self::Forgotten,
            Deny::Refused => Self::Refused,
            Deny::Unknown => Self::Unknown,
        }
    }
}

/// How a bill is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Statement {
    /// For a terminal, environments side by side
    #[default]
    Table,
    /// For programs; the form is stable
    Json,
    /// For a comment on a pull request
    Markdown,
    /// A page of its own
    Html,
}

/// What is put together in a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Group {
    /// By service of AWS
    #[default]
    Service,
    /// By concern: the file that holds the resource
    Concern,
}

const COST_EXAMPLES: &str = "\
Examples:
  groundplan cost groundplan.yaml
  groundplan cost groundplan.yaml --environment production --compare staging
  groundplan cost infra --usage infracost-usage.yml --format markdown
  groundplan cost network --var-file live.tfvars --var zones=3
  terraform show -json plan > plan.json; groundplan cost plan.json --budget '500 USD'

Exit codes:
  0  within every budget
  1  more than a budget, the spec's or --budget; or the spec has errors
  2  wrong use, or trouble with files";

const DIFF_EXAMPLES: &str = "\
Examples:
  groundplan diff old.yaml groundplan.yaml
  groundplan diff main/infra infra --format markdown
  groundplan diff old.yaml groundplan.yaml --deny replaced,data-lost

Exit codes:
  0  nothing differs, or what differs was shown
  1  a spec has errors, or a change is denied
  2  wrong use, or trouble with files";
