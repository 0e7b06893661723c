//! CloudTrail: <https://aws.amazon.com/cloudtrail/pricing/>. What is recorded beyond the first copy of management
//! events.

use super::{Family, Priced, counted};
use crate::cost::bill::Bill;
use crate::cost::price::key;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_cloudtrail", trail)];

/// The first copy of management events is free.
fn trail(_: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of("CloudTrail");
    let copies = "monthly_additional_management_events";
    counted::usage(bill, "further copies of management events", key::CLOUDTRAIL_MANAGEMENT_EVENTS, copies);
    counted::usage(bill, "data events", key::CLOUDTRAIL_DATA_EVENTS, "monthly_data_events");
    counted::usage(
        bill,
        "events analysed by Insights",
        key::CLOUDTRAIL_INSIGHT_EVENTS,
        "monthly_insight_events",
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    #[test]
    fn a_trail_is_charged_for_what_goes_beyond_the_first_copy() {
        let text = "resource \"aws_cloudtrail\" \"main\" {}";
        let usage = used(
            "aws_cloudtrail.main",
            &[
                ("monthly_additional_management_events", "200000"),
                ("monthly_data_events", "5000000"),
                ("monthly_insight_events", "400000"),
            ],
        );
        assert_eq!(
            bill("us-east-1", text, &usage),
            [
                "CloudTrail: further copies of management events 2 x 2.00 = 4",
                "CloudTrail: data events 50 x 0.10 = 5",
                "CloudTrail: events analysed by Insights 4 x 0.35 = 1.4",
            ]
        );
        assert!(bill("us-east-1", text, &Usage::new())[0].starts_with("missing usage: "));
    }
}
