//! Patterns on texts: of all ways to match, the first that a reader from left to right would find.

use super::super::super::{Outcome, Reason};
use super::super::arguments::Arguments;
use super::Found;
use super::parse::{Program, Step};

/// How many pairs of steps and places there may be, and how many are looked at in all.
const MOST: usize = 2_000_000;

/// What is still to be tried.
enum Task {
    /// A step at a place of the text.
    Try(usize, usize),
    /// What was kept before.
    Restore(usize, Option<usize>),
}

/// A pattern that is looked for in a text, any number of times.
pub(super) struct Search<'a> {
    program: &'a Program,
    text: &'a [char],
    arguments: &'a Arguments<'a>,
    /// The pairs of steps and places that were tried: what failed from one start fails from the next.
    tried: Vec<bool>,
    touched: Vec<usize>,
    left: usize,
}

impl<'a> Search<'a> {
    pub(super) fn of(program: &'a Program, text: &'a [char], arguments: &'a Arguments<'a>) -> Outcome<Self> {
        // Two letters of other alphabets are the same as `k` and `s` in another case.
        if program.ignores_case && text.iter().any(|letter| ['\u{17f}', '\u{212a}'].contains(letter)) {
            return Err(Reason::Function);
        }
        let size = (program.steps.len() + 1).checked_mul(text.len() + 1).filter(|size| *size <= MOST);
        let tried = vec![false; size.ok_or(Reason::Limit)?];
        arguments.take(tried.len() / 8)?;
        Ok(Self { program, text, arguments, tried, touched: Vec::new(), left: MOST })
    }

    /// The first match from a place on.
    pub(super) fn find(&mut self, from: usize) -> Outcome<Option<Found>> {
        for place in self.touched.drain(..) {
            self.tried.get_mut(place).into_iter().for_each(|tried| *tried = false);
        }
        let before = self.left;
        let found = (from..=self.text.len()).find_map(|start| self.at(start));
        self.arguments.take(before - self.left)?;
        if self.left == 0 { Err(Reason::Limit) } else { Ok(found) }
    }

    fn at(&mut self, start: usize) -> Option<Found> {
        let (program, text) = (self.program, self.text);
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
            let pair = index * (text.len() + 1) + place;
            if std::mem::replace(self.tried.get_mut(pair)?, true) {
                continue;
            }
            self.touched.push(pair);
            if !self.spend(1) {
                return None;
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
                Step::One(wanted)
                    if self.spend(wanted.size()) && text.get(place).is_some_and(|next| wanted.has(*next)) =>
                {
                    tasks.push(Task::Try(index + 1, place + 1));
                }
                step if holds(step, text, place) => tasks.push(Task::Try(index + 1, place)),
                _ => {}
            }
        }
        None
    }

    /// Counts what is looked at; `false` where it is too much.
    fn spend(&mut self, size: usize) -> bool {
        self.left = self.left.saturating_sub(size);
        self.left > 0
    }
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
