//! DynamoDB: <https://aws.amazon.com/dynamodb/pricing/>.
//!
//! On demand, reads and writes; provisioned, the capacity of the table and of each index. Storage, backups and
//! reads of streams are charged in addition.

use super::{Family, Priced, counted};
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::quantity::{Quantity, SCALED_OUT, hours};
use crate::cost::resource::Resource;
use crate::cost::{Decimal, Range};
use crate::model::Place;

pub(super) const FAMILY: Family = &[("aws_dynamodb_table", table), ("aws_dynamodb_table_replica", replica)];

/// One of the two capacities.
struct Capacity {
    argument: &'static str,
    /// The end of the dimension that Application Auto Scaling knows it by.
    dimension: &'static str,
    key: &'static str,
    /// What is charged, and what is charged when autoscaling adds some.
    items: [&'static str; 2],
}

const CAPACITIES: [Capacity; 2] = [
    Capacity {
        argument: "write_capacity",
        dimension: "WriteCapacityUnits",
        key: key::DYNAMODB_WRITE_CAPACITY_HOUR,
        items: ["write capacity", "write capacity, scaled out"],
    },
    Capacity {
        argument: "read_capacity",
        dimension: "ReadCapacityUnits",
        key: key::DYNAMODB_READ_CAPACITY_HOUR,
        items: ["read capacity", "read capacity, scaled out"],
    },
];

fn table(table: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of("DynamoDB");
    if table.word("table_class", "STANDARD")? != "STANDARD" {
        return Err(Unknown::new(
            "groundplan has no prices of tables of the class STANDARD_INFREQUENT_ACCESS",
        ));
    }
    if let Err(unknown) = throughput(table, bill) {
        bill.unpriced(unknown.reason);
    }
    kept(table, bill)?;
    if table.truth("stream_enabled", false)? {
        let usage = "monthly_streams_read_request_units";
        counted::usage(bill, "reads of the stream", key::DYNAMODB_STREAM_READ, usage);
    }
    for replica in table.blocks("replica") {
        let region = replica.text("region_name").unwrap_or("another region");
        bill.unpriced(format!("groundplan has no price of what a global table writes to {region}"));
    }
    Ok(())
}

/// What is read and written, or the capacity for it.
fn throughput(table: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    if table.word("billing_mode", "PROVISIONED")? != "PAY_PER_REQUEST" {
        return provisioned(table, bill);
    }
    counted::usage(bill, "writes", key::DYNAMODB_WRITE_REQUEST, "monthly_write_request_units");
    counted::usage(bill, "reads", key::DYNAMODB_READ_REQUEST, "monthly_read_request_units");
    Ok(())
}

/// What is stored, and copies of it.
fn kept(table: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.usage("storage", key::DYNAMODB_STORAGE_GB_MONTH, "storage_gb");
    let recovery = table.within("point_in_time_recovery");
    if recovery.map_or(Ok(false), |recovery| recovery.truth("enabled", false))? {
        let as_large = |stored: Quantity| stored.reason("as large as the table");
        let copied = bill
            .known_usage("pitr_backup_storage_gb")
            .or_else(|| bill.known_usage("storage_gb").map(as_large));
        let copied = copied.unwrap_or_else(|| Quantity::missing_usage("pitr_backup_storage_gb"));
        bill.charge("point-in-time recovery", key::DYNAMODB_POINT_IN_TIME_GB_MONTH, copied);
    }
    bill.usage("backups", key::DYNAMODB_BACKUP_GB_MONTH, "on_demand_backup_storage_gb").usage(
        "data restored",
        key::DYNAMODB_RESTORE_GB,
        "monthly_data_restored_gb",
    );
    Ok(())
}

fn provisioned(table: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    if table.is_dynamic("global_secondary_index") {
        return Err(Unknown::new("a dynamic block makes its indexes, so their capacity is not known"));
    }
    let indexes: Vec<Resource<'_>> =
        table.blocks("global_secondary_index").into_iter().map(|index| table.at(index)).collect();
    for capacity in &CAPACITIES {
        let mut sum = of_table(table, capacity)?;
        for index in &indexes {
            sum = sum.and(of_index(table, index, indexes.len(), capacity)?);
        }
        let [always, added] = capacity.items;
        bill.charge(always, capacity.key, hours(sum.always)).charge(added, capacity.key, hours(sum.added));
    }
    Ok(())
}

/// Capacity that is provisioned all month, and what autoscaling adds.
struct Provisioned {
    always: Quantity,
    added: Quantity,
}

impl Provisioned {
    fn and(self, more: Self) -> Self {
        Self { always: self.always.and(more.always), added: self.added.and(more.added) }
    }

