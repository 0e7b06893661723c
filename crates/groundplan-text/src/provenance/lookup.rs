use std::ops::RangeInclusive;

use groundplan::decision::{Decision, Origin};
use groundplan::diagnostic::{Diagnostic, Path, Report};
use groundplan::schema::Schema;
use groundplan::spec::Node;
use groundplan::terraform::{Document, InstanceAddress, Rendered, Span};
use groundplan::{App, Format, Synthesis};

use super::place;
use crate::input::{Source, alone};

/// A block of Terraform: its file, its lines from 1, and what it follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The file, below the output folder.
    pub file: String,
    /// As a bill and a comparison call it: `aws_vpc.main`, `data.aws_region.here`, `local.names`, `output.url`.
    pub address: InstanceAddress,
    /// Its lines.
    pub lines: RangeInclusive<usize>,
    /// The decisions with which the whole block comes and goes.
    pub because: Vec<Because>,
    /// Its arguments and nested blocks, the outer before the inner.
    pub arguments: Vec<Argument>,
}

/// An argument or a nested block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its path within the block: `health_check.path`.
    pub path: String,
    /// Its lines.
    pub lines: RangeInclusive<usize>,
    /// How it is written.
    pub text: String,
    /// The decisions that it follows from, beside those of what encloses it.
    pub because: Vec<Because>,
}

/// A decision, or a value in the spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Because {
    /// What was decided, where it came from, and why.
    pub decision: Decision,
    /// The path in the spec at which to set it for this environment.
    pub place: String,
    /// The line of the spec that sets it.
    pub line: Option<usize>,
}

/// One environment of a spec, made once, in which everything is looked up.
pub struct Lookup {
    text: String,
    spec: Node,
    environment: String,
    made: Synthesis,
}

impl Lookup {
    /// The environment of a spec; the first one, where none is named.
    ///
    /// # Errors
    ///
    /// What is wrong with the spec.
    pub fn of(source: &Source, environment: Option<&str>, schema: Option<&Schema>) -> Result<Self, Report> {
        let node = source.parse().map_err(report)?;
        let (spec, environment) = alone(node, environment);
        let app = App::new().node(spec.clone()).unvalidated();
        let app = match schema {
            Some(schema) => app.schema(schema.clone()),
            None => app,
        };
        let made = app.synth().map_err(|error| error.report().clone())?;
        Ok(Self { text: source.text.clone(), spec, environment, made })
    }

    /// The environment that is looked at.
    #[must_use]
    pub fn environment(&self) -> &str {
        &self.environment
    }

    /// The blocks of a file, by its path below the output folder, in the order of its lines.
    #[must_use]
    pub fn file(&self, path: &str) -> Vec<Block> {
        let format = if path.ends_with(".json") { Format::Json } else { Format::Hcl };
        let files = self.made.files_with_spans(format);
        files.iter().filter(|file| file.name == path).flat_map(|file| self.blocks(file)).collect()
    }

    /// The blocks of all files.
    #[must_use]
    pub fn all(&self, format: Format) -> Vec<Block> {
        self.made.files_with_spans(format).iter().flat_map(|file| self.blocks(file)).collect()
    }

    /// A block by its address. Of the same address in two root modules, that of the environment goes first.
    #[must_use]
    pub fn block(&self, address: &str, format: Format) -> Option<Block> {
        let files = self.made.files_with_spans(format);
        let has = |file: &&Rendered| file.spans.iter().any(|span| span.address == address);
        let own = files.iter().rev().find(has)?;
        self.blocks(own).into_iter().find(|block| block.address == address)
    }

    fn blocks(&self, file: &Rendered) -> Vec<Block> {
        let lines: Vec<&str> = file.text.lines().collect();
        let folder = file.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let module = self.made.documents().find(|(name, _)| *name == folder);
        let Some((_, document)) = module else { return Vec::new() };
        let mut blocks: Vec<Block> = Vec::new();
        for span in &file.spans {
            let because = self.because(document, span);
            match blocks.last_mut().filter(|_| !span.path.is_empty()) {
                Some(block) => block.arguments.push(argument(span, because, &lines)),
                None => blocks.push(Block {
                    file: file.name.clone(),
                    address: span.address.clone(),
                    lines: span.lines.clone(),
                    because,
                    arguments: Vec::new(),
                }),
            }
        }
        blocks.sort_by_key(|block| *block.lines.start());
        blocks
    }

