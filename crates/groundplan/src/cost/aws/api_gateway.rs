//! API Gateway: <https://aws.amazon.com/api-gateway/pricing/>. Requests to REST and HTTP APIs, 512 KB of the
//! latter being one; messages over WebSockets, 32 KB being one.

use super::{Family, Priced, counted};
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family =
    &[("aws_api_gateway_rest_api", rest), ("aws_apigatewayv2_api", api), ("aws_api_gateway_stage", stage)];

const SERVICE: &str = "API Gateway";
const REQUEST_KB: i64 = 512;
const MESSAGE_KB: i64 = 32;

fn rest(_: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE);
    counted::usage(bill, "requests", key::API_GATEWAY_REST_REQUEST, "monthly_requests");
    Ok(())
}

fn api(api: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE);
    match api.word("protocol_type", "")? {
        "HTTP" => {
            let requests =
                counted::chunks(bill, bill.used("monthly_requests"), "request_size_kb", REQUEST_KB);
            counted::charge(bill, "requests", key::API_GATEWAY_HTTP_REQUEST, requests);
        }
        "WEBSOCKET" => {
            let messages =
                counted::chunks(bill, bill.used("monthly_messages"), "message_size_kb", MESSAGE_KB);
            counted::charge(bill, "messages", key::API_GATEWAY_WEBSOCKET_MESSAGE, messages);
            counted::unknown(
                bill,
                &[("monthly_connection_mins", "the minutes of connections over WebSockets")],
            );
        }
        other => return Err(Unknown::new(format!("there is no API of the type `{other}`"))),
    }
    Ok(())
}

fn stage(stage: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    if stage.truth("cache_cluster_enabled", false)? {
        return Err(Unknown::new("groundplan has no prices of caches of API Gateway"));
    }
    bill.free("charged with the API, by requests");
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    #[test]
    fn rest_apis_are_charged_by_requests_with_steps() {
        let text = "resource \"aws_api_gateway_rest_api\" \"main\" {}";
        let usage = used("aws_api_gateway_rest_api.main", &[("monthly_requests", "21000000000")]);
        assert_eq!(
            bill("eu-west-1", text, &usage),
            [
                "API Gateway: requests, first 333 million requests 333 x 3.50 = 1165.5",
                "API Gateway: requests, next 667 million requests 667 x 3.19 = 2127.73",
                "API Gateway: requests, next 19000 million requests 19000 x 2.71 = 51490",
                "API Gateway: requests, over 20000 million requests 1000 x 1.72 = 1720",
            ]
        );
        let stage = |body: &str| format!("resource \"aws_api_gateway_stage\" \"main\" {{ {body} }}");
        assert_eq!(bill("eu-west-1", &stage(""), &usage), ["free: charged with the API, by requests"]);
        assert_eq!(
            bill("eu-west-1", &stage("cache_cluster_enabled = true"), &usage),
            ["unpriced: groundplan has no prices of caches of API Gateway"]
        );
    }

    #[test]
    fn http_apis_and_websockets_are_charged_by_size() {
        let text = |kind: &str| {
            format!("resource \"aws_apigatewayv2_api\" \"main\" {{ protocol_type = \"{kind}\" }}")
        };
        let usage = used(
            "aws_apigatewayv2_api.main",
            &[
                ("monthly_requests", "200000000"),
                ("request_size_kb", "600"),
                ("monthly_messages", "5000000"),
                ("message_size_kb", "40"),
                ("monthly_connection_mins", "100"),
            ],
        );
        assert_eq!(
            bill("eu-west-1", &text("HTTP"), &usage),
            [
                "API Gateway: requests, first 300 million requests 300 x 1.11 = 333",
                "API Gateway: requests, over 300 million requests 100 x 1.00 = 100",
            ]
        );
        assert_eq!(
            bill("us-east-1", &text("WEBSOCKET"), &usage),
            [
                "API Gateway: messages 10 x 1.00 = 10",
                "unpriced: groundplan has no price of the minutes of connections over WebSockets",
            ]
        );
        let unknown = "resource \"aws_apigatewayv2_api\" \"main\" { protocol_type = var.kind }";
        assert_eq!(
            bill("us-east-1", unknown, &Usage::new()),
            ["unpriced: `protocol_type` is `var.kind`, which is not known"]
        );
    }
}
