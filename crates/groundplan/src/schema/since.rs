//! What the last version 5 of the AWS provider has otherwise than the newest, which the bundled schema is of.
//!
//! `schema/since.txt` is a schema in the compact form, with what differs: the lines of version 5, `name +` for what it lacks,
//! and `resource +aws_x` for types that it lacks, each with the oldest version that is known to have it. `scripts/since` makes
//! it of both providers' schemas and of versions between. Since a provider drops and renames things with a major version
//! only, what the last version 5 lacks, every version 5 lacks.
//! <https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/guides/version-6-upgrade.html.markdown>

use std::borrow::Cow;
use std::sync::Arc;

use super::block::Elsewhere;
use super::{BlockSchema, Kind, NestedBlock, Schema};

/// The address of the provider.
const ADDRESS: &str = "registry.terraform.io/hashicorp/aws";

/// How the first line of the facts begins; the version of the newest schema follows.
const HEAD: &str = "since 1 registry.terraform.io/hashicorp/aws ";

/// Nearly every type got this argument in 6.0, so the file has only those that did not.
/// <https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support>
const REGION: (&str, &str) = ("region", "6.0.0");

/// Two versions of the provider, and what differs.
#[derive(Debug)]
pub(super) struct Since {
    newest: String,
    changes: Schema,
}

/// A schema, and the facts that follow it in one text, where they do.
pub(super) fn split(text: Cow<'static, str>) -> (Cow<'static, str>, Option<Cow<'static, str>>) {
    let Some(at) = text.rfind(&format!("\n{HEAD}")).map(|at| at + 1) else { return (text, None) };
    match text {
        Cow::Borrowed(text) => {
            let (schema, facts) = text.split_at(at);
            (schema.into(), Some(facts.into()))
        }
        Cow::Owned(mut text) => {
            let facts = text.split_off(at);
            (text.into(), Some(facts.into()))
        }
    }
}

impl Since {
    /// Reads the facts; `None` where they have another form.
    pub(super) fn of(text: &str) -> Option<Self> {
        let (head, rest) = text.split_once('\n')?;
        let newest = head.strip_prefix(HEAD)?.to_owned();
        Some(Self { newest, changes: Schema::parse(rest.to_owned()).ok()? })
    }

    /// Whether they compare a schema with older ones, whose provider has this address and version.
    pub(super) fn is_about(&self, (source, version): (&str, &str)) -> bool {
        source == ADDRESS && version == self.newest
    }

    /// The address of the provider that differs.
    pub(super) fn is_of(source: &str) -> bool {
        source == ADDRESS
    }

    /// The version that differs.
    pub(super) fn oldest(&self) -> &str {
        self.changes.sources().next().map_or("", |(_, version)| version)
    }

    /// The version that has a whole type, where one of the two lacks it.
    pub(super) fn of_type(&self, kind: Kind, name: &str) -> Option<Elsewhere> {
        if let Some(absent) = self.changes.get(kind, &format!("+{name}")) {
            return Some(self.newer(absent.deprecated.as_ref()));
        }
        // Of types that only version 5 has, the file has the name alone.
        let dropped = self.changes.get(kind, name)?;
        let is_whole = dropped.attributes.is_empty() && dropped.blocks.is_empty();
        is_whole.then(|| Elsewhere::Older(dropped.deprecated.clone().unwrap_or_default()))
    }

    /// The type as the newest version has it, with what was dropped before.
    pub(super) fn newest_type(&self, kind: Kind, name: &str, mut body: BlockSchema) -> BlockSchema {
        if let Some(changes) = self.changes.get(kind, name) {
            remember(&mut body, &changes);
        }
        body
    }

