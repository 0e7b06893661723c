use super::format::Format;
use super::tool::Tool;
use crate::aws::Waived;
use crate::decision::{Decision, Tier};
use crate::diagnostic::{Error, Report};
use crate::spec::{Field, Node, json};
use crate::stack::App;
use crate::stack::money::costing::Costing;
use crate::stack::spec::Stack;
use crate::terraform::{Document, Key, Rendered};

/// The folder of the root module that makes the place for the state.
pub(in crate::stack) const BOOTSTRAP: &str = "bootstrap";

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
    /// The stack.
    pub stack: String,
    /// The root module that they concern: its folder below the output.
    pub folder: String,
    /// The environment; empty for what concerns all.
    pub environment: String,
    /// The tier, for environments.
    pub tier: Option<Tier>,
    /// The decided values.
    pub decisions: Vec<Decision>,
    /// The rules that were broken on purpose.
    pub waived: Vec<Waived>,
}

/// A file for people, such as README, in a form for each syntax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::stack) struct ProseFile {
    pub(in crate::stack) path: String,
    json: String,
    hcl: String,
}

/// An environment that was made.
#[derive(Clone, Copy)]
pub(in crate::stack) struct Known<'a> {
    pub(in crate::stack) document: &'a Document,
    pub(in crate::stack) costing: &'a Costing,
}

/// All that a spec makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synthesis {
    pub(in crate::stack) documents: Vec<(String, Document)>,
    /// What the bill of each document needs.
    pub(in crate::stack) costings: Vec<Costing>,
    pub(in crate::stack) texts: Vec<ProseFile>,
    pub(in crate::stack) decisions: Vec<Decisions>,
    pub(in crate::stack) report: Report,
    pub(in crate::stack) tool: Tool,
}

impl Synthesis {
    /// For another program than Terraform to apply.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let shop = Stack::new("shop").region(Region::EuWest1).environment(Environment::development("dev"));
    /// let files = shop.synth()?.for_tool(Tool::OpenTofu).files();
    /// let readme = files.iter().find(|file| file.path == "README.md");
    /// assert!(readme.is_some_and(|readme| readme.text.contains("tofu -chdir=bootstrap init")));
    /// # Ok::<(), groundplan::Error>(())
    /// ```
    #[must_use]
    pub fn for_tool(mut self, tool: Tool) -> Self {
        self.tool = tool;
        self
    }

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
    pub(in crate::stack) fn files_keeping(
        &self,
        format: Format,
        kept: impl Fn(&Document) -> Vec<Key>,
    ) -> Vec<File> {
        let head = self.texts.iter().map(|file| file.of(format));
        let head = head.map(|file| File { text: self.tool.prose(file.text), ..file });
        let modules = self.documents.iter().flat_map(|(folder, document)| {
            let decided = self.decisions.iter().find(|of| of.folder == *folder);
            let files = format.render(document, decided, &kept(document));
            files.into_iter().map(move |(name, text)| File { path: format!("{folder}/{name}"), text })
        });
        head.chain(modules.map(|file| self.tool.described(file))).collect()
    }

    /// The files of the root modules, with what their lines are and which decisions each one follows from.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let shop = Stack::new("shop").region(Region::EuWest1).environment(Environment::development("dev"));
    /// let synthesis = shop.synth()?;
    /// let files = synthesis.files_with_spans(Format::Hcl);
    /// let network = files.iter().find(|file| file.name == "environments/dev/network.tf");
    /// let spans = network.map(|file| &file.spans[..]).unwrap_or_default();
    /// let cidr = spans.iter().find(|span| (&*span.address, &*span.path) == ("aws_vpc.main", "cidr_block"));
    /// let document = synthesis.environment("dev");
    /// let decisions = cidr.into_iter().flat_map(|span| span.origins.iter());
    /// let paths: Vec<&str> =
    ///     decisions.filter_map(|id| Some(document?.decision(id)?.path.as_str())).collect();
    /// assert_eq!(paths, ["network.cidr"]);
    /// # Ok::<(), groundplan::Error>(())
    /// ```
    #[must_use]
    pub fn files_with_spans(&self, format: Format) -> Vec<Rendered> {
        let modules = self.documents.iter().flat_map(|(folder, document)| {
            let decided = self.decisions.iter().find(|of| of.folder == *folder);
            let files = format.render_spans(document, decided).into_iter();
            files.map(move |file| Rendered { name: format!("{folder}/{}", file.name), ..file })
        });
        modules.collect()
    }

