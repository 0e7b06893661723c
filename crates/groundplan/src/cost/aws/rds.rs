//! Databases of RDS: <https://aws.amazon.com/rds/postgresql/pricing/>.
//!
//! The hours of an instance, its storage, backups beyond its own size, and a public address where it has one. Of
//! most instances groundplan has no price, and reports it.

use super::{Family, Priced, public_address};
use crate::cost::Decimal;
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::quantity::hours;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_db_instance", price)];

/// Instances of PostgreSQL in one zone.
const POSTGRES: [(&str, &str); 4] = [
    ("db.t3.micro", key::RDS_POSTGRES_DB_T3_MICRO_HOUR),
    ("db.t4g.micro", key::RDS_POSTGRES_DB_T4G_MICRO_HOUR),
    ("db.t4g.small", key::RDS_POSTGRES_DB_T4G_SMALL_HOUR),
    ("db.t4g.medium", key::RDS_POSTGRES_DB_T4G_MEDIUM_HOUR),
];

/// What comes with a gp3 volume: <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html>.
const IOPS: Decimal = Decimal::from_parts(3000, 0, 0, false, 0);
/// Days that Performance Insights keeps for nothing.
const INSIGHTS_DAYS: Decimal = Decimal::from_parts(7, 0, 0, false, 0);

/// What a usage file counts, and has no price.
const UNPRICED: [(&str, &str); 3] = [
    ("monthly_standard_io_requests", "requests to magnetic storage"),
    ("monthly_additional_performance_insights_requests", "requests to Performance Insights"),
    ("monthly_cpu_credit_hrs", "CPU credits"),
];

fn price(database: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of("RDS");
    let two_zones = database.truth("multi_az", false)?;
    match instance(database, two_zones) {
        Ok(key) => {
            bill.charge("instance hours", key, hours(1));
        }
        Err(unknown) => bill.unpriced(unknown.reason),
    }
    storage(database, two_zones, bill)?;
    bill.usage("backups beyond its own size", key::RDS_BACKUP_GB_MONTH, "additional_backup_storage_gb");
    super::counted::unknown(bill, &UNPRICED);
    if database.number("performance_insights_retention_period")?.is_some_and(|days| days > INSIGHTS_DAYS) {
        bill.unpriced("groundplan has no price of what Performance Insights keeps for more than 7 days");
    }
    if database.truth("publicly_accessible", false)? {
        public_address::charge(bill, "address hours", hours(1));
    }
    Ok(())
}

fn instance(database: &Resource<'_>, two_zones: bool) -> Result<&'static str, Unknown> {
    let engine = database.word("engine", "an unset engine")?;
    let class = database.word("instance_class", "an unset class")?;
    let zones = if two_zones { " in two zones" } else { "" };
    let known =
        POSTGRES.iter().find(|(known, _)| *known == class).filter(|_| engine == "postgres" && !two_zones);
    known
        .map(|(_, key)| *key)
        .ok_or_else(|| Unknown::new(format!("groundplan has no price of {class} with {engine}{zones}")))
}

fn storage(database: &Resource<'_>, two_zones: bool, bill: &mut Bill<'_>) -> Priced {
    let iops = database.number("iops")?;
    let kind = database.word("storage_type", if iops.is_some() { "io1" } else { "gp2" })?;
    let key = match (kind, two_zones) {
        ("gp3", false) => key::RDS_GP3_GB_MONTH,
        ("gp2", false) => key::RDS_GP2_GB_MONTH,
        ("gp3", true) => key::RDS_MULTI_ZONE_GP3_GB_MONTH,
        ("gp2", true) => key::RDS_MULTI_ZONE_GP2_GB_MONTH,
        _ => return Err(Unknown::new(format!("groundplan has no price of {kind} storage of databases"))),
    };
    match database.number("allocated_storage")? {
        Some(size) => bill.charge("storage", key, size),
        None => return Err(Unknown::new("its storage size is not set")),
    };
    if kind == "gp3" && iops.is_some_and(|iops| iops > IOPS) {
        bill.unpriced("groundplan has no price of IOPS beyond those that come with the volume");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    fn database(body: &str) -> String {
        format!("resource \"aws_db_instance\" \"main\" {{\nengine = \"postgres\"\n{body}\n}}")
    }

    #[test]
    fn a_database_is_charged_by_hours_and_storage() {
        let text =
            database("instance_class = \"db.t4g.micro\"\nallocated_storage = 50\nstorage_type = \"gp3\"");
        assert_eq!(
            bill("us-east-1", &text, &Usage::new()),
            ["RDS: instance hours 730 x 0.016 = 11.68", "RDS: storage 50 x 0.115 = 5.75",]
        );
        let usage = used("aws_db_instance.main", &[("additional_backup_storage_gb", "20")]);
        assert_eq!(
            bill("eu-west-2", &text, &usage),
            [
                "RDS: instance hours 730 x 0.018 = 13.14",
                "RDS: storage 50 x 0.133 = 6.65",
                "RDS: backups beyond its own size 20 x 0.10 = 2",
            ]
        );
        for (class, line) in [
            ("db.t3.micro", "RDS: instance hours 730 x 0.021 = 15.33"),
            ("db.t4g.small", "RDS: instance hours 730 x 0.036 = 26.28"),
        ] {
            assert_eq!(bill("eu-west-2", &text.replace("db.t4g.micro", class), &Usage::new())[0], line);
        }
        let medium = bill("us-east-1", &text.replace("micro", "medium"), &Usage::new());
        assert_eq!(medium[0], "RDS: instance hours 730 x 0.065 = 47.45");
        let public =
            bill("us-east-1", &(text.replace("engine", "publicly_accessible = true\nengine")), &Usage::new());
        assert_eq!(public[2], "Public IPv4 addresses: address hours 730 x 0.005 = 3.65");
    }

    #[test]
    fn two_zones_have_storage_of_their_own_price() {
        let text = |kind: &str| {
            database(&format!(
                "multi_az = true\ninstance_class = \"db.t4g.micro\"\nallocated_storage = 100\nstorage_type = \"{kind}\""
            ))
        };
        let unpriced = "unpriced: groundplan has no price of db.t4g.micro with postgres in two zones";
        assert_eq!(
            bill("eu-west-1", &text("gp3"), &Usage::new()),
            ["RDS: storage 100 x 0.254 = 25.4", unpriced]
        );
        assert_eq!(
            bill("eu-west-1", &text("gp2"), &Usage::new()),
            ["RDS: storage 100 x 0.253 = 25.3", unpriced]
        );
    }

    #[test]
    fn what_has_no_price_is_said() {
        let text = database(
            "instance_class = \"db.m7g.large\"\nallocated_storage = 500\nstorage_type = \"gp3\"\niops = 6000\nperformance_insights_retention_period = 31",
        );
        let usage = used("aws_db_instance.main", &[("monthly_cpu_credit_hrs", "1")]);
        assert_eq!(
            bill("us-east-1", &text, &usage),
            [
                "RDS: storage 500 x 0.115 = 57.5",
                "unpriced: groundplan has no price of db.m7g.large with postgres",
                "unpriced: groundplan has no price of IOPS beyond those that come with the volume",
                "unpriced: groundplan has no price of CPU credits",
                "unpriced: groundplan has no price of what Performance Insights keeps for more than 7 days",
            ]
        );
        let fast = database("instance_class = \"db.t4g.micro\"\nallocated_storage = 100\niops = 1000");
        assert_eq!(
            bill("us-east-1", &fast, &Usage::new())[1],
            "unpriced: groundplan has no price of io1 storage of databases"
        );
    }
}
