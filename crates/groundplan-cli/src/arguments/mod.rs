mod cost;
mod diagram;
mod program;
mod tool;
mod values;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

pub(crate) use cost::{Cost, Diff, Group, Statement};
pub(crate) use diagram::Diagram;
pub(crate) use program::Program;
pub(crate) use tool::Tool;
pub(crate) use values::{ValueArgument, Values};

use crate::style;

/// What the command line says.
#[derive(Debug, Parser)]
#[command(
    name = "groundplan",
    version,
    about = "Production-grade Terraform for AWS from a short spec",
    long_about = "Production-grade Terraform for AWS from a short spec.\n\nDescribe an application and its \
                  environments in a page of YAML or JSON; groundplan decides the rest, says why, and writes \
                  plain Terraform that you own.",
    after_help = EXAMPLES,
    styles = style::HELP,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    max_term_width = MOST_COLUMNS
)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The widest that help texts become.
const MOST_COLUMNS: usize = 100;

impl Arguments {
    /// Parses a command line, or returns the message to print. Without a width, clap determines one.
    pub(crate) fn of<I>(arguments: I, width: Option<usize>) -> Result<Self, clap::Error>
    where
        I: IntoIterator,
        I::Item: Into<OsString> + Clone,
    {
        let mut command = Self::command();
        if let Some(width) = width.filter(|width| *width > 0) {
            command = command.term_width(width.min(MOST_COLUMNS));
        }
        let mut matches = command.clone().try_get_matches_from(arguments)?;
        Self::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut command))
    }
}

const EXAMPLES: &str = "\
Examples:
  groundplan new                                  write a commented spec to begin with
  groundplan check groundplan.yaml                find every mistake in it
  groundplan check infra                          find mistakes in any Terraform
  groundplan synth groundplan.yaml --out infra    write Terraform
  groundplan explain service/size                 explain a rule
  groundplan explain aws_vpc.main groundplan.yaml explain a block of Terraform

Exit codes:
  0  success
  1  the spec has errors; nothing was written
  2  wrong usage or file errors; nothing was written";

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a commented spec to start from
    New(New),
    /// Write Terraform for every environment of a spec
    Synth(Synth),
    /// Report errors and warnings in a spec or in Terraform
    Check(Check),
    /// Estimate the monthly cost of a spec, Terraform, or a plan
    Cost(Cost),
    /// Show what changes in configuration and cost between two specs, folders or plans
    Diff(Diff),
    /// Draw an environment of a spec, Terraform, or a plan as SVG
    Diagram(Diagram),
    /// Generate the Rust or TypeScript program that builds the stack of a spec
    Program(Program),
    /// Explain a rule and how to waive it, or the decisions behind a block of Terraform
    Explain(Explain),
    /// Print every default with its reason, as Markdown
    Defaults,
    /// Print the JSON Schema of specs, for editors
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema,
    /// Write the schema of Terraform providers in groundplan's compact form
    ProviderSchema(ProviderSchema),
    /// Rebuild the price books from AWS's price lists
    Prices(Prices),
}

const SCHEMA_EXAMPLES: &str = "\
Examples:
  groundplan schema > groundplan.schema.json

  The first line of a spec tells editors with a YAML language server:
  # yaml-language-server: $schema=./groundplan.schema.json";

/// `groundplan new`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  groundplan new\n  groundplan new infrastructure")]
pub(crate) struct New {
    /// The folder that `groundplan.yaml` is written into
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Replace an existing spec
    #[arg(long)]
    pub(crate) force: bool,
}

