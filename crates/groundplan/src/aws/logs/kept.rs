//! Log groups that outlive what wrote them, and what comes back to them: AWS refuses a second group of the same name.

use super::Blueprint;
use crate::aws::{EnvironmentContext, key};
use crate::decision::Decided;
use crate::terraform::{Address, Document, Expression, File, Import, block, list};

/// The data source of the groups that lie below the environment's path.
fn below_path() -> Address {
    Address::data("aws_cloudwatch_log_groups", "kept")
}

/// Adds what the kept groups need: the names of those that are there, and a key that is never deleted before them.
pub(crate) fn emit(
    logs: &Blueprint,
    key: &key::Blueprint,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    if !*logs.skip_destroy {
        return;
    }
    key::keep(key, logs.skip_destroy.origins(), document);
    let mut file = document.file("logs");
    let prefix = context.path(&[""]).map(|path| format!("/{path}"));
    look_up(&below_path(), prefix, &mut file.because(logs.skip_destroy.origins()));
}

impl Blueprint {
    /// Adds a log group that is kept as long as the tasks' logs, and whose name is not below the environment's path.
    pub(crate) fn group_elsewhere(&self, file: &mut File<'_>, label: &str, name: Decided<String>) -> Address {
        let group = self.emit_group(&self.retention, file, label, name.clone());
        if *self.skip_destroy {
            let groups = Address::data("aws_cloudwatch_log_groups", label.to_owned());
            look_up(&groups, name.clone(), &mut file.because(self.skip_destroy.origins()));
            self.adopt(&group, &groups, name, file);
        }
        group
    }

    /// Takes over a group below the environment's path, if it is there.
    pub(super) fn adopt_below_path(&self, group: &Address, name: Decided<String>, file: &mut File<'_>) {
        if *self.skip_destroy {
            self.adopt(group, &below_path(), name, file);
        }
    }

    fn adopt(&self, group: &Address, groups: &Address, name: Decided<String>, file: &mut File<'_>) {
        let (name, of_name) = name.into_parts();
        let there = Expression::call("setintersection", [groups.attr("log_group_names").into(), list![name]]);
        let import = Import::new(group, Expression::symbol("each.value")).if_any(there);
        file.because(self.skip_destroy.origins()).because(&of_name).add(import);
    }
}

fn look_up(groups: &Address, prefix: Decided<String>, file: &mut File<'_>) {
    file.data("aws_cloudwatch_log_groups", groups.name.clone(), block! { log_group_name_prefix = prefix });
}
