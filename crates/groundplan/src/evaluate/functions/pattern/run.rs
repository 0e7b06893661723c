//! Patterns on texts: of all ways to match, the first that a reader from left to right would find.

use super::super::super::{Outcome, Reason};
use super::Found;
use super::parse::{Program, Step};

/// How many pairs of steps and places are looked at.
const MOST: usize = 2_000_000;

/// What is still to be tried.
enum Task {
    /// A step at a place of the text.
    Try(usize, usize),
    /// What was kept before.
    Restore(usize, Option<usize>),
}

/// The first match from a place on.
pub(super) fn find(program: &Program, text: &[char], from: usize) -> Outcome<Option<Found>> {
    let width = text.len() + 1;
    let size =
        (program.steps.len() + 1).checked_mul(width).filter(|size| *size <= MOST).ok_or(Reason::Limit)?;
    // What was tried at an earlier start and failed fails again.
    let mut tried = vec![false; size];
    for start in from..=text.len() {
        if let Some(found) = at(program, text, start, &mut tried) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn at(program: &Program, text: &[char], start: usize, tried: &mut [bool]) -> Option<Found> {
    let mut found: Found = vec![None; 2 * program.names.len() + 2];
    let mut tasks = vec![Task::Try(0, start)];
    while let Some(task) = tasks.pop() {
        let (index, place) = match task {
            Task::Try(index, place) => (index, place),
            Task::Restore(slot, before) => {
                set(&mut found, slot, before);
                continue;
            }
        };
        if std::mem::replace(tried.get_mut(index * (text.len() + 1) + place)?, true) {
            continue;
        }
        let Some(step) = program.steps.get(index) else {
            set(&mut found, 0, Some(start));
            set(&mut found, 1, Some(place));
            return Some(found);
        };
        match step {
            Step::Split(one, other) => {
                tasks.push(Task::Try(*other, place));
                tasks.push(Task::Try(*one, place));
            }
            Step::Save(slot) => {
                tasks.push(Task::Restore(*slot, found.get(*slot).copied().flatten()));
                set(&mut found, *slot, Some(place));
                tasks.push(Task::Try(index + 1, place));
            }
            Step::One(wanted) if text.get(place).is_some_and(|next| wanted.has(*next)) => {
                tasks.push(Task::Try(index + 1, place + 1));
            }
            step if holds(step, text, place) => tasks.push(Task::Try(index + 1, place)),
            _ => {}
        }
    }
    None
}

fn set(found: &mut Found, slot: usize, place: Option<usize>) {
    if let Some(kept) = found.get_mut(slot) {
        *kept = place;
    }
}

fn holds(step: &Step, text: &[char], place: usize) -> bool {
    let is_word = |at: Option<usize>| {
        at.and_then(|at| text.get(at)).is_some_and(|next| next.is_ascii_alphanumeric() || *next == '_')
    };
    match step {
        Step::Start => place == 0,
        Step::End => place == text.len(),
        Step::Edge(wanted) => (is_word(place.checked_sub(1)) != is_word(Some(place))) == *wanted,
        Step::One(_) | Step::Split(..) | Step::Save(_) => false,
    }
}
