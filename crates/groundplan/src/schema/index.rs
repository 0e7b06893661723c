use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::block::BlockSchema;
use super::provider::{Kind, Provider};
use super::since::{self, Since};
use super::text::{self, Unreadable};
use super::{json, write};
use crate::asked;
use crate::diagnostic::{Diagnostic, Error, Path, Report, Rule};
use crate::unit::sort_by;

/// The schema of providers: every type of resource and data source, with its attributes and blocks.
///
/// Holds text and an index of the types in it; a type is decoded on first use, once for all copies of a schema.
///
/// ```
/// use groundplan::schema::{Schema, Type};
/// let schema = Schema::parse("schema 1 registry.terraform.io/hashicorp/aws 6.66.0\nresource aws_sqs_queue\n delay_seconds ? number\n").unwrap();
/// let queue = schema.resource("aws_sqs_queue").unwrap();
/// assert_eq!(queue.attribute("delay_seconds").map(|delay| &delay.ty), Some(&Type::Number));
/// ```
#[derive(Clone, Debug)]
pub struct Schema {
    pub(super) text: Arc<Cow<'static, str>>,
    index: Arc<Index>,
    /// What an older version of the AWS provider has otherwise, where that is known.
    pub(super) since: Option<Arc<Since>>,
    /// Whether it is of that older version.
    pub(super) is_older: bool,
}

/// The positions of all types in the text.
#[derive(Debug, Default)]
struct Index {
    entries: Vec<Entry>,
    heads: Vec<Head>,
}

/// The position of a type in the text.
#[derive(Debug)]
pub(super) struct Entry {
    kind: Kind,
    name: Range<usize>,
    pub(super) body: Range<usize>,
    deprecated: Option<Range<usize>>,
    /// The type, once it was asked for; nothing where it cannot be read.
    decoded: OnceLock<Option<Arc<BlockSchema>>>,
}

/// A provider, as the head says it.
#[derive(Clone, Debug)]
struct Head {
    source: Range<usize>,
    name: Range<usize>,
    version: Range<usize>,
}

