/// The known name that is most like what was written, if one is at all.
pub(crate) fn nearest<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = given.to_lowercase();
    let likeness = |name: &str| strsim::damerau_levenshtein(&lower, &name.to_lowercase());
    let best = known.map(|name| (likeness(name), name)).min_by_key(|(distance, _)| *distance);
    best.filter(|(distance, name)| *distance <= 1 + name.len() / 4).map(|(_, name)| name)
}
