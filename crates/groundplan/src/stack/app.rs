use super::output::app_readme;
use super::output::gitignore;
use super::output::synthesis::{Decisions, ProseFile, Synthesis};
use super::output::tool::Tool;
use super::pipeline::compiler::{StackCompiler, SynthInput};
use super::pipeline::cross_stack::{self, Place, StackGraph};
use super::pipeline::shared_listener;
use super::spec::Stack;
use super::spec::across_stacks::AcrossStacks;
use super::spec::{addresses, quotas};
use crate::aws::Waived;
use crate::diagnostic::{Diagnostic, Error, Report};
use crate::schema::Schema;
use crate::spec::Node;

/// Several stacks that are made together: their imports are checked against their exports.
///
/// One stack is made as it is alone. Of several, each has a folder of its own name.
///
/// ```
/// use groundplan::prelude::*;
///
/// let vpc_id = Import::new("vpcId").from("platform");
/// let platform = Stack::new("platform")
///     .region(Region::EuWest1)
///     .export("vpcId", Network::new().vpc_id())
///     .environment(Environment::development("dev"));
/// let shop = Stack::new("shop")
///     .region(Region::EuWest1)
///     .service(EcsFargateService::new("api").image("ghcr.io/example/api:1").env("VPC_ID", vpc_id.value()))
///     .import(vpc_id)
///     .environment(Environment::development("dev"));
/// let synthesis = App::new().stack(platform).stack(shop).synth()?;
/// assert!(synthesis.files().iter().any(|file| file.path == "shop/environments/dev/imports.tf.json"));
/// # Ok::<(), groundplan::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct App {
    readings: Vec<StackCompiler>,
    schema: Option<Schema>,
    is_uninspected: bool,
}

impl App {
    /// No stack yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a stack.
    #[must_use]
    pub fn stack(self, stack: Stack) -> Self {
        self.with(StackCompiler::of_stack(&stack))
    }

    /// Adds a stack in JSON.
    #[must_use]
    pub fn json(self, text: &str) -> Self {
        self.with(StackCompiler::of_json(text))
    }

    /// Adds a stack in any notation that was parsed into nodes.
    #[must_use]
    pub fn node(self, node: Node) -> Self {
        self.with(StackCompiler::of_node(node))
    }

    /// Sets the name by which findings call the stack that was added last. Default: its own name; an app of
    /// one stack needs none.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let shop = Stack::new("shop").region(Region::EuWest1).environment(Environment::development("dev"));
    /// let app = App::new().stack(shop).called("shop.yaml");
    /// ```
    #[must_use]
    pub fn called(mut self, file: impl Into<String>) -> Self {
        if let Some(last) = self.readings.last_mut() {
            last.file = Some(file.into());
        }
        self
    }

    /// Checks all Terraform against this schema, in place of the bundled one ([`Schema::bundled`]);
    /// [`Schema::with`] adds providers to that one. Without a schema, since the feature `bundled-schema` is
    /// off, raw blocks stay unchanged, and everything else is still checked.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// use groundplan::Schema;
    /// let acme = Schema::parse("schema 1 registry.terraform.io/acme/acme 1.0.0\nresource acme_thing\n size !\n")?;
    /// let shop = Stack::new("shop")
    ///     .region(Region::EuWest1)
    ///     .raw(Raw::resource("acme_thing", "main"))
    ///     .environment(Environment::development("dev"));
    /// let report = App::new().stack(shop).schema(Schema::bundled().with(&acme)).check();
    /// assert_eq!(report.diagnostics()[0].rule, Rule::MISSING_ARGUMENT);
    /// assert_eq!(report.diagnostics()[0].path.to_string(), "raw.resource.acme_thing.main");
    /// # Ok::<(), groundplan::Error>(())
    /// ```
    #[must_use]
    pub fn schema(mut self, schema: Schema) -> Self {
        self.schema = Some(schema);
        self
    }

    /// Makes documents without holding them against schema and lints, which takes a third of the time: for what is shown
    /// while somebody writes. What only these find is not found.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let wrong = Raw::resource("aws_sqs_queue", "jobs").set("nmae", "jobs");
    /// let shop = Stack::new("shop").region(Region::EuWest1).raw(wrong).environment(Environment::development("dev"));
    /// assert!(App::new().stack(shop.clone()).synth().is_err());
    /// assert!(App::new().stack(shop).unvalidated().synth().is_ok());
    /// ```
    #[must_use]
    pub fn unvalidated(mut self) -> Self {
        self.is_uninspected = true;
        self
    }

    /// Everything that is wrong with the stacks, or worth a look.
    #[must_use]
    pub fn check(&self) -> Report {
        match self.synth() {
            Ok(synthesis) => synthesis.report().clone(),
            Err(error) => error.report().clone(),
        }
    }

    /// Makes Terraform for every environment of every stack.
    ///
    /// # Errors
    ///
    /// When a spec has errors, or the stacks don't fit together: everything at once, with the warnings. With
    /// several stacks, findings name theirs as the file.
    pub fn synth(&self) -> Result<Synthesis, Error> {
        let stacks: Vec<&Stack> = self.readings.iter().map(|reading| &reading.stack).collect();
        let graph = StackGraph::of(&stacks);
        let mut findings = graph.check();
        if stacks.len() > 1 {
            findings.extend(cross_stack::check_names(&stacks));
        }
        let AcrossStacks { findings: overlaps, mut waived } = addresses::overlapping(&stacks);
        findings.extend(overlaps);
        let AcrossStacks { findings: exceeded, waived: of_quotas } = quotas::exceeded(&stacks);
        findings.extend(exceeded);
        waived.extend(of_quotas);
        let order = graph.order();
        let partial = self.readings.iter().enumerate();
        let partial: Vec<_> = partial
            .map(|(at, reading)| (reading, self.one(at, reading, &graph, (&findings, &waived), &order)))
            .collect();
        self.joined(with_shared_listeners(partial), &stacks, &order)
    }

