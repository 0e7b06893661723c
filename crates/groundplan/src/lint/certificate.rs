//! Certificates and the records that validate them.

use super::relation::is_single;
use crate::diagnostic::{Report, Rule, rules};
use crate::model::{Model, Place, text};
use crate::terraform::Value;
use crate::unit::set_of;

rules! {
    /// Each domain of a certificate has its own validation record.
    ///
    /// Only `*.example.com` and `example.com` have one together. With a record missing, the validation fails, or waits for
    /// 75 minutes and then fails.
    AWS_CERTIFICATE_RECORDS = error "aws/certificate-records", "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html";
}

const RECORDS: &str = "validation_record_fqdns";

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for validation in model.resources("aws_acm_certificate_validation") {
        let Some(certificate) =
            certificate(&validation).filter(|one| one.text("validation_method") == Some("DNS"))
        else {
            continue;
        };
        let (Some(records), domains) = (records(&validation), domains(&certificate)) else { continue };
        if records < domains.len() {
            let message = format!("{} needs {} validation records", certificate.path(), domains.len());
            let finding = validation.found(Rule::AWS_CERTIFICATE_RECORDS, RECORDS, message).given(records);
            report.add(finding.wants(format!("a record for each of {}", domains.join(", "))));
        }
    }
}

fn certificate<'a>(validation: &Place<'a>) -> Option<Place<'a>> {
    validation.model.target(validation.reference("certificate_arn")?, &["aws_acm_certificate"])
}

/// How many records a validation waits for, if each is one.
fn records(validation: &Place<'_>) -> Option<usize> {
    let listed = validation.list(RECORDS)?;
    let each = listed.iter().map(|value| record(validation, value));
    each.collect::<Option<Vec<String>>>().map(|names| set_of(names.iter()).len())
}

/// What tells a record from others.
fn record(validation: &Place<'_>, value: &Value) -> Option<String> {
    if let Some(name) = text(value) {
        return Some(name.to_owned());
    }
    let reference = crate::model::reference(value)?;
    let record = validation.model.target(reference, &["aws_route53_record"])?;
    is_single(&record).then(|| reference.to_string())
}

/// The domains that are known to have a record each.
fn domains(certificate: &Place<'_>) -> Vec<String> {
    let others = certificate.list("subject_alternative_names").unwrap_or_default();
    let all = certificate.text("domain_name").into_iter().chain(others.into_iter().filter_map(text));
    let plain = all.map(|name| name.strip_prefix("*.").unwrap_or(name).to_ascii_lowercase());
    set_of(plain).into_iter().collect()
}