    fn because(&self, document: &Document, span: &Span) -> Vec<Because> {
        let decisions = span.origins.iter().filter_map(|id| document.decision(id));
        let mut found: Vec<Because> = Vec::new();
        for decision in decisions {
            if !found.iter().any(|known| known.decision.path == decision.path) {
                found.push(self.explained(decision));
            }
        }
        found
    }

    /// A decision with the path and line of the spec where it is set, or could be.
    #[must_use]
    pub fn explained(&self, decision: &Decision) -> Because {
        let path = Path::read(&decision.path);
        let place = path.map(|path| place(&self.spec, &self.environment, &path));
        let line =
            place.as_ref().filter(|_| decision.origin == Origin::Explicit).and_then(|at| self.line(at));
        let place = place.map_or_else(|| decision.path.clone(), |place| place.to_string());
        Because { decision: decision.clone(), place, line }
    }

    /// The line of the spec with a value, or with the map around it.
    fn line(&self, path: &Path) -> Option<usize> {
        let range = self.spec.locate(path);
        let before = self.text.get(..range.start)?;
        (!range.is_empty()).then(|| 1 + before.matches('\n').count())
    }
}

fn argument(span: &Span, because: Vec<Because>, lines: &[&str]) -> Argument {
    let (first, last) = (span.lines.start().saturating_sub(1), *span.lines.end());
    let text = lines.get(first..last).unwrap_or_default().join("\n");
    Argument { path: span.path.clone(), lines: span.lines.clone(), text, because }
}

fn report(finding: Diagnostic) -> Report {
    let mut report = Report::default();
    report.add(finding);
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = "stack: shop
region: us-east-1
services:
  api: { image: 'ghcr.io/example/api:1', port: 8080, size: { vcpu: 1, memory: 2 GiB } }
raw: { resource: { aws_sqs_queue: { jobs: { name_prefix: jobs- } } } }
overrides: { aws_vpc.main: { set: { enable_network_address_usage_metrics: true } } }
environments:
  dev: {}
  live: { tier: production, alarms: none, network: { zones: 3 } }
";

    fn block(address: &str) -> Block {
        let source = Source::new("a.yaml", SPEC);
        let lookup = Lookup::of(&source, Some("live"), Some(Schema::bundled())).unwrap();
        lookup.block(address, Format::Hcl).unwrap_or_else(|| panic!("{address}"))
    }

    fn paths(because: &[Because]) -> Vec<&str> {
        because.iter().map(|one| one.decision.path.as_str()).collect()
    }

    fn of<'a>(block: &'a Block, path: &str) -> &'a Argument {
        let found = block.arguments.iter().find(|argument| argument.path == path);
        found.unwrap_or_else(|| panic!("{path}: {block:?}"))
    }

    #[test]
    fn a_block_leads_to_the_decisions_that_make_it_so() {
        let vpc = block("aws_vpc.main");
        assert_eq!(paths(&of(&vpc, "cidr_block").because), ["network.cidr"]);
        assert_eq!(paths(&block("aws_nat_gateway.main_c").because), ["network.zones", "network.egress"]);
        let logs = block("aws_cloudwatch_log_group.api");
        assert_eq!(paths(&of(&logs, "retention_in_days").because), ["logs.retention"]);
    }

    #[test]
    fn what_the_spec_says_itself_has_its_line() {
        let task = block("aws_ecs_task_definition.api");
        let memory = &of(&task, "memory").because[0];
        assert_eq!((memory.place.as_str(), memory.line), ("services.api.size.memory", Some(4)));
        assert_eq!(paths(&of(&task, "container_definitions.image").because), ["services.api.image"]);
        assert_eq!(paths(&of(&task, "family").because), ["stack", "environments.live"]);
    }

    #[test]
    fn what_is_said_raw_or_by_override_is_behind_its_block() {
        let queue = block("aws_sqs_queue.jobs");
        let name = &of(&queue, "name_prefix").because[0];
        assert_eq!(
            (name.place.as_str(), name.line),
            ("raw.resource.aws_sqs_queue.jobs.name_prefix", Some(5))
        );
        let vpc = block("aws_vpc.main");
        let set = &of(&vpc, "enable_network_address_usage_metrics").because[0];
        let place = "overrides.\"aws_vpc.main\".set.enable_network_address_usage_metrics";
        assert_eq!((set.place.as_str(), set.line), (place, Some(6)));
    }
}
