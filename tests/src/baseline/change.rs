//! What differs between the blocks of two files.

use super::block::{Address, Block, usual};
use super::edit::{self, Edit, edits};
use super::json::Json;
use super::order::{Place, position, reorder};
use super::renaming::Renaming;
use super::write;

/// One change of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Removed(Address),
    /// A block of its own, or like one of the baseline's: the label of that block.
    Added {
        address: Address,
        place: Place<Address>,
        like: Option<String>,
        edits: Vec<Edit>,
    },
    Changed(Address, Vec<Edit>),
}

/// The changes that lead from the blocks of one file to those of another. Added blocks may be like any of the root
/// module's.
pub(super) fn changes(base: &[Block], made: &[Block], root: &[Block]) -> Vec<Change> {
    let order = reorder(&addresses(base), &addresses(made), usual);
    let mut found: Vec<Change> = order.removed.iter().cloned().map(Change::Removed).collect();
    for block in made {
        match order.inserted.iter().find(|(address, _)| *address == block.address) {
            Some((_, place)) => found.push(added(block, place.clone(), root)),
            None => found.extend(changed(base, block)),
        }
    }
    found
}

fn changed(base: &[Block], made: &Block) -> Option<Change> {
    let base = base.iter().find(|block| block.address == made.address)?;
    let edits = edits(&base.body, &made.body);
    (!edits.is_empty()).then(|| Change::Changed(made.address.clone(), edits))
}

/// The shortest way to say what a block is.
fn added(made: &Block, place: Place<Address>, root: &[Block]) -> Change {
    let labels = root.iter().filter(|block| is_alike(&block.address, &made.address));
    let labels = labels.filter_map(|block| block.address.last().cloned());
    let ways = [None].into_iter().chain(labels.map(Some)).map(|like| {
        let start = start(&made.address, like.as_deref(), root).expect("the block is there");
        let edits = edits(&start, &made.body);
        Change::Added { address: made.address.clone(), place: place.clone(), like, edits }
    });
    ways.min_by_key(|change| write::change(change).len()).expect("there is the block itself")
}

fn is_alike(base: &Address, made: &Address) -> bool {
    base.len() > 1 && base.len() == made.len() && base[..base.len() - 1] == made[..made.len() - 1]
}

/// What the edits of an added block begin with.
fn start(address: &Address, like: Option<&str>, root: &[Block]) -> Result<Json, String> {
    let Some(like) = like else { return Ok(Json::Map(Vec::new())) };
    let label = address.last().map_or("", String::as_str);
    let is_it = |block: &&Block| {
        is_alike(&block.address, address) && block.address.last().is_some_and(|label| label == like)
    };
    let found =
        root.iter().find(is_it).ok_or_else(|| format!("{address:?} is like {like}, which is not there"))?;
    let renaming = Renaming::between(like, label);
    Ok(found.body.map_texts(&|text| renaming.apply(text)))
}

/// The blocks that changes lead to.
pub(super) fn apply(changes: &[Change], base: &[Block], root: &[Block]) -> Result<Vec<Block>, String> {
    let mut blocks = base.to_vec();
    for change in changes {
        match change {
            Change::Removed(address) => blocks.retain(|block| block.address != *address),
            Change::Changed(address, edits) => {
                let block = blocks.iter_mut().find(|block| block.address == *address);
                let block = block.ok_or_else(|| format!("{address:?} is not there"))?;
                block.body = edit::apply(block.body.clone(), edits)?;
            }
            Change::Added { address, place, like, edits } => {
                let at = position(&addresses(&blocks), address, place, usual)?;
                let body = edit::apply(start(address, like.as_deref(), root)?, edits)?;
                blocks.insert(at, Block { address: address.clone(), body });
            }
        }
    }
    Ok(blocks)
}

fn addresses(blocks: &[Block]) -> Vec<Address> {
    blocks.iter().map(|block| block.address.clone()).collect()
}
