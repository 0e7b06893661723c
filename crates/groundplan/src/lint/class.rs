//! Classes of machines, databases and caches: how they are spelt.

use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};

rules! {
    /// A class of machines is a family and a size.
    ///
    /// Sizes are `nano` to `large`, and `xlarge` with a number before it; the classes of databases begin with `db.`, and those of
    /// caches with `cache.`. AWS refuses others.
    AWS_CLASS = error "aws/class", "https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html";
}

/// Arguments with a class, and how those begin.
const CLASSES: [(&str, &str, &str); 9] = [
    ("aws_instance", "instance_type", ""),
    ("aws_launch_template", "instance_type", ""),
    ("aws_launch_configuration", "instance_type", ""),
    ("aws_db_instance", "instance_class", "db."),
    ("aws_rds_cluster_instance", "instance_class", "db."),
    ("aws_docdb_cluster_instance", "instance_class", "db."),
    ("aws_neptune_cluster_instance", "instance_class", "db."),
    ("aws_elasticache_cluster", "node_type", "cache."),
    ("aws_elasticache_replication_group", "node_type", "cache."),
];

/// <https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html>
const SIZES: [&str; 8] = ["nano", "micro", "small", "medium", "large", "xlarge", "2xlarge", "metal"];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for (kind, name, prefix) in CLASSES {
        model.resources(kind).for_each(|one| class(&one, name, prefix, report));
    }
}

fn class(one: &Place<'_>, name: &str, prefix: &str, report: &mut Report) {
    let Some(given) = one.text(name).filter(|given| !given.is_empty()) else { return };
    let wrong = |wants: String, hint: Option<String>| {
        let finding = one.found(Rule::AWS_CLASS, name, "unknown class").given(given);
        finding.wants(wants).maybe_hint(hint)
    };
    let Some(rest) = given.strip_prefix(prefix) else {
        let hint = format!("{prefix}{given}");
        return report
            .add(wrong(format!("a class that begins with {prefix}, such as {prefix}t4g.micro"), Some(hint)));
    };
    let Some((family, size)) = rest.split_once('.') else { return };
    if let Some(near) = misspelt_size(size) {
        report.add(wrong(format!("a size: {}", SIZES.join(", ")), Some(format!("{prefix}{family}.{near}"))));
    }
}

/// The size that was meant, where a size is certainly none: by one wrong letter.
fn misspelt_size(size: &str) -> Option<&'static str> {
    let letters = size.trim_start_matches(|digit: char| digit.is_ascii_digit());
    if SIZES.contains(&letters) || !letters.chars().all(|one| one.is_ascii_lowercase()) {
        return None;
    }
    let is_near = |known: &&str| strsim::damerau_levenshtein(size, known) == 1;
    SIZES.into_iter().find(is_near).filter(|_| letters == size)
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn of(kind: &str, body: &str) -> usize {
        found("aws/class", &format!("resource \"{kind}\" \"a\" {{\n{body}\n}}\n")).len()
    }

    #[test]
    fn a_size_is_spelt_as_aws_does() {
        let machine = |class: &str| of("aws_instance", &format!("instance_type = \"{class}\""));
        let good = ["t3.micro", "m7i.metal-24xl", "u-6tb1.112xlarge", "m5.24xlarge", "t3", "x.new"];
        assert_eq!(good.map(machine), [0; 6]);
        assert_eq!(["t3.mico", "t3.lage", "t3.samll"].map(machine), [1; 3]);
        let database = |class: &str| of("aws_db_instance", &format!("instance_class = \"{class}\""));
        assert_eq!(["t3.micro", "db.t3.micro", "db.serverless"].map(database), [1, 0, 0]);
    }
}
