use groundplan::Format;
use groundplan::report::Form;
use serde_json::{Map, Value};

use crate::input::Source;
use crate::input::UsageError;
use crate::nearest::nearest;

/// The names of forms that are texts; JSON is there whatever the form.
pub(super) const FORMS: [(&str, Form); 3] =
    [("table", Form::Table), ("markdown", Form::Markdown), ("html", Form::Html)];

/// The syntaxes of Terraform.
pub(super) const FORMATS: [(&str, Format); 2] = [("json", Format::Json), ("hcl", Format::Hcl)];

/// Texts out of JSON: a list of `{name, text}`. An object gives each text under its name; a string is one spec,
/// called `groundplan.yaml`.
///
/// # Errors
///
/// When the JSON is something else.
///
/// ```
/// use groundplan_text::api::sources;
/// use serde_json::json;
/// let names = |given| sources(&given).map(|all| all.into_iter().map(|one| one.name).collect::<Vec<_>>());
/// assert_eq!(names(json!([{ "name": "a.yaml", "text": "stack: a" }]))?, ["a.yaml"]);
/// assert_eq!(names(json!({ "x/main.tf": "", "x/net.tf": "" }))?, ["x/main.tf", "x/net.tf"]);
/// assert_eq!(names(json!("stack: a"))?, ["groundplan.yaml"]);
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn sources(given: &Value) -> Result<Vec<Source>, UsageError> {
    let text = |name: &String, text: &Value| {
        text.as_str().map(|text| Source::new(name, text)).ok_or_else(|| wrong(name, "a text"))
    };
    match given {
        Value::String(text) => Ok(vec![Source::new("groundplan.yaml", text)]),
        Value::Object(all) => all.iter().map(|(name, value)| text(name, value)).collect(),
        Value::Array(all) => all.iter().map(source).collect(),
        _ => Err(UsageError::new("texts are a list of `{ name, text }`")),
    }
}

fn source(given: &Value) -> Result<Source, UsageError> {
    let given = Options::of("a text", given, &["name", "text"])?;
    let wanted = |key| given.text(key)?.ok_or_else(|| UsageError::new(format!("a text has no `{key}`")));
    Ok(Source::new(wanted("name")?, wanted("text")?))
}

/// A list, as it was given.
pub(super) fn list<'a>(what: &str, given: &'a Value) -> Result<&'a [Value], UsageError> {
    given.as_array().map(Vec::as_slice).ok_or_else(|| wrong(what, "a list"))
}

/// Options, as they were given.
pub(super) struct Options<'a>(Option<&'a Map<String, Value>>);

impl<'a> Options<'a> {
    /// Takes an object with some of these keys; `null` is an empty one.
    pub(super) fn of(what: &str, given: &'a Value, keys: &[&str]) -> Result<Self, UsageError> {
        let object = match given {
            Value::Null => return Ok(Self(None)),
            Value::Object(object) => object,
            _ => return Err(wrong(what, "an object")),
        };
        match object.keys().find(|key| !keys.contains(&key.as_str())) {
            None => Ok(Self(Some(object))),
            Some(stranger) => {
                let error =
                    UsageError::new(format!("{what} has no `{stranger}`; it has {}", keys.join(", ")))
                        .at(stranger);
                Err(match nearest(stranger, keys.iter().copied()) {
                    Some(near) => error.help(near),
                    None => error,
                })
            }
        }
    }

    /// A text, if there is one.
    pub(super) fn text(&self, key: &str) -> Result<Option<&'a str>, UsageError> {
        let text = |value: &'a Value| value.as_str().ok_or_else(|| wrong(key, "a text"));
        self.value(key).map(text).transpose()
    }

    /// Yes or no; no, where nothing is said.
    pub(super) fn flag(&self, key: &str) -> Result<bool, UsageError> {
        self.flag_or(key, false)
    }

    /// Yes or no, or what it is where nothing is said.
    pub(super) fn flag_or(&self, key: &str, missing_usage: bool) -> Result<bool, UsageError> {
        let flag = |value: &Value| value.as_bool().ok_or_else(|| wrong(key, "true or false"));
        self.value(key).map_or(Ok(missing_usage), flag)
    }

    /// One of several names.
    pub(super) fn choice<T: Copy>(&self, key: &str, names: &[(&str, T)]) -> Result<Option<T>, UsageError> {
        let Some(text) = self.text(key)? else { return Ok(None) };
        match names.iter().find(|(name, _)| *name == text) {
            Some((_, choice)) => Ok(Some(*choice)),
            None => {
                let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
                Err(UsageError::new(format!("`{key}` is not `{text}`, but one of {}", names.join(", ")))
                    .at(key))
            }
        }
    }

    /// A text with its name.
    pub(super) fn source(&self, key: &str) -> Result<Option<Source>, UsageError> {
        self.value(key).map(source).transpose()
    }

    fn value(&self, key: &str) -> Option<&'a Value> {
        self.0.and_then(|object| object.get(key)).filter(|value| !value.is_null())
    }
}

fn wrong(what: &str, wants: &str) -> UsageError {
    UsageError::new(format!("`{what}` is not {wants}")).at(what)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_not_known_is_refused() {
        let given = json!({ "regoin": "x" });
        let error = Options::of("estimate", &given, &["region", "usage"]).err().unwrap();
        let told =
            UsageError::new("estimate has no `regoin`; it has region, usage").at("regoin").help("region");
        assert_eq!(error, told);
        assert!(Options::of("estimate", &json!([]), &[]).is_err());
        assert!(sources(&json!([{ "name": "a" }])).is_err() && sources(&json!(1)).is_err());
        assert!(sources(&json!({ "a": 1 })).is_err());
    }

    #[test]
    fn values_have_their_type() {
        let given = json!({ "a": 1, "b": null, "c": "dta", "d": true });
        let given = Options::of("x", &given, &["a", "b", "c", "d"]).ok().unwrap();
        assert!(given.text("a").is_err() && given.flag("a").is_err() && given.source("c").is_err());
        assert_eq!((given.text("b"), given.flag("b"), given.flag("d")), (Ok(None), Ok(false), Ok(true)));
        let error = given.choice("c", &FORMS).unwrap_err();
        assert_eq!(error.message(), "`c` is not `dta`, but one of table, markdown, html");
    }
}
