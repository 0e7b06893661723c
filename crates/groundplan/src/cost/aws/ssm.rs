//! Parameters of Systems Manager: <https://aws.amazon.com/systems-manager/pricing/>. Standard ones are free;
//! advanced ones are charged each month and by request, and so are requests at the higher rate.

use super::{Family, Priced, counted};
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::price::key;
use crate::cost::quantity::HOURS;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_ssm_parameter", price)];

fn price(parameter: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of("Systems Manager");
    let requests = |bill: &mut Bill<'_>| {
        counted::usage(bill, "requests", key::SSM_REQUEST, "monthly_api_interactions");
    };
    match parameter.word("tier", "Standard")? {
        "Standard" if matches!(bill.word("api_throughput_limit"), Some("higher" | "advanced")) => {
            requests(bill)
        }
        "Standard" => bill.free("standard parameters are free"),
        "Advanced" => {
            let kept = bill.known_usage("parameter_storage_hrs").map(|hours| hours.over(HOURS));
            bill.charge("advanced parameters", key::SSM_ADVANCED_PARAMETER, kept.unwrap_or_else(|| 1.into()));
            requests(bill);
        }
        _ => return Err(Unknown::new("whether the parameter becomes an advanced one is not known")),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::aws::testing::{bill, used};
    use crate::cost::{Amount, Origin, Usage, UsageValue};

    fn parameter(tier: &str) -> String {
        format!("resource \"aws_ssm_parameter\" \"main\" {{ tier = \"{tier}\" }}")
    }

    #[test]
    fn an_advanced_parameter_is_charged_each_month_and_by_request() {
        let usage = used("aws_ssm_parameter.main", &[("monthly_api_interactions", "50000")]);
        assert_eq!(
            bill("us-east-1", &parameter("Advanced"), &usage),
            [
                "Systems Manager: advanced parameters 1 x 0.05 = 0.05",
                "Systems Manager: requests 5 x 0.05 = 0.25",
            ]
        );
        let half = used("aws_ssm_parameter.main", &[("parameter_storage_hrs", "365")]);
        assert_eq!(
            bill("us-east-1", &parameter("Advanced"), &half),
            ["Systems Manager: advanced parameters 0.5 x 0.05 = 0.025",]
        );
    }

    #[test]
    fn a_standard_parameter_is_free_but_for_many_requests() {
        let usage = used("aws_ssm_parameter.main", &[("monthly_api_interactions", "50000")]);
        let free = ["free: standard parameters are free"];
        assert_eq!(bill("us-east-1", "resource \"aws_ssm_parameter\" \"main\" {}", &usage), free);
        let higher = UsageValue {
            amount: Amount::Text("higher".to_owned()),
            origin: Origin::File,
            reason: String::new(),
        };
        let usage = usage.of("aws_ssm_parameter.main", "api_throughput_limit", higher);
        assert_eq!(
            bill("us-east-1", &parameter("Standard"), &usage),
            ["Systems Manager: requests 5 x 0.05 = 0.25"]
        );
        assert_eq!(
            bill("us-east-1", &parameter("Intelligent-Tiering"), &Usage::new()),
            ["unpriced: whether the parameter becomes an advanced one is not known"]
        );
    }
}
