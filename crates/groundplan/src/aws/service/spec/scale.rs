use crate::aws::service::defaults;
use crate::spec::{Node, NodeValue, Reader, spec};
use crate::unit::{OfficeHours, Percent};

spec! {
    /// How many tasks run. With `max` above `min`, the number follows the load.
    pub struct Scale short tasks { "fields": ["min", "max"], "schema": { "type": ["integer", "string"], "pattern": "^([0-9]+)(?: *- *([0-9]+))?$", "examples": [2, "2-10"] } } {
        /// The fewest tasks.
        min(default SCALE_MIN, also ["minimum", "minCapacity", "desired", "tasks"]): u32,
        /// The most tasks.
        max(default SCALE_MAX, also ["maximum", "maxCapacity"]): u32,
        /// The CPU load that the number of tasks is held at.
        cpu(default SCALE_CPU, also ["cpuUtilization", "targetCpu"]): Percent,
        /// The memory use that the number of tasks is held at.
        memory(also ["mem", "memoryUtilization", "targetMemory"]): Percent,
        /// The requests per task and minute that the number of tasks is held at.
        requests_per_task(also ["requests", "requestsPerTarget"]): u32,
        /// The hours in which tasks run at all: `mon-fri 07:00-19:00 Europe/Berlin`. Outside of them none runs,
        /// and none is paid for: a third of the week, and of the price, for a development environment.
        hours(also ["schedule"]): OfficeHours,
    }
}

/// `2-10`, or `3` for a fixed number.
fn tasks(node: &Node, reader: &mut Reader) -> Option<Scale> {
    const WANTS: &str = "a number of tasks such as `3`, or from the fewest to the most such as `2-10`";
    let NodeValue::Scalar(text, _) = &node.value else { return reader.mismatch(node, WANTS, None) };
    let (min, max) = text.split_once('-').unwrap_or((text, text));
    match (min.trim().parse(), max.trim().parse()) {
        (Ok(min), Ok(max)) => Some(Scale::new().min(min).max(max)),
        _ => reader.mismatch(node, WANTS, Some("2-10".to_owned())),
    }
}

impl Scale {
    /// A number of tasks in which everything is left to the defaults.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let scale = Scale::new().min(2).max(10).cpu(Percent::new(60)).requests_per_task(800);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}
