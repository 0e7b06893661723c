//! Certificates: <https://aws.amazon.com/private-ca/pricing/>. Public ones are free unless their keys can be
//! taken out; private authorities are charged each month, and for what they issue.

use super::{Family, Priced};
use crate::cost::bill::Bill;
use crate::cost::price::key;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family =
    &[("aws_acmpca_certificate_authority", authority), ("aws_acm_certificate", certificate)];

fn authority(authority: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let (month, each) = match authority.word("usage_mode", "GENERAL_PURPOSE")? {
        "SHORT_LIVED_CERTIFICATE" => (key::PRIVATE_CA_SHORT_LIVED, key::PRIVATE_CA_SHORT_LIVED_CERTIFICATE),
        _ => (key::PRIVATE_CA_GENERAL, key::PRIVATE_CA_CERTIFICATE),
    };
    bill.of("Private CA").charge("authorities", month, 1).usage(
        "certificates issued",
        each,
        "monthly_requests",
    );
    Ok(())
}

fn certificate(certificate: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let exported = certificate.within("options").is_some_and(|options| options.says("export", "ENABLED"));
    if certificate.may_have("certificate_authority_arn") {
        bill.free("charged with the private certificate authority");
    } else if exported {
        bill.unpriced("groundplan has no price of public certificates that can be exported");
    } else {
        bill.free("public certificates are free");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    #[test]
    fn an_authority_is_charged_each_month_and_for_what_it_issues() {
        let usage = used("aws_acmpca_certificate_authority.main", &[("monthly_requests", "200")]);
        let text =
            |body: &str| format!("resource \"aws_acmpca_certificate_authority\" \"main\" {{\n{body}\n}}");
        assert_eq!(
            bill("us-east-1", &text(""), &usage),
            ["Private CA: authorities 1 x 400.00 = 400", "Private CA: certificates issued 200 x 0.75 = 150",]
        );
        assert_eq!(
            bill("ap-southeast-1", &text("usage_mode = \"SHORT_LIVED_CERTIFICATE\""), &usage),
            ["Private CA: authorities 1 x 50.00 = 50", "Private CA: certificates issued 200 x 0.058 = 11.6",]
        );
    }

    #[test]
    fn public_certificates_are_free() {
        let text = |body: &str| format!("resource \"aws_acm_certificate\" \"main\" {{\n{body}\n}}");
        let of = |body: &str| bill("eu-west-1", &text(body), &Usage::new());
        assert_eq!(of("domain_name = \"example.com\""), ["free: public certificates are free"]);
        let private = "certificate_authority_arn = aws_acmpca_certificate_authority.main.arn";
        assert_eq!(of(private), ["free: charged with the private certificate authority"]);
        assert_eq!(
            of("options { export = \"ENABLED\" }"),
            ["unpriced: groundplan has no price of public certificates that can be exported"]
        );
    }
}