impl Schema {
    /// The schema of the AWS provider that groundplan was made for.
    #[cfg(feature = "bundled-schema")]
    #[must_use]
    pub fn bundled() -> &'static Self {
        static BUNDLED: std::sync::LazyLock<Schema> = std::sync::LazyLock::new(|| {
            // A test reads all of it, so this text has a form.
            let schema = Schema::parse(include_str!("../../schema/aws.txt"));
            schema.map_or_else(
                |_| Schema::empty(),
                |schema| schema.since(Some(include_str!("../../schema/since.txt"))),
            )
        });
        &BUNDLED
    }

    /// [`Schema::bundled`], where it is part of the program.
    pub(crate) fn if_bundled() -> Option<&'static Self> {
        #[cfg(feature = "bundled-schema")]
        return Some(Self::bundled());
        #[cfg(not(feature = "bundled-schema"))]
        return None;
    }

    /// Takes the compact form. Only the top level is looked at: a type is decoded when it is asked for, and
    /// one whose lines cannot be read is not there. [`Schema::read`] looks at every line. What else the provider was asked may
    /// follow, as in the file of the npm package; it is kept for the whole program where it is not part of it.
    ///
    /// # Errors
    ///
    /// `schema/form`: the first line is not that of the compact form, or a line at the top level is unknown.
    pub fn parse(text: impl Into<Cow<'static, str>>) -> Result<Self, Error> {
        let (text, facts) = since::split(asked::take(text.into()));
        let index = Index::of(&text).map_err(|unreadable| refuse(&text, &[unreadable]))?;
        let schema = Self { text: Arc::new(text), index: Arc::new(index), since: None, is_older: false };
        Ok(schema.since(facts.as_deref()))
    }

    /// This schema, with what an older version of the AWS provider has otherwise, if that is about the version that it has.
    fn since(self, facts: Option<&str>) -> Self {
        let since = facts.and_then(Since::of).filter(|since| self.sources().any(|one| since.is_about(one)));
        Self { since: since.map(Arc::new), ..self }
    }

    /// Takes either form, the output of `terraform providers schema -json` or the compact one, and looks at
    /// all of it.
    ///
    /// # Errors
    ///
    /// `schema/form`: every line that cannot be read.
    pub fn read(text: impl Into<Cow<'static, str>>) -> Result<Self, Error> {
        let text = text.into();
        if text.trim_start().starts_with('{') {
            return Self::from_terraform(&text);
        }
        let schema = Self::parse(text)?;
        let wrong: Vec<Unreadable> =
            schema.index.entries.iter().filter_map(|entry| schema.decode(entry).err()).collect();
        if wrong.is_empty() { Ok(schema) } else { Err(refuse(&schema.text, &wrong)) }
    }

    /// Takes the output of `terraform providers schema -json`.
    ///
    /// # Errors
    ///
    /// `schema/form`: it is not such output.
    pub fn from_terraform(json: &str) -> Result<Self, Error> {
        let providers = json::read(json).map_err(|message| form(message, Path::of("schema")))?;
        Self::parse(write::write(&providers))
    }

    /// This schema, in which everything is deprecated that was so in an older version and is still there.
    #[must_use]
    pub fn with_deprecations(&self, older: &Schema) -> Self {
        let (mut providers, older) = (self.providers(), older.providers());
        for provider in &mut providers {
            let same = older.iter().find(|older| older.source == provider.source);
            same.into_iter().for_each(|older| provider.deprecate_as(older));
        }
        // What was written is read back.
        Self::parse(write::write(&providers)).unwrap_or_else(|_| self.clone())
    }

    /// This schema with the providers of another one: each takes the place of the provider of the same address,
    /// whole, or is added.
    ///
    /// ```
    /// use groundplan::schema::{Kind, Schema};
    /// let acme = Schema::parse("schema 1 registry.terraform.io/acme/acme 1.0.0\nresource acme_thing\n size !\n")?;
    /// let both = Schema::bundled().with(&acme);
    /// assert!(both.resource("acme_thing").is_some() && both.resource("aws_vpc").is_some());
    /// let older = Schema::parse("schema 1 registry.terraform.io/hashicorp/aws 5.0.0\nresource aws_vpc\n")?;
    /// assert_eq!(both.with(&older).names(Kind::Resource).collect::<Vec<_>>(), ["acme_thing", "aws_vpc"]);
    /// # Ok::<(), groundplan::Error>(())
    /// ```
    #[must_use]
    pub fn with(&self, other: &Schema) -> Self {
        let mut providers = self.providers();
        for provider in other.providers() {
            match providers.iter_mut().find(|known| known.source == provider.source) {
                Some(known) => *known = provider,
                None => providers.push(provider),
            }
        }
        // What was written is read back.
        let with = Self::parse(write::write(&providers)).unwrap_or_else(|_| self.clone());
        let since = self.since.clone().filter(|since| with.sources().any(|one| since.is_about(one)));
        Self { since, ..with }
    }

    /// This schema, with the version of a provider, which Terraform's output lacks: `aws`, `6.66.0`.
    #[must_use]
    pub fn with_version(&self, provider: &str, version: &str) -> Self {
        let mut providers = self.providers();
        let named = providers.iter_mut().filter(|known| last(&known.source) == provider);
        named.for_each(|known| version.clone_into(&mut known.version));
        Self::parse(write::write(&providers)).unwrap_or_else(|_| self.clone())
    }

    /// The compact form.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The addresses and versions of the providers: `registry.terraform.io/hashicorp/aws`, `6.66.0`.
    pub fn sources(&self) -> impl Iterator<Item = (&str, &str)> {
        self.index.heads.iter().map(|head| {
            let source = self.slice(&head.source);
            let older = self.as_older().filter(|_| Since::is_of(source));
            (source, older.map_or_else(|| self.slice(&head.version), Since::oldest))
        })
    }

    /// A type of managed resources: `aws_vpc`.
    #[must_use]
    pub fn resource(&self, name: &str) -> Option<Arc<BlockSchema>> {
        self.get(Kind::Resource, name)
    }

    /// A type of data sources.
    #[must_use]
    pub fn data(&self, name: &str) -> Option<Arc<BlockSchema>> {
        self.get(Kind::Data, name)
    }

    /// A type of ephemeral resources.
    #[must_use]
    pub fn ephemeral(&self, name: &str) -> Option<Arc<BlockSchema>> {
        self.get(Kind::Ephemeral, name)
    }

    /// The settings of a provider: `aws`.
    #[must_use]
    pub fn provider(&self, name: &str) -> Option<Arc<BlockSchema>> {
        self.get(Kind::Provider, name)
    }

    /// Any of them, by its kind.
    #[must_use]
    pub fn get(&self, kind: Kind, name: &str) -> Option<Arc<BlockSchema>> {
        let entry = self.find(kind, name)?;
        let newest =
            entry.decoded.get_or_init(|| Some(Arc::new(self.remembering(entry, self.decode(entry).ok()?))));
        match self.as_older() {
            Some(since) => since.oldest_type(kind, name, newest.as_deref()?).map(Arc::new),
            None => newest.clone(),
        }
    }

    fn remembering(&self, entry: &Entry, body: BlockSchema) -> BlockSchema {
        match &self.since {
            Some(since) => since.newest_type(entry.kind, self.slice(&entry.name), body),
            None => body,
        }
    }

    /// The names of all types of a kind, sorted.
    pub fn names(&self, kind: Kind) -> impl Iterator<Item = &str> {
        let lacks = move |name: &&str| self.is_older && self.elsewhere(kind, name).is_some();
        let entries = self.index.entries.iter().filter(move |entry| entry.kind == kind);
        entries.map(|entry| self.slice(&entry.name)).filter(move |name| !lacks(name))
    }

    /// Whether a type belongs to one of these providers: its name begins with that of the provider.
    #[must_use]
    pub fn owns(&self, kind: Kind, name: &str) -> bool {
        let prefix = if kind == Kind::Provider { name } else { name.split('_').next().unwrap_or(name) };
        self.index.heads.iter().any(|head| self.slice(&head.name) == prefix)
            || self.find(kind, name).is_some()
    }

    pub(super) fn find(&self, kind: Kind, name: &str) -> Option<&Entry> {
        let order = |entry: &Entry| (entry.kind, self.slice(&entry.name)).cmp(&(kind, name));
        let at = self.index.entries.binary_search_by(order).ok()?;
        self.index.entries.get(at)
    }

    fn decode(&self, entry: &Entry) -> Result<BlockSchema, Unreadable> {
        let mut block = text::body(self, entry.body.clone(), 1)?;
        block.deprecated = entry.deprecated.as_ref().map(|range| self.slice(range).to_owned());
        Ok(block)
    }

    fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    pub(super) fn empty() -> Self {
        Self { text: Arc::new(Cow::Borrowed("")), index: Arc::default(), since: None, is_older: false }
    }
}

