//! Types that cost nothing by themselves, and why.

/// A reason on a line of its own, then the types that it holds for, indented.
const TABLE: &str = include_str!("free.txt");

/// Each type with the reason.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut reason = "";
    TABLE.lines().flat_map(move |line| {
        let types = if line.starts_with(' ') { line } else { "" };
        if types.is_empty() {
            reason = line;
        }
        types.split_ascii_whitespace().map(move |kind| (kind, reason))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_free_type_is_one_of_the_provider() {
        #[cfg(feature = "bundled-schema")]
        {
            use crate::schema::{Kind, Schema};
            let known: std::collections::BTreeSet<&str> = Schema::bundled().names(Kind::Resource).collect();
            let strange: Vec<_> = all().filter(|(kind, _)| !known.contains(kind)).collect();
            assert!(strange.is_empty(), "{strange:?}");
        }
        assert!(all().all(|(_, reason)| !reason.is_empty()));
    }
}
