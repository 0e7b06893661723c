//! What another version of the provider has.

use super::Check;
use crate::diagnostic::{Diagnostic, Path, Severity};
use crate::schema::block::Elsewhere;
use crate::schema::{BlockSchema, Schema};
use crate::terraform::{Document, Version};

/// The oldest version of the AWS provider that is known to take a document; `None` where the oldest version with a schema
/// does, or where nothing is known of older ones.
///
/// ```
/// use groundplan::block;
/// use groundplan::schema::{Schema, needs};
/// use groundplan::terraform::Document;
/// let mut document = Document::new();
/// document.file("dns").resource("aws_eip", "nat", block! { domain = "vpc" });
/// assert_eq!(needs(&document, Schema::bundled()), None);
/// document.file("dns").resource("aws_eip", "west", block! { domain = "vpc", region = "us-west-2" });
/// assert_eq!(needs(&document, Schema::bundled()).map(|version| version.to_string()).as_deref(), Some("6.0.0"));
/// ```
#[must_use]
pub fn needs(document: &Document, schema: &Schema) -> Option<Version> {
    let older = schema.older()?;
    let check = Check::new(document, &older);
    document.items().iter().for_each(|item| check.item(item));
    let newest = Version::parse(schema.aws_version()?)?;
    let newer = check.newer.into_inner();
    let is_error = |finding: &Diagnostic| finding.rule.severity == Severity::Error;
    let refused: Vec<Diagnostic> = check.findings.into_inner().into_iter().filter(is_error).collect();
    if refused.is_empty() {
        return None;
    }
    let taken = super::check(document, schema);
    let is_new = |finding: &&Diagnostic| {
        !taken.diagnostics().iter().any(|same| (&same.path, same.rule) == (&finding.path, finding.rule))
    };
    let version = |finding: &Diagnostic| {
        // What is needed no more has no version of its own, but that of what is written in its place.
        let beside = newer.iter().filter(|(at, _)| is_one_block(at, &finding.path));
        let known = beside.filter_map(|(_, version)| Version::parse(version));
        known.max_by(Version::compare).unwrap_or_else(|| newest.clone())
    };
    refused.iter().filter(is_new).map(version).max_by(Version::compare)
}

/// The minor versions of which it is known what they lack, as `scripts/since` was given them.
const COMPARED: [u64; 4] = [14, 24, 25, 40];

/// What a document has that the provider certainly lacks up to a minor version of its newest major one.
pub(crate) fn newer_than(document: &Document, schema: &Schema, minor: u64) -> Vec<Diagnostic> {
    let Some(older) = schema.older() else { return Vec::new() };
    let check = Check::new(document, &older);
    document.items().iter().for_each(|item| check.item(item));
    let newer = check.newer.into_inner();
    let lacking = |finding: Diagnostic| {
        let (_, version) = newer.iter().find(|(at, _)| *at == finding.path)?;
        let first = Version::parse(version)?;
        let lacks_it = COMPARED.into_iter().rev().find(|compared| *compared < first.minor())?;
        let message = finding.message.replace(BEFORE_6, &format!(" in version {}.{minor}", first.major()));
        (minor <= lacks_it).then_some(Diagnostic { message, ..finding })
    };
    check.findings.into_inner().into_iter().filter_map(lacking).collect()
}

const BEFORE_6: &str = " before version 6";

/// Whether two places are in one block at the top level.
fn is_one_block(a: &Path, b: &Path) -> bool {
    a.segments().iter().take(3).eq(b.segments().iter().take(3))
}

impl Check<'_> {
    /// Remembers that a newer version has what is missing at a place.
    pub(super) fn is_newer(&self, elsewhere: &Elsewhere, at: &Path) {
        if let Elsewhere::Newer(version) = elsewhere {
            self.newer.borrow_mut().push((at.clone(), version.clone()));
        }
    }
}

/// The message and what is wanted, of something that only another version of the AWS provider has.
pub(super) fn message(what: &str, elsewhere: &Elsewhere) -> (String, String) {
    match elsewhere {
        Elsewhere::Newer(version) => {
            let before = format!("{what}{BEFORE_6} of the AWS provider");
            (before, format!("version {version} of the provider, which has it, or a newer one"))
        }
        Elsewhere::Older(instead) => {
            let wants = if instead.is_empty() { "leave it out" } else { instead };
            (format!("{what} since version 6 of the AWS provider"), wants.to_owned())
        }
    }
}

/// What can be pasted in place of something that was renamed: the name, or the whole argument, in the text about it.
pub(super) fn renamed(elsewhere: &Elsewhere, schema: &BlockSchema) -> Option<String> {
    let Elsewhere::Older(instead) = elsewhere else { return None };
    let new = instead.strip_prefix("use ")?;
    let name = new.split(' ').next().unwrap_or(new);
    let name = name.trim_end_matches(',');
    let is_known = schema.attribute(name).is_some() || schema.block(name).is_some();
    match new.strip_prefix(name).and_then(|rest| rest.strip_prefix(" = ")) {
        Some(value) => is_known.then(|| format!("\"{name}\": {value}")),
        None => is_known.then(|| name.to_owned()),
    }
}
