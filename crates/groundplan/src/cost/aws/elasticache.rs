//! ElastiCache, whose nodes and serverless caches no book has a price of.

use super::{Family, Priced};
use crate::cost::bill::Bill;
use crate::cost::count::Unknown;
use crate::cost::resource::Resource;

pub(super) const FAMILY: Family = &[
    ("aws_elasticache_cluster", cache),
    ("aws_elasticache_replication_group", cache),
    ("aws_elasticache_serverless_cache", cache),
];

fn cache(_: &Resource<'_>, _: &mut Bill<'_>) -> Priced {
    Err(Unknown::new("groundplan has no prices of ElastiCache"))
}

#[cfg(test)]
mod tests {
    use crate::cost::Usage;
    use crate::cost::aws::testing::bill;

    #[test]
    fn caches_have_no_price_here() {
        for kind in ["cluster", "replication_group", "serverless_cache"] {
            let text = format!("resource \"aws_elasticache_{kind}\" \"main\" {{}}");
            assert_eq!(
                bill("us-east-1", &text, &Usage::new()),
                ["unpriced: groundplan has no prices of ElastiCache"]
            );
        }
    }
}
