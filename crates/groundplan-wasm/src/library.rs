use groundplan::Stack;
use groundplan_text::answer::{self, DiffOptions, EstimateOptions, ProgramOptions, SynthOptions, sources};
use groundplan_text::editor::{complete_json, hover_json};
use groundplan_text::{Notation, Source, Sources, Target, Trouble};
use serde_json::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::Misuse;
use crate::schema;

type Answer = Result<String, JsValue>;

/// Makes Terraform: see `answer::synth` for the form of what comes out.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn synth(specs: &str, options: &str) -> Answer {
    let specs = Sources::new(sources(&read(specs)?).map_err(thrown)?).map_err(thrown)?;
    let options = SynthOptions::read(&read(options)?).map_err(thrown)?;
    told(answer::synth(&specs, &options, schema::current()))
}

/// What is wrong with specs, Terraform and plans.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn check(texts: &str) -> Answer {
    let targets = targets(texts)?;
    told(Ok(answer::check(targets, schema::current())))
}

/// What specs, Terraform or plans cost a month.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn estimate(texts: &str, options: &str) -> Answer {
    let (targets, options) = (targets(texts)?, read(options)?);
    let options = EstimateOptions::read(&options).map_err(thrown)?;
    told(answer::estimate(targets, &options, schema::current()))
}

/// What changes from old to new.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn diff(old: &str, new: &str, options: &str) -> Answer {
    let (old, new, options) = (targets(old)?, targets(new)?, read(options)?);
    let options = DiffOptions::read(&options).map_err(thrown)?;
    told(answer::diff(old, new, &options, schema::current()))
}

/// The program in Rust or TypeScript that builds the stack of a spec.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn program(spec: &str, options: &str) -> Answer {
    let spec = Sources::new(sources(&read(spec)?).map_err(thrown)?).map_err(thrown)?;
    told(answer::program(&spec, ProgramOptions::read(&read(options)?).map_err(thrown)?))
}

/// What a rule says.
///
/// # Errors
///
/// When there is no such rule.
#[wasm_bindgen]
pub fn explain(code: &str) -> Answer {
    told(answer::explain(code))
}

/// Every rule.
#[wasm_bindgen]
#[must_use]
pub fn rules() -> String {
    answer::rules().to_string()
}

/// What can be written at an offset of a spec's text, in UTF-16 code units.
///
/// # Errors
///
/// When the notation is not known.
#[wasm_bindgen]
pub fn complete(text: &str, offset: u32, notation: &str) -> Answer {
    Ok(complete_json(text, index(offset), named(notation)?).to_string())
}

/// What stands at an offset of a spec's text.
///
/// # Errors
///
/// When the notation is not known.
#[wasm_bindgen]
pub fn hover(text: &str, offset: u32, notation: &str) -> Answer {
    Ok(hover_json(text, index(offset), named(notation)?).to_string())
}

/// What is wrong with a spec's text, and how each finding is settled.
///
/// # Errors
///
/// When the notation is not known.
#[wasm_bindgen]
pub fn fixes(text: &str, notation: &str) -> Answer {
    let notation = named(notation)?;
    let spec = Source { name: "spec".to_owned(), text: text.to_owned(), notation };
    Ok(answer::fixes(&spec, schema::current()).to_string())
}

/// The JSON Schema of specs.
#[wasm_bindgen(js_name = jsonSchema)]
#[must_use]
pub fn json_schema() -> String {
    Stack::json_schema()
}

/// The version of groundplan.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Takes a schema from elsewhere, in groundplan's compact form or as Terraform prints it, and looks at all of it.
///
/// # Errors
///
/// When it is no schema.
#[wasm_bindgen(js_name = loadSchema)]
pub fn load_schema(text: String) -> Result<(), JsValue> {
    schema::load(text).map_err(JsValue::from)
}

fn named(notation: &str) -> Result<Notation, JsValue> {
    let unknown = || Misuse::new("usage", format!("`{notation}` is no notation; it is yaml or json"));
    Notation::named(notation).ok_or_else(|| unknown().into())
}

/// What is further than this is past the end of any text.
fn index(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

fn targets(texts: &str) -> Result<Vec<Target>, JsValue> {
    Target::all(sources(&read(texts)?).map_err(thrown)?).map_err(thrown)
}

fn read(text: &str) -> Result<Value, JsValue> {
    serde_json::from_str(text)
        .map_err(|error| Misuse::new("usage", format!("this is not JSON: {error}")).into())
}

fn told(answer: Result<Value, Trouble>) -> Answer {
    answer.map(|value| value.to_string()).map_err(thrown)
}

fn thrown(trouble: Trouble) -> JsValue {
    Misuse::from(trouble).into()
}
