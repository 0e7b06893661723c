use groundplan::spec::{Node, NodeValue};

/// A spec as if it had one environment only, and the name of that: the one asked for or, where there is none of this name,
/// the first.
pub(crate) fn alone(mut spec: Node, asked: Option<&str>) -> (Node, String) {
    let mut chosen = String::new();
    if let NodeValue::Map(entries) = &mut spec.value
        && let Some((_, environments)) = entries.iter_mut().find(|(key, _)| key == "environments")
        && let NodeValue::Map(environments) = &mut environments.value
    {
        let named = environments.iter().map(|(name, _)| name).find(|name| Some(name.as_str()) == asked);
        chosen = named.or(environments.first().map(|(name, _)| name)).cloned().unwrap_or_default();
        environments.retain(|(name, _)| *name == chosen);
    }
    (spec, chosen)
}
