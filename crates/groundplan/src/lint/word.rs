//! Words that belong together: names with an ending, classes with a beginning, and functions with code.

use crate::diagnostic::{Report, Rule, nearest, rules};
use crate::model::{Model, Place};
use crate::terraform::Section;
use crate::unit::Region;

rules! {
    /// A queue or topic that keeps the order has a name that ends in `.fifo`, and no other has.
    ///
    /// The provider refuses such a queue when it plans, and AWS such a topic.
    AWS_FIFO_NAME = error "aws/fifo-name", "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html";

    /// A function has code: a file, an object of a bucket, or an image.
    ///
    /// The provider refuses a function with none of these.
    AWS_FUNCTION_CODE = error "aws/function-code", "https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCode.html";

    /// A class of machines is a family and a size.
    ///
    /// Sizes are `nano` to `large`, and `xlarge` with a number before it; the classes of databases begin with `db.`, and those of
    /// caches with `cache.`. AWS refuses others.
    AWS_CLASS = error "aws/class", "https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html";

    /// A region is one of AWS.
    ///
    /// The provider refuses one that it does not know when it starts. What is spelt much like a region is taken for a mistake.
    AWS_REGION = error "aws/region", "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html";
}

/// Types that may keep the order, with the argument that says so.
const FIFO: [(&str, &str); 2] = [("aws_sqs_queue", "fifo_queue"), ("aws_sns_topic", "fifo_topic")];

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
    for (kind, switch) in FIFO {
        model.resources(kind).for_each(|one| fifo(&one, switch, report));
    }
    model.resources("aws_lambda_function").for_each(|function| code(&function, report));
    for (kind, name, prefix) in CLASSES {
        model.resources(kind).for_each(|one| class(&one, name, prefix, report));
    }
    for provider in model.section(Section::Provider).filter(|provider| provider.item.name == "aws") {
        region(&provider, report);
    }
}

fn fifo(one: &Place<'_>, switch: &str, report: &mut Report) {
    let Some(name) = one.text("name").filter(|name| !name.is_empty()) else { return };
    let is_fifo = match one.boolean(switch) {
        Some(is_fifo) => is_fifo,
        None if one.lacks(switch) => false,
        None => return,
    };
    let wanted = match (is_fifo, name.strip_suffix(".fifo")) {
        (true, None) => format!("{name}.fifo"),
        (false, Some(plain)) => plain.to_owned(),
        _ => return,
    };
    let message =
        if is_fifo { "the name lacks `.fifo`" } else { "only what keeps the order ends in `.fifo`" };
    let finding = one.found(Rule::AWS_FIFO_NAME, "name", message).given(name);
    report.add(finding.wants(format!("{wanted}, or {switch} = {}", !is_fifo)).hint(wanted));
}

fn code(function: &Place<'_>, report: &mut Report) {
    if ["filename", "image_uri", "s3_bucket"].iter().all(|name| function.lacks(name)) {
        let finding = function.found(Rule::AWS_FUNCTION_CODE, "filename", "the function has no code");
        report.add(finding.wants("one of filename, image_uri and s3_bucket"));
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

fn region(provider: &Place<'_>, report: &mut Report) {
    let Some(given) = provider.text("region") else { return };
    // Fakes of AWS take any region, and what skips the check may mean a new one.
    let is_free = ["endpoints", "skip_region_validation"].iter().any(|name| provider.may_have(name));
    let names = || Region::all().iter().map(|region| region.name());
    if is_free || names().any(|name| name == given) {
        return;
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let near = nearest(given, names())
        .filter(|near| digits(near) == digits(given) && strsim::damerau_levenshtein(given, near) <= 2);
    if let Some(near) = near {
        let finding = provider.found(Rule::AWS_REGION, "region", "no region is called so").given(given);
        report.add(finding.wants("a region of AWS").hint(near));
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn of(code: &str, kind: &str, body: &str) -> usize {
        found(code, &format!("resource \"{kind}\" \"a\" {{\n{body}\n}}\n")).len()
    }

    #[test]
    fn the_ending_goes_with_the_switch() {
        let of = |body: &str| of("aws/fifo-name", "aws_sqs_queue", body);
        assert_eq!([of("name = \"a\"\nfifo_queue = true"), of("name = \"a.fifo\"")], [1, 1]);
        for fine in [
            "name = \"a.fifo\"\nfifo_queue = true",
            "name = \"a\"",
            "name = \"a\"\nfifo_queue = var.a",
            "name_prefix = \"a\"\nfifo_queue = true",
        ] {
            assert_eq!(of(fine), 0, "{fine}");
        }
    }

    #[test]
    fn a_function_has_code() {
        let of = |body: &str| of("aws/function-code", "aws_lambda_function", body);
        assert_eq!([of(""), of("image_uri = var.a"), of("s3_bucket = \"a\"")], [1, 0, 0]);
    }

    #[test]
    fn a_size_is_spelt_as_aws_does() {
        let machine = |class: &str| of("aws/class", "aws_instance", &format!("instance_type = \"{class}\""));
        let good = ["t3.micro", "m7i.metal-24xl", "u-6tb1.112xlarge", "m5.24xlarge", "t3", "x.new"];
        assert_eq!(good.map(machine), [0; 6]);
        assert_eq!(["t3.mico", "t3.lage", "t3.samll"].map(machine), [1; 3]);
        let database =
            |class: &str| of("aws/class", "aws_db_instance", &format!("instance_class = \"{class}\""));
        assert_eq!(["t3.micro", "db.t3.micro", "db.serverless"].map(database), [1, 0, 0]);
    }

    #[test]
    fn a_region_may_be_newer_and_is_not_spelt_wrong() {
        let of = |region: &str, more: &str| {
            found("aws/region", &format!("provider \"aws\" {{\n  region = \"{region}\"\n{more}}}\n")).len()
        };
        assert_eq!([of("us-est-1", ""), of("eu-wset-1", "")], [1, 1]);
        assert_eq!([of("us-east-1", ""), of("eu-west-9", ""), of("local", "")], [0, 0, 0]);
        assert_eq!(of("us-est-1", "  skip_region_validation = true\n"), 0);
    }
}
