//! SQS: <https://aws.amazon.com/sqs/pricing/>. Requests, each 64 KB of one being one.

use super::{Family, Priced, counted};
use crate::cost::bill::Bill;
use crate::cost::price::key;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_sqs_queue", queue)];

const CHUNK: i64 = 64;

fn queue(queue: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    let requests = counted::chunks(bill, bill.used("monthly_requests"), "request_size_kb", CHUNK);
    bill.of("SQS");
    match queue.truth("fifo_queue", false)? {
        true => counted::charge(bill, "FIFO requests", key::SQS_FIFO_REQUEST, requests),
        false => counted::charge(bill, "requests", key::SQS_STANDARD_REQUEST, requests),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    #[test]
    fn a_queue_is_charged_by_requests_of_64_kb_with_steps() {
        let queue = |body: &str| format!("resource \"aws_sqs_queue\" \"main\" {{ {body} }}");
        let usage = used("aws_sqs_queue.main", &[("monthly_requests", "30000000")]);
        assert_eq!(bill("us-east-1", &queue(""), &usage), ["SQS: requests 30 x 0.40 = 12"]);
        assert_eq!(
            bill("us-east-1", &queue("fifo_queue = true"), &usage),
            ["SQS: FIFO requests 30 x 0.50 = 15"]
        );
        let large =
            used("aws_sqs_queue.main", &[("monthly_requests", "125000000000"), ("request_size_kb", "65")]);
        assert_eq!(
            bill("eu-west-1", &queue(""), &large),
            [
                "SQS: requests, first 100000 million requests 100000 x 0.40 = 40000",
                "SQS: requests, next 100000 million requests 100000 x 0.30 = 30000",
                "SQS: requests, over 200000 million requests 50000 x 0.24 = 12000",
            ]
        );
        assert_eq!(
            bill("eu-west-1", &queue("fifo_queue = true"), &large),
            [
                "SQS: FIFO requests, first 100000 million requests 100000 x 0.50 = 50000",
                "SQS: FIFO requests, next 100000 million requests 100000 x 0.40 = 40000",
                "SQS: FIFO requests, over 200000 million requests 50000 x 0.35 = 17500",
            ]
        );
        let unknown = bill("us-east-1", &queue("fifo_queue = var.fifo"), &Usage::new());
        assert_eq!(unknown, ["unpriced: `fifo_queue` is `var.fifo`, which is not known"]);
    }
}
