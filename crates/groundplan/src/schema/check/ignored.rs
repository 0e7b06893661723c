//! What `ignore_changes` names.

use super::Check;
use super::place::Place;
use crate::schema::BlockSchema;
use crate::terraform::{Block, Content, Item};

/// What every resource has, whether its schema says so or not.
const ALWAYS: [&str; 4] = ["all", "id", "tags_all", "timeouts"];

impl Check<'_> {
    /// Reports names of what a resource does not have: Terraform refuses them.
    pub(super) fn ignored(&self, item: &Item, schema: &BlockSchema, place: &Place<'_>) {
        let Some(Content::Block(lifecycle)) = item.block().and_then(|block| block.get("lifecycle")) else {
            return;
        };
        for name in names(lifecycle) {
            let is_known =
                ALWAYS.contains(&name) || schema.attribute(name).is_some() || schema.block(name).is_some();
            if !is_known {
                self.unknown_argument(name, schema, &place.key("lifecycle").key("ignore_changes"));
            }
        }
    }
}

/// The first step of each name.
fn names(lifecycle: &Block) -> Vec<&str> {
    let first = |name: &'_ str| -> usize { name.find(['.', '[']).unwrap_or(name.len()) };
    match lifecycle.get("ignore_changes") {
        Some(Content::Names(names)) => names
            .iter()
            .map(|name| name.trim_matches('"'))
            .filter_map(|name| name.get(..first(name)))
            .collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::{Schema, check};
    use crate::terraform::read;

    #[test]
    fn names_of_nothing_are_found() {
        let schema = "schema 1 registry.terraform.io/x/a 1.0.0\nresource a_b\n name ?\n tags ? map(string)\n";
        let schema = Schema::parse(schema).unwrap();
        let found = |names: &str| {
            let text = format!(
                "resource \"a_b\" \"q\" {{\n  lifecycle {{\n    ignore_changes = {names}\n  }}\n}}\n"
            );
            let report = check(&read::module([("main.tf", text.as_str())]).0, &schema);
            let hints = report.diagnostics().iter().map(|one| one.hint.clone().unwrap_or_default());
            hints.collect::<Vec<_>>()
        };
        assert_eq!(found("[tagz, name]"), ["tags"]);
        assert_eq!(found("[tags[\"a.b\"], id, tags_all, timeouts]"), [""; 0]);
        assert_eq!(found("all"), [""; 0]);
    }
}
