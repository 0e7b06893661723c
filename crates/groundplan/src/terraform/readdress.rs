//! One document under the addresses of another, with a `moved` block for each that Terraform keeps in its
//! state.

use std::collections::BTreeMap;

use super::{Address, Content, Document, Item, Key, Mode, Section};
use crate::unit::map_of;

/// Old addresses with their new ones.
type Addresses = BTreeMap<Address, Address>;

/// Why two documents cannot be laid over each other: the address, or a section, that spoils it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch(pub(crate) String);

impl Document {
    /// This document, with the addresses and file names of another. Both hold the same objects in the
    /// same order; only their names differ. Variables and outputs are described as in the other one.
    pub(crate) fn readdressed(mut self, new: &Document) -> Result<Document, Mismatch> {
        let addresses = self.addresses_in(new)?;
        let files: BTreeMap<Key, Key> = files(&self, new);
        for (item, new) in self.items.iter_mut().zip(&new.items) {
            item.file.clone_from(&new.file);
            item.name.clone_from(&new.name);
            item.content.map_references(&mut |reference| readdress(&mut reference.address, &addresses));
            describe(item, new);
            import_to(item, new);
        }
        for (file, _) in &mut self.comments {
            if let Some(new) = files.get(file) {
                file.clone_from(new);
            }
        }
        self.add_moved(&addresses, new);
        // Both were decided in the same order; only the new names can be found in the spec.
        self.decisions = new.decisions.clone();
        Ok(self)
    }

    /// Where each object of this document is in the other one, for those whose address changes.
    fn addresses_in(&self, new: &Document) -> Result<Addresses, Mismatch> {
        if self.items.len() != new.items.len() {
            return Err(Mismatch(format!("{} objects and {}", self.items.len(), new.items.len())));
        }
        let mut addresses = Addresses::new();
        for (old, new) in self.items.iter().zip(&new.items) {
            if (old.section, &old.resource_type) != (new.section, &new.resource_type) {
                return Err(Mismatch(format!(
                    "{} {} and {}",
                    old.section.name(),
                    old.resource_type,
                    new.resource_type
                )));
            }
            if let (Some(from), Some(to)) = (old.address(), new.address())
                && let Some(other) = addresses.insert(from.clone(), to.clone())
                && other != to
            {
                return Err(Mismatch(from.to_string()));
            }
        }
        addresses.retain(|from, to| from != to);
        match new.addresses().iter().find(|address| addresses.contains_key(address)) {
            Some(taken) => Err(Mismatch(taken.to_string())),
            None => Ok(addresses),
        }
    }

    fn add_moved(&mut self, addresses: &Addresses, new: &Document) {
        for (from, to) in addresses.iter().filter(|(from, _)| is_in_state(from)) {
            if let Some(item) = new.get(to) {
                self.file(&item.file).moved(from, to);
            }
        }
    }
}

/// Terraform's state holds resources and what modules make; everything else is made anew in each run.
fn is_in_state(address: &Address) -> bool {
    matches!(address.mode, Mode::Resource | Mode::Module)
}

fn files(old: &Document, new: &Document) -> BTreeMap<Key, Key> {
    map_of(old.items.iter().zip(&new.items).map(|(old, new)| (old.file.clone(), new.file.clone())))
}

/// Takes over the new descriptions of variables and outputs: people read them, and AWS never sees them.
fn describe(item: &mut Item, new: &Item) {
    let is_for_people =
        item.address().is_some_and(|address| matches!(address.mode, Mode::Variable | Mode::Output));
    let description = new.block().and_then(|block| block.get("description"));
    if let (true, Content::Block(block), Some(description)) = (is_for_people, &mut item.content, description)
    {
        let descriptions = block.entries.iter_mut().filter(|(name, _)| name == "description");
        descriptions.for_each(|(_, content)| content.clone_from(description));
    }
}

/// An import names its address as text, which holds no reference.
fn import_to(item: &mut Item, new: &Item) {
    let to = new.block().and_then(|block| block.get("to")).filter(|_| new.section == Section::Import);
    if let (Content::Block(block), Some(to)) = (&mut item.content, to) {
        block
            .entries
            .iter_mut()
            .filter(|(name, _)| name == "to")
            .for_each(|(_, content)| content.clone_from(to));
    }
}

fn readdress(address: &mut Address, addresses: &Addresses) {
    if let Some(new) = addresses.get(address) {
        address.clone_from(new);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Addresses as DependsOn, Block, Expression, Import, block, list, text};
    use super::*;

    /// A bucket, and every way to refer to it.
    fn document(label: &'static str, name: &'static str) -> Document {
        let mut document = Document::new();
        let mut file = document.file(format!("service_{label}"));
        file.comment("A bucket.");
        let bucket = file.resource("aws_s3_bucket", label, block! { bucket = name });
        let arn = || bucket.attr("arn");
        file.local(format!("{label}_arns"), list![arn(), text![arn(), "/*"]]);
        file.resource(
            "aws_x",
            "y",
            block! {
                call       = Expression::call("one", [list![arn()]]).attr("name"),
                inner { arn = arn() }
                for twice in [block! { arn = arn() }, block! { arn = arn() }],
                depends_on = DependsOn(vec![bucket.clone()]),
            },
        );
        file.output(label, block! { description = format!("The bucket {name}"), value = arn() });
        file.add(Import::new(&bucket, "a-bucket"));
        document
    }

    #[test]
    fn only_addresses_and_what_people_read_change() {
        let new = document("new", "after");
        let made = document("old", "before").readdressed(&new).unwrap();
        let (text, wanted) = (made.render(), new.render());
        let moved = ",\n  \"moved\": [\n    {\n      \"from\": \"aws_s3_bucket.old\",\n      \"to\": \"aws_s3_bucket.new\"\n    }\n  ],\n  \"import\"";
        let wanted = wanted[0].1.replace("\"after\"", "\"before\"").replace(",\n  \"import\"", moved);
        assert_eq!(text, [("service_new.tf.json".to_owned(), wanted)]);
        assert_eq!(made.unresolved(), Vec::<&super::super::Reference>::new());
    }

    #[test]
    fn an_address_that_is_still_in_use_cannot_be_left() {
        let mut old = document("old", "name");
        let mut new = document("new", "name");
        for document in [&mut old, &mut new] {
            document.file("more").resource("aws_s3_bucket", "b", Block::new());
        }
        new.items.last_mut().unwrap().name = "old".into();
        assert_eq!(old.readdressed(&new), Err(Mismatch("aws_s3_bucket.old".to_owned())));
    }

    #[test]
    fn documents_of_different_objects_are_not_mixed() {
        let mut longer = document("new", "name");
        longer.file("more").resource("aws_x", "z", Block::new());
        assert!(document("old", "name").readdressed(&longer).is_err());
        let mut other = document("new", "name");
        other.items[0].resource_type = "aws_z".into();
        assert!(document("old", "name").readdressed(&other).is_err());
    }

    #[test]
    fn two_objects_of_one_address_cannot_be_told_apart() {
        let (mut old, mut new) = (Document::new(), Document::new());
        for (document, names) in [(&mut old, ["a", "a"]), (&mut new, ["b", "c"])] {
            for name in names {
                document.file("main").resource("aws_x", name, Block::new());
            }
        }
        assert_eq!(old.readdressed(&new), Err(Mismatch("aws_x.a".to_owned())));
    }
}
