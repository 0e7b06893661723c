//! SNS: <https://aws.amazon.com/sns/pricing/>. Requests, each 64 KB of one being one, and what topics deliver.

use super::{Family, Priced, counted};
use crate::cost::Decimal;
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::quantity::Quantity;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_sns_topic", topic), ("aws_sns_topic_subscription", subscription)];

const REQUESTS: &str = "monthly_requests";
const SIZE: &str = "request_size_kb";
const CHUNK: i64 = 64;
const KB_PER_GB: Decimal = Decimal::from_parts(1024 * 1024, 0, 0, false, 0);

/// What a usage file counts with the topic, and has no price.
const UNPRICED: [(&str, &str); 4] = [
    ("kinesis_subscriptions", "SNS deliveries to Firehose"),
    ("mobile_push_subscriptions", "SNS pushes to phones"),
    ("macos_subscriptions", "SNS pushes to desktops"),
    ("sms_subscriptions", "text messages"),
];

fn topic(topic: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of("SNS");
    let requests = bill.used(REQUESTS);
    if topic.truth("fifo_topic", false)? {
        let payload = bill.known_usage(SIZE).map(|size| requests.clone().times(size).over(KB_PER_GB));
        counted::charge(bill, "FIFO requests", key::SNS_FIFO_REQUEST, requests);
        bill.charge(
            "FIFO payload",
            key::SNS_FIFO_PAYLOAD_GB,
            payload.unwrap_or_else(|| Quantity::missing_usage(SIZE)),
        );
        return Ok(());
    }
    let chunks = counted::chunks(bill, requests.clone(), SIZE, CHUNK);
    counted::charge(bill, "requests", key::SNS_REQUEST, chunks);
    for (usage, item, key) in [
        ("http_subscriptions", "deliveries by HTTP", key::SNS_HTTP_DELIVERY),
        ("email_subscriptions", "deliveries by mail", key::SNS_EMAIL_DELIVERY),
    ] {
        if let Some(several) = bill.known_usage(usage) {
            counted::charge(bill, item, key, requests.clone().times(several));
        }
    }
    counted::unknown(bill, &UNPRICED);
    Ok(())
}

/// Deliveries to one subscriber: from its usage, else all requests to the topic; nothing if the topic's usage includes
/// its subscribers.
fn subscription(subscription: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let (item, key, counted_as) = match subscription.word("protocol", "")? {
        "sqs" | "lambda" => {
            bill.free("deliveries to queues and functions are free");
            return Ok(());
        }
        "http" | "https" => ("deliveries by HTTP", key::SNS_HTTP_DELIVERY, "http_subscriptions"),
        "email" | "email-json" => ("deliveries by mail", key::SNS_EMAIL_DELIVERY, "email_subscriptions"),
        other => return Err(Unknown::new(format!("groundplan has no prices of SNS deliveries by {other}"))),
    };
    let topic = subscription.target_address("topic_arn", &["aws_sns_topic"]);
    let of_topic = |usage: &str| bill.usages().quantity("aws_sns_topic", topic.as_deref()?, usage);
    let delivered = match bill.known_usage(REQUESTS) {
        None if of_topic(counted_as).is_some() => {
            bill.free("counted with the topic");
            return Ok(());
        }
        None => of_topic(REQUESTS).unwrap_or_else(|| Quantity::missing_usage(REQUESTS)),
        Some(requests) => requests,
    };
    bill.of("SNS");
    counted::charge(bill, item, key, delivered);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::aws::testing::{bill, used};

    #[test]
    fn a_topic_is_charged_by_requests_of_64_kb_and_by_deliveries() {
        let text = "resource \"aws_sns_topic\" \"main\" {}";
        let usage = used(
            "aws_sns_topic.main",
            &[
                ("monthly_requests", "2000000"),
                ("request_size_kb", "100"),
                ("http_subscriptions", "3"),
                ("email_subscriptions", "1"),
                ("sms_subscriptions", "1"),
            ],
        );
        assert_eq!(
            bill("us-east-1", text, &usage),
            [
                "SNS: requests 4 x 0.50 = 2",
                "SNS: deliveries by HTTP 60 x 0.06 = 3.6",
                "SNS: deliveries by mail 20 x 2.00 = 40",
                "unpriced: groundplan has no price of text messages",
            ]
        );
        let fifo = "resource \"aws_sns_topic\" \"main\" { fifo_topic = true }";
        let usage =
            used("aws_sns_topic.main", &[("monthly_requests", "1048576"), ("request_size_kb", "100")]);
        assert_eq!(
            bill("us-east-1", fifo, &usage),
            ["SNS: FIFO requests 1.048576 x 0.30 = 0.3145728", "SNS: FIFO payload 100 x 0.017 = 1.7",]
        );
    }

    #[test]
    fn subscribers_are_charged_by_what_reaches_them() {
        let text = |protocol: &str| {
            format!(
                "resource \"aws_sns_topic\" \"main\" {{}}\nresource \"aws_sns_topic_subscription\" \"one\" {{\n topic_arn = aws_sns_topic.main.arn\n protocol = \"{protocol}\"\n}}"
            )
        };
        let usage = used("aws_sns_topic.main", &[("monthly_requests", "1000000")]);
        let requests = "SNS: requests 1 x 0.50 = 0.5";
        for (protocol, line) in [
            ("https", "SNS: deliveries by HTTP 10 x 0.06 = 0.6"),
            ("email", "SNS: deliveries by mail 10 x 2.00 = 20"),
            ("sqs", "free: deliveries to queues and functions are free"),
            ("sms", "unpriced: groundplan has no prices of SNS deliveries by sms"),
        ] {
            assert_eq!(bill("us-east-1", &text(protocol), &usage), [requests, line]);
        }
        let own = used("aws_sns_topic_subscription.one", &[("monthly_requests", "200000")]);
        assert_eq!(bill("us-east-1", &text("https"), &own)[0], "SNS: deliveries by HTTP 2 x 0.06 = 0.12");
        let counted =
            used("aws_sns_topic.main", &[("monthly_requests", "1000000"), ("http_subscriptions", "1")]);
        assert_eq!(
            bill("us-east-1", &text("https"), &counted)[1..],
            ["SNS: deliveries by HTTP 10 x 0.06 = 0.6", "free: counted with the topic",]
        );
    }
}
