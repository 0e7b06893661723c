//! A file as a list of blocks with addresses: one of Terraform's in JSON, or the decisions of an environment.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::json::{Json, unquoted};
use super::renaming::Renaming;

pub(super) type Address = Vec<String>;

/// One block of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) address: Address,
    pub(super) body: Json,
}

impl Block {
    /// The block in the new names.
    pub(super) fn renamed(&self, renaming: &Renaming) -> Self {
        let is_label = self.address.len() > 2;
        let segment = |old: &String| match renaming.apply(old) {
            new if new != *old && is_label => new.replace('-', "_"),
            new => new,
        };
        let address = self.address.iter().map(segment).collect();
        Self { address, body: self.body.map_texts(&|text| renaming.apply(text)) }
    }
}

/// The name of the file that holds the decisions of an environment.
pub(super) const DECISIONS: &str = "decisions";

/// Sections whose blocks have names, and how many segments of an address lead to a block.
const DEPTHS: [(&str, usize); 9] = [
    ("resource", 3),
    ("data", 3),
    ("ephemeral", 3),
    ("provider", 2),
    ("variable", 2),
    ("locals", 2),
    ("output", 2),
    ("module", 2),
    ("check", 2),
];

/// What is decided for things that have names of their own.
const NAMED: [&str; 3] = ["services", "secrets", "modules"];

/// The blocks of a file, if they say everything that the file says.
pub(super) fn parse(name: &str, text: &str) -> Result<Vec<Block>, String> {
    let blocks = if name == DECISIONS { of_decisions(text) } else { of_module(text)? };
    match are_apart(&blocks) && write(name, &blocks)? == text {
        true => Ok(blocks),
        false => Err(format!("{name} is more than its blocks:\n{text}")),
    }
}

/// Whether no two blocks have one address.
pub(super) fn are_apart(blocks: &[Block]) -> bool {
    let addresses: BTreeSet<&Address> = blocks.iter().map(|block| &block.address).collect();
    addresses.len() == blocks.len()
}

/// The file that blocks make.
pub(super) fn write(name: &str, blocks: &[Block]) -> Result<String, String> {
    if name == DECISIONS { as_decisions(blocks) } else { Ok(as_module(blocks)) }
}

/// Where a block usually comes: behind the last of its kind, kinds in the order of their names.
pub(super) fn usual(all: &[Address], new: &Address) -> usize {
    let kind = |address: &Address| address[..address.len() - 1].to_vec();
    let of_kind = all.iter().rposition(|address| kind(address) == kind(new));
    of_kind.map_or_else(
        || all.iter().position(|address| address > new).unwrap_or(all.len()),
        |position| position + 1,
    )
}

fn of_module(text: &str) -> Result<Vec<Block>, String> {
    let mut blocks = Vec::new();
    let Json::Map(sections) = Json::parse(text)? else { return Err("a file is an object".to_owned()) };
    for (section, body) in sections {
        let depth = DEPTHS.iter().find(|(name, _)| *name == section).map_or(1, |(_, depth)| *depth);
        collect(vec![section], body, depth, &mut blocks);
    }
    Ok(blocks)
}

fn collect(address: Address, body: Json, depth: usize, blocks: &mut Vec<Block>) {
    match body {
        Json::Map(entries) if address.len() < depth && !entries.is_empty() => {
            for (key, body) in entries {
                let address = address.iter().cloned().chain([key]).collect();
                collect(address, body, depth, blocks);
            }
        }
        body => blocks.push(Block { address, body }),
    }
}

fn as_module(blocks: &[Block]) -> String {
    let mut whole = Json::Map(Vec::new());
    for block in blocks {
        insert(&mut whole, &block.address, &block.body);
    }
    whole.write(0) + "\n"
}

fn insert(whole: &mut Json, address: &[String], body: &Json) {
    let (Json::Map(entries), Some((key, rest))) = (whole, address.split_first()) else { return };
    if !entries.iter().any(|(name, _)| name == key) {
        entries.push((key.clone(), Json::Map(Vec::new())));
    }
    let place = entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value);
    match place {
        Some(place) if rest.is_empty() => *place = body.clone(),
        Some(place) => insert(place, rest, body),
        None => {}
    }
}

fn of_decisions(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in text.lines() {
        let (mut address, key, value) = decision(line);
        let before = blocks.len().saturating_sub(1);
        let times = blocks.iter().take(before).filter(|block| name(&block.address) == address).count();
        if times > 0 {
            address[0] = format!("{}/{}", address[0], times + 1);
        }
        match (blocks.last_mut(), key) {
            (_, None) => blocks.push(Block { address, body: Json::text(value) }),
            (Some(Block { address: last, body: Json::Map(entries) }), Some(key)) if *last == address => {
                entries.push((key.to_owned(), Json::text(value)));
            }
            (_, Some(key)) => {
                let body = Json::Map(vec![(key.to_owned(), Json::text(value))]);
                blocks.push(Block { address, body });
            }
        }
    }
    blocks
}

/// An address without its number: the decisions about a service come in two places.
fn name(address: &Address) -> Address {
    let first = address[0].split('/').next().unwrap_or_default();
    [first].into_iter().chain(address[1..].iter().map(String::as_str)).map(str::to_owned).collect()
}

/// The parts of a line: `network.cidr = 10.0.0.0/16  [default]` is about `cidr` of `network`.
fn decision(line: &str) -> (Address, Option<&str>, &str) {
    let waived = line.strip_prefix("waived ").and_then(|waiver| waiver.split_once(": "));
    if let Some((key, reason)) = waived {
        return (vec!["waived".to_owned()], Some(key), reason);
    }
    let Some((path, value)) = line.split_once(" = ") else { return (vec!["#".to_owned()], None, line) };
    let Some((first, rest)) = path.split_once('.') else { return (vec![path.to_owned()], None, value) };
    match rest.split_once('.') {
        Some((name, key)) if NAMED.contains(&first) => {
            (vec![first.to_owned(), name.to_owned()], Some(key), value)
        }
        _ => (vec![first.to_owned()], Some(rest), value),
    }
}

fn as_decisions(blocks: &[Block]) -> Result<String, String> {
    let mut out = String::new();
    for Block { address, body } in blocks {
        let path = name(address).join(".");
        let mut line = |start: &str, value: &Json| {
            let Json::Scalar(value) = value else { return Err(format!("{path} is not a line")) };
            writeln!(out, "{start}{}", unquoted(value)?).map_err(|error| error.to_string())
        };
        match body {
            Json::Map(entries) if path == "waived" => {
                entries.iter().try_for_each(|(key, value)| line(&format!("waived {key}: "), value))?;
            }
            Json::Map(entries) => {
                entries.iter().try_for_each(|(key, value)| line(&format!("{path}.{key} = "), value))?;
            }
            body if path == "#" => line("", body)?,
            body => line(&format!("{path} = "), body)?,
        }
    }
    Ok(out)
}
