/// The known name that is most like what was written, if one is at all.
///
/// ```
/// use groundplan_text::nearest;
/// assert_eq!(nearest("prodution", ["dev", "production"]), Some("production"));
/// assert_eq!(nearest("elsewhere", ["dev", "production"]), None);
/// ```
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = given.to_lowercase();
    let likeness = |name: &str| strsim::damerau_levenshtein(&lower, &name.to_lowercase());
    let best = known.into_iter().map(|name| (likeness(name), name)).min_by_key(|(distance, _)| *distance);
    best.filter(|(distance, name)| *distance <= 1 + name.chars().count() / 4).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_has_a_limit() {
        assert_eq!(nearest("prodution", ["dev", "production"]), Some("production"));
        assert_eq!(nearest("elsewhere", ["dev", "production"]), None);
    }
}
