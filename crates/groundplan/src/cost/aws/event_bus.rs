//! Buses of EventBridge: <https://aws.amazon.com/eventbridge/pricing/>. Events that an application puts there; those
//! of AWS's own services are free.

use super::{Family, Priced, counted};
use crate::cost::bill::Bill;
use crate::cost::price::key;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_cloudwatch_event_bus", bus)];

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

#[cfg(test)]
mod tests {
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
}
