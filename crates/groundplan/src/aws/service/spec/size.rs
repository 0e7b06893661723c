use crate::aws::service::defaults;
use crate::spec::{Node, NodeValue, Reader, spec};
use crate::unit::{Memory, Vcpu};

spec! {
    /// CPU and memory of a task. AWS takes certain pairs only.
    pub struct Size short size_of { "fields": ["vcpu", "memory"], "schema": { "type": "string", "pattern": "^([0-9.]+) *vCPU */ *(.+)$", "examples": ["1 vCPU / 2 GiB"] } } {
        /// CPU: 0.25, 0.5, 1, 2, 4, 8 or 16.
        vcpu(default VCPU, also ["cpu", "cpus"]): Vcpu,
        /// Memory, with its unit: `512 MiB`, `1 GiB`.
        memory(default MEMORY, also ["ram"]): Memory,
    }
}

/// `1 vCPU / 2 GiB`
fn size_of(node: &Node, reader: &mut Reader) -> Option<Size> {
    const WANTS: &str = "CPU and memory, such as `1 vCPU / 2 GiB`";
    let NodeValue::Scalar(text, _) = &node.value else { return reader.mismatch(node, WANTS, None) };
    let Some((vcpu, memory)) = text.split_once('/').map(|(vcpu, memory)| (vcpu.trim(), memory.trim())) else {
        return reader.mismatch(node, WANTS, Some("1 vCPU / 2 GiB".to_owned()));
    };
    match (vcpu.parse::<Vcpu>(), memory.parse::<Memory>()) {
        (Ok(vcpu), Ok(memory)) => Some(Size::default().vcpu(vcpu).memory(memory)),
        (Ok(vcpu), Err(invalid)) => {
            reader.mismatch(node, WANTS, invalid.hint.map(|memory| format!("{vcpu} vCPU / {memory}")))
        }
        (Err(_), _) => reader.mismatch(node, WANTS, Some(format!("1 vCPU / {memory}"))),
    }
}

impl Size {
    /// CPU and memory of a task.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let half = Size::new(Vcpu::HALF, Memory::gib(1));
    /// assert_eq!(half, (Vcpu::HALF, Memory::gib(1)).into());
    /// ```
    #[must_use]
    pub fn new(vcpu: Vcpu, memory: Memory) -> Self {
        Self::patch().vcpu(vcpu).memory(memory)
    }

    /// A change of CPU or memory, for an environment.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let larger = EcsFargateService::patch("api").size(Size::patch().vcpu(Vcpu::ONE));
    /// ```
    #[must_use]
    pub fn patch() -> Self {
        Self::default()
    }
}

impl From<(Vcpu, Memory)> for Size {
    fn from((vcpu, memory): (Vcpu, Memory)) -> Self {
        Self::new(vcpu, memory)
    }
}
