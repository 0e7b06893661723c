//! Arguments of which the values, or other arguments, decide whether their change replaces a resource.

use super::known::{Known, at};
use super::replacement::Verdict;

/// What the provider does about such an argument, given both bodies; `None` about any other.
pub(super) fn verdict(kind: &str, path: &str, (before, after): (&Known, &Known)) -> Option<Verdict> {
    let is_of =
        |block: &str| path == block || path.strip_prefix(block).is_some_and(|rest| rest.starts_with('.'));
    match kind {
        "aws_ecs_service" if is_of("capacity_provider_strategy") => Some(strategy(before, after)),
        "aws_elasticache_cluster" | "aws_elasticache_replication_group" if path == "engine_version" => {
            Some(of_version(before, after, Verdict::Replace))
        }
        "aws_opensearch_domain" | "aws_elasticsearch_domain"
            if matches!(path, "engine_version" | "elasticsearch_version") =>
        {
            Some(of_version(before, after, Verdict::Unknown))
        }
        "aws_vpc" if path == "instance_tenancy" => tenancy(before, after),
        // Indexes come and go beside the table.
        // <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html>
        "aws_dynamodb_table" if is_of("global_secondary_index") => Some(Verdict::Update),
        _ => None,
    }
}

/// With `force_new_deployment` a service takes another strategy in place; from none and to none, by some versions of the provider.
///
/// Source: `capacityProviderStrategyCustomizeDiff` in the provider's `internal/service/ecs/service.go`.
fn strategy(before: &Known, after: &Known) -> Verdict {
    let is_forced = *at(after, &["force_new_deployment"]) == Known::Scalar("true".to_owned());
    let is_none = |body: &Known| match at(body, &["capacity_provider_strategy"]) {
        Known::Absent => true,
        Known::List(all) => all.is_empty(),
        _ => false,
    };
    match (is_forced, is_none(before) != is_none(after)) {
        (false, _) => Verdict::Replace,
        (true, true) => Verdict::Unknown,
        (true, false) => Verdict::Update,
    }
}

/// A cache is upgraded in place, and made anew for an older version; a search domain takes some older versions.
///
/// Sources: `customizeDiffEngineVersionForceNewOnDowngrade` in `internal/service/elasticache`, and `engine_version` in
/// `internal/service/opensearch/domain.go` of the provider.
fn of_version(before: &Known, after: &Known, older: Verdict) -> Verdict {
    match version(before).zip(version(after)) {
        Some((old, new)) if new < old => older,
        Some(_) => Verdict::Update,
        None => Verdict::Unknown,
    }
}

/// The numbers of a version: 7 and 1 of `7.1`, of `OpenSearch_2.11` those behind the name; 99 for an `x`.
fn version(body: &Known) -> Option<(String, Vec<u32>)> {
    let text =
        ["engine_version", "elasticsearch_version"].into_iter().find_map(|name| match at(body, &[name]) {
            Known::Scalar(text) => Some(text),
            _ => None,
        })?;
    let (engine, numbers) = text.rsplit_once('_').unwrap_or(("", text));
    let number = |part: &str| if part == "x" { Some(99) } else { part.parse().ok() };
    Some((engine.to_owned(), numbers.split('.').map(number).collect::<Option<_>>()?))
}

/// From dedicated hardware a VPC goes back in place, and to it never.
///
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcTenancy.html>.
fn tenancy(before: &Known, after: &Known) -> Option<Verdict> {
    let is = |body: &Known, word: &str| *at(body, &["instance_tenancy"]) == Known::Scalar(word.to_owned());
    (is(before, "dedicated") && is(after, "default")).then_some(Verdict::Update)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(entries: &[(&str, &str)]) -> Known {
        let entry = |(name, text): &(&str, &str)| {
            let known = Known::Scalar((*text).to_owned());
            let is_block = *name == "capacity_provider_strategy";
            let known = if is_block {
                Known::List(vec![Known::Object([("base".to_owned(), known)].into())])
            } else {
                known
            };
            ((*name).to_owned(), known)
        };
        Known::Object(entries.iter().map(entry).collect())
    }

    #[test]
    fn another_strategy_needs_a_forced_deployment() {
        let of = |before: &[(&str, &str)], after: &[(&str, &str)]| {
            verdict("aws_ecs_service", "capacity_provider_strategy.base", (&body(before), &body(after)))
        };
        let (strategy, forced) = (("capacity_provider_strategy", "1"), ("force_new_deployment", "true"));
        assert_eq!(of(&[strategy], &[strategy]), Some(Verdict::Replace));
        assert_eq!(of(&[strategy], &[strategy, forced]), Some(Verdict::Update));
        assert_eq!(of(&[], &[strategy, forced]), Some(Verdict::Unknown));
        assert_eq!(of(&[strategy], &[]), Some(Verdict::Replace));
    }

    #[test]
    fn an_older_engine_is_made_anew() {
        let of = |kind, old, new| {
            verdict(
                kind,
                "engine_version",
                (&body(&[("engine_version", old)]), &body(&[("engine_version", new)])),
            )
        };
        assert_eq!(of("aws_elasticache_replication_group", "7.1", "6.2"), Some(Verdict::Replace));
        assert_eq!(of("aws_elasticache_replication_group", "6.x", "7.1"), Some(Verdict::Update));
        assert_eq!(of("aws_opensearch_domain", "OpenSearch_2.11", "OpenSearch_2.9"), Some(Verdict::Unknown));
        assert_eq!(of("aws_elasticache_replication_group", "7.10", "7.9"), Some(Verdict::Replace));
    }

    #[test]
    fn a_vpc_leaves_dedicated_hardware_in_place() {
        let of = |old, new| {
            verdict(
                "aws_vpc",
                "instance_tenancy",
                (&body(&[("instance_tenancy", old)]), &body(&[("instance_tenancy", new)])),
            )
        };
        assert_eq!(of("dedicated", "default"), Some(Verdict::Update));
        assert_eq!(of("default", "dedicated"), None);
    }
}
