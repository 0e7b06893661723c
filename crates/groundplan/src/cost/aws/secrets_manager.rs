//! Secrets Manager: <https://aws.amazon.com/secrets-manager/pricing/>. A secret each month, each of its replicas
//! too, and requests.

use super::{Family, Priced, counted};
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_secretsmanager_secret", price)];

fn price(secret: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of("Secrets Manager").charge("secrets", key::SECRETS_MANAGER_SECRET, 1);
    counted::usage(bill, "requests", key::SECRETS_MANAGER_REQUEST, "monthly_requests");
    if secret.is_dynamic("replica") {
        return Err(Unknown::new("a dynamic block makes its replicas, so how many there are is not known"));
    }
    for replica in secret.blocks("replica") {
        match replica.text("region") {
            Some(region) => bill.charge_in(region, "replicas", key::SECRETS_MANAGER_SECRET, 1),
            None => bill.unpriced("where a replica is, is not known"),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    #[test]
    fn a_secret_is_charged_each_month_and_by_request() {
        let text = "resource \"aws_secretsmanager_secret\" \"db\" {}";
        let usage = used("aws_secretsmanager_secret.db", &[("monthly_requests", "100000")]);
        assert_eq!(
            bill("us-east-1", text, &usage),
            ["Secrets Manager: secrets 1 x 0.40 = 0.4", "Secrets Manager: requests 10 x 0.05 = 0.5",]
        );
    }

    #[test]
    fn replicas_are_charged_where_they_are() {
        let text = r#"
resource "aws_secretsmanager_secret" "db" {
  replica { region = "eu-central-1" }
  replica { region = "eu-central-2" }
  replica { region = var.region }
}"#;
        assert_eq!(
            bill("us-east-1", text, &Usage::new()),
            [
                "Secrets Manager: secrets 1 x 0.40 = 0.4",
                "Secrets Manager: replicas 1 x 0.40 = 0.4",
                "unpriced: where a replica is, is not known",
                "unpriced: no price of secrets for eu-central-2",
            ]
        );
    }
}
