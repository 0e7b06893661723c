//! What differs, as text. What the baseline has in its place is never part of it: of another text, `@ 12 -1` tells that
//! one line is replaced from line 12 on.
//!
//! ```text
//! == environments/pre from environments/live with live → pre
//! - waf.tf.json
//! @ network.tf.json
//! - resource.aws_subnet.public_c
//! + resource.aws_subnet.public_d like public_a
//!     = cidr_block = "10.0.0.0/24"
//! = resource.aws_vpc.main
//!     + tags.Owner before Name = "platform"
//!     + names[-1] = "before the last"
//!     + names[end] = "the last"
//!     ~ subnets with public → private
//! == README.md from README.md
//! @ 12 -1
//! + a line in its place
//! ```

use std::fmt::Write;

use super::block::Address;
use super::change::Change;
use super::edit::{Edit, Step};
use super::json::quoted;
use super::lines::Hunk;
use super::order::Place;
use super::patch::{Content, Part};

/// Characters of names that need no quotes.
pub(super) fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || "_-/".contains(character)
}

/// Characters of values in head lines that need no quotes.
pub(super) fn is_word(character: char) -> bool {
    is_plain(character) || character == '.'
}

pub(super) fn parts(parts: &[Part]) -> String {
    parts.iter().map(part).collect::<Vec<_>>().join("\n")
}

pub(super) fn part(part: &Part) -> String {
    let mut out = format!("== {}", word(&part.path));
    if let Some(from) = &part.from {
        push(&mut out, &format!(" from {}", word(from)));
    }
    for ((old, new), before) in
        part.renaming.0.iter().zip([" with "].into_iter().chain(std::iter::repeat(", ")))
    {
        push(&mut out, &format!("{before}{} → {}", word(old), word(new)));
    }
    out.push('\n');
    match &part.content {
        Content::Text(hunks) => hunks.iter().for_each(|found| hunk(&mut out, found)),
        Content::Module(gone, files) => {
            gone.iter().for_each(|name| push(&mut out, &format!("- {}\n", word(name))));
            for (name, changes) in files {
                push(&mut out, &format!("@ {}\n", word(name)));
                changes.iter().for_each(|found| push(&mut out, &change(found)));
            }
        }
    }
    out
}

fn hunk(out: &mut String, Hunk { line, removed, added }: &Hunk) {
    let removed = if *removed > 0 { format!(" -{removed}") } else { String::new() };
    push(out, &format!("@ {line}{removed}\n"));
    added.iter().for_each(|line| push(out, &format!("+ {line}\n")));
}

pub(super) fn change(change: &Change) -> String {
    let (head, edits) = match change {
        Change::Removed(removed) => (format!("- {}\n", address(removed)), &[][..]),
        Change::Changed(changed, edits) => (format!("= {}\n", address(changed)), edits.as_slice()),
        Change::Added { address: added, place: at, like, edits } => {
            let like = like.as_ref().map_or(String::new(), |like| format!(" like {}", name(like)));
            let place = place(at, address);
            (format!("+ {}{like}{place}\n", address(added)), edits.as_slice())
        }
    };
    edits.iter().fold(head, |out, found| out + "    " + &edit(found) + "\n")
}

fn edit(edit: &Edit) -> String {
    match edit {
        Edit::Remove(removed) => format!("- {}", path(removed)),
        Edit::Replace(replaced, value) => format!("= {} = {}", path(replaced), value.write(6)),
        Edit::Insert(inserted, at, value) => {
            format!("+ {}{} = {}", path(inserted), place(at, |key| name(key)), value.write(6))
        }
        Edit::Rename(list, old, new) => format!("~ {} with {} → {}", path(list), name(old), name(new)),
    }
}

fn place<K>(place: &Place<K>, write: impl Fn(&K) -> String) -> String {
    match place {
        Place::Usual => String::new(),
        Place::Last => " last".to_owned(),
        Place::Before(next) => format!(" before {}", write(next)),
    }
}

pub(super) fn address(address: &Address) -> String {
    address.iter().map(|segment| name(segment)).collect::<Vec<_>>().join(".")
}

/// `tags.Name`, `rule[0].id`; the whole is `.`.
fn path(path: &[Step]) -> String {
    let mut out = String::new();
    for step in path {
        match step {
            Step::Index(index) => push(&mut out, &format!("[{index}]")),
            Step::FromEnd(0) => push(&mut out, "[end]"),
            Step::FromEnd(count) => push(&mut out, &format!("[-{count}]")),
            Step::Key(key) if out.is_empty() => push(&mut out, &name(key)),
            Step::Key(key) => push(&mut out, &format!(".{}", name(key))),
        }
    }
    if out.is_empty() { ".".to_owned() } else { out }
}

fn name(text: &str) -> String {
    if !text.is_empty() && text.chars().all(is_plain) { text.to_owned() } else { quoted(text) }
}

fn word(text: &str) -> String {
    if !text.is_empty() && text.chars().all(is_word) { text.to_owned() } else { quoted(text) }
}

fn push(out: &mut String, text: &str) {
    out.write_str(text).expect("strings take text");
}
