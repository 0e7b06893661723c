use std::collections::BTreeSet;
use std::path::Path;

use groundplan_text::number;
use groundplan_text::wrap::indented;

use super::size::size;
use crate::output::{Change, Plan, State};
use crate::style::{BAD, BOLD, CHANGED, DIM, GOOD, WARNING, paint};

/// What was written, file by file.
pub(super) fn text(out: &Path, plan: &Plan) -> String {
    let width = plan.changes.iter().map(|change| change.path.chars().count()).max().unwrap_or_default();
    let lines: String = plan.changes.iter().map(|change| line(change, width)).collect();
    let head = paint(BOLD, out.display());
    format!("{head}\n{lines}  {}\n{}", total(plan), leftovers(plan))
}

fn line(change: &Change, width: usize) -> String {
    let style = match change.state {
        State::Created => GOOD,
        State::Changed => CHANGED,
        State::Unchanged => DIM,
        State::Removed => BAD,
    };
    let size = if change.state == State::Removed { String::new() } else { size(change.text.len()) };
    let state = paint(style, format!("{:9}", change.state.name()));
    format!("  {state}  {:width$}  {size:>10}", change.path).trim_end().to_owned() + "\n"
}

fn total(plan: &Plan) -> String {
    let states = [State::Created, State::Changed, State::Unchanged, State::Removed];
    let count = |state| plan.changes.iter().filter(|change| change.state == state).count();
    let counts = states.map(|state| (count(state), state.name()));
    let counts: Vec<_> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    let bytes = plan.changes.iter().map(|change| change.text.len()).sum();
    format!("{}: {}; {} in all", number(plan.changes.len(), "file"), counts.join(", "), size(bytes))
}

/// Removing an environment's Terraform removes nothing from AWS, and without it nothing can.
fn leftovers(plan: &Plan) -> String {
    let folder = |change: &Change| change.path.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let of = |is_removed: bool| {
        let changes =
            plan.changes.iter().filter(move |change| (change.state == State::Removed) == is_removed);
        changes.filter_map(folder).collect::<BTreeSet<String>>()
    };
    let (removed, kept) = (of(true), of(false));
    let note = |folder: &String| {
        let text = format!(
            "{folder} is gone from here, not from AWS. If it was ever applied, take its files from version control again \
             and run `terraform destroy` there."
        );
        format!("\n{} {}", paint(WARNING, "note:"), indented(&text, 6).trim_start())
    };
    // Tests make nothing in AWS; they may go while what they test stays.
    removed.difference(&kept).filter(|folder| !folder.ends_with("/tests")).map(note).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(path: &str, state: State) -> Change {
        Change { path: path.into(), state, text: "12".into() }
    }

    #[test]
    fn every_file_has_a_line() {
        let changes = vec![change("a/b", State::Created), change("ä", State::Unchanged)];
        let text = crate::print::plain(&text(Path::new("out"), &Plan { changes, ..Plan::default() }));
        let lines = [
            "out",
            "  created    a/b         2 B",
            "  unchanged  ä           2 B",
            "  2 files: 1 created, 1 unchanged; 4 B in all",
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), lines);
    }

    #[test]
    fn a_folder_that_goes_is_spoken_of() {
        let kept =
            vec![change("environments/a/x", State::Removed), change("environments/a/y", State::Unchanged)];
        assert_eq!(leftovers(&Plan { changes: kept, ..Plan::default() }), "");
        let gone =
            vec![change("environments/a/x", State::Removed), change("environments/b/y", State::Unchanged)];
        assert!(
            leftovers(&Plan { changes: gone, ..Plan::default() })
                .contains("environments/a is gone from here, not from AWS")
        );
        let untested = vec![
            change("environments/a/tests/a.tftest.json", State::Removed),
            change("environments/a/y", State::Unchanged),
        ];
        assert_eq!(leftovers(&Plan { changes: untested, ..Plan::default() }), "");
    }
}
