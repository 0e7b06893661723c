//! KMS: <https://aws.amazon.com/kms/pricing/>.
//!
//! A key each month, a replica as well, and each rotation for the version that it adds, twice at most. Requests
//! by the kind of the key.

use super::{Family, Priced, counted};
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::quantity::Quantity;
use crate::cost::resource::Resource;
use crate::cost::{Decimal, Range};

pub(super) const FAMILY: Family = &[
    ("aws_kms_key", price),
    ("aws_kms_external_key", copy),
    ("aws_kms_replica_key", copy),
    ("aws_kms_replica_external_key", copy),
];

const SERVICE: &str = "KMS";
const REQUESTS: &str = "monthly_requests";
/// A key and the versions of its first two rotations.
const MOST: Decimal = Decimal::from_parts(3, 0, 0, false, 0);

fn price(key: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE).charge_known("keys", key::KMS_KEY, versions(key));
    let spec = key.word("customer_master_key_spec", "SYMMETRIC_DEFAULT")?;
    match spec {
        "SYMMETRIC_DEFAULT" | "RSA_2048" => counted::usage(bill, "requests", key::KMS_REQUEST, REQUESTS),
        spec if spec.starts_with("RSA_") || spec.starts_with("ECC_") => {
            counted::usage(bill, "requests to an asymmetric key", key::KMS_ASYMMETRIC_REQUEST, REQUESTS);
        }
        spec => return Err(Unknown::new(format!("groundplan has no prices of requests to {spec} keys"))),
    }
    counted::usage(bill, "ECC data key pairs", key::KMS_ECC_KEY_PAIR, "monthly_ecc_key_pairs");
    counted::usage(bill, "RSA data key pairs", key::KMS_RSA_KEY_PAIR, "monthly_rsa_key_pairs");
    Ok(())
}

/// A key that rotates is one in its first year.
fn versions(key: &Resource<'_>) -> Result<Quantity, Unknown> {
    if !key.truth("enable_key_rotation", false)? {
        return Ok(Decimal::ONE.into());
    }
    let versions = Quantity::from(Range::new(Decimal::ONE, Decimal::ONE, MOST));
    Ok(versions.reason("before its first rotation: each of the first two adds a key to the bill"))
}

fn copy(_: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE).charge("keys", key::KMS_KEY, 1);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    fn key(body: &str) -> String {
        format!("resource \"aws_kms_key\" \"main\" {{\n{body}\n}}")
    }

    #[test]
    fn a_key_is_charged_each_month_and_for_requests_by_its_kind() {
        let usage = used(
            "aws_kms_key.main",
            &[
                ("monthly_requests", "500000"),
                ("monthly_ecc_key_pairs", "20000"),
                ("monthly_rsa_key_pairs", "10000"),
            ],
        );
        let pairs = ["KMS: ECC data key pairs 2 x 0.10 = 0.2", "KMS: RSA data key pairs 1 x 12.00 = 12"];
        for spec in ["", "customer_master_key_spec = \"RSA_2048\""] {
            let lines = bill("us-east-1", &key(spec), &usage);
            assert_eq!(lines[..2], ["KMS: keys 1 x 1.00 = 1", "KMS: requests 50 x 0.03 = 1.5"]);
            assert_eq!(lines[2..], pairs);
        }
        for spec in ["RSA_4096", "ECC_NIST_P256"] {
            let lines = bill("us-east-1", &key(&format!("customer_master_key_spec = \"{spec}\"")), &usage);
            assert_eq!(lines[1], "KMS: requests to an asymmetric key 50 x 0.15 = 7.5");
        }
        let unknown = bill("us-east-1", &key("customer_master_key_spec = \"HMAC_256\""), &usage);
        assert_eq!(unknown[1], "unpriced: groundplan has no prices of requests to HMAC_256 keys");
    }

    #[test]
    fn a_key_that_rotates_may_cost_three_times_as_much() {
        assert_eq!(
            bill("eu-west-1", &key("enable_key_rotation = true"), &Usage::new()),
            ["KMS: keys 1..1..3 x 1.00 = 1..1..3"]
        );
        let unknown = bill("eu-west-1", &key("enable_key_rotation = var.rotate"), &Usage::new());
        assert_eq!(unknown, ["unpriced: `enable_key_rotation` is `var.rotate`, which is not known"]);
    }

    #[test]
    fn replicas_are_keys_too() {
        for kind in ["aws_kms_replica_key", "aws_kms_external_key", "aws_kms_replica_external_key"] {
            let text = format!("resource \"{kind}\" \"main\" {{}}");
            assert_eq!(bill("eu-west-1", &text, &Usage::new()), ["KMS: keys 1 x 1.00 = 1"]);
        }
    }
}
