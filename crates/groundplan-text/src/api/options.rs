use groundplan::Format;
use groundplan::Tool;
use groundplan::report::{Form, Grouping};
use groundplan::unit::Money;
use serde_json::{Map, Value};

use crate::input::UsageError;
use crate::input::{Notation, Source};
use crate::nearest::nearest;
use crate::program::Language;

/// Declares the options of a function: a structure, its JSON Schema and how it is read out of JSON. A key that is not
/// known is refused with the nearest one; `Option`s may be left out.
macro_rules! options {
    (
        $(#[$meta:meta])+
        $function:literal pub struct $type:ident { $( $(#[$field_meta:meta])+ $field:ident: $of:ty, )+ }
    ) => {
        $(#[$meta])+
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "codegen", derive(schemars::JsonSchema), schemars(rename_all = "camelCase"))]
        pub struct $type { $( $(#[$field_meta])+ pub $field: $of, )+ }

        impl $type {
            /// Options out of JSON.
            ///
            /// # Errors
            ///
            /// When a key or a value is not known, or what is needed is missing.
            pub fn read(given: &serde_json::Value) -> Result<Self, $crate::UsageError> {
                use $crate::api::options::{Options, camel};
                let keys = [$( camel(stringify!($field)) ),+];
                let given = Options::of($function, given, &keys)?;
                Ok(Self { $( $field: given.get(&camel(stringify!($field)))?, )+ })
            }
        }
    };
}

/// Declares the names of an option, and what each stands for.
macro_rules! names {
    ($(#[$meta:meta])+ pub enum $type:ident for $of:ident { $( $(#[$doc:meta])+ $variant:ident = $name:literal, )+ }) => {
        $(#[$meta])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "codegen", derive(schemars::JsonSchema), schemars(rename_all = "lowercase"))]
        pub enum $type { $( $(#[$doc])+ $variant, )+ }

        impl From<$type> for $of {
            fn from(name: $type) -> Self {
                match name { $( $type::$variant => Self::$variant, )+ }
            }
        }

        impl Given for $type {
            fn given(key: &str, value: &Value) -> Result<Self, UsageError> {
                choice(key, value, &[$( ($name, Self::$variant) ),+])
            }
        }
    };
}

pub(super) use options;

names! {
    /// How a bill or a comparison is written for people, besides the data.
    pub enum TextForm for Form {
        /// Plain text for a terminal.
        Table = "table",
        /// For a comment on a pull request.
        Markdown = "markdown",
        /// A page of its own.
        Html = "html",
    }
}

names! {
    /// The syntax of Terraform.
    pub enum Syntax for Format {
        /// `*.tf.json`, for programs.
        Json = "json",
        /// `*.tf`, for people.
        Hcl = "hcl",
    }
}

names! {
    /// The program that applies the output.
    pub enum ToolName for Tool {
        /// HashiCorp's Terraform.
        Terraform = "terraform",
        /// OpenTofu.
        OpenTofu = "opentofu",
    }
}

names! {
    /// What lines of a table are put together by.
    pub enum GroupBy for Grouping {
        /// What one service of AWS charges.
        Service = "service",
        /// What one file holds.
        Concern = "concern",
    }
}

/// `free_tier` as a key: `freeTier`.
pub(super) fn camel(snake: &str) -> String {
    let mut words = snake.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        name + &initial.to_ascii_uppercase() + rest
    })
}

/// The value of an option.
pub(super) trait Given: Sized {
    /// Reads it.
    fn given(key: &str, value: &Value) -> Result<Self, UsageError>;

    /// What it is where it was not given: an error, but for an `Option`.
    fn missing(key: &str) -> Result<Self, UsageError> {
        Err(UsageError::new(format!("`{key}` is missing")).at(key))
    }
}

impl<T: Given> Given for Option<T> {
    fn given(key: &str, value: &Value) -> Result<Self, UsageError> {
        T::given(key, value).map(Some)
    }

    fn missing(_: &str) -> Result<Self, UsageError> {
        Ok(None)
    }
}

impl Given for String {
    fn given(key: &str, value: &Value) -> Result<Self, UsageError> {
        value.as_str().map(str::to_owned).ok_or_else(|| wrong(key, "a text"))
    }
}

impl Given for bool {
    fn given(key: &str, value: &Value) -> Result<Self, UsageError> {
        value.as_bool().ok_or_else(|| wrong(key, "true or false"))
    }
}

impl Given for Money {
    fn given(key: &str, value: &Value) -> Result<Self, UsageError> {
        let text = String::given(key, value)?;
        text.parse().map_err(|error| UsageError::new(format!("`{key}` is not `{text}`: {error}")).at(key))
    }
}

impl Given for Notation {
    fn given(key: &str, value: &Value) -> Result<Self, UsageError> {
        choice(key, value, &[("yaml", Self::Yaml), ("json", Self::Json)])
    }
}

impl Given for Language {
    fn given(key: &str, value: &Value) -> Result<Self, UsageError> {
        choice(key, value, &Self::ALL)
    }

    fn missing(key: &str) -> Result<Self, UsageError> {
        Err(UsageError::new(format!("program has no `{key}`; it is rust or typescript")).at(key))
    }
}

/// A text with its name, or the text alone.
impl Given for Source {
    fn given(key: &str, value: &Value) -> Result<Self, UsageError> {
        match value {
            Value::String(text) => Ok(Self::new(format!("{key}.yml"), text)),
            value => source(value),
        }
    }
}

/// One of several names.
fn choice<T: Copy>(key: &str, value: &Value, names: &[(&str, T)]) -> Result<T, UsageError> {
    let text = String::given(key, value)?;
    let known = names.iter().find(|(name, _)| *name == text);
    known.map(|(_, choice)| *choice).ok_or_else(|| {
        let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        UsageError::new(format!("`{key}` is not `{text}`, but one of {}", names.join(", "))).at(key)
    })
}

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
    pub(super) fn of(what: &str, given: &'a Value, keys: &[impl AsRef<str>]) -> Result<Self, UsageError> {
        let keys: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
        let object = match given {
            Value::Null => return Ok(Self(None)),
            Value::Object(object) => object,
            _ => return Err(wrong(what, "an object")),
        };
        match object.keys().find(|key| !keys.contains(&key.as_str())) {
            None => Ok(Self(Some(object))),
            Some(unknown) => {
                let error = UsageError::new(format!("{what} has no `{unknown}`; it has {}", keys.join(", ")))
                    .at(unknown);
                Err(match nearest(unknown, keys.iter().copied()) {
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

    /// The value of a key.
    pub(super) fn get<T: Given>(&self, key: &str) -> Result<T, UsageError> {
        self.value(key).map_or_else(|| T::missing(key), |value| T::given(key, value))
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
        let expected =
            UsageError::new("estimate has no `regoin`; it has region, usage").at("regoin").help("region");
        assert_eq!(error, expected);
        assert!(Options::of("estimate", &json!([]), &["region"]).is_err());
        assert!(sources(&json!([{ "name": "a" }])).is_err() && sources(&json!(1)).is_err());
        assert!(sources(&json!({ "a": 1 })).is_err());
    }

    #[test]
    fn values_have_their_type() {
        let given = json!({ "a": 1, "b": null, "c": "dta", "d": true });
        let given = Options::of("x", &given, &["a", "b", "c", "d"]).ok().unwrap();
        assert!(given.get::<String>("a").is_err() && given.get::<bool>("a").is_err());
        assert!(given.get::<Source>("a").is_err() && given.get::<String>("b").is_err());
        assert_eq!(given.get::<Option<String>>("b"), Ok(None));
        assert_eq!((given.get("d"), given.get("c")), (Ok(Some(true)), Ok(Some("dta".to_owned()))));
        assert_eq!(given.get("c"), Ok(Source::new("c.yml", "dta")));
        let error = given.get::<TextForm>("c").unwrap_err();
        assert_eq!(error.message(), "`c` is not `dta`, but one of table, markdown, html");
    }
}
