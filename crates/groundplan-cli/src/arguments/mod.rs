mod cost;
mod diagram;
mod program;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

pub(crate) use cost::{Cost, Diff, Group, Statement};
pub(crate) use diagram::Diagram;
pub(crate) use program::Program;

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
    /// What a command line says, or what is to be said about it. Without a width, clap looks for one.
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
  groundplan explain service/size                 tell why a rule exists

Exit codes:
  0  all is well
  1  the spec has errors; nothing was written
  2  wrong use, or trouble with files; nothing was written";

/// What can be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a commented spec to begin with
    New(New),
    /// Write Terraform for every environment of a spec
    Synth(Synth),
    /// Find everything that is wrong with a spec or with Terraform, or worth a look
    Check(Check),
    /// Tell what it costs a month: a spec, Terraform, or a plan
    Cost(Cost),
    /// Tell what changes from one spec, folder or plan to another: configuration and cost
    Diff(Diff),
    /// Draw an environment as SVG: of a spec, Terraform, or a plan
    Diagram(Diagram),
    /// Write the program in Rust or TypeScript that builds the stack of a spec
    Program(Program),
    /// Tell what a rule says, why, and how to break it on purpose
    Explain(Explain),
    /// Print every default with its reason, as Markdown
    Defaults,
    /// Print the JSON Schema of specs, for editors
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema,
    /// Write the schema of Terraform providers in groundplan's compact form
    ProviderSchema(ProviderSchema),
    /// Rebuild the books of prices from AWS's own price lists
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
    /// Replace a spec that is there already
    #[arg(long)]
    pub(crate) force: bool,
}

/// `groundplan synth`.
#[derive(Args, Debug)]
#[command(after_help = SYNTH_EXAMPLES)]
pub(crate) struct Synth {
    /// The spec, or several that are made together: YAML, or JSON in a file named *.json; `-` reads YAML or
    /// JSON from standard input
    #[arg(value_name = "SPEC", required = true)]
    pub(crate) specs: Vec<PathBuf>,
    /// The folder that is written into; made if it is not there
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// Write this environment and the bootstrap only; the files of others stay as they are
    #[arg(short, long, value_name = "NAME")]
    pub(crate) environment: Option<String>,
    /// Write tests for `terraform test` too: they need no credentials. Without it, earlier ones are removed
    #[arg(long)]
    pub(crate) tests: bool,
    /// The syntax of what is written; in a folder that holds the other one, it takes its place
    #[arg(long, value_enum, default_value_t, value_name = "SYNTAX")]
    pub(crate) format: Syntax,
    /// How to report what was written
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) report: Form,
    /// Which decisions the text shows; JSON has all of them
    #[arg(long, value_enum, default_value_t, value_name = "WHICH")]
    pub(crate) decisions: Shown,
    /// Hold everything against this schema too: what `terraform providers schema -json` prints, or its compact
    /// form. Its providers take the place of those that groundplan knows
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
  groundplan synth platform.yaml shop.yaml --out infra
  generate-spec | groundplan synth - --out infra --report json

Several specs:
  Each stack has a folder of its name in DIR, and DIR/README.md tells the order. What
  one imports is held against what another exports.

What is in DIR already:
  groundplan lists what it wrote in DIR/.groundplan.json; commit that too. A file
  that is not on the list, or was changed by hand, is never overwritten or removed
  without --force. Either everything is written or nothing is. To change Terraform
  by hand, add files of your own: NAME_override.tf wins over what is generated.

Exit codes:
  0  written, or already up to date
  1  the spec has errors; nothing was written
  2  wrong use, or trouble with files; nothing was written";

/// `groundplan check`.
#[derive(Args, Debug)]
#[command(after_help = CHECK_EXAMPLES)]
pub(crate) struct Check {
    /// A spec, or several that are made together; a folder of Terraform, or a file of it; a plan as JSON; `-`
    /// reads any of them from standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// How to show what was found
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) format: Form,
    /// Hold everything against this schema too: what `terraform providers schema -json` prints, or its compact
    /// form. Its providers take the place of those that groundplan knows
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<PathBuf>,
    /// Price each alternative of a choice, such as the way out of the network, and show what it costs
    #[arg(long)]
    pub(crate) alternatives: bool,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  groundplan check groundplan.yaml
  groundplan check groundplan.yaml --format json
  groundplan check platform.yaml shop.yaml
  groundplan check infra                          a folder that groundplan wrote
  groundplan check ~/terraform/network            any other root module
  groundplan check main.tf
  terraform show -json plan | groundplan check -

Terraform:
  It need not come from groundplan. Files *.tf and *.tf.json of a folder are one root
  module, override files applied; modules that it calls are not entered. Where a folder
  has none of its own, bootstrap and environments/* in it are checked, one by one.
  What a path is, its content tells; what it was taken for stands below the findings.
  Of a plan, which Terraform and the providers have accepted, what AWS makes of it is
  checked.

Exit codes:
  0  no errors; there may be warnings
  1  something has errors
  2  wrong use, or something cannot be read";

/// `groundplan explain`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  groundplan explain\n  groundplan explain aws\n  groundplan explain service/size\n  groundplan explain schema/unknown-argument\n  groundplan explain httpsRequired"
)]
pub(crate) struct Explain {
    /// A rule's code, its name under `waive:`, or the area before the slash; without it, all rules are listed
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

/// `groundplan provider-schema`.
#[derive(Args, Debug)]
#[command(after_help = PROVIDER_SCHEMA_EXAMPLES)]
pub(crate) struct ProviderSchema {
    /// The output of `terraform providers schema -json`, or a schema in compact form
    #[arg(value_name = "FILE")]
    pub(crate) schema: PathBuf,
    /// The schema of an older version: what is deprecated there, and is still in FILE, is deprecated
    #[arg(long, value_name = "OLDER")]
    pub(crate) deprecations: Option<PathBuf>,
    /// The version of a provider, which Terraform does not tell: `aws=6.66.0`
    #[arg(long, value_name = "NAME=VERSION", value_parser = name_and_version)]
    pub(crate) provider_version: Vec<(String, String)>,
    /// The file that is written; without it, standard output
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
  2  wrong use, trouble with files, or FILE is no provider schema";

/// `groundplan prices`.
#[derive(Args, Debug)]
#[command(after_help = PRICES_EXAMPLES)]
pub(crate) struct Prices {
    /// Offer files of AWS, of any regions: the JSON of AmazonECS, AmazonEC2, AmazonVPC, AWSELB and others
    #[arg(value_name = "FILE", required = true)]
    pub(crate) offers: Vec<PathBuf>,
    /// The folder that is written into: a book for each region that the files are of, and the table of all prices
    #[arg(short, long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

const PRICES_EXAMPLES: &str = "\
Examples:
  curl -O https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonECS/current/eu-west-1/index.json
  groundplan prices index.json --out crates/groundplan/prices

What no file holds keeps the figure that it had, and is listed.

Exit codes:
  0  written
  2  wrong use, trouble with files, or a FILE is no offer file";

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
    /// *.tf, for people: what was decided stands in comments
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
