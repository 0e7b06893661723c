//! Aurora: <https://aws.amazon.com/rds/aurora/pricing/>.
//!
//! What a cluster keeps, its I/O, and its backups; serverless instances by their capacity units. Of instances of
//! a fixed size groundplan has no price.

use super::{Family, Priced, counted, public_address};
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::quantity::{HOURS, Quantity, SCALED_OUT, hours};
use crate::cost::resource::Resource;
use crate::cost::{Decimal, Range};

pub(super) const FAMILY: Family = &[("aws_rds_cluster", cluster), ("aws_rds_cluster_instance", instance)];

const SERVICE: &str = "Aurora";
const SECONDS: Decimal = Decimal::from_parts(3600, 0, 0, false, 0);
const CAPACITY: &str = "capacity_units_per_hr";

/// What a usage file counts, and has no price.
const UNPRICED: [(&str, &str); 4] = [
    ("average_statements_per_hr", "backtracking"),
    ("change_records_per_statement", "backtracking"),
    ("backtrack_window_hrs", "backtracking"),
    ("snapshot_export_size_gb", "the export of snapshots"),
];

fn cluster(cluster: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let engine = cluster.word("engine", "an unset engine")?;
    if !engine.starts_with("aurora") {
        return Err(Unknown::new(format!("groundplan has no prices of clusters with {engine}")));
    }
    bill.of(SERVICE);
    if is_optimized(cluster)? {
        counted::unknown(bill, &[("storage_gb", "I/O-Optimized storage of Aurora")]);
    } else {
        bill.usage("storage", key::AURORA_STORAGE_GB_MONTH, "storage_gb");
        for (item, usage) in [("writes", "write_requests_per_sec"), ("reads", "read_requests_per_sec")] {
            let requests = bill.used(usage).times(HOURS).times(SECONDS);
            counted::charge(bill, item, key::AURORA_IO_REQUEST, requests);
        }
    }
    bill.usage("backups", key::AURORA_BACKUP_GB_MONTH, "backup_snapshot_size_gb");
    counted::unknown(bill, &UNPRICED);
    Ok(())
}

fn is_optimized(cluster: &Resource<'_>) -> Result<bool, Unknown> {
    Ok(cluster.word("storage_type", "aurora")? == "aurora-iopt1")
}

fn instance(instance: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    if instance.truth("publicly_accessible", false)? {
        public_address::charge(bill, "address hours", hours(1));
    }
    let class = instance.word("instance_class", "an unset class")?;
    if class != "db.serverless" {
        return Err(Unknown::new(format!("groundplan has no price of {class} with Aurora")));
    }
    let cluster = instance.target("cluster_identifier", &["aws_rds_cluster"]);
    let cluster = cluster.ok_or_else(|| Unknown::new("the cluster that sets its capacity is not known"))?;
    let key = match is_optimized(&cluster)? {
        true => key::AURORA_IO_OPTIMIZED_CAPACITY_UNIT_HOUR,
        false => key::AURORA_CAPACITY_UNIT_HOUR,
    };
    bill.of(SERVICE);
    let of_cluster = || bill.usages().quantity("aws_rds_cluster", &cluster.address(), CAPACITY);
    if let Some(units) = bill.known_usage(CAPACITY).or_else(of_cluster) {
        bill.charge("capacity units", key, hours(units));
        return Ok(());
    }
    let (always, added) = scaling(&cluster)?;
    bill.charge("capacity units", key, hours(always)).charge("capacity units, scaled out", key, hours(added));
    Ok(())
}

