/// Text that stays text in HTML, and in the HTML within Markdown: no mark of either, and no mention of anybody.
///
/// ```
/// assert_eq!(groundplan::report::escape("<b>@all & 'x'"), "&lt;b&gt;&#64;all &amp; &#39;x&#39;");
/// ```
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '&' => out += "&amp;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            '@' => out += "&#64;",
            other => out.push(other),
        }
    }
    out
}
