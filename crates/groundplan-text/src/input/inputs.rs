use groundplan::configuration::Input;

use crate::input::{Source, Target};

/// What variables of root modules are set to, besides by the files in their folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    /// `TF_VAR_name` in the environment: names of variables, and values.
    pub environment: Vec<(String, String)>,
    /// What is given for this run, in the order given; the last value of a variable counts.
    pub arguments: Vec<InputArgument>,
    /// Whether several root modules get them, of which not each has every variable.
    pub are_shared: bool,
}

/// Something that sets variables for one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputArgument {
    /// A variable, and its value.
    Value(String, String),
    /// A file of values.
    File(Source),
}

impl Inputs {
    /// Sets the variables of every root module among these.
    #[must_use]
    pub fn given_to(&self, mut targets: Vec<Target>) -> Vec<Target> {
        let is_module = |target: &&Target| matches!(target, Target::Module(_));
        let are_shared = self.are_shared || targets.iter().filter(is_module).count() > 1;
        for target in &mut targets {
            if let Target::Module(module) = target {
                module.inputs = Self { are_shared, ..self.clone() };
            }
        }
        targets
    }

    /// In the order of precedence, the lowest first; the files of a folder come between.
    pub(crate) fn with<'a>(&'a self, files: &'a [(String, Source)]) -> Vec<Input<'a>> {
        let environment = self.environment.iter().map(|(name, text)| Input::Environment { name, text });
        let files = files.iter().map(|(_, source)| Input::File { name: &source.name, text: &source.text });
        let is_shared = self.are_shared;
        let arguments = self.arguments.iter().map(|argument| match argument {
            InputArgument::Value(name, text) => Input::Argument { name, text, is_shared },
            InputArgument::File(source) => Input::File { name: &source.name, text: &source.text },
        });
        environment.chain(files).chain(arguments).collect()
    }

    /// The files that are given for this run.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Source> {
        self.arguments.iter().filter_map(|argument| match argument {
            InputArgument::File(source) => Some(source),
            InputArgument::Value(..) => None,
        })
    }
}
