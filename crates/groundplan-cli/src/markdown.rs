//! The defaults as Markdown: the project's `DEFAULTS.md`.

use groundplan::decision::Row;

const HEAD: &str = "\
# Defaults

<!-- Printed by `groundplan defaults`. -->

The default of every setting. Each environment has a tier: free protections are on in every tier, cheap ones in
staging and production, expensive ones in production. A value in the spec, for the whole stack or for one
environment, takes precedence.

The controls are checks of checkov (`CKV…`) and AWS Security Hub (`ECS.5`) that a default meets in the tiers
where it is on.
";

/// All defaults, a table for each area.
pub(crate) fn defaults(rows: &[Row]) -> String {
    let mut areas: Vec<(&str, Vec<&Row>)> = Vec::new();
    for row in rows {
        let area = row.path.split('.').next().unwrap_or_default();
        // Settings without a key, in brackets, belong to the area before them.
        let joins = |known: &str, is_last: bool| known == area || (is_last && area.starts_with('('));
        let last = areas.len().saturating_sub(1);
        match areas.iter_mut().enumerate().find(|(at, (known, _))| joins(known, *at == last)) {
            Some((_, (_, rows))) => rows.push(row),
            None => areas.push((area, vec![row])),
        }
    }
    areas.iter().fold(HEAD.to_owned(), |text, (area, rows)| text + &table(area, rows))
}

fn table(area: &str, rows: &[&Row]) -> String {
    let head =
        "| setting | development | staging | production | why | controls |\n|---|---|---|---|---|---|\n";
    let lines: String = rows.iter().map(|row| line(row)).collect();
    format!("\n## `{area}`\n\n{head}{lines}")
}

fn line(row: &Row) -> String {
    let [development, staging, production] = row.tiers.each_ref().map(|value| cell(value));
    let why = cell(&row.text.split_whitespace().collect::<Vec<_>>().join(" "));
    let controls = row.controls.join(", ");
    format!("| {} | {development} | {staging} | {production} | {why} | {controls} |\n", name(row.path))
}

/// A path of a spec is shown as code.
fn name(path: &str) -> String {
    if path.starts_with('(') { path.to_owned() } else { format!("`{path}`") }
}

/// A bar would end the cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_area_joins_the_last_one() {
        let row = |path| Row { path, tiers: Default::default(), text: "", controls: &[] };
        let text = defaults(&[row("encryption"), row("(encryption key)"), row("logs.x")]);
        assert_eq!(
            text.lines().filter(|line| line.starts_with("## ")).collect::<Vec<_>>(),
            ["## `encryption`", "## `logs`"]
        );
    }

    #[test]
    fn an_area_is_a_table() {
        let tiers = ["1".to_owned(), "2".to_owned(), "a|b".to_owned()];
        let row = Row {
            path: "network.zones",
            tiers,
            text: " How many.\n\n Two lose half.\n",
            controls: &["X.1", "X.2"],
        };
        let text = defaults(&[row]);
        assert!(text.contains("\n## `network`\n"), "{text}");
        assert!(
            text.ends_with("| `network.zones` | 1 | 2 | a\\|b | How many. Two lose half. | X.1, X.2 |\n"),
            "{text}"
        );
    }
}
