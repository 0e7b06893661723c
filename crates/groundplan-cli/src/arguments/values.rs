use std::path::PathBuf;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

/// `--var` and `--var-file`, in the order given: the last value of a variable counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Values(pub(crate) Vec<ValueArgument>);

/// What sets variables of root modules.
#[derive(Clone, Debug)]
pub(crate) enum ValueArgument {
    /// A variable, and its value.
    Var(String, String),
    /// A file of values.
    File(PathBuf),
}

const VAR: &str = "var";
const FILE: &str = "var_file";

const VAR_HELP: &str = "Set a variable of the Terraform that is read. TF_VAR_NAME, terraform.tfvars and *.auto.tfvars \
                        are read too, as Terraform does";
const FILE_HELP: &str = "Set variables of the Terraform that is read by a *.tfvars or *.tfvars.json file";

impl Args for Values {
    fn augment_args(command: Command) -> Command {
        let var = Arg::new(VAR).long("var").value_name("NAME=VALUE").help(VAR_HELP);
        let file = Arg::new(FILE).long("var-file").value_name("FILE").help(FILE_HELP);
        command
            .arg(var.action(ArgAction::Append).value_parser(name_and_value))
            .arg(file.action(ArgAction::Append).value_parser(ValueParser::path_buf()))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Values {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let indices = |name| matches.indices_of(name).into_iter().flatten();
        let vars = matches.get_many::<(String, String)>(VAR).into_iter().flatten();
        let vars = vars.map(|(name, value)| ValueArgument::Var(name.clone(), value.clone()));
        let files = matches.get_many::<PathBuf>(FILE).into_iter().flatten();
        let files = files.map(|path| ValueArgument::File(path.clone()));
        let mut all: Vec<_> = indices(VAR).zip(vars).chain(indices(FILE).zip(files)).collect();
        all.sort_by_key(|(at, _)| *at);
        Ok(Self(all.into_iter().map(|(_, argument)| argument).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn name_and_value(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("a name and a value, as in size=2")?;
    match name.trim() {
        "" => Err("a name and a value, as in size=2".to_owned()),
        name => Ok((name.to_owned(), value.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use crate::arguments::{Arguments, Command};

    #[test]
    fn values_keep_their_order() {
        let line = ["groundplan", "check", "x", "--var", "a=1", "--var-file", "f", "--var", "b=x=y"];
        let Command::Check(check) = Arguments::try_parse_from(line).unwrap().command else { panic!() };
        let shown: Vec<String> = check.values.0.iter().map(|one| format!("{one:?}")).collect();
        assert_eq!(shown, ["Var(\"a\", \"1\")", "File(\"f\")", "Var(\"b\", \"x=y\")"]);
        assert!(Arguments::try_parse_from(["groundplan", "check", "x", "--var", "a"]).is_err());
    }
}
