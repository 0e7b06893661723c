//! What a machine answers about itself, and what a trail proves.

use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place};

rules! {
    /// A machine's metadata asks for a token.
    ///
    /// With `http_tokens = "optional"` the first version of the service is on: a server that is made to fetch an address hands
    /// out the credentials of its role. Controls: EC2.8, EC2.170, AutoScaling.3; CKV_AWS_79.
    AWS_METADATA_TOKEN = warning "aws/metadata-token", "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html";

    /// A trail proves that its files are as they were written.
    ///
    /// Unless validation is switched on, all who can write into the bucket can take an event away unseen. Controls: CloudTrail.4;
    /// CKV_AWS_36; CIS AWS Foundations 3.2.
    AWS_TRAIL_VALIDATION = warning "aws/trail-validation", "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html";
}

const MACHINES: &[&str] = &["aws_instance", "aws_launch_template", "aws_launch_configuration"];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for machine in model.of_kinds(MACHINES) {
        machine.blocks("metadata_options").iter().for_each(|options| tokens(options, report));
    }
    model.resources("aws_cloudtrail").for_each(|trail| validation(&trail, report));
}

fn tokens(options: &Place<'_>, report: &mut Report) {
    let is_on = options.lacks("http_endpoint") || options.text("http_endpoint") == Some("enabled");
    if is_on && options.text("http_tokens") == Some("optional") {
        let message = "the metadata of the machine is read without a token";
        let finding = options.found(Rule::AWS_METADATA_TOKEN, "http_tokens", message);
        report.add(finding.wants("required").hint("required"));
    }
}

fn validation(trail: &Place<'_>, report: &mut Report) {
    let name = "enable_log_file_validation";
    if trail.boolean_or(name, false) == Some(false) {
        let message = "nothing proves that the files of the trail are complete";
        report.add(trail.found(Rule::AWS_TRAIL_VALIDATION, name, message).wants("true").hint("true"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn of(code: &str, kind: &str, body: &str) -> usize {
        found(code, &format!("resource \"{kind}\" \"a\" {{\n{body}\n}}\n")).len()
    }

    #[test]
    fn a_service_that_is_off_asks_for_nothing() {
        let of = |body: &str| {
            of("aws/metadata-token", "aws_launch_template", &format!("metadata_options {{\n{body}\n}}"))
        };
        assert_eq!(of("http_tokens = \"optional\""), 1);
        assert_eq!(of("http_tokens = \"optional\"\nhttp_endpoint = \"disabled\""), 0);
        assert_eq!([of("http_tokens = \"required\""), of("http_tokens = var.a"), of("")], [0, 0, 0]);
    }

    #[test]
    fn a_trail_is_validated_only_where_it_says_so() {
        let of = |body: &str| of("aws/trail-validation", "aws_cloudtrail", body);
        let name = "enable_log_file_validation";
        assert_eq!([of(""), of(&format!("{name} = false"))], [1, 1]);
        assert_eq!([of(&format!("{name} = true")), of(&format!("{name} = var.a"))], [0, 0]);
    }
}