    /// The type as version 5 has it; `None` where it lacks it, or where nothing is known of it.
    pub(super) fn oldest_type(&self, kind: Kind, name: &str, newest: &BlockSchema) -> Option<BlockSchema> {
        if self.of_type(kind, name).is_some() {
            return None;
        }
        let mut body = newest.clone();
        let changes = self.changes.get(kind, name);
        let is_listed = changes.as_ref().is_some_and(|changes| changes.attribute(REGION.0).is_some());
        let is_added = body.attribute(REGION.0).is_some_and(|region| region.optional && region.computed);
        if matches!(kind, Kind::Resource | Kind::Data) && is_added && !is_listed {
            body.attributes.remove(REGION.0);
            body.elsewhere.insert(REGION.0.to_owned(), Elsewhere::Newer(REGION.1.to_owned()));
        }
        if let Some(changes) = changes {
            self.change(&mut body, &changes);
        }
        Some(body)
    }

    fn change(&self, body: &mut BlockSchema, changes: &BlockSchema) {
        for (name, attribute) in &changes.attributes {
            body.blocks.remove(name);
            if attribute.is_absent() {
                body.attributes.remove(name);
                body.elsewhere.insert(name.clone(), self.newer(attribute.deprecated.as_ref()));
                continue;
            }
            let mut attribute = attribute.clone();
            let newest = body.attributes.get(name).and_then(|newest| newest.deprecated.clone());
            attribute.deprecated = attribute.deprecated.or(newest);
            body.attributes.insert(name.clone(), attribute);
        }
        for (name, nested) in &changes.blocks {
            body.attributes.remove(name);
            let changed = match body.blocks.get(name) {
                Some(newest) => self.changed(newest, nested),
                None => nested.clone(),
            };
            body.blocks.insert(name.clone(), changed);
        }
    }

    /// A block that both have: the head of the older one, and what is in it.
    fn changed(&self, newest: &NestedBlock, changes: &NestedBlock) -> NestedBlock {
        let mut body = (*newest.block).clone();
        self.change(&mut body, &changes.block);
        NestedBlock { block: Arc::new(body), ..changes.clone() }
    }

    fn newer(&self, known: Option<&String>) -> Elsewhere {
        Elsewhere::Newer(known.unwrap_or(&self.newest).clone())
    }
}

/// Two versions in one.
impl Schema {
    /// This schema with the AWS provider as its last version before the schema's major version has it; `None` where that is
    /// not known.
    ///
    /// ```
    /// use groundplan::Schema;
    /// let older = Schema::bundled().older().unwrap();
    /// assert_eq!(older.sources().next(), Some(("registry.terraform.io/hashicorp/aws", "5.100.0")));
    /// assert!(older.resource("aws_eip").unwrap().attribute("vpc").is_some());
    /// ```
    #[must_use]
    pub fn older(&self) -> Option<Self> {
        let mut older = self.clone();
        older.is_older = true;
        (self.since.is_some() && !self.is_older).then_some(older)
    }

    /// The version of the AWS provider that has a type which this one lacks.
    pub(super) fn elsewhere(&self, kind: Kind, name: &str) -> Option<Elsewhere> {
        let elsewhere = self.since.as_deref()?.of_type(kind, name)?;
        let is_newer = matches!(elsewhere, Elsewhere::Newer(_));
        (is_newer == self.is_older).then_some(elsewhere)
    }

    /// Whether it is a type that this version has, and of which no more is known.
    pub(super) fn is_unchecked(&self, kind: Kind, name: &str) -> bool {
        let of_type = self.as_older().and_then(|since| since.of_type(kind, name));
        matches!(of_type, Some(Elsewhere::Older(_)))
    }

    /// The version of the AWS provider.
    pub(crate) fn aws_version(&self) -> Option<&str> {
        self.sources().find(|(source, _)| source.ends_with("/hashicorp/aws")).map(|(_, version)| version)
    }

    pub(super) fn as_older(&self) -> Option<&Since> {
        self.since.as_deref().filter(|_| self.is_older)
    }
}

/// Notes what only the older version has.
fn remember(body: &mut BlockSchema, changes: &BlockSchema) {
    for (name, attribute) in &changes.attributes {
        if !attribute.is_absent() && body.attribute(name).is_none() && body.block(name).is_none() {
            let instead = attribute.deprecated.clone().unwrap_or_default();
            body.elsewhere.insert(name.clone(), Elsewhere::Older(instead));
        }
    }
    for (name, nested) in &changes.blocks {
        if let Some(newest) = body.blocks.get_mut(name) {
            remember(Arc::make_mut(&mut newest.block), &nested.block);
        } else if body.attribute(name).is_none() {
            let instead = nested.block.deprecated.clone().unwrap_or_default();
            body.elsewhere.insert(name.clone(), Elsewhere::Older(instead));
        }
    }
}

