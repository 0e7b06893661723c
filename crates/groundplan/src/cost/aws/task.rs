//! What one task on Fargate is charged: <https://aws.amazon.com/fargate/pricing/>.
//!
//! Its vCPUs and its memory each hour, Windows with a licence for each vCPU, and the disk beyond 20 GB.

use crate::cost::Decimal;
use crate::cost::bill::Bill;
use crate::cost::count::{self, Unknown};
use crate::cost::price::key;
use crate::cost::quantity::Quantity;
use crate::cost::resource::Resource;

/// The name of the service on bills.
pub(super) const SERVICE: &str = "Fargate";

pub(super) const DEFINITIONS: &[&str] = &["aws_ecs_task_definition"];

const UNITS_PER_VCPU: Decimal = Decimal::from_parts(1024, 0, 0, false, 0);
const MIB_PER_GB: Decimal = Decimal::from_parts(1024, 0, 0, false, 0);
/// GB of disk that come with each task.
const DISK: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// On which terms a task runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Terms {
    OnDemand,
    /// With notice of two minutes, at a price that floats.
    Spot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Platform {
    X86,
    Arm,
    Windows,
}

/// A task as its definition says it.
pub(super) struct Task {
    vcpus: Decimal,
    memory: Decimal,
    disk: Decimal,
    platform: Platform,
}

/// Keys of prices.
struct Rates {
    vcpu: &'static str,
    memory: &'static str,
    words: &'static str,
}

const X86: Rates =
    Rates { vcpu: key::FARGATE_LINUX_X86_VCPU_HOUR, memory: key::FARGATE_LINUX_X86_GB_HOUR, words: "" };
const ARM: Rates =
    Rates { vcpu: key::FARGATE_LINUX_ARM_VCPU_HOUR, memory: key::FARGATE_LINUX_ARM_GB_HOUR, words: ", ARM" };
const WINDOWS: Rates = Rates {
    vcpu: key::FARGATE_WINDOWS_X86_VCPU_HOUR,
    memory: key::FARGATE_WINDOWS_X86_GB_HOUR,
    words: ", Windows",
};
const SPOT: Rates = Rates {
    vcpu: key::FARGATE_SPOT_LINUX_X86_VCPU_HOUR,
    memory: key::FARGATE_SPOT_LINUX_X86_GB_HOUR,
    words: ", Spot",
};
const SPOT_ARM: Rates = Rates {
    vcpu: key::FARGATE_SPOT_LINUX_ARM_VCPU_HOUR,
    memory: key::FARGATE_SPOT_LINUX_ARM_GB_HOUR,
    words: ", ARM Spot",
};

impl Task {
    /// The task of a definition that an argument refers to.
    pub(super) fn of(place: &Resource<'_>, argument: &str) -> Result<Self, Unknown> {
        let definition = place.target(argument, DEFINITIONS);
        let missing = || Unknown::new("its task definition, and so its size, is not in this document");
        let definition = definition.ok_or_else(missing)?;
        let platform = match definition.within("runtime_platform") {
            Some(platform) => of_platform(&platform)?,
            None => Platform::X86,
        };
        let disk = match definition.within("ephemeral_storage") {
            Some(disk) => disk.number("size_in_gib")?.unwrap_or(DISK),
            None => DISK,
        };
        let vcpus = size(&definition, "cpu", UNITS_PER_VCPU, "vcpu")?;
        let memory = size(&definition, "memory", MIB_PER_GB, "gb")?;
        Ok(Self { vcpus, memory, disk, platform })
    }

    /// The least minutes that a run is charged for.
    pub(super) fn least_minutes(&self) -> Decimal {
        if self.platform == Platform::Windows { 5.into() } else { Decimal::ONE }
    }

    /// Charges hours of such tasks; the words say of which.
    pub(super) fn charge(&self, bill: &mut Bill<'_>, terms: Terms, hours: &Quantity, which: &str) {
        let rates = match (self.platform, terms) {
            (Platform::X86, Terms::OnDemand) => &X86,
            (Platform::Arm, Terms::OnDemand) => &ARM,
            (Platform::Windows, _) => &WINDOWS,
            (Platform::X86, Terms::Spot) => &SPOT,
            (Platform::Arm, Terms::Spot) => &SPOT_ARM,
        };
        let item = |what: &str| format!("{what}{}{which}", rates.words);
        let each = |amount: Decimal| hours.clone().times(amount);
        bill.of(SERVICE).charge(item("vCPU hours"), rates.vcpu, each(self.vcpus));
        if self.platform == Platform::Windows {
            let licence = key::FARGATE_WINDOWS_X86_LICENCE_VCPU_HOUR;
            bill.charge(item("licences"), licence, each(self.vcpus));
        }
        bill.charge(item("memory"), rates.memory, each(self.memory));
        let disk = self.disk.saturating_sub(DISK).max(Decimal::ZERO);
        bill.charge(item("disk over 20 GB"), key::FARGATE_EPHEMERAL_GB_HOUR, each(disk));
    }
}

fn of_platform(platform: &Resource<'_>) -> Result<Platform, Unknown> {
    let windows = platform.word("operating_system_family", "LINUX")?.starts_with("WINDOWS");
    let arm = platform.word("cpu_architecture", "X86_64")? == "ARM64";
    Ok(match (windows, arm) {
        (true, _) => Platform::Windows,
        (false, true) => Platform::Arm,
        (false, false) => Platform::X86,
    })
}

/// `512`, or `.5 vCPU`; `1024`, or `1 GB`.
fn size(definition: &Resource<'_>, name: &str, per_unit: Decimal, unit: &str) -> Result<Decimal, Unknown> {
    let whole = definition.text(name).and_then(|text| {
        let lower = text.trim().to_lowercase();
        count::decimal(lower.strip_suffix(unit)?)
    });
    if let Some(whole) = whole {
        return Ok(whole);
    }
    let units = definition.number(name)?;
    let missing = || Unknown::new(format!("the task definition does not set `{name}`"));
    units.ok_or_else(missing)?.checked_div(per_unit).ok_or_else(missing)
}
