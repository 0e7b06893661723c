//! What a finding does not show: the secrets that it may be about.

use super::{Path, Segment};
use crate::unit::{is_reference, looks_secret, without_secrets, without_tokens};

/// What replaces a secret.
const HIDDEN: &str = "(not shown)";

/// What is given where no text is: its form.
const FORMS: [&str; 3] = ["list", "object", "empty value"];

/// Maps whose values say where secrets are, and rules that are called after secrets.
const NOT_SECRET: [&str; 2] = ["secrets", "waive"];

/// Where the spec names the secret of a registry.
const CREDENTIALS: [&str; 2] = ["image", "credentials"];

/// How hints begin that say by which names secrets are kept.
const KEPT: &str = "secrets: ";

/// Whether what was given at a place is a secret by the name of the place.
fn is_secret(path: &Path, given: &str) -> bool {
    let keys = || path.segments().iter().filter_map(Segment::as_key);
    let last: Vec<&str> = keys().collect();
    let is_elsewhere = keys().any(|key| NOT_SECRET.contains(&key)) || last.ends_with(&CREDENTIALS);
    let bare = bare(given);
    // `$expr` and its like say how a value is written, not what it is.
    let named = keys().rfind(|key| !key.starts_with('$')).is_some_and(|name| looks_secret(name, bare));
    named && !is_elsewhere && !FORMS.contains(&given) && !is_reference(bare)
}

/// What was given, as it may be shown.
pub(super) fn given(path: &Path, given: &str) -> String {
    if is_secret(path, given) { HIDDEN.to_owned() } else { without_secrets(given).into_owned() }
}

/// A sentence of a finding; `given` is what was given and how it may be shown.
pub(super) fn sentence(text: &str, given: Option<(&str, &str)>) -> String {
    without_tokens(&without(text, given)).into_owned()
}

/// What can be pasted.
pub(super) fn hint(hint: &str, given: Option<(&str, &str)>) -> String {
    let hint = without(hint, given);
    let shown = if hint.starts_with(KEPT) { without_tokens(&hint) } else { without_secrets(&hint) };
    shown.into_owned()
}

/// A text that repeats what was given, in quotes or as it is.
fn without(text: &str, given: Option<(&str, &str)>) -> String {
    match given {
        Some((given, HIDDEN)) => {
            let bare = bare(given);
            let quoted = [format!("`{bare}`"), format!("\"{bare}\"")];
            quoted.iter().fold(text.to_owned(), |text, quoted| text.replace(quoted.as_str(), HIDDEN))
        }
        Some((given, shown)) if given != shown => text.replace(given, shown),
        _ => text.to_owned(),
    }
}

fn bare(given: &str) -> &str {
    given.trim_matches(['`', '"'])
}

#[cfg(test)]
mod tests {
    use super::super::{Diagnostic, Rule};
    use super::*;

    fn shown(path: &str, given: &str) -> String {
        let finding = Diagnostic::new(Rule::TYPE, Path::of(path), format!("unexpected {given}"));
        let finding = finding.given(given).wants("text").hint(given);
        let shown = finding.without_secrets();
        assert_eq!(finding.to_string(), shown.to_string());
        format!("{} {:?} {:?}", shown.message, shown.given, shown.hint)
    }

    #[test]
    fn a_secret_is_shown_nowhere_in_a_finding() {
        for (path, given) in [
            ("services.api.env.DB_PASSWORD", "`hunter2`"),
            ("environments.dev.services.api.env.API_TOKEN", "\"hunter2\""),
            ("services.api.env.API_TOKEN.$expr", "`hunter2 (`"),
            ("resource.aws_db_instance.main.password", "`hunter2`"),
            ("services.api.image", "https://ci:hunter2@example.com/x:1"),
            ("module.vpc.source", "git::https://ci:hunter2@example.com/a.git"),
            ("services.api.env", "{ DB_PASSWORD: hunter2 }"),
            ("services.api.secrets.TOKEN", "sk_live_hunter24eC39HqLyjWDarjtT1"),
        ] {
            assert!(!shown(path, given).contains("hunter2"), "{}", shown(path, given));
        }
    }

    #[test]
    fn everything_else_is_shown() {
        for (path, given) in [
            ("services.api.env.DB_PASSWORD", "list"),
            ("resource.aws_db_instance.main.password", "var.db_pasword"),
            ("resource.aws_db_instance.main.password", "aws_ssm_parameter.db.vale"),
            ("services.api.secrets.API_TOKEN", "api-token"),
            ("environments.dev.waive.secretInEnv", "`1`"),
            ("services.api.env.PASSWORD_MIN_LENGTH", "`12`"),
        ] {
            assert_eq!(shown(path, given), format!("unexpected {given} {:?} {:?}", Some(given), Some(given)));
        }
    }

    #[test]
    fn a_hint_says_where_a_secret_is_kept() {
        let path = Path::of("services.api.env.DB_PASSWORD");
        let finding = Diagnostic::new(Rule::SECRET_IN_ENV, path, "a secret")
            .hint("secrets: { DB_PASSWORD: db-password }");
        assert_eq!(finding.without_secrets(), finding);
    }
}