#[cfg(feature = "bundled-schema")]
#[cfg(test)]
mod tests {
    use super::*;

    fn older() -> Schema {
        Schema::bundled().older().unwrap()
    }

    #[test]
    fn what_one_version_has_the_other_lacks() {
        let (newest, older) = (Schema::bundled(), older());
        let eip = |schema: &Schema| schema.resource("aws_eip").unwrap();
        assert!(eip(&older).attribute("vpc").is_some() && eip(newest).attribute("vpc").is_none());
        assert_eq!(eip(newest).elsewhere.get("vpc"), Some(&Elsewhere::Older("use domain = \"vpc\"".into())));
        assert_eq!(eip(&older).elsewhere.get("region"), Some(&Elsewhere::Newer("6.0.0".into())));
        let lb = older.resource("aws_lb").unwrap();
        assert!(lb.block("health_check_logs").is_none() && lb.block("access_logs").is_some());
        assert!(older.resource("aws_lambda_capacity_provider").is_none());
        assert!(newest.resource("aws_lambda_capacity_provider").is_some());
        let nat = |schema: &Schema| schema.resource("aws_nat_gateway").unwrap();
        assert!(nat(&older).attribute("subnet_id").unwrap().required);
        assert!(!nat(newest).attribute("subnet_id").unwrap().required);
        assert!(older.data("aws_arn").unwrap().attribute("region").is_some(), "it was there before");
        assert_eq!(older.sources().next(), Some((ADDRESS, "5.100.0")));
        assert!(older.older().is_none());
    }

    /// Where the schema is not part of the program, both come as one text.
    #[test]
    fn the_facts_may_follow_the_schema() {
        let text = |version: &str| {
            format!(
                "schema 1 {ADDRESS} {version}\nresource aws_eip\n domain ?\n{HEAD}6.66.0\nschema 1 {ADDRESS} 5.100.0\nresource aws_eip\n vpc ? bool\n"
            )
        };
        let older = Schema::read(text("6.66.0")).unwrap().older().unwrap();
        assert!(older.resource("aws_eip").unwrap().attribute("vpc").is_some());
        assert!(Schema::read(text("6.67.0")).unwrap().older().is_none(), "they are about another version");
        assert!(!older.text().contains("since"));
    }

    /// A new schema of the provider makes this fail until `scripts/since` was run.
    #[test]
    fn the_facts_are_about_the_bundled_schema() {
        let since = Since::of(include_str!("../../schema/since.txt")).unwrap();
        assert!(since.is_about(Schema::bundled().sources().next().unwrap()), "{}", since.newest);
        let mut wrong = Vec::new();
        for kind in Kind::ALL {
            for name in since.changes.names(kind) {
                let newest = Schema::bundled().get(kind, name.trim_start_matches('+'));
                match (name.starts_with('+'), since.of_type(kind, name), newest) {
                    (true, _, None) => wrong.push(format!("{name} is in neither")),
                    (false, Some(_), Some(_)) => wrong.push(format!("{name} is in both")),
                    (false, None, Some(newest)) => {
                        compare(&since.changes.get(kind, name).unwrap(), &newest, name, &mut wrong);
                    }
                    _ => {}
                }
            }
        }
        assert_eq!(wrong, [""; 0]);
    }

    fn compare(changes: &BlockSchema, newest: &BlockSchema, at: &str, wrong: &mut Vec<String>) {
        for (name, attribute) in &changes.attributes {
            let is_there = newest.attribute(name).is_some() || newest.block(name).is_some();
            if attribute.is_absent() && !is_there {
                wrong.push(format!("{at}.{name} is in neither"));
            }
        }
        for (name, nested) in &changes.blocks {
            if let Some(newest) = newest.block(name) {
                compare(&nested.block, &newest.block, &format!("{at}.{name}"), wrong);
            }
        }
    }
}