    fn always(units: Decimal) -> Self {
        Self { always: units.into(), added: Decimal::ZERO.into() }
    }

    /// What a target of Application Auto Scaling allows.
    fn scaled(table: &Resource<'_>, target: &Place<'_>) -> Result<Self, Unknown> {
        let target = table.at(target.clone());
        let least = target.number("min_capacity")?.unwrap_or_default();
        let most = target.number("max_capacity")?.unwrap_or(least).max(least);
        let more = most.saturating_sub(least);
        if more == Decimal::ZERO {
            return Ok(Self::always(least));
        }
        let added = Quantity::used(Range::new(Decimal::ZERO, more.saturating_mul(SCALED_OUT), more))
            .reason(format!("autoscaling adds up to {more} units to {least}: a tenth of them on average"));
        Ok(Self { always: least.into(), added })
    }
}

fn of_table(table: &Resource<'_>, capacity: &Capacity) -> Result<Provisioned, Unknown> {
    let name = table.text("name").map(|name| format!("table/{name}"));
    let dimension = format!("dynamodb:table:{}", capacity.dimension);
    match table.index.scaling(&table.address(), name, &dimension) {
        Some(target) => Provisioned::scaled(table, target),
        None => stated(table, capacity),
    }
}

/// The target of an index is found by its name, or by its table where that has one index only.
fn of_index(
    table: &Resource<'_>,
    index: &Resource<'_>,
    indexes: usize,
    capacity: &Capacity,
) -> Result<Provisioned, Unknown> {
    let dimension = format!("dynamodb:index:{}", capacity.dimension);
    let names = table.text("name").zip(index.text("name"));
    let name = names.map(|(table, index)| format!("table/{table}/index/{index}"));
    let of_name = name.and_then(|name| table.index.scaling(&name, None, &dimension));
    let of_table = || table.index.scaling(&table.address(), None, &dimension);
    match of_name.or_else(of_table) {
        None => stated(index, capacity),
        Some(target) if of_name.is_some() || indexes == 1 => Provisioned::scaled(table, target),
        Some(_) => Err(Unknown::new("which index is scaled is not known")),
    }
}

fn stated(place: &Resource<'_>, capacity: &Capacity) -> Result<Provisioned, Unknown> {
    Ok(Provisioned::always(place.number(capacity.argument)?.unwrap_or_default()))
}

fn replica(_: &Resource<'_>, _: &mut Bill<'_>) -> Priced {
    Err(Unknown::new("groundplan has no price of what a global table writes to another region"))
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    fn table(body: &str) -> String {
        format!("resource \"aws_dynamodb_table\" \"orders\" {{\nname = \"orders\"\n{body}\n}}")
    }

    const ON_DEMAND: &str = "billing_mode = \"PAY_PER_REQUEST\"";

    #[test]
    fn on_demand_is_charged_by_requests_and_storage() {
        let usage = used(
            "aws_dynamodb_table.orders",
            &[
                ("monthly_write_request_units", "4000000"),
                ("monthly_read_request_units", "8000000"),
                ("storage_gb", "50"),
                ("on_demand_backup_storage_gb", "20"),
                ("monthly_data_restored_gb", "10"),
                ("monthly_streams_read_request_units", "2000000"),
            ],
        );
        let text = table(&format!(
            "{ON_DEMAND}\nstream_enabled = true\npoint_in_time_recovery {{ enabled = true }}"
        ));
        assert_eq!(
            bill("us-east-1", &text, &usage),
            [
                "DynamoDB: writes 4 x 0.625 = 2.5",
                "DynamoDB: reads 8 x 0.125 = 1",
                "DynamoDB: storage 50 x 0.25 = 12.5",
                "DynamoDB: point-in-time recovery 50 x 0.20 = 10",
                "DynamoDB: backups 20 x 0.10 = 2",
                "DynamoDB: data restored 10 x 0.15 = 1.5",
                "DynamoDB: reads of the stream 2 x 0.20 = 0.4",
            ]
        );
        let tokyo = bill("ap-northeast-1", &table(ON_DEMAND), &usage);
        assert_eq!(tokyo[0], "DynamoDB: writes 4 x 0.715 = 2.86");
        assert!(
            tokyo.contains(&"unpriced: no price of DynamoDB storage for ap-northeast-1".to_owned()),
            "{tokyo:?}"
        );
    }

    #[test]
    fn provisioned_capacity_stands_all_month_with_that_of_its_indexes() {
        let text = table(
            r#"
write_capacity = 5
read_capacity  = 10
global_secondary_index {
  name           = "by_day"
  write_capacity = 1
  read_capacity  = 2
}"#,
        );
        assert_eq!(
            bill("us-east-1", &text, &Usage::new()),
            [
                "DynamoDB: write capacity 4380 x 0.00065 = 2.847",
                "DynamoDB: read capacity 8760 x 0.00013 = 1.1388",
            ]
        );
        let unknown = table("write_capacity = var.units");
        assert_eq!(
            bill("us-east-1", &unknown, &used("aws_dynamodb_table.orders", &[("storage_gb", "4")])),
            [
                "DynamoDB: storage 4 x 0.25 = 1",
                "unpriced: `write_capacity` is `var.units`, which is not known",
            ]
        );
    }

    #[test]
    fn autoscaled_capacity_is_a_range() {
        let target = |resource: &str, dimension: &str| {
            format!(
                r#"
resource "aws_appautoscaling_target" "{dimension}" {{
  resource_id        = "table/{resource}"
  scalable_dimension = "dynamodb:{dimension}"
  min_capacity       = 5
  max_capacity       = 25
}}"#
            )
        };
        let text = table(
            "write_capacity = 1\nread_capacity = 1\nglobal_secondary_index {\nname = \"by_day\"\nwrite_capacity = 2\nread_capacity = 2\n}",
        ) + &target("${aws_dynamodb_table.orders.name}", "table:WriteCapacityUnits")
            + &target("orders/index/by_day", "index:ReadCapacityUnits");
        assert_eq!(
            bill("us-east-1", &text, &Usage::new()),
            [
                // 5 of the table, 2 of the index; up to 20 more of the table.
                "DynamoDB: write capacity 5110 x 0.00065 = 3.3215",
                "DynamoDB: write capacity, scaled out 0..1460..14600 x 0.00065 = 0..0.949..9.49",
                // 1 of the table, 5 of the index.
                "DynamoDB: read capacity 4380 x 0.00013 = 0.5694",
                "DynamoDB: read capacity, scaled out 0..1460..14600 x 0.00013 = 0..0.1898..1.898",
            ]
        );
    }

    #[test]
    fn what_has_no_price_is_said() {
        let global = table(&format!("{ON_DEMAND}\nreplica {{ region_name = \"eu-central-1\" }}"));
        assert_eq!(
            bill("us-east-1", &global, &Usage::new()),
            ["unpriced: groundplan has no price of what a global table writes to eu-central-1"]
        );
        let class = table("table_class = \"STANDARD_INFREQUENT_ACCESS\"");
        assert_eq!(
            bill("us-east-1", &class, &Usage::new()),
            ["unpriced: groundplan has no prices of tables of the class STANDARD_INFREQUENT_ACCESS"]
        );
    }
}
