use std::path::{Path, PathBuf};

use groundplan_text::wrap::indented;

use crate::output::Plan;
use crate::style::{WARNING, paint};

/// What there is to say about the folder, beside its files.
pub(super) fn text(plan: &Plan, leftovers: &[PathBuf]) -> String {
    plan.disowned
        .iter()
        .map(|path| disowned(path))
        .chain(leftovers.iter().map(|path| leftover(path)))
        .collect()
}

fn disowned(path: &str) -> String {
    note(&format!(
        ".groundplan.json lists {path}, which groundplan never writes. The file stays as it is, and is not listed any more."
    ))
}

fn leftover(path: &Path) -> String {
    note(&format!("Removed {}: a run of groundplan that was ended early left it.", path.display()))
}

fn note(text: &str) -> String {
    format!("\n{} {}", paint(WARNING, "note:"), indented(text, 6).trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_note() {
        let plan = Plan { disowned: vec!["terraform.tfvars".into()], ..Plan::default() };
        let text = crate::print::plain(&text(&plan, &[PathBuf::from("out/.groundplan-a1B2c3")]));
        let notes: Vec<&str> = text.lines().filter(|line| line.starts_with("note: ")).collect();
        assert!(
            matches!(notes.as_slice(), [first, second] if first.contains("terraform.tfvars") && second.contains("a1B2c3"))
        );
    }
}
