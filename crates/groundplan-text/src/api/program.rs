use serde_json::{Value, json};

use super::options::Options;
use crate::input::Sources;
use crate::input::UsageError;
use crate::machine;
use crate::program::{Language, program as written};

/// Which program is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgramOptions {
    /// Its language.
    pub language: Language,
}

impl ProgramOptions {
    /// Options out of JSON: `{language: "rust" | "typescript"}`.
    ///
    /// # Errors
    ///
    /// When a key or a value is not known, or no language is said.
    pub fn read(given: &Value) -> Result<Self, UsageError> {
        let given = Options::of("program", given, &["language"])?;
        let language = given.choice("language", &Language::ALL)?;
        let missing =
            || UsageError::new("program has no `language`; it is rust or typescript").at("language");
        Ok(Self { language: language.ok_or_else(missing)? })
    }
}

/// The program that builds the stack of a spec: `{ok, text, diagnostics}`. Where the form of the spec is wrong, `text` is
/// empty; rules that it breaks are no matter here.
///
/// # Errors
///
/// When there are several specs.
///
/// ```
/// use groundplan_text::api::{ProgramOptions, program};
/// use groundplan_text::{Source, Sources};
/// use serde_json::json;
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n");
/// let options = ProgramOptions::read(&json!({ "language": "rust" }))?;
/// let api = program(&Sources::new([spec])?, options)?;
/// assert!(api["text"].as_str().unwrap().contains(".region(Region::EuWest1)"));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn program(sources: &Sources, options: ProgramOptions) -> Result<Value, UsageError> {
    let mut specs = sources.texts().iter();
    let (Some(spec), None) = (specs.next(), specs.next()) else {
        return Err(UsageError::new("a program is written of one spec, not of several"));
    };
    Ok(match written(spec, options.language) {
        Ok(text) => json!({ "ok": true, "text": text, "diagnostics": [] }),
        Err(found) => {
            let diagnostics = machine::findings(&found.report, &found.texts);
            json!({ "ok": false, "text": "", "diagnostics": diagnostics })
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Source;

    fn answered(spec: &str, options: &Value) -> Result<Value, UsageError> {
        program(&Sources::yaml(spec), ProgramOptions::read(options)?)
    }

    #[test]
    fn a_language_has_to_be_said() {
        assert!(ProgramOptions::read(&Value::Null).is_err());
        let error = ProgramOptions::read(&json!({ "language": "go" })).unwrap_err();
        assert_eq!(error.message(), "`language` is not `go`, but one of rust, typescript");
    }

    #[test]
    fn mistakes_of_form_are_diagnostics() {
        let language = json!({ "language": "typescript" });
        let found = answered("stack: shop\nregoin: x\n", &language).unwrap();
        assert_eq!((&found["ok"], &found["text"]), (&json!(false), &json!("")));
        assert_eq!(found["diagnostics"][0]["code"], "spec/unknown-key");
        let written = answered("stack: shop\n", &language).unwrap();
        assert_eq!((&written["ok"], &written["diagnostics"]), (&json!(true), &json!([])));
    }

    #[test]
    fn several_specs_are_no_program() {
        let spec = |name| Source::new(name, "stack: a\n");
        let several = Sources::new([spec("a.yaml"), spec("b.yaml")]).unwrap();
        assert!(program(&several, ProgramOptions { language: Language::Rust }).is_err());
    }
}
