use super::format::Format;
use super::gitignore;
use super::reading::Reading;
use super::readme::Readmes;
use super::spec::Stack;
use crate::aws::Waived;
use crate::decision::{Decision, Tier};
use crate::diagnostic::{Error, Report};
use crate::spec::{Field, Node, json};
use crate::terraform::{Document, Key};

/// The folder of the root module that makes the place for the state.
pub(super) const BOOTSTRAP: &str = "bootstrap";

/// One file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The path below the output folder, with slashes.
    pub path: String,
    /// The content.
    pub text: String,
}

/// What was decided in one environment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decisions {
    /// The environment; empty for what concerns all.
    pub environment: String,
    /// The tier, for environments.
    pub tier: Option<Tier>,
    /// The decided values.
    pub decisions: Vec<Decision>,
    /// The rules that were broken on purpose.
    pub waived: Vec<Waived>,
}

/// All that a spec makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synthesis {
    pub(super) documents: Vec<(String, Document)>,
    pub(super) readme: Readmes,
    pub(super) decisions: Vec<Decisions>,
    pub(super) report: Report,
}

impl Synthesis {
    /// The files, ready to be written: root modules as Terraform JSON, `README.md`, `.gitignore`.
    #[must_use]
    pub fn files(&self) -> Vec<File> {
        self.files_as(Format::Json)
    }

    /// The files in one of Terraform's syntaxes, ready to be written.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let shop = Stack::new("shop").region(Region::EuWest1).environment(Environment::development("dev"));
    /// let files = shop.synth()?.files_as(Format::Hcl);
    /// assert!(files.iter().any(|file| file.path == "environments/dev/network.tf"));
    /// # Ok::<(), groundplan::Error>(())
    /// ```
    #[must_use]
    pub fn files_as(&self, format: Format) -> Vec<File> {
        self.files_keeping(format, |_| Vec::new())
    }

    /// As [`Synthesis::files_as`]; local values of these names stay what they are, since something outside of
    /// the root module refers to them.
    pub(super) fn files_keeping(&self, format: Format, kept: impl Fn(&Document) -> Vec<Key>) -> Vec<File> {
        let head =
            [(".gitignore", gitignore::text(format)), ("README.md", self.readme.of(format).to_owned())];
        let head = head.into_iter().map(|(path, text)| File { path: path.to_owned(), text });
        let modules = self.documents.iter().flat_map(|(folder, document)| {
            let decided = self.decisions.iter().find(|of| of.folder() == *folder);
            let files = format.render(document, decided, &kept(document));
            files.into_iter().map(move |(name, text)| File { path: format!("{folder}/{name}"), text })
        });
        head.chain(modules).collect()
    }

    /// The root modules: their folder below the output, and their document.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &Document)> {
        self.documents.iter().map(|(folder, document)| (folder.as_str(), document))
    }

    /// The root module of one environment.
    #[must_use]
    pub fn environment(&self, name: &str) -> Option<&Document> {
        self.document(&folder(name))
    }

    /// The root module that makes the place for the state.
    #[must_use]
    pub fn bootstrap(&self) -> Option<&Document> {
        self.document(BOOTSTRAP)
    }

    fn document(&self, folder: &str) -> Option<&Document> {
        self.documents().find(|(name, _)| *name == folder).map(|(_, document)| document)
    }

    /// What was decided, and why.
    #[must_use]
    pub fn decisions(&self) -> &[Decisions] {
        &self.decisions
    }

    /// What is worth a look, though nothing is wrong.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Only what belongs to one environment, and the bootstrap.
    #[must_use]
    pub fn only(mut self, environment: &str) -> Self {
        let folder = folder(environment);
        self.documents.retain(|(name, _)| *name == folder || name == BOOTSTRAP);
        self.decisions
            .retain(|decisions| decisions.environment == environment || decisions.environment.is_empty());
        self
    }
}

impl Decisions {
    /// The root module that they concern.
    fn folder(&self) -> String {
        if self.environment.is_empty() { BOOTSTRAP.to_owned() } else { folder(&self.environment) }
    }
}

/// Where the root module of an environment lies.
pub(super) fn folder(environment: &str) -> String {
    format!("environments/{environment}")
}

impl Stack {
    /// Reads a spec from JSON text, with everything that is wrong about its form.
    ///
    /// # Errors
    ///
    /// Text that is not JSON, unknown keys, values of the wrong type: all at once, each with its place.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let reading = Reading::of_json(text);
        if reading.report.has_errors() { Err(Error::new(reading.report)) } else { Ok(reading.stack) }
    }

    /// The spec as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::write(&self.write())
    }

    /// The JSON Schema of specs.
    #[must_use]
    pub fn json_schema() -> String {
        super::schema::text()
    }

    /// Everything that is wrong with the spec, or worth a look.
    #[must_use]
    pub fn check(&self) -> Report {
        match self.synth() {
            Ok(synthesis) => synthesis.report,
            Err(error) => error.report().clone(),
        }
    }

    /// Makes Terraform for every environment.
    ///
    /// # Errors
    ///
    /// When the spec has errors: all of them at once, with the warnings.
    pub fn synth(&self) -> Result<Synthesis, Error> {
        Reading::of_stack(self).synth()
    }

    /// Makes Terraform from a spec in JSON. Findings know their place in the text.
    ///
    /// # Errors
    ///
    /// When the text is no spec, or the spec has errors.
    pub fn synth_json(text: &str) -> Result<Synthesis, Error> {
        Reading::of_json(text).synth()
    }

    /// Makes Terraform from a spec in any notation that was parsed into nodes.
    ///
    /// # Errors
    ///
    /// When the nodes are no spec, or the spec has errors.
    pub fn synth_node(node: Node) -> Result<Synthesis, Error> {
        Reading::of_node(node).synth()
    }
}
