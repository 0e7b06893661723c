//! ECR: <https://aws.amazon.com/ecr/pricing/>. Images that are kept; what is pulled from elsewhere is data transfer.

use super::{Family, Priced};
use crate::cost::bill::Bill;
use crate::cost::price::key;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_ecr_repository", price)];

fn price(_: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of("ECR").usage("images kept", key::ECR_STORAGE_GB_MONTH, "storage_gb");
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    #[test]
    fn images_are_charged_while_they_are_kept() {
        let text = "resource \"aws_ecr_repository\" \"api\" {}";
        let usage = used("aws_ecr_repository.api", &[("storage_gb", "12")]);
        assert_eq!(bill("us-east-1", text, &usage), ["ECR: images kept 12 x 0.10 = 1.2"]);
        assert_eq!(bill("eu-west-3", text, &usage), ["unpriced: no price of image storage for eu-west-3"]);
        assert!(bill("us-east-1", text, &Usage::new())[0].ends_with("storage_gb"));
    }
}
