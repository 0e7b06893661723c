//! The sizes of tasks that Fargate sells.

use super::{Memory, Vcpu};

/// For Linux tasks: CPU units, then memory in MiB from, to, and in steps of.
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html>
const SIZES: [(u32, u32, u32, u32); 7] = [
    (256, 512, 2048, 0),
    (512, 1024, 4096, 1024),
    (1024, 2048, 8192, 1024),
    (2048, 4096, 16_384, 1024),
    (4096, 8192, 30_720, 1024),
    (8192, 16_384, 61_440, 4096),
    (16_384, 32_768, 122_880, 8192),
];

impl Vcpu {
    /// The memory sizes that Fargate sells with this share; none when it doesn't sell the share.
    ///
    /// ```
    /// use groundplan::unit::{Memory, Vcpu};
    /// assert_eq!(Vcpu::QUARTER.fargate_memories(), [Memory::mib(512), Memory::gib(1), Memory::gib(2)]);
    /// assert!(Vcpu::units(300).fargate_memories().is_empty());
    /// ```
    #[must_use]
    pub fn fargate_memories(self) -> Vec<Memory> {
        let Some((_, from, to, step)) = SIZES.into_iter().find(|(units, ..)| *units == self.as_units())
        else {
            return Vec::new();
        };
        let sizes = match usize::try_from(step) {
            // The smallest size doubles instead of stepping.
            Ok(0) | Err(_) => vec![from, from * 2, to],
            Ok(step) => (from..=to).step_by(step).collect(),
        };
        sizes.into_iter().map(Memory::mib).collect()
    }

    /// The smallest share that Fargate sells and that is at least this one; the largest one for more.
    #[must_use]
    pub fn next_of_fargate(self) -> Self {
        let next = SIZES.iter().map(|(units, ..)| *units).find(|units| *units >= self.as_units());
        Self::units(next.unwrap_or(16_384))
    }
}