/// `groundplan synth`.
#[derive(Args, Debug)]
#[command(after_help = SYNTH_EXAMPLES)]
pub(crate) struct Synth {
    /// The spec, or several that are synthesized together: YAML, or JSON in a file named *.json; `-` reads YAML or
    /// JSON from standard input
    #[arg(value_name = "SPEC", required = true)]
    pub(crate) specs: Vec<PathBuf>,
    /// The output folder; created if it does not exist. A symbolic link is refused
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Write this environment and the bootstrap only; the files of others stay as they are
    #[arg(short, long, value_name = "NAME")]
    pub(crate) environment: Option<String>,
    /// Also write tests for `terraform test`, which need no credentials. Without it, earlier ones are removed
    #[arg(long)]
    pub(crate) tests: bool,
    /// The syntax of the output; it replaces earlier output in the other syntax
    #[arg(long, value_enum, default_value_t, value_name = "SYNTAX")]
    pub(crate) format: Syntax,
    /// Who applies the output: README and tests are written for it
    #[arg(long = "for", value_enum, default_value_t, value_name = "TOOL")]
    pub(crate) tool: Tool,
    /// How to report what was written
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) report: Form,
    /// Which decisions the text shows; JSON has all of them
    #[arg(long, value_enum, default_value_t, value_name = "WHICH")]
    pub(crate) decisions: Shown,
    /// Also check against this schema: the output of `terraform providers schema -json`, or its compact
    /// form. Its providers replace the built-in ones
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<PathBuf>,
    /// Price each alternative of a choice, such as the way out of the network, and show what it costs
    #[arg(long)]
    pub(crate) alternatives: bool,
    /// Replace and remove files that groundplan did not write, or that were changed by hand
    #[arg(long)]
    pub(crate) force: bool,
}

const SYNTH_EXAMPLES: &str = "\
Examples:
  groundplan synth groundplan.yaml --out infra
  groundplan synth groundplan.yaml --out infra --format hcl
  groundplan synth groundplan.yaml --out infra --environment staging
  groundplan synth groundplan.yaml --out infra --decisions all
  groundplan synth groundplan.yaml --out infra --tests
  groundplan synth groundplan.yaml --out infra --for opentofu
  groundplan synth platform.yaml shop.yaml --out infra
  generate-spec | groundplan synth - --out infra --report json

Several specs:
  Each stack has a folder of its name in DIR, and DIR/README.md gives the order. The
  imports of one are checked against the exports of another.

Existing files in DIR:
  groundplan lists what it wrote in DIR/.groundplan.json; commit that too. A file
  that is not on the list, or was changed by hand, is never overwritten or removed
  without --force. Either everything is written or nothing is. To change Terraform
  by hand, add files of your own: NAME_override.tf overrides generated code.

Exit codes:
  0  written, or already up to date
  1  the spec has errors; nothing was written
  2  wrong usage or file errors; nothing was written";

