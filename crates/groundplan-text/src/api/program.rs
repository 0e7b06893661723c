use serde::Serialize;

use super::options::options;
use crate::input::Sources;
use crate::input::UsageError;
use crate::machine::{self, Diagnostic};
use crate::program::{Language, program as written};

options! {
    /// Which program is written.
    "program" pub struct ProgramOptions {
        /// Its language: TypeScript for this package, Rust for the library of the same name.
        language: Language,
    }
}

/// What `program` answers. `ok` is false when the form of the spec is wrong; rules that it breaks do not matter here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Written {
    /// Whether the form of the spec is right.
    pub ok: bool,
    /// The program; empty when there are errors.
    pub text: String,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Writes the program that builds the stack of a spec.
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
/// let program = program(&Sources::new([spec])?, &options)?;
/// assert!(program.text.contains(".region(Region::EuWest1)"));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn program(sources: &Sources, options: &ProgramOptions) -> Result<Written, UsageError> {
    let mut specs = sources.texts().iter();
    let (Some(spec), None) = (specs.next(), specs.next()) else {
        return Err(UsageError::new("a program is written of one spec, not of several"));
    };
    Ok(match written(spec, options.language) {
        Ok(text) => Written { ok: true, text, diagnostics: Vec::new() },
        Err(found) => {
            let diagnostics = machine::findings(&found.report, &found.texts);
            Written { ok: false, text: String::new(), diagnostics }
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::input::Source;

    fn answered(spec: &str, options: &Value) -> Result<Value, UsageError> {
        let found = program(&Sources::yaml(spec), &ProgramOptions::read(options)?)?;
        Ok(serde_json::to_value(found).unwrap())
    }

    #[test]
    fn a_language_is_needed() {
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
        assert!(program(&several, &ProgramOptions { language: Language::Rust }).is_err());
    }
}
