use std::io;
use std::path::Path;

use groundplan_text::UsageError;

use crate::arguments::New;
use crate::outcome::Outcome;
use crate::style::{GOOD, NAME, paint};
use crate::system::{Staging, System, make_folders};
use crate::usage_error;

/// The spec to begin with.
const TEMPLATE: &str = include_str!("../../templates/groundplan.yaml");

/// `groundplan new`.
pub(super) fn run(arguments: &New, system: &dyn System) -> Result<Outcome, UsageError> {
    let path = arguments.folder.join("groundplan.yaml");
    make_folders(system, &arguments.folder)
        .map_err(|error| usage_error::with("make", &arguments.folder, &error))?;
    let written =
        if arguments.force { replace(system, &path) } else { system.create(&path, TEMPLATE.as_bytes()) };
    written.map_err(|error| usage_error(&path, &error))?;
    let shown = tidy(&path);
    Ok(Outcome::of(format!(
        "{}  {shown}\n\nRead it, change it, then:\n  {}\n  {}\n  {}\n",
        paint(GOOD, "created"),
        paint(NAME, format!("groundplan check {shown}")),
        paint(NAME, format!("groundplan cost {shown}")),
        paint(NAME, format!("groundplan synth {shown} --out infra")),
    )))
}

/// A file is written beside and takes the place of the old one, so there is never half a spec.
fn replace(system: &dyn System, path: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let staging = Staging::inside(system, folder)?;
    let staged = staging.place("groundplan.yaml");
    system.create(&staged, TEMPLATE.as_bytes())?;
    system.rename(&staged, path)
}

fn usage_error(path: &Path, error: &io::Error) -> UsageError {
    if error.kind() == io::ErrorKind::AlreadyExists {
        let message = format!("{} is there already; nothing was written", path.display());
        return UsageError::new(message).help("another folder, or --force to replace it");
    }
    usage_error::with("write", path, error)
}

/// The path as it would be typed.
fn tidy(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path).display().to_string();
    if path.contains(char::is_whitespace) { format!("'{path}'") } else { path }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::NativeSystem;
    use crate::testing::{made, spec};

    #[test]
    fn the_template_is_sound_without_a_single_warning() {
        let synthesis = made(&spec(TEMPLATE)).unwrap();
        assert_eq!(synthesis.report().to_string(), "");
        assert_eq!(synthesis.documents().count(), 4);
    }

    #[test]
    fn its_suggestions_are_sound_as_well() {
        let lines = TEMPLATE.lines().map(|line| {
            let (indent, rest) = line.split_at(line.len() - line.trim_start().len());
            let option = rest.strip_prefix('#').filter(|option| option.starts_with(char::is_alphabetic));
            option.map_or_else(|| line.to_owned(), |option| format!("{indent}{option}"))
        });
        let text: Vec<String> = lines.collect();
        assert!(text.iter().any(|line| line.starts_with("    size: ")));
        let source = spec(&text.join("\n"));
        let report = made(&source).map_or_else(|report| report, |synthesis| synthesis.report().clone());
        assert_eq!(report.to_string(), "");
    }

    #[test]
    fn nothing_is_overwritten_without_force() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("groundplan.yaml");
        fs::write(&path, "mine").unwrap();
        let new = |force| run(&New { folder: folder.path().to_owned(), force }, &NativeSystem);
        assert!(new(false).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
        assert!(new(true).is_ok());
        assert_eq!(fs::read_to_string(&path).unwrap(), TEMPLATE);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn paths_are_shown_as_they_are_typed() {
        assert_eq!(tidy(Path::new("./groundplan.yaml")), "groundplan.yaml");
        assert_eq!(tidy(Path::new("a b/groundplan.yaml")), "'a b/groundplan.yaml'");
    }
}
