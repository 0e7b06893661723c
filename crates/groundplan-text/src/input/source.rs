use std::path::Path;

use groundplan::diagnostic::Diagnostic;
use groundplan::spec::{Node, json};

use crate::input::UsageError;
use crate::yaml;

/// A text and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it is called in findings: a path, as it was given.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
    /// How it is read when it is a spec.
    pub notation: Notation,
    /// Where bytes are that are not UTF-8, if there are any: `U+FFFD` takes their place in the text.
    pub not_utf8: Option<usize>,
}

/// How a spec is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema), schemars(rename_all = "lowercase"))]
pub enum Notation {
    /// YAML 1.2, of which JSON is a part.
    Yaml,
    /// JSON: in a file that is called so.
    Json,
}

/// A text with its name, or the text alone.
#[cfg(feature = "codegen")]
impl schemars::JsonSchema for Source {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Source".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let text = generator.subschema_for::<String>();
        schemars::json_schema!({ "anyOf": [
            text,
            { "type": "object", "properties": { "name": text, "text": text }, "required": ["name", "text"] }
        ] })
    }
}

impl Notation {
    /// The notation of a name, as it comes from an editor: `yaml` or `json`.
    ///
    /// ```
    /// use groundplan_text::Notation;
    /// assert_eq!(Notation::named("json"), Some(Notation::Json));
    /// assert_eq!(Notation::named("toml"), None);
    /// ```
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "yaml" => Some(Self::Yaml),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

impl Source {
    /// More bytes than any spec needs; what is larger is some other file.
    pub const MOST_BYTES: u64 = 4 * 1024 * 1024;

    /// More bytes than plans of some thousand resources need.
    pub const MOST_BYTES_OF_TERRAFORM: u64 = 128 * 1024 * 1024;

    /// A text under a name, whose ending tells the notation.
    ///
    /// ```
    /// use groundplan_text::{Notation, Source};
    /// let source = Source::new("shop.JSON", "\u{feff}{}");
    /// assert_eq!((source.notation, source.text.as_str()), (Notation::Json, "{}"));
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let (name, text) = (name.into(), text.into());
        let ending = Path::new(&name).extension();
        let is_json = ending.is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
        // Terraform refuses it in its own JSON, which is for the reader to say.
        let is_refused = [".tf.json", ".tofu.json"].iter().any(|ending| name.ends_with(ending));
        let plain = text.strip_prefix('\u{feff}').filter(|_| !is_refused).map(str::to_owned);
        let text = plain.unwrap_or(text);
        Self { name, text, notation: if is_json { Notation::Json } else { Notation::Yaml }, not_utf8: None }
    }

    /// The bytes of a file under its name.
    ///
    /// ```
    /// use groundplan_text::Source;
    /// let source = Source::of_bytes("main.tf", b"# caf\xe9".to_vec());
    /// assert_eq!((source.text.as_str(), source.not_utf8), ("# caf\u{fffd}", Some(5)));
    /// assert_eq!(Source::of_bytes("main.tf", b"# tea".to_vec()).not_utf8, None);
    /// ```
    #[must_use]
    pub fn of_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self::new(name, text),
            Err(error) => {
                let not_utf8 = Some(error.utf8_error().valid_up_to());
                Self { not_utf8, ..Self::new(name, String::from_utf8_lossy(error.as_bytes())) }
            }
        }
    }

    /// The same, unless it has bytes that are not UTF-8.
    ///
    /// # Errors
    ///
    /// When it has some.
    pub fn in_utf8(self) -> Result<Self, UsageError> {
        match self.not_utf8 {
            None => Ok(self),
            Some(_) => Err(UsageError::new(format!("{} is not UTF-8 text", self.name))),
        }
    }

    /// The same, unless it is too large for a spec.
    ///
    /// # Errors
    ///
    /// When it has more than [`Source::MOST_BYTES`].
    pub fn within_a_spec(self) -> Result<Self, UsageError> {
        self.within(Self::MOST_BYTES, ", the limit for a spec")
    }

    /// The same, unless it is too large for Terraform.
    ///
    /// # Errors
    ///
    /// When it has more than [`Source::MOST_BYTES_OF_TERRAFORM`].
    pub fn within_terraform(self) -> Result<Self, UsageError> {
        self.within(Self::MOST_BYTES_OF_TERRAFORM, "")
    }

    fn within(self, most: u64, so: &str) -> Result<Self, UsageError> {
        if self.text.len() as u64 <= most {
            return Ok(self);
        }
        Err(UsageError::new(format!("{} is larger than {most} bytes{so}", self.name)))
    }

    /// The nodes of the text.
    ///
    /// # Errors
    ///
    /// What is wrong with its form.
    pub fn parse(&self) -> Result<Node, Diagnostic> {
        match self.notation {
            Notation::Json => json::parse(&self.text),
            Notation::Yaml => yaml::parse(&self.text),
        }
    }

    /// The last part of its name.
    pub(crate) fn file_name(&self) -> &str {
        Path::new(&self.name).file_name().and_then(|name| name.to_str()).unwrap_or_default()
    }
}

#[cfg(test)]
impl Source {
    /// A spec in YAML.
    pub(crate) fn yaml(text: &str) -> Self {
        Self::new("groundplan.yaml", text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_tells_the_notation() {
        assert_eq!(Source::new("x/a.JSON", "{}").notation, Notation::Json);
        assert_eq!(Source::new("json", "{}").notation, Notation::Yaml);
        assert_eq!(Source::new("a.yml", "{}").notation, Notation::Yaml);
        assert!(Source::new("a.json", "a: 1").parse().is_err() && Source::new("a", "a: 1").parse().is_ok());
    }

    #[test]
    fn a_byte_order_mark_is_dropped() {
        assert_eq!(Source::new("a.yaml", "\u{feff}stack: a").text, "stack: a");
        assert_eq!(Source::new("main.tf", "\u{feff}a").text, "a");
        assert_eq!(Source::new("main.tf.json", "\u{feff}{}").text, "\u{feff}{}");
    }

    #[test]
    fn what_is_too_large_for_a_spec_is_refused() {
        let of = |length: usize| Source::new("a.yaml", " ".repeat(length)).within_a_spec();
        assert!(of(4 * 1024 * 1024).is_ok());
        let error = of(4 * 1024 * 1024 + 1).unwrap_err();
        assert_eq!(error.message(), "a.yaml is larger than 4194304 bytes, the limit for a spec");
    }
}
