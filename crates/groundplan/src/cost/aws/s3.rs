//! S3: <https://aws.amazon.com/s3/pricing/>.
//!
//! Storage by class, requests, and retrievals. Lifecycle transitions are charged by usage alone: a rule does not
//! contain the number of objects.

use super::{Family, Priced, counted};
use crate::cost::bill::Bill;
use crate::cost::price::key;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_s3_bucket", bucket)];

/// Each usage that has a price: its key, what is charged, and the price.
const PRICED: [(&str, &str, &str); 17] = [
    ("standard.storage_gb", "Standard storage", key::S3_STANDARD_GB_MONTH),
    ("standard.monthly_tier_1_requests", "requests that write or list", key::S3_WRITE_REQUEST),
    ("standard.monthly_tier_2_requests", "requests that read", key::S3_READ_REQUEST),
    ("intelligent_tiering.monitored_objects", "objects monitored", key::S3_INTELLIGENT_TIERING_OBJECT),
    (
        "intelligent_tiering.monthly_lifecycle_transition_requests",
        "transitions to Intelligent-Tiering",
        key::S3_INFREQUENT_TRANSITION,
    ),
    ("standard_infrequent_access.storage_gb", "Standard-IA storage", key::S3_STANDARD_INFREQUENT_GB_MONTH),
    (
        "standard_infrequent_access.monthly_lifecycle_transition_requests",
        "transitions to Standard-IA",
        key::S3_INFREQUENT_TRANSITION,
    ),
    (
        "standard_infrequent_access.monthly_data_retrieval_gb",
        "retrieval from Standard-IA",
        key::S3_INFREQUENT_RETRIEVAL_GB,
    ),
    ("one_zone_infrequent_access.storage_gb", "One Zone-IA storage", key::S3_ONE_ZONE_INFREQUENT_GB_MONTH),
    (
        "one_zone_infrequent_access.monthly_lifecycle_transition_requests",
        "transitions to One Zone-IA",
        key::S3_INFREQUENT_TRANSITION,
    ),
    (
        "one_zone_infrequent_access.monthly_data_retrieval_gb",
        "retrieval from One Zone-IA",
        key::S3_INFREQUENT_RETRIEVAL_GB,
    ),
    (
        "glacier_flexible_retrieval.storage_gb",
        "Glacier Flexible Retrieval storage",
        key::S3_GLACIER_FLEXIBLE_GB_MONTH,
    ),
    (
        "glacier_flexible_retrieval.monthly_lifecycle_transition_requests",
        "transitions to Glacier Flexible Retrieval",
        key::S3_GLACIER_FLEXIBLE_TRANSITION,
    ),
    (
        "glacier_deep_archive.storage_gb",
        "Glacier Deep Archive storage",
        key::S3_GLACIER_DEEP_ARCHIVE_GB_MONTH,
    ),
    (
        "glacier_deep_archive.monthly_lifecycle_transition_requests",
        "transitions to Glacier Deep Archive",
        key::S3_GLACIER_DEEP_ARCHIVE_TRANSITION,
    ),
    ("monthly_outbound_internet_gb", "data to the internet", key::TRANSFER_INTERNET_GB),
    ("monthly_outbound_other_regions_gb", "data to other regions", key::TRANSFER_REGION_GB),
];

