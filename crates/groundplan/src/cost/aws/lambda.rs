//! Lambda: <https://aws.amazon.com/lambda/pricing/>. Requests, and how long they take by the memory they have.

use super::{Family, Priced, counted};
use crate::cost::Decimal;
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::resource::Resource;
use crate::model::text;

pub(super) const FAMILY: Family = &[("aws_lambda_function", price)];

/// The default memory in MB.
const MEMORY: Decimal = Decimal::from_parts(128, 0, 0, false, 0);
/// MB of temporary storage that are not charged.
const STORAGE: Decimal = Decimal::from_parts(512, 0, 0, false, 0);
/// Milliseconds of a MB in a GB-second.
const MS_MB: Decimal = Decimal::from_parts(1000 * 1024, 0, 0, false, 0);

fn price(function: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of("Lambda");
    counted::usage(bill, "requests", key::LAMBDA_REQUEST, "monthly_requests");
    let memory = function.number("memory_size")?.unwrap_or(MEMORY);
    let duration = match architecture(function)? {
        "arm64" => key::LAMBDA_ARM_GB_SECOND,
        _ => key::LAMBDA_X86_GB_SECOND,
    };
    let seconds =
        bill.used("monthly_requests").times(bill.used("request_duration_ms")).times(memory).over(MS_MB);
    bill.charge("duration", duration, seconds.reason(format!("with {memory} MB")));
    let storage = function.within("ephemeral_storage").map_or(Ok(None), |storage| storage.number("size"))?;
    if storage.is_some_and(|size| size > STORAGE) {
        bill.unpriced("groundplan has no price of temporary storage above 512 MB");
    }
    Ok(())
}

fn architecture<'a>(function: &Resource<'a>) -> Result<&'a str, Unknown> {
    if function.lacks("architectures") {
        return Ok("x86_64");
    }
    let given = function.list("architectures").and_then(|list| list.into_iter().next()).and_then(text);
    given.ok_or_else(|| Unknown::new("`architectures` is not known"))
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    fn function(body: &str) -> String {
        format!("resource \"aws_lambda_function\" \"api\" {{\n{body}\n}}")
    }

    #[test]
    fn a_function_is_charged_by_requests_and_duration() {
        let usage = used(
            "aws_lambda_function.api",
            &[("monthly_requests", "3000000"), ("request_duration_ms", "200")],
        );
        // 3 million times a fifth of a second with half a GB.
        assert_eq!(
            bill("us-east-1", &function("memory_size = 512"), &usage),
            ["Lambda: requests 3 x 0.20 = 0.6", "Lambda: duration 300000 x 0.0000166667 = 5.00001",]
        );
        let arm = function("memory_size = 512\narchitectures = [\"arm64\"]");
        assert_eq!(bill("us-east-1", &arm, &usage)[1], "Lambda: duration 300000 x 0.0000133334 = 4.00002");
        assert_eq!(
            bill("eu-north-1", &arm, &usage)[1],
            "unpriced: no price of Lambda ARM duration for eu-north-1"
        );
        assert_eq!(
            bill("us-east-1", &function(""), &usage)[1],
            "Lambda: duration 75000 x 0.0000166667 = 1.2500025"
        );
    }

    #[test]
    fn long_durations_have_steps() {
        let usage = used(
            "aws_lambda_function.api",
            &[("monthly_requests", "20000000000"), ("request_duration_ms", "1000")],
        );
        assert_eq!(
            bill("eu-west-1", &function("memory_size = 1024"), &usage)[1..],
            [
                "Lambda: duration, first 6000000000 GB-seconds 6000000000 x 0.0000166667 = 100000.2",
                "Lambda: duration, next 9000000000 GB-seconds 9000000000 x 0.000015 = 135000",
                "Lambda: duration, over 15000000000 GB-seconds 5000000000 x 0.0000133334 = 66667",
            ]
        );
        let arm = function("memory_size = 1024\narchitectures = [\"arm64\"]");
        assert_eq!(
            bill("eu-west-1", &arm, &usage)[1..],
            [
                "Lambda: duration, first 7500000000 GB-seconds 7500000000 x 0.0000133334 = 100000.5",
                "Lambda: duration, next 11250000000 GB-seconds 11250000000 x 0.0000120001 = 135001.125",
                "Lambda: duration, over 18750000000 GB-seconds 1250000000 x 0.0000106667 = 13333.375",
            ]
        );
    }

    #[test]
    fn what_is_not_known_is_said() {
        let of = |body: &str| bill("us-east-1", &function(body), &Usage::new());
        assert_eq!(
            of("memory_size = var.memory"),
            ["unpriced: `memory_size` is `var.memory`, which is not known"]
        );
        assert_eq!(of("architectures = var.kinds"), ["unpriced: `architectures` is not known"]);
        assert_eq!(
            of("ephemeral_storage { size = 1024 }"),
            ["unpriced: groundplan has no price of temporary storage above 512 MB"]
        );
        assert!(of("")[0].starts_with("missing usage: "));
    }
}
