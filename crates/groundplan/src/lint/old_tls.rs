//! Versions of TLS that are broken, where they are still let in.

use crate::diagnostic::{Report, Rule, rules};
use crate::lint::listener::LISTENERS;
use crate::model::{Model, Place, text};

rules! {
    /// Nothing speaks TLS 1.0 or 1.1, or SSL 3.0.
    ///
    /// These are deprecated since 2021 (RFC 8996), and no browser of today needs them. Controls: ELB.17, CloudFront.10,
    /// CloudFront.15, Opensearch.8; CKV_AWS_103, CKV_AWS_174, CKV_AWS_206, CKV_AWS_228.
    AWS_OLD_TLS = warning "aws/old-tls", "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html";
}

/// Policies of load balancers with TLS 1.0 or 1.1.
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html>
const OF_LISTENERS: [&str; 12] = [
    "ELBSecurityPolicy-2015-05",
    "ELBSecurityPolicy-2016-08",
    "ELBSecurityPolicy-FS-1-1-2019-08",
    "ELBSecurityPolicy-FS-2018-06",
    "ELBSecurityPolicy-TLS-1-0-2015-04",
    "ELBSecurityPolicy-TLS-1-1-2017-01",
    "ELBSecurityPolicy-TLS13-1-0-2021-06",
    "ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04",
    "ELBSecurityPolicy-TLS13-1-0-FIPS-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-0-PQ-2025-09",
    "ELBSecurityPolicy-TLS13-1-1-2021-06",
    "ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04",
];

/// <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html>
const OF_VIEWERS: [&str; 4] = ["SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"];

pub(super) fn check(model: &Model<'_>, report: &mut Report) {
    for listener in model.of_kinds(LISTENERS) {
        old(&listener, "ssl_policy", &OF_LISTENERS, "ELBSecurityPolicy-TLS13-1-2-2021-06", report);
    }
    for distribution in model.resources("aws_cloudfront_distribution") {
        // CloudFront's own certificate takes every version, whatever is written.
        let certificates = distribution.blocks("viewer_certificate").into_iter();
        for one in certificates.filter(|one| one.lacks("cloudfront_default_certificate")) {
            old(&one, "minimum_protocol_version", &OF_VIEWERS, "TLSv1.2_2021", report);
        }
        let origins = distribution.blocks("origin").into_iter();
        origins
            .flat_map(|origin| origin.blocks("custom_origin_config"))
            .for_each(|one| of_origin(&one, report));
    }
    for name in model.resources("aws_api_gateway_domain_name") {
        old(&name, "security_policy", &["TLS_1_0"], "TLS_1_2", report);
    }
    for domain in model.of_kinds(&["aws_opensearch_domain", "aws_elasticsearch_domain"]) {
        for options in domain.blocks("domain_endpoint_options") {
            let policies = ["Policy-Min-TLS-1-0-2019-07"];
            old(&options, "tls_security_policy", &policies, "Policy-Min-TLS-1-2-2019-07", report);
        }
    }
}

fn old(place: &Place<'_>, name: &str, policies: &[&str], newer: &str, report: &mut Report) {
    if let Some(given) = place.text(name).filter(|given| policies.contains(given)) {
        let finding = place.found(Rule::AWS_OLD_TLS, name, "versions of TLS before 1.2 are let in");
        report.add(finding.given(given).wants("a policy that begins at TLS 1.2").hint(newer));
    }
}

fn of_origin(origin: &Place<'_>, report: &mut Report) {
    let written = origin.list("origin_ssl_protocols").unwrap_or_default();
    if written.into_iter().filter_map(text).any(|one| one == "SSLv3") {
        let message = "SSL 3.0 is spoken to the origin";
        let finding = origin.found(Rule::AWS_OLD_TLS, "origin_ssl_protocols", message).given("SSLv3");
        report.add(finding.wants("TLSv1.2").hint("[\"TLSv1.2\"]"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::found;

    fn of(kind: &str, body: &str) -> usize {
        found("aws/old-tls", &format!("resource \"{kind}\" \"a\" {{\n{body}\n}}\n")).len()
    }

    #[test]
    fn what_lets_old_versions_in_is_found() {
        let listener = |policy: &str| of("aws_lb_listener", &format!("ssl_policy = {policy}"));
        assert_eq!(listener("\"ELBSecurityPolicy-TLS13-1-1-2021-06\""), 1);
        assert_eq!([listener("\"ELBSecurityPolicy-TLS13-1-2-2021-06\""), listener("var.a")], [0, 0]);
        let viewers = |more: &str| {
            let body = format!("viewer_certificate {{\n  minimum_protocol_version = \"TLSv1\"\n  {more}\n}}");
            of("aws_cloudfront_distribution", &body)
        };
        assert_eq!([viewers(""), viewers("cloudfront_default_certificate = true")], [1, 0]);
        let origin =
            "origin {\n  custom_origin_config {\n    origin_ssl_protocols = [\"SSLv3\", \"TLSv1.2\"]\n  }\n}";
        assert_eq!(of("aws_cloudfront_distribution", origin), 1);
        assert_eq!(of("aws_api_gateway_domain_name", "security_policy = \"TLS_1_0\""), 1);
        assert_eq!(of("aws_api_gateway_domain_name", "security_policy = \"TLS_1_2\""), 0);
    }
}