/// `groundplan check`.
#[derive(Args, Debug)]
#[command(after_help = CHECK_EXAMPLES)]
pub(crate) struct Check {
    /// A spec, or several that are synthesized together; a folder of Terraform, or a file of it; a plan as JSON; `-`
    /// reads any of them from standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) format: Report,
    /// Also check against this schema: the output of `terraform providers schema -json`, or its compact
    /// form. Its providers replace the built-in ones
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<PathBuf>,
    /// Price each alternative of a choice, such as the way out of the network, and show what it costs
    #[arg(long)]
    pub(crate) alternatives: bool,
    #[command(flatten)]
    pub(crate) values: Values,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  groundplan check groundplan.yaml
  groundplan check groundplan.yaml --format json
  groundplan check infra --format sarif > groundplan.sarif
  groundplan check platform.yaml shop.yaml
  groundplan check infra                          a folder that groundplan wrote
  groundplan check ~/terraform/network            any other root module
  groundplan check .                              every root module of a repository
  groundplan check network --var-file live.tfvars
  groundplan check main.tf
  terraform show -json plan | groundplan check -

Terraform:
  It need not come from groundplan. Files *.tf and *.tf.json of a folder, and OpenTofu's
  *.tofu, are one root module, override files applied. Modules that it calls are entered
  where their folders are there: local sources, and what `terraform init` has put into
  .terraform/modules; others are counted. A file with mistakes of syntax costs that file
  only, and one that is given alone may refer to others. Where a folder has no files of
  its own, every root module below it is checked: bootstrap and environments/* of what
  groundplan wrote, or those of a whole repository that no other folder calls.
  The kind of a path is detected by its content, and printed below the findings, with the
  version of the provider by which it was checked. Where the module, or the lock file,
  takes only another major version, what that one may have is a warning. A plan, which
  Terraform and the providers have accepted, is checked by the rules about AWS.

Exit codes:
  0  no errors; there may be warnings
  1  something has errors
  2  wrong usage, or something cannot be read";

/// `groundplan explain`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  groundplan explain\n  groundplan explain aws\n  groundplan explain service/size\n  groundplan explain schema/unknown-argument\n  groundplan explain httpsRequired\n  groundplan explain aws_nat_gateway.main_a groundplan.yaml --environment production\n  groundplan explain environments/production/network.tf:12 groundplan.yaml"
)]
pub(crate) struct Explain {
    /// A rule's code, its name under `waive:`, or the area before the slash; without it, all rules are listed.
    /// With a spec: the address of a block, of an argument in it, or FILE:LINE of what `synth` writes
    #[arg(value_name = "WHAT")]
    pub(crate) what: Option<String>,
    /// The spec that makes the block: which decisions it follows from, and where the spec can change them
    #[arg(value_name = "SPEC")]
    pub(crate) specs: Vec<PathBuf>,
    /// The environment that is looked at; without it, the first one
    #[arg(short, long, value_name = "NAME")]
    pub(crate) environment: Option<String>,
    /// The syntax whose lines are reported
    #[arg(long, value_enum, default_value_t, value_name = "SYNTAX")]
    pub(crate) format: Syntax,
}

/// `groundplan provider-schema`.
#[derive(Args, Debug)]
#[command(after_help = PROVIDER_SCHEMA_EXAMPLES)]
pub(crate) struct ProviderSchema {
    /// The output of `terraform providers schema -json`, or a schema in compact form
    #[arg(value_name = "FILE")]
    pub(crate) schema: PathBuf,
    /// The schema of an older version, whose deprecations are copied
    #[arg(long, value_name = "OLDER")]
    pub(crate) deprecations: Option<PathBuf>,
    /// The version of a provider, which Terraform's output lacks: `aws=6.66.0`
    #[arg(long, value_name = "NAME=VERSION", value_parser = name_and_version)]
    pub(crate) provider_version: Vec<(String, String)>,
    /// The output file; standard output by default
    #[arg(short, long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

const PROVIDER_SCHEMA_EXAMPLES: &str = "\
Examples:
  terraform providers schema -json > aws.json
  groundplan provider-schema aws.json --provider-version aws=6.66.0 --out aws.txt
  groundplan provider-schema aws.json --deprecations aws-5.json --out aws.txt

Exit codes:
  0  written
  2  wrong usage, file errors, or FILE is not a provider schema";

/// `groundplan prices`.
#[derive(Args, Debug)]
#[command(after_help = PRICES_EXAMPLES)]
pub(crate) struct Prices {
    /// Offer files of AWS, of any regions: the JSON of AmazonECS, AmazonEC2, AmazonVPC, AWSELB and others
    #[arg(value_name = "FILE", required = true)]
    pub(crate) offers: Vec<PathBuf>,
    /// The output folder: a price book for each region of the files, and the table of all prices
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

const PRICES_EXAMPLES: &str = "\
Examples:
  curl -O https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonECS/current/eu-west-1/index.json
  groundplan prices index.json --out crates/groundplan/prices

Prices that no file contains are kept, and listed.

Exit codes:
  0  written
  2  wrong usage, file errors, or a FILE is not an offer file";

fn name_and_version(text: &str) -> Result<(String, String), String> {
    let wrong = "a name and a version, as in aws=6.66.0";
    let (name, version) = text.split_once('=').ok_or(wrong)?;
    let is_word = |word: &str| !word.is_empty() && !word.contains(char::is_whitespace);
    if is_word(name) && is_word(version) {
        Ok((name.to_owned(), version.to_owned()))
    } else {
        Err(wrong.to_owned())
    }
}

/// One of Terraform's syntaxes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Syntax {
    /// *.tf.json, for programs
    #[default]
    Json,
    /// *.tf, for people, with decisions in comments
    Hcl,
}

impl From<Syntax> for groundplan::Format {
    fn from(syntax: Syntax) -> Self {
        match syntax {
            Syntax::Json => Self::Json,
            Syntax::Hcl => Self::Hcl,
        }
    }
}

/// For whom something is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// For whom findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Report {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
    /// SARIF 2.1.0, for code scanning of GitHub and others
    Sarif,
    /// A test report, for services of continuous integration
    Junit,
    /// GitLab's code quality report
    Gitlab,
}

/// Which decisions are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shown {
    /// Every one, with its reason
    All,
    /// Those that differ by tier or follow from other values, and waivers
    #[default]
    Key,
    /// None
    None,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn standard_input_is_a_dash() {
        let arguments = Arguments::try_parse_from(["groundplan", "synth", "-", "-o", "x"]).unwrap();
        assert!(matches!(arguments.command, Command::Synth(synth) if synth.specs == [PathBuf::from("-")]));
    }
}
