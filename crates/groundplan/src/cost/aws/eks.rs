//! EKS: <https://aws.amazon.com/eks/pricing/>. The hours of a cluster; what runs on it is charged by itself.

use super::{Family, Priced};
use crate::cost::bill::Bill;
use crate::cost::price::key;
use crate::cost::quantity::hours;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[("aws_eks_cluster", cluster)];

fn cluster(cluster: &Resource<'_>, bill: &mut Bill<'_>) -> Priced {
    bill.of("EKS").charge("cluster hours", key::EKS_CLUSTER_HOUR, hours(1));
    if cluster.within("compute_config").map_or(Ok(false), |compute| compute.truth("enabled", false))? {
        bill.unpriced("groundplan has no prices of the instances that EKS starts by itself");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::bill;

    #[test]
    fn clusters_are_charged_by_the_hour() {
        let text = |body: &str| format!("resource \"aws_eks_cluster\" \"main\" {{\n{body}\n}}");
        assert_eq!(bill("us-east-1", &text(""), &Usage::new()), ["EKS: cluster hours 730 x 0.10 = 73"]);
        assert_eq!(
            bill("us-east-1", &text("compute_config { enabled = true }"), &Usage::new())[1],
            "unpriced: groundplan has no prices of the instances that EKS starts by itself"
        );
    }
}
