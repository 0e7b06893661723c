//! One side of a comparison: a document with what is known by it.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::known::{Knowledge, Known};
use crate::configuration::{Views, instances_of};
use crate::terraform::{Document, Item};

/// A document with what is known by it.
pub(super) struct Written<'a> {
    pub(super) document: &'a Document,
    pub(super) knowledge: Knowledge<'a>,
    views: OnceCell<Views<'a>>,
}

impl<'a> Written<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        Self { document, knowledge: Knowledge::of(document.items()), views: OnceCell::new() }
    }

    /// The body of each instance of a block by its key, with its own values; `None` where it is not known which there are,
    /// or there are very many.
    pub(super) fn bodies(&self, item: &Item) -> Option<BTreeMap<String, Known>> {
        let views = self.views.get_or_init(|| Views::of(self.document));
        let instances = instances_of(views, item)?;
        let each = instances.iter().map(|instance| {
            let key = instance.name.strip_prefix(item.name.as_str())?.to_owned();
            let is_whole = instance.block().is_some_and(super::known::is_repeated);
            let body = instance.block().map(|block| self.knowledge.body(block, 0))?;
            (!is_whole).then_some((key, body))
        });
        each.collect()
    }
}