/// Each usage that has none.
const UNPRICED: [(&str, &str); 34] = [
    ("object_tags", "tags of objects"),
    ("standard.monthly_select_data_scanned_gb", "data scanned by S3 Select"),
    ("standard.monthly_select_data_returned_gb", "data returned by S3 Select"),
    ("intelligent_tiering.frequent_access_storage_gb", "S3 Intelligent-Tiering storage"),
    ("intelligent_tiering.infrequent_access_storage_gb", "S3 Intelligent-Tiering storage"),
    ("intelligent_tiering.monthly_tier_1_requests", "requests to S3 Intelligent-Tiering"),
    ("intelligent_tiering.monthly_tier_2_requests", "requests to S3 Intelligent-Tiering"),
    ("intelligent_tiering.monthly_select_data_scanned_gb", "data scanned by S3 Select"),
    ("intelligent_tiering.monthly_select_data_returned_gb", "data returned by S3 Select"),
    ("intelligent_tiering.early_delete_gb", "early deletion from S3 Intelligent-Tiering"),
    ("standard_infrequent_access.monthly_tier_1_requests", "requests to S3 Standard-IA"),
    ("standard_infrequent_access.monthly_tier_2_requests", "requests to S3 Standard-IA"),
    ("standard_infrequent_access.monthly_select_data_scanned_gb", "data scanned by S3 Select"),
    ("standard_infrequent_access.monthly_select_data_returned_gb", "data returned by S3 Select"),
    ("one_zone_infrequent_access.monthly_tier_1_requests", "requests to S3 One Zone-IA"),
    ("one_zone_infrequent_access.monthly_tier_2_requests", "requests to S3 One Zone-IA"),
    ("one_zone_infrequent_access.monthly_select_data_scanned_gb", "data scanned by S3 Select"),
    ("one_zone_infrequent_access.monthly_select_data_returned_gb", "data returned by S3 Select"),
    ("glacier_flexible_retrieval.monthly_tier_1_requests", FLEXIBLE),
    ("glacier_flexible_retrieval.monthly_tier_2_requests", FLEXIBLE),
    ("glacier_flexible_retrieval.monthly_standard_select_data_scanned_gb", FLEXIBLE),
    ("glacier_flexible_retrieval.monthly_standard_select_data_returned_gb", FLEXIBLE),
    ("glacier_flexible_retrieval.monthly_bulk_select_data_scanned_gb", FLEXIBLE),
    ("glacier_flexible_retrieval.monthly_bulk_select_data_returned_gb", FLEXIBLE),
    ("glacier_flexible_retrieval.monthly_expedited_select_data_scanned_gb", FLEXIBLE),
    ("glacier_flexible_retrieval.monthly_expedited_select_data_returned_gb", FLEXIBLE),
    ("glacier_flexible_retrieval.monthly_standard_data_retrieval_requests", FLEXIBLE),
    ("glacier_flexible_retrieval.monthly_expedited_data_retrieval_requests", FLEXIBLE),
    ("glacier_flexible_retrieval.monthly_standard_data_retrieval_gb", FLEXIBLE),
    ("glacier_flexible_retrieval.monthly_expedited_data_retrieval_gb", FLEXIBLE),
    ("glacier_flexible_retrieval.early_delete_gb", FLEXIBLE),
    ("glacier_deep_archive.monthly_tier_1_requests", DEEP),
    ("glacier_deep_archive.monthly_tier_2_requests", DEEP),
    ("glacier_deep_archive.early_delete_gb", DEEP),
];

/// What it costs to bring archives back.
const RETRIEVED: [(&str, &str); 4] = [
    ("glacier_deep_archive.monthly_standard_data_retrieval_requests", DEEP),
    ("glacier_deep_archive.monthly_bulk_data_retrieval_requests", DEEP),
    ("glacier_deep_archive.monthly_standard_data_retrieval_gb", DEEP),
    ("glacier_deep_archive.monthly_bulk_data_retrieval_gb", DEEP),
];

const FLEXIBLE: &str = "requests to, retrieval and early deletion from S3 Glacier Flexible Retrieval";
const DEEP: &str = "requests to, retrieval and early deletion from S3 Glacier Deep Archive";

