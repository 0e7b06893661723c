//! Cloud Map: <https://aws.amazon.com/cloud-map/pricing/>. What is registered by hand, and calls that discover;
//! tasks that ECS registers are free. The zone of a namespace is charged as one of Route 53.

use super::{Family, Priced, counted};
use crate::cost::bill::Bill;
use crate::cost::price::key;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family =
    &[("aws_service_discovery_service", service), ("aws_service_discovery_instance", instance)];

const SERVICE: &str = "Cloud Map";

fn service(service: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    if service.may_have("health_check_config") {
        bill.unpriced("how many instances Route 53 checks is not known");
    }
    bill.of(SERVICE);
    counted::usage(bill, "discovery calls", key::CLOUD_MAP_API_CALL, "monthly_api_calls");
    Ok(())
}

fn instance(_: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of(SERVICE).charge("registered resources", key::CLOUD_MAP_RESOURCE, 1);
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::{bill, used};

    #[test]
    fn what_is_registered_by_hand_and_calls_are_charged() {
        let text = "resource \"aws_service_discovery_service\" \"api\" {}";
        let usage = used("aws_service_discovery_service.api", &[("monthly_api_calls", "2000000")]);
        assert_eq!(bill("ap-southeast-1", text, &usage), ["Cloud Map: discovery calls 2 x 1.00 = 2"]);
        let checked = "resource \"aws_service_discovery_service\" \"api\" {\n health_check_config {}\n}";
        let lines = bill("us-east-1", checked, &Usage::new());
        assert_eq!(lines, ["unpriced: how many instances Route 53 checks is not known"]);
        let text = "resource \"aws_service_discovery_instance\" \"one\" {}";
        assert_eq!(
            bill("ap-southeast-1", text, &Usage::new()),
            ["Cloud Map: registered resources 1 x 0.10 = 0.1"]
        );
        assert_eq!(
            bill("us-east-1", text, &Usage::new()),
            ["unpriced: no price of Cloud Map resources for us-east-1"]
        );
    }
}