    /// The stacks, each with what findings call it.
    pub(super) fn stacks(&self) -> impl Iterator<Item = (Option<&str>, &Stack)> {
        self.readings.iter().map(|reading| (reading.file.as_deref(), &reading.stack))
    }

    /// What is wrong with the form of a spec.
    pub(super) fn form(&self) -> Result<(), Error> {
        match self.readings.iter().find(|reading| reading.report.has_errors()) {
            Some(reading) => Err(Error::new(reading.finish(Report::default()))),
            None => Ok(()),
        }
    }

    /// What documents are validated against, where a schema is known.
    pub(super) fn schema_in_force(&self) -> Option<&Schema> {
        self.schema.as_ref().or(Schema::if_bundled())
    }

    fn with(mut self, reading: StackCompiler) -> Self {
        self.readings.push(reading);
        self
    }

    /// The only stack, if its form is right.
    pub(super) fn only_stack(mut self) -> Result<Stack, Error> {
        match self.readings.pop() {
            Some(reading) if !reading.report.has_errors() => Ok(reading.stack),
            Some(reading) => Err(Error::new(reading.finish(Report::default()))),
            None => Ok(Stack::default()),
        }
    }

    fn one(
        &self,
        at: usize,
        reading: &StackCompiler,
        graph: &StackGraph<'_>,
        (findings, waived): Found<'_>,
        order: &[Place],
    ) -> PartialSynthesis {
        let schema = self.schema_in_force();
        let is_validated = !self.is_uninspected;
        reading.synth(&SynthInput {
            graph,
            schema,
            stack: at,
            findings: &of_stack(findings, at),
            waived: &of_stack(waived, at),
            order: &of_stack(order, at),
            is_validated,
        })
    }

    fn joined(
        &self,
        partial: Vec<(&StackCompiler, PartialSynthesis)>,
        stacks: &[&Stack],
        order: &[Place],
    ) -> Result<Synthesis, Error> {
        let is_alone = partial.len() == 1;
        let mut whole = Synthesis {
            documents: Vec::new(),
            costings: Vec::new(),
            texts: Vec::new(),
            decisions: Vec::new(),
            report: Report::default(),
            tool: Tool::default(),
        };
        if !is_alone {
            whole.texts.push(ProseFile::new(".gitignore", gitignore::text));
            whole.texts.push(ProseFile::new("README.md", |_| app_readme::text(stacks, order)));
        }
        for (reading, partial) in partial {
            let report = match &partial {
                Ok(synthesis) => synthesis.report.clone(),
                Err(report) => report.clone(),
            };
            let name = reading.stack.stack.as_deref().unwrap_or_default();
            whole.report.extend(if is_alone {
                report
            } else {
                disambiguate(report, reading.file.as_deref().unwrap_or(name), name)
            });
            if let Ok(synthesis) = partial {
                whole.take(synthesis, if is_alone { "" } else { name });
            }
        }
        if whole.report.has_errors() { Err(Error::new(whole.report)) } else { Ok(whole) }
    }
}

/// Adds what services of several stacks ask of one listener: that is known once all have their rules.
fn with_shared_listeners(
    mut partial: Vec<(&StackCompiler, PartialSynthesis)>,
) -> Vec<(&StackCompiler, PartialSynthesis)> {
    let made = partial
        .iter()
        .map(|(reading, made)| Some((*reading, made.as_ref().ok()?)))
        .collect::<Option<Vec<_>>>();
    for (at, finding) in made.map(|made| shared_listener::check(&made)).unwrap_or_default() {
        if let Some((_, made)) = partial.get_mut(at) {
            let mut report = match made {
                Ok(synthesis) => synthesis.report.clone(),
                Err(report) => report.clone(),
            };
            report.add(finding);
            *made = Err(report);
        }
    }
    partial
}

/// What was found about several stacks together, and what of it is waived, each with the number of its stack.
type Found<'a> = (&'a [(usize, Diagnostic)], &'a [(usize, (String, Waived))]);

/// What belongs to one stack.
fn of_stack<T: Clone>(all: &[(usize, T)], stack: usize) -> Vec<T> {
    all.iter().filter(|(of, _)| *of == stack).map(|(_, one)| one.clone()).collect()
}

type PartialSynthesis = Result<Synthesis, Report>;

/// Findings of several stacks, each with the file that it is about: the spec, or one that is made in the folder
/// of the stack.
fn disambiguate(mut report: Report, spec: &str, folder: &str) -> Report {
    for finding in report.diagnostics_mut() {
        finding.file = Some(match &finding.file {
            Some(partial) => format!("{folder}/{partial}"),
            None => spec.to_owned(),
        });
    }
    report
}

impl Synthesis {
    /// Adds what one stack makes, in a folder of its own.
    fn take(&mut self, other: Synthesis, folder: &str) {
        let below = |path: String| if folder.is_empty() { path } else { format!("{folder}/{path}") };
        self.texts.extend(other.texts.into_iter().map(|file| file.below(folder)));
        self.documents.extend(other.documents.into_iter().map(|(path, document)| (below(path), document)));
        self.costings.extend(other.costings);
        let decisions = other.decisions.into_iter();
        self.decisions.extend(decisions.map(|of| Decisions { folder: below(of.folder.clone()), ..of }));
    }
}
