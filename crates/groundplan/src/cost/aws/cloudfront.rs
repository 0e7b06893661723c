//! CloudFront: <https://aws.amazon.com/cloudfront/pricing/>. What goes out and requests, by where the readers are.

use super::{Family, Priced, counted};
use crate::cost::bill::Bill;
use crate::cost::price::key;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_cloudfront_distribution", price)];

/// Each usage that has a price.
const PRICED: [(&str, &str, &str); 6] = [
    ("monthly_data_transfer_to_internet_gb.us", "data out, United States", key::CLOUDFRONT_US_GB),
    ("monthly_data_transfer_to_internet_gb.europe", "data out, Europe", key::CLOUDFRONT_EUROPE_GB),
    (
        "monthly_data_transfer_to_origin_gb.europe",
        "data to the origin, Europe",
        key::CLOUDFRONT_EUROPE_ORIGIN_GB,
    ),
    ("monthly_http_requests.europe", "HTTP requests, Europe", key::CLOUDFRONT_EUROPE_HTTP_REQUEST),
    ("monthly_https_requests.us", "HTTPS requests, United States", key::CLOUDFRONT_US_HTTPS_REQUEST),
    ("monthly_https_requests.europe", "HTTPS requests, Europe", key::CLOUDFRONT_EUROPE_HTTPS_REQUEST),
];

/// Where readers are, as the usage names it.
const PLACES: [(&str, &str); 10] = [
    ("us", "the United States"),
    ("europe", "Europe"),
    ("south_africa", "South Africa"),
    ("south_america", "South America"),
    ("japan", "Japan"),
    ("australia", "Australia"),
    ("asia_pacific", "Asia Pacific"),
    ("india", "India"),
    ("singapore", "Singapore"),
    ("south_korea", "South Korea"),
];

/// What is used by place.
const BY_PLACE: [(&str, &str); 5] = [
    ("monthly_data_transfer_to_internet_gb", "data out of CloudFront"),
    ("monthly_data_transfer_to_origin_gb", "data to the origin of CloudFront"),
    ("monthly_http_requests", "HTTP requests to CloudFront"),
    ("monthly_https_requests", "HTTPS requests to CloudFront"),
    ("monthly_shield_requests", "requests to Origin Shield"),
];

/// What is used anywhere.
const ANYWHERE: [(&str, &str); 4] = [
    ("monthly_invalidation_requests", "invalidations of CloudFront"),
    ("monthly_encryption_requests", "field-level encryption of CloudFront"),
    ("monthly_log_lines", "real-time logs of CloudFront"),
    ("custom_ssl_certificates", "certificates with addresses of their own"),
];

fn price(_: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of("CloudFront");
    for (usage, item, key) in PRICED {
        counted::usage(bill, item, key, usage);
    }
    for (usage, what) in BY_PLACE {
        for (place, name) in PLACES {
            let usage = format!("{usage}.{place}");
            let priced = PRICED.iter().any(|(known, ..)| *known == usage);
            if !priced && bill.known_usage(&usage).is_some_and(|used| !used.is_nothing()) {
                bill.unpriced(format!("groundplan has no price of {what} in {name}"));
            }
        }
    }
    counted::unknown(bill, &ANYWHERE);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::aws::testing::{bill, used};

    #[test]
    fn a_distribution_is_charged_by_where_its_readers_are() {
        let text = "resource \"aws_cloudfront_distribution\" \"main\" {}";
        let usage = used(
            "aws_cloudfront_distribution.main",
            &[
                ("monthly_data_transfer_to_internet_gb.us", "1000"),
                ("monthly_data_transfer_to_internet_gb.europe", "2000"),
                ("monthly_data_transfer_to_origin_gb.europe", "100"),
                ("monthly_http_requests.europe", "1000000"),
                ("monthly_https_requests.us", "10000000"),
                ("monthly_https_requests.europe", "10000000"),
                ("monthly_https_requests.japan", "1"),
                ("monthly_invalidation_requests", "5000"),
            ],
        );
        // Prices are the same whichever region the provider works in.
        assert_eq!(
            bill("eu-south-2", text, &usage),
            [
                "CloudFront: data out, United States 1000 x 0.085 = 85",
                "CloudFront: data out, Europe 2000 x 0.085 = 170",
                "CloudFront: data to the origin, Europe 100 x 0.020 = 2",
                "CloudFront: HTTP requests, Europe 100 x 0.009 = 0.9",
                "CloudFront: HTTPS requests, United States 1000 x 0.010 = 10",
                "CloudFront: HTTPS requests, Europe 1000 x 0.012 = 12",
                "unpriced: groundplan has no price of HTTPS requests to CloudFront in Japan",
                "unpriced: groundplan has no price of invalidations of CloudFront",
            ]
        );
    }

    #[test]
    fn every_usage_of_distributions_is_priced_or_said_to_be_not() {
        let lines = include_str!("../usage/infracost.txt").lines();
        let theirs = lines.into_iter().find(|line| line.starts_with("aws_cloudfront_distribution "));
        let known = |usage: &str| match usage.split_once('.') {
            Some((usage, place)) => {
                BY_PLACE.iter().any(|one| one.0 == usage) && PLACES.iter().any(|one| one.0 == place)
            }
            None => ANYWHERE.iter().any(|one| one.0 == usage),
        };
        let missing: Vec<_> = theirs.unwrap().split(' ').skip(1).filter(|usage| !known(usage)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
