//! The addresses of a VPC for which the spec states none.

use std::fmt;

use crate::unit::{Cidr, spread};

/// A block that follows from the names of stack and environment.
///
/// Two environments of one stack differ by their own names alone, so that names in general use never fall on one
/// block, whatever the stack is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OwnBlock;

/// 10.0 to 10.15 are left to networks that exist already: most by hand, and many an office, begin at 10.0.
const FIRST: u32 = 16;
const BLOCKS: u32 = 240;

impl OwnBlock {
    /// The block of an environment.
    pub(crate) fn of(self, stack: &str, environment: &str) -> Cidr {
        self.candidates(stack, environment).next().unwrap_or(Cidr::STAND_IN)
    }

    /// The block of an environment, and all others in the order in which they could take its place.
    pub(crate) fn candidates(self, stack: &str, environment: &str) -> impl Iterator<Item = Cidr> + use<> {
        let start = spread(&[stack], BLOCKS) + spread(&["cidr", environment], BLOCKS);
        (0..BLOCKS).filter_map(move |step| Cidr::TEN.nth(16, FIRST + (start + step) % BLOCKS))
    }
}

impl fmt::Display for OwnBlock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(a /16, by the names of stack and environment)")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const NAMES: [&str; 28] = [
        "dev",
        "develop",
        "development",
        "test",
        "testing",
        "sandbox",
        "preview",
        "stage",
        "staging",
        "uat",
        "prod",
        "production",
        "live",
        "qa",
        "demo",
        "integration",
        "int",
        "preprod",
        "pre-production",
        "perf",
        "load",
        "canary",
        "ci",
        "beta",
        "dr",
        "eu",
        "us",
        "feature-x",
    ];

    #[test]
    fn names_in_general_use_get_different_blocks_in_every_stack() {
        for stack in ["shop", "blog", "a", "payments-platform"] {
            let blocks: BTreeSet<Cidr> = NAMES.iter().map(|name| OwnBlock.of(stack, name)).collect();
            assert_eq!(blocks.len(), NAMES.len(), "{stack}");
        }
        assert_ne!(OwnBlock.of("shop", "dev"), OwnBlock.of("blog", "dev"));
    }

    #[test]
    fn every_block_is_a_candidate_once() {
        let blocks: BTreeSet<Cidr> = OwnBlock.candidates("shop", "dev").collect();
        let texts: Vec<String> = blocks.iter().map(ToString::to_string).collect();
        assert_eq!(
            (texts.len(), texts[0].as_str(), texts[239].as_str()),
            (240, "10.16.0.0/16", "10.255.0.0/16")
        );
    }

    #[test]
    fn a_block_stays_for_ever() {
        assert_eq!(OwnBlock.of("shop", "production").to_string(), "10.163.0.0/16");
    }
}
