//! Buses of EventBridge, <https://aws.amazon.com/eventbridge/pricing/>, and trails of CloudTrail,
//! <https://aws.amazon.com/cloudtrail/pricing/>: what is put on a bus or recorded beyond the first copy.

use super::{Family, Priced, counted};
use crate::cost::bill::Bill;
use crate::cost::price::key;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_cloudwatch_event_bus", bus), ("aws_cloudtrail", trail)];

fn bus(_: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of("EventBridge");
    counted::usage(bill, "custom events", key::EVENTBRIDGE_CUSTOM_EVENT, "monthly_custom_events");
    counted::unknown(
        bill,
        &[
            ("monthly_third_party_events", "events of partners"),
            ("monthly_archive_processing_gb", "archives of events"),
            ("archive_storage_gb", "archives of events"),
            ("monthly_schema_discovery_events", "the discovery of schemas"),
        ],
    );
    Ok(())
}

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
    fn custom_events_are_charged_and_what_has_no_price_is_said() {
        let text = "resource \"aws_cloudwatch_event_bus\" \"main\" {}";
        let usage = used(
            "aws_cloudwatch_event_bus.main",
            &[("monthly_custom_events", "3000000"), ("archive_storage_gb", "1")],
        );
        assert_eq!(
            bill("us-east-1", text, &usage),
            [
                "EventBridge: custom events 3 x 1.00 = 3",
                "unpriced: groundplan has no price of archives of events",
            ]
        );
    }

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
        assert!(bill("us-east-1", text, &Usage::new())[0].starts_with("free: charged by its use"));
    }
}