fn bucket(_: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of("S3");
    for (usage, item, key) in PRICED {
        counted::usage(bill, item, key, usage);
    }
    counted::unknown(bill, &UNPRICED);
    counted::unknown(bill, &RETRIEVED);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    const BUCKET: &str = "resource \"aws_s3_bucket\" \"logs\" {}";

    fn costs(keys: &[(&str, &str)]) -> Vec<String> {
        bill("us-east-1", BUCKET, &used("aws_s3_bucket.logs", keys))
    }

    #[test]
    fn a_bucket_is_charged_for_what_it_keeps_and_for_requests() {
        let usage = [
            ("standard.storage_gb", "100"),
            ("standard.monthly_tier_1_requests", "200000"),
            ("standard.monthly_tier_2_requests", "1000000"),
        ];
        assert_eq!(
            costs(&usage),
            [
                "S3: Standard storage 100 x 0.023 = 2.3",
                "S3: requests that write or list 200 x 0.005 = 1",
                "S3: requests that read 1000 x 0.0004 = 0.4",
            ]
        );
        let london = bill("eu-west-2", BUCKET, &used("aws_s3_bucket.logs", &usage[..1]));
        assert_eq!(london, ["S3: Standard storage 100 x 0.024 = 2.4"]);
    }

    #[test]
    fn other_classes_have_prices_of_their_own() {
        assert_eq!(
            costs(&[
                ("standard_infrequent_access.storage_gb", "1000"),
                ("standard_infrequent_access.monthly_data_retrieval_gb", "50"),
                ("one_zone_infrequent_access.storage_gb", "1000"),
                ("one_zone_infrequent_access.monthly_data_retrieval_gb", "20"),
                ("glacier_flexible_retrieval.storage_gb", "1000"),
                ("glacier_deep_archive.storage_gb", "1000"),
                ("intelligent_tiering.monitored_objects", "40000"),
            ]),
            [
                "S3: objects monitored 40 x 0.0025 = 0.1",
                "S3: Standard-IA storage 1000 x 0.0125 = 12.5",
                "S3: retrieval from Standard-IA 50 x 0.01 = 0.5",
                "S3: One Zone-IA storage 1000 x 0.01 = 10",
                "S3: retrieval from One Zone-IA 20 x 0.01 = 0.2",
                "S3: Glacier Flexible Retrieval storage 1000 x 0.0036 = 3.6",
                "S3: Glacier Deep Archive storage 1000 x 0.00099 = 0.99",
            ]
        );
    }

    #[test]
    fn what_a_lifecycle_moves_is_charged_by_requests() {
        let key = |class: &str| format!("{class}.monthly_lifecycle_transition_requests");
        let classes = [
            "intelligent_tiering",
            "standard_infrequent_access",
            "one_zone_infrequent_access",
            "glacier_flexible_retrieval",
            "glacier_deep_archive",
        ];
        let keys = classes.map(key);
        let usage: Vec<(&str, &str)> = keys.iter().map(|key| (key.as_str(), "10000")).collect();
        assert_eq!(
            costs(&usage),
            [
                "S3: transitions to Intelligent-Tiering 10 x 0.01 = 0.1",
                "S3: transitions to Standard-IA 10 x 0.01 = 0.1",
                "S3: transitions to One Zone-IA 10 x 0.01 = 0.1",
                "S3: transitions to Glacier Flexible Retrieval 10 x 0.03 = 0.3",
                "S3: transitions to Glacier Deep Archive 10 x 0.05 = 0.5",
            ]
        );
    }

    #[test]
    fn what_has_no_price_is_said() {
        let usage = [("object_tags", "5"), ("glacier_deep_archive.early_delete_gb", "1")];
        assert_eq!(
            costs(&usage),
            [
                "unpriced: groundplan has no price of tags of objects",
                "unpriced: groundplan has no price of requests to, retrieval and early deletion from S3 Glacier Deep Archive",
            ]
        );
        let no_price =
            bill("eu-north-1", BUCKET, &used("aws_s3_bucket.logs", &[("standard.storage_gb", "1")]));
        assert_eq!(no_price, ["unpriced: no price of S3 Standard storage for eu-north-1"]);
        assert!(bill("us-east-1", BUCKET, &Usage::new())[0].starts_with("missing usage: "));
    }

    #[test]
    fn every_usage_of_buckets_is_priced_or_said_to_be_not() {
        let known: Vec<&str> = PRICED
            .iter()
            .map(|one| one.0)
            .chain(UNPRICED.iter().chain(&RETRIEVED).map(|one| one.0))
            .collect();
        let theirs =
            include_str!("../usage/infracost.txt").lines().find(|line| line.starts_with("aws_s3_bucket "));
        let missing: Vec<_> = theirs.unwrap().split(' ').skip(1).filter(|key| !known.contains(key)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
