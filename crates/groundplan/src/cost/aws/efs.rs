//! EFS: <https://aws.amazon.com/efs/pricing/>.
//!
//! What is kept, by class, and the throughput: elastic, what is read and written; provisioned, what goes beyond
//! the 50 KiB a second that come with each GB of Standard storage.

use super::{Family, Priced, counted};
use crate::cost::bill::Bill;
use crate::cost::price::key;
use crate::cost::quantity::Quantity;
use crate::cost::resource::Resource;
use crate::cost::{Decimal, Range};

pub(super) const FAMILY: Family = &[("aws_efs_file_system", price)];

/// How many GB bring one MiB a second: 1024 KiB by 50 are 20.48.
const GB_PER_MIBPS: Decimal = Decimal::from_parts(2048, 0, 0, false, 2);

fn price(system: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let one_zone = system.may_have("availability_zone_name");
    let throughput = system.word("throughput_mode", "bursting")?;
    let standard = if one_zone { key::EFS_ONE_ZONE_GB_MONTH } else { key::EFS_STANDARD_GB_MONTH };
    bill.of("EFS").usage("storage", standard, "storage_gb");
    infrequent(bill, one_zone, throughput == "elastic");
    match throughput {
        "provisioned" => {
            let provisioned = system.number("provisioned_throughput_in_mibps")?.unwrap_or_default();
            let beyond = beyond(provisioned, bill);
            bill.charge("provisioned throughput", key::EFS_PROVISIONED_MIBPS, beyond);
        }
        "elastic" => {
            bill.usage("elastic reads", key::EFS_ELASTIC_READ_GB, "monthly_elastic_read_gb").usage(
                "elastic writes",
                key::EFS_ELASTIC_WRITE_GB,
                "monthly_elastic_write_gb",
            );
        }
        _ => {}
    }
    Ok(())
}

fn infrequent(bill: &mut Bill<'_>, one_zone: bool, elastic: bool) {
    const KEPT: &str = "infrequent_access_storage_gb";
    const READ: &str = "monthly_infrequent_access_read_gb";
    const WRITTEN: &str = "monthly_infrequent_access_write_gb";
    if one_zone {
        let what = "EFS One Zone storage with infrequent access";
        counted::unknown(bill, &[(KEPT, what), (READ, what), (WRITTEN, what), ("archive_storage_gb", what)]);
        return;
    }
    let class = if elastic { key::EFS_ELASTIC_INFREQUENT_GB_MONTH } else { key::EFS_INFREQUENT_GB_MONTH };
    bill.usage("storage with infrequent access", class, KEPT)
        .usage("reads from infrequent access", key::EFS_INFREQUENT_ACCESS_GB, READ)
        .usage("writes to infrequent access", key::EFS_INFREQUENT_ACCESS_GB, WRITTEN)
        .usage("archive storage", key::EFS_ARCHIVE_GB_MONTH, "archive_storage_gb");
}

/// The more is kept, the less throughput is charged.
fn beyond(provisioned: Decimal, bill: &Bill<'_>) -> Quantity {
    let Some(stored) = bill.known_usage("storage_gb") else { return provisioned.into() };
    let left = |gb: Decimal| {
        let included = gb.checked_div(GB_PER_MIBPS).unwrap_or_default();
        provisioned.saturating_sub(included).max(Decimal::ZERO)
    };
    let Range { low, expected, high } = stored.amount;
    let amount = Range::new(left(high), left(expected), left(low));
    Quantity { amount, ..stored }.reason("beyond the 50 KiB a second that come with each GB")
}

#[cfg(test)]
mod tests {
    use crate::cost::aws::testing::{bill, used};

    fn system(body: &str) -> String {
        format!("resource \"aws_efs_file_system\" \"main\" {{\n{body}\n}}")
    }

    #[test]
    fn files_are_charged_by_class() {
        let usage = used(
            "aws_efs_file_system.main",
            &[
                ("storage_gb", "100"),
                ("infrequent_access_storage_gb", "200"),
                ("monthly_infrequent_access_read_gb", "30"),
                ("monthly_infrequent_access_write_gb", "40"),
            ],
        );
        assert_eq!(
            bill("us-east-1", &system(""), &usage),
            [
                "EFS: storage 100 x 0.30 = 30",
                "EFS: storage with infrequent access 200 x 0.025 = 5",
                "EFS: reads from infrequent access 30 x 0.01 = 0.3",
                "EFS: writes to infrequent access 40 x 0.01 = 0.4",
            ]
        );
        assert_eq!(
            bill("us-east-1", &system("availability_zone_name = \"us-east-1a\""), &usage),
            [
                "EFS: storage 100 x 0.16 = 16",
                "unpriced: groundplan has no price of EFS One Zone storage with infrequent access",
            ]
        );
    }

    #[test]
    fn elastic_throughput_is_charged_by_what_passes() {
        let usage = used(
            "aws_efs_file_system.main",
            &[
                ("infrequent_access_storage_gb", "100"),
                ("archive_storage_gb", "100"),
                ("monthly_elastic_read_gb", "50"),
                ("monthly_elastic_write_gb", "20"),
            ],
        );
        let text = system("throughput_mode = \"elastic\"");
        assert_eq!(
            bill("us-east-1", &text, &usage),
            [
                "EFS: elastic reads 50 x 0.03 = 1.5",
                "EFS: elastic writes 20 x 0.06 = 1.2",
                "unpriced: no price of EFS Infrequent Access storage, elastic throughput for us-east-1",
                "unpriced: no price of EFS Archive storage for us-east-1",
            ]
        );
        assert_eq!(
            bill("us-east-2", &text, &usage)[..2],
            [
                "EFS: storage with infrequent access 100 x 0.016 = 1.6",
                "EFS: archive storage 100 x 0.008 = 0.8",
            ]
        );
    }

    #[test]
    fn provisioned_throughput_is_charged_beyond_what_storage_brings() {
        let text = system("throughput_mode = \"provisioned\"\nprovisioned_throughput_in_mibps = 10");
        let usage = used("aws_efs_file_system.main", &[("storage_gb", "102.4")]);
        // 102.4 GB bring 5 of the 10 MiB a second.
        assert_eq!(
            bill("us-east-1", &text, &usage),
            ["EFS: storage 102.4 x 0.30 = 30.72", "EFS: provisioned throughput 5 x 6.00 = 30",]
        );
        let none = used("aws_efs_file_system.main", &[("storage_gb", "0")]);
        assert_eq!(bill("us-east-1", &text, &none), ["EFS: provisioned throughput 10 x 6.00 = 60"]);
    }
}
