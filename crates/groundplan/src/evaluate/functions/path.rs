//! Paths as texts.

use super::super::Outcome;
use super::arguments::Arguments;
use super::{Native, of};

pub(super) const TABLE: &[Native] = &[of("basename", basename), of("dirname", dirname)];

fn basename(all: &Arguments<'_>) -> Outcome {
    let text = all.text(0)?;
    let trimmed = text.trim_end_matches('/');
    Ok(match (trimmed, text.is_empty()) {
        ("", true) => ".",
        ("", false) => "/",
        (path, _) => path.rsplit('/').next().unwrap_or(path),
    }
    .into())
}

fn dirname(all: &Arguments<'_>) -> Outcome {
    let text = all.text(0)?;
    let folder = text.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_rooted = text.starts_with('/');
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').filter(|step| !step.is_empty() && *step != ".") {
        match (step, steps.last()) {
            ("..", Some(last)) if *last != ".." => drop(steps.pop()),
            ("..", _) if is_rooted => {}
            _ => steps.push(step),
        }
    }
    let joined = steps.join("/");
    Ok(match (is_rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
    .into())
}
