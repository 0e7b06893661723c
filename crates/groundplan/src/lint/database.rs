//! Databases, and the groups that they are made with.

use super::zone::zone_of;
use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};

rules! {
    /// A database has a parameter group of its own engine and version.
    ///
    /// A group is of one family, such as `postgres17`: RDS refuses it for another one, after it created what is before.
    AWS_PARAMETER_FAMILY = error "aws/parameter-family", "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html";

    /// A subnet group of databases has subnets in two zones or more.
    ///
    /// RDS refuses another one when the group is created: DBSubnetGroupDoesNotCoverEnoughAZs.
    AWS_SUBNET_GROUP_ZONES = error "aws/subnet-group-zones", "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html";
}

/// What has a parameter group: its type, the argument, and the type of the group.
const USERS: [(&str, &str, &str); 3] = [
    ("aws_db_instance", "parameter_group_name", "aws_db_parameter_group"),
    ("aws_rds_cluster", "db_cluster_parameter_group_name", "aws_rds_cluster_parameter_group"),
    ("aws_rds_cluster_instance", "db_parameter_group_name", "aws_db_parameter_group"),
];

/// Engines whose families are called by the engine and its major version: how many numbers that has.
/// <https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBParameterGroup.html>
const FAMILIES: [(&str, usize); 5] =
    [("postgres", 1), ("mysql", 2), ("mariadb", 2), ("aurora-postgresql", 1), ("aurora-mysql", 2)];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for (kind, argument, group) in USERS {
        for database in model.resources(kind) {
            family(&database, argument, group, report);
        }
    }
    model.resources("aws_db_subnet_group").for_each(|group| zones(&group, report));
}

fn family(database: &Place<'_>, argument: &str, kind: &str, report: &mut Report) {
    let (Some(engine), Some(version)) = (database.text("engine"), database.text("engine_version")) else {
        return;
    };
    let Some(wanted) = family_of(engine, version) else { return };
    let group = database.reference(argument).and_then(|group| database.model.target(group, &[kind]));
    let given = match &group {
        Some(group) => group.text("family"),
        None => database.text(argument).and_then(|name| name.strip_prefix("default.")),
    };
    if let Some(given) = given.filter(|given| *given != wanted && !given.starts_with(&format!("{wanted}."))) {
        let message = format!("the group is of {given}, and the database is {engine} {version}");
        let finding = database.found(Rule::AWS_PARAMETER_FAMILY, argument, message).given(given);
        report.add(finding.wants(format!("a group of the family {wanted}")).hint(wanted));
    }
}

/// The family of an engine's version, where they are called alike. Before 10, PostgreSQL had major versions of two numbers.
fn family_of(engine: &str, version: &str) -> Option<String> {
    let (_, numbers) = FAMILIES.into_iter().find(|(name, _)| *name == engine)?;
    let major: Vec<&str> = version.split('.').take(numbers).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|one| one.is_ascii_digit());
    let is_old = engine.ends_with("postgres") && major.first()?.len() < 2;
    (major.len() == numbers && major.iter().all(is_number) && !is_old)
        .then(|| format!("{engine}{}", major.join(".")))
}

fn zones(group: &Place<'_>, report: &mut Report) {
    let Some(subnets) = group.list("subnet_ids") else { return };
    let zones: Option<Vec<String>> = subnets.iter().map(|subnet| zone_of(group, subnet)).collect();
    let is_one = match zones {
        // Local zones and Outposts have groups of one zone.
        Some(zones)
            if zones.iter().any(|zone| zone.matches('-').count() > 2 && !zone.starts_with("data.")) =>
        {
            false
        }
        Some(zones) => zones.iter().all(|zone| Some(zone) == zones.first()),
        None => false,
    };
    if is_one && !subnets.is_empty() {
        let message = "all subnets of the group are in one zone";
        let finding = group.found(Rule::AWS_SUBNET_GROUP_ZONES, "subnet_ids", message);
        report.add(finding.wants("subnets of two or more availability zones"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    #[test]
    fn a_parameter_group_is_of_the_databases_family() {
        let of = |database: &str, family: &str| {
            let text = format!(
                "resource \"aws_db_parameter_group\" \"a\" {{\n  family = {family}\n}}\n\
                 resource \"aws_db_instance\" \"a\" {{\n  {database}\n}}\n"
            );
            found("aws/parameter-family", &text).len()
        };
        let named = |engine: &str, version: &str| {
            format!(
                "engine = \"{engine}\"\n  engine_version = \"{version}\"\n  parameter_group_name = aws_db_parameter_group.a.name"
            )
        };
        assert_eq!(of(&named("postgres", "16.4"), "\"postgres15\""), 1);
        assert_eq!(of(&named("mysql", "8.0.39"), "\"mysql8.4\""), 1);
        assert_eq!(of(&named("mysql", "8.4.3"), "\"mariadb11.4\""), 1);
        for (engine, version, family) in [
            ("postgres", "16", "\"postgres16\""),
            ("postgres", "9.6.24", "\"postgres9.6\""),
            ("mysql", "8.0.39", "\"mysql8.0\""),
            ("mysql", "8", "\"mysql8.4\""),
            ("oracle-ee", "19", "\"oracle-ee-19\""),
            ("postgres", "16", "var.family"),
        ] {
            assert_eq!(of(&named(engine, version), family), 0, "{engine} {version} {family}");
        }
        let by_default = "engine = \"postgres\"\n  engine_version = \"17.2\"\n  parameter_group_name = \"default.postgres16\"";
        assert_eq!(of(by_default, "\"postgres17\""), 1);
    }

    #[test]
    fn a_subnet_group_has_two_zones() {
        let of = |zones: [&str; 2], subnets: &str| {
            let [one, other] = zones;
            let text = format!(
                "data \"aws_availability_zones\" \"a\" {{}}\n\
                 resource \"aws_subnet\" \"a\" {{\n  availability_zone = {one}\n}}\nresource \"aws_subnet\" \"b\" {{\n  availability_zone = {other}\n}}\n\
                 resource \"aws_db_subnet_group\" \"a\" {{\n  subnet_ids = {subnets}\n}}\n"
            );
            found("aws/subnet-group-zones", &text).len()
        };
        let both = "[aws_subnet.a.id, aws_subnet.b.id]";
        let first = "data.aws_availability_zones.a.names[0]";
        assert_eq!(of([first, first], both), 1);
        assert_eq!(of(["\"eu-west-1a\"", "\"eu-west-1a\""], both), 1);
        assert_eq!(of(["\"eu-west-1a\"", "\"eu-west-1b\""], "[aws_subnet.a.id]"), 1);
        assert_eq!(of(["\"eu-west-1a\"", first], both), 0);
        assert_eq!(of(["\"us-west-2-lax-1a\"", "\"us-west-2-lax-1a\""], both), 0);
        assert_eq!(of(["var.zone", first], both), 0);
        assert_eq!(of([first, first], "concat([aws_subnet.a.id], var.more)"), 0);
    }
}
