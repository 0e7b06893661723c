/// A count and its noun: `1 file`, `2 files`.
///
/// ```
/// assert_eq!(groundplan_text::number(2, "file"), "2 files");
/// ```
#[must_use]
pub fn number(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