impl Index {
    fn of(text: &str) -> Result<Self, Unreadable> {
        let mut index = Self::default();
        index.lines(text)?;
        let name = |entry: &Entry| text.get(entry.name.clone()).unwrap_or_default();
        sort_by(&mut index.entries, |a, b| (a.kind, name(a)).cmp(&(b.kind, name(b))));
        Ok(index)
    }

    /// Only the first byte of a line matters.
    fn lines(&mut self, text: &str) -> Result<(), Unreadable> {
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let next = at + line.len();
            match self.entries.last_mut() {
                Some(entry) if line.starts_with(' ') => entry.body.end = next,
                _ => self.top(line.trim_end_matches('\n'), at, next)?,
            }
            at = next;
        }
        let wants = "the line `schema 1 ADDRESS VERSION` at the head";
        if self.heads.is_empty() { Err(Unreadable { at: 0, wants }) } else { Ok(()) }
    }

    fn top(&mut self, line: &str, at: usize, next: usize) -> Result<(), Unreadable> {
        if let Some(head) = line.strip_prefix(text::HEAD) {
            return self.head(head, at + text::HEAD.len());
        }
        let (words, note) = text::split_note(line);
        let (word, name) = words.split_once(' ').unwrap_or((words, ""));
        let wants = "`provider`, `resource NAME`, `data NAME` or `ephemeral NAME` below a head";
        let kind = Kind::parse(word).filter(|kind| name.is_empty() == (*kind == Kind::Provider));
        let (Some(kind), Some(head)) = (kind, self.heads.last()) else {
            return Err(Unreadable { at, wants });
        };
        let name = match kind {
            Kind::Provider => head.name.clone(),
            _ => at + word.len() + 1..at + words.len(),
        };
        let deprecated = note.map(|note| at + line.len() - note.len()..at + line.len());
        self.entries.push(Entry { kind, name, body: next..next, deprecated, decoded: OnceLock::new() });
        Ok(())
    }

    /// ` ADDRESS VERSION`; the provider's own name is the last step of its address.
    fn head(&mut self, head: &str, at: usize) -> Result<(), Unreadable> {
        let wants = "an address and a version: `schema 1 registry.terraform.io/hashicorp/aws 6.66.0`";
        let split = head.strip_prefix(' ').and_then(|words| words.split_once(' '));
        let Some((source, version)) = split.filter(|(_, version)| !version.contains(' ')) else {
            return Err(Unreadable { at, wants });
        };
        let source_at = at + 1;
        let end = source_at + source.len();
        let name = end - last(source).len()..end;
        self.heads.push(Head { source: source_at..end, name, version: end + 1..end + 1 + version.len() });
        Ok(())
    }
}