/// Instances that run all month, and capacity that scales.
fn scaling(cluster: &Resource<'_>) -> Result<(Quantity, Quantity), Unknown> {
    let scaling = cluster.within("serverlessv2_scaling_configuration");
    let scaling = scaling.ok_or_else(|| Unknown::new("the cluster's scaling limits are not set"))?;
    let least = scaling.number("min_capacity")?.unwrap_or_default();
    let most = scaling.number("max_capacity")?.unwrap_or(least).max(least);
    let more = most.saturating_sub(least);
    let added = Quantity::used(Range::new(Decimal::ZERO, more.saturating_mul(SCALED_OUT), more));
    let reason = format!("up to {more} units are added to {least}: a tenth of them on average");
    Ok((least.into(), added.reason(reason)))
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    fn cluster(body: &str) -> String {
        format!("resource \"aws_rds_cluster\" \"main\" {{\nengine = \"aurora-postgresql\"\n{body}\n}}\n")
    }

    const INSTANCE: &str = r#"
resource "aws_rds_cluster_instance" "one" {
  cluster_identifier = aws_rds_cluster.main.id
  instance_class     = "db.serverless"
}"#;
    const SCALING: &str = "serverlessv2_scaling_configuration {\nmin_capacity = 0.5\nmax_capacity = 4\n}";

    #[test]
    fn a_cluster_is_charged_for_storage_io_and_backups() {
        let usage = used(
            "aws_rds_cluster.main",
            &[
                ("storage_gb", "100"),
                ("write_requests_per_sec", "10"),
                ("read_requests_per_sec", "20"),
                ("backup_snapshot_size_gb", "50"),
                ("backtrack_window_hrs", "24"),
            ],
        );
        // 730 hours are 2,628,000 seconds.
        assert_eq!(
            bill("eu-west-2", &cluster(""), &usage),
            [
                "Aurora: storage 100 x 0.10 = 10",
                "Aurora: writes 26.28 x 0.20 = 5.256",
                "Aurora: reads 52.56 x 0.20 = 10.512",
                "Aurora: backups 50 x 0.022 = 1.1",
                "unpriced: groundplan has no price of backtracking",
            ]
        );
        let optimized = bill("us-east-1", &cluster("storage_type = \"aurora-iopt1\""), &usage);
        assert_eq!(optimized[0], "unpriced: groundplan has no price of I/O-Optimized storage of Aurora");
    }

    #[test]
    fn serverless_instances_are_charged_by_capacity() {
        let text = cluster(SCALING) + INSTANCE;
        assert_eq!(
            bill("us-east-1", &text, &Usage::new())[..2],
            [
                "Aurora: capacity units 365 x 0.12 = 43.8",
                "Aurora: capacity units, scaled out 0..255.5..2555 x 0.12 = 0..30.66..306.6",
            ]
        );
        let public = text.replace("instance_class ", "publicly_accessible = true\n  instance_class ");
        assert_eq!(
            bill("us-east-1", &public, &Usage::new())[0],
            "Public IPv4 addresses: address hours 730 x 0.005 = 3.65"
        );
        let used = used("aws_rds_cluster_instance.one", &[("capacity_units_per_hr", "2")]);
        assert_eq!(bill("us-east-1", &text, &used)[0], "Aurora: capacity units 1460 x 0.12 = 175.2");
        let optimized = cluster(&format!("storage_type = \"aurora-iopt1\"\n{SCALING}")) + INSTANCE;
        assert_eq!(bill("us-east-1", &optimized, &used)[0], "Aurora: capacity units 1460 x 0.16 = 233.6");
        assert_eq!(bill("eu-west-2", &optimized, &used)[0], "Aurora: capacity units 1460 x 0.19 = 277.4");
    }

    #[test]
    fn what_has_no_price_is_said() {
        let lines = |text: &str| bill("us-east-1", text, &Usage::new());
        let fixed = cluster("") + &INSTANCE.replace("db.serverless", "db.r7g.large");
        assert!(
            lines(&fixed)
                .contains(&"unpriced: groundplan has no price of db.r7g.large with Aurora".to_owned())
        );
        assert!(
            lines(INSTANCE).contains(&"unpriced: the cluster that sets its capacity is not known".to_owned())
        );
        let other = cluster("").replace("aurora-postgresql", "mysql");
        assert_eq!(lines(&other), ["unpriced: groundplan has no prices of clusters with mysql"]);
    }
}
