use std::path::PathBuf;

use clap::Args;

use super::Values;

/// `groundplan diagram`.
#[derive(Args, Debug)]
#[command(after_help = DIAGRAM_EXAMPLES)]
pub(crate) struct Diagram {
    /// A spec, a folder or file of Terraform, or what `terraform show -json PLAN` prints
    #[arg(value_name = "PATH")]
    pub(crate) path: PathBuf,
    /// Draw this environment; without it, the last one is drawn
    #[arg(short, long, value_name = "NAME")]
    pub(crate) environment: Option<String>,
    /// The file that is written, in place of one that is there; without it, standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) values: Values,
}

const DIAGRAM_EXAMPLES: &str = "\
Examples:
  groundplan diagram groundplan.yaml --environment production --out production.svg
  groundplan diagram infra/environments/production > production.svg
  terraform show -json plan > plan.json; groundplan diagram plan.json --out plan.svg

What is drawn:
  The VPC with its zones and subnets, load balancers, services, NAT gateways, VPC
  endpoints, what keeps data, and a line where security groups allow traffic. The SVG
  needs no other file; what stands for a resource has its address as data-address.

Exit codes:
  0  drawn
  1  the spec has errors
  2  wrong use, or trouble with files";