/// Everything at once.
impl Schema {
    fn providers(&self) -> Vec<Provider> {
        let mut providers: Vec<Provider> = self.index.heads.iter().map(|head| self.start(head)).collect();
        for entry in &self.index.entries {
            let Ok(block) = self.decode(entry) else { continue };
            let Some(provider) = self.holder(entry).and_then(|at| providers.get_mut(at)) else { continue };
            match provider.of_kind(entry.kind) {
                Some(types) => {
                    types.insert(self.slice(&entry.name).to_owned(), block);
                }
                None => provider.block = block,
            }
        }
        providers
    }

    fn start(&self, head: &Head) -> Provider {
        let (source, version) = (self.slice(&head.source).to_owned(), self.slice(&head.version).to_owned());
        Provider { source, version, ..Provider::default() }
    }

    /// The last head before a type.
    fn holder(&self, entry: &Entry) -> Option<usize> {
        self.index.heads.iter().rposition(|head| head.source.start < entry.body.start)
    }
}

fn last(source: &str) -> &str {
    source.rsplit('/').next().unwrap_or(source)
}

fn refuse(text: &str, wrong: &[Unreadable]) -> Error {
    let mut report = Report::default();
    wrong.iter().for_each(|unreadable| report.add(finding(text, unreadable)));
    Error::new(report)
}

fn finding(text: &str, unreadable: &Unreadable) -> Diagnostic {
    let before = text.get(..unreadable.at).unwrap_or_default();
    let line = text.get(unreadable.at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let number = before.matches('\n').count() + 1;
    let message = format!("line {number} of the provider schema cannot be read");
    Diagnostic::new(Rule::SCHEMA_FORM, Path::of("schema").index(number), message)
        .given(line.trim())
        .wants(unreadable.wants)
        .hint("groundplan provider-schema")
}

fn form(message: String, path: Path) -> Error {
    let mut report = Report::default();
    let finding = Diagnostic::new(Rule::SCHEMA_FORM, path, message)
        .wants("the output of `terraform providers schema -json`")
        .hint("terraform providers schema -json > schema.json");
    report.add(finding);
    Error::new(report)
}
