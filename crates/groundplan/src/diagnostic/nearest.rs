/// The known name that is most like what was written, if one is at all.
pub(crate) fn nearest<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = given.to_lowercase();
    let likeness = |name: &str| strsim::damerau_levenshtein(&lower, &name.to_lowercase());
    let best = known.map(|name| (likeness(name), name)).min_by_key(|(distance, _)| *distance);
    best.filter(|(distance, name)| *distance <= 1 + name.len() / 4).map(|(_, name)| name)
}

/// The known name that was probably meant: the same in other letters, one that is spelt much alike, one that begins like it
/// (`mem`, `hostname`), or else the nearest.
pub(crate) fn likely<'a>(given: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let lower = given.to_lowercase();
    let close = nearest(given, known.clone());
    let is_close = |name: &str| strsim::damerau_levenshtein(&lower, &name.to_lowercase()) <= 1;
    let begins_alike = |name: &&str| {
        let name = name.to_lowercase();
        name.len().min(lower.len()) >= 3 && (name.starts_with(&lower) || lower.starts_with(&name))
    };
    let alike = known.filter(begins_alike).max_by_key(|name| name.len());
    close.filter(|name| is_close(name)).or(alike).or(close)
}

/// The names that are allowed: not all of fifty.
pub(crate) fn one_of(names: &[&str]) -> String {
    let (shown, rest) = names.split_at_checked(MOST_NAMES).unwrap_or((names, &[]));
    match (names.len(), rest.len()) {
        (0, _) => "nothing: it takes no arguments".to_owned(),
        (_, 0) => format!("one of {}", shown.join(", ")),
        (_, more) => format!("one of {} and {more} more", shown.join(", ")),
    }
}

/// How many names a finding lists.
const MOST_NAMES: usize = 16;

#[cfg(test)]
mod tests {
    use super::likely;

    #[test]
    fn a_name_is_found_by_its_beginning_as_well() {
        let known = ["port", "architecture", "reach", "env", "healthCheck", "readOnlyRoot", "renamedFrom"];
        let found = |given| likely(given, known.iter().copied());
        for (given, meant) in [
            ("arch", "architecture"),
            ("prot", "port"),
            ("envs", "env"),
            ("health", "healthCheck"),
            ("healthcheck", "healthCheck"),
            ("readonlyRootFilesystem", "readOnlyRoot"),
            ("raech", "reach"),
        ] {
            assert_eq!(found(given), Some(meant), "{given}");
        }
        assert_eq!(found("nonsense"), None);
        assert_eq!(found("re"), None);
    }
}