    /// One file of a root module, made alone, which is quick: `environments/dev/network`, without an ending.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let shop = Stack::new("shop").region(Region::EuWest1).environment(Environment::development("dev"));
    /// let file = shop.synth()?.file_as(Format::Hcl, "environments/dev/network");
    /// assert_eq!(file.map(|file| file.path).as_deref(), Some("environments/dev/network.tf"));
    /// # Ok::<(), groundplan::Error>(())
    /// ```
    #[must_use]
    pub fn file_as(&self, format: Format, name: &str) -> Option<File> {
        let (folder, file) = name.rsplit_once('/')?;
        let decided = self.decisions.iter().find(|of| of.folder == folder);
        let (name, text) = format.render_file(self.document(folder)?, decided, file)?;
        Some(File { path: format!("{folder}/{name}"), text })
    }

    /// The names of the files of the root modules, without an ending, in the order of [`Synthesis::files`].
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let of = |(folder, document): (&str, &Document)| {
            let mut names: Vec<&str> = document.items().iter().map(|item| item.file.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            names.into_iter().map(|name| format!("{folder}/{name}")).collect::<Vec<_>>()
        };
        self.documents().flat_map(of).collect()
    }

    /// The root modules: their folder below the output, and their document.
    pub fn documents(&self) -> impl Iterator<Item = (&str, &Document)> {
        self.documents.iter().map(|(folder, document)| (folder.as_str(), document))
    }

    /// The root modules alone, each with its folder.
    #[must_use]
    pub fn into_documents(self) -> Vec<(String, Document)> {
        self.documents
    }

    /// The root modules, and what else is known of them, from which [`App::advice_on`] starts.
    #[doc(hidden)]
    #[must_use]
    pub fn into_parts(mut self) -> (Vec<(String, Document)>, Self) {
        (std::mem::take(&mut self.documents), self)
    }

    /// The root module of one environment, with what its bill needs.
    pub(in crate::stack) fn known<'a>(
        &'a self,
        documents: &'a [(String, Document)],
        environment: &str,
    ) -> Option<Known<'a>> {
        let own = folder(environment);
        let mut all = documents.iter().zip(&self.costings);
        all.find(|((name, _), _)| *name == own).map(|((_, document), costing)| Known { document, costing })
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
        let own = folder(environment);
        let is_in = |name: &str, module: &str| name == module || name.ends_with(&format!("/{module}"));
        let is_kept = |name: &str| is_in(name, &own) || is_in(name, BOOTSTRAP);
        let documents = self.documents.into_iter().zip(self.costings);
        (self.documents, self.costings) = documents.filter(|((name, _), _)| is_kept(name)).unzip();
        self.decisions
            .retain(|decisions| decisions.environment == environment || decisions.environment.is_empty());
        self
    }
}

impl ProseFile {
    /// A file that tells of files, whose names end otherwise in each syntax.
    pub(in crate::stack) fn new(path: &str, text: impl Fn(Format) -> String) -> Self {
        Self { path: path.to_owned(), json: text(Format::Json), hcl: text(Format::Hcl) }
    }

    /// The same in another folder.
    pub(in crate::stack) fn below(mut self, folder: &str) -> Self {
        if !folder.is_empty() {
            self.path = format!("{folder}/{}", self.path);
        }
        self
    }

    fn of(&self, format: Format) -> File {
        let text = match format {
            Format::Json => &self.json,
            Format::Hcl => &self.hcl,
        };
        File { path: self.path.clone(), text: text.clone() }
    }
}

/// Where the root module of an environment lies.
pub(in crate::stack) fn folder(environment: &str) -> String {
    format!("environments/{environment}")
}

impl Stack {
    /// Reads a spec from JSON text, with everything that is wrong about its form.
    ///
    /// # Errors
    ///
    /// Text that is not JSON, unknown keys, values of the wrong type: all at once, each with its place.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        App::new().json(text).only_stack()
    }

    /// Reads a spec in any notation that was parsed into nodes.
    ///
    /// # Errors
    ///
    /// Unknown keys and values of the wrong type: all at once, each with its place.
    pub fn from_node(node: Node) -> Result<Self, Error> {
        App::new().node(node).only_stack()
    }

    /// The spec as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        json::write(&self.write())
    }

    /// The JSON Schema of specs.
    #[must_use]
    #[cfg(not(feature = "codegen"))]
    pub fn json_schema() -> String {
        include_str!("../../../spec.schema.json").to_owned()
    }

    /// The JSON Schema of specs, made of the types.
    #[must_use]
    #[cfg(feature = "codegen")]
    pub fn json_schema() -> String {
        crate::stack::spec::schema::generated()
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
        App::new().stack(self.clone()).synth()
    }

    /// Makes Terraform from a spec in JSON. Findings know their place in the text.
    ///
    /// # Errors
    ///
    /// When the text is not a spec, or the spec has errors.
    pub fn synth_json(text: &str) -> Result<Synthesis, Error> {
        App::new().json(text).synth()
    }

    /// Makes Terraform from a spec in any notation that was parsed into nodes.
    ///
    /// # Errors
    ///
    /// When the nodes are not a spec, or the spec has errors.
    pub fn synth_node(node: Node) -> Result<Synthesis, Error> {
        App::new().node(node).synth()
    }
}
