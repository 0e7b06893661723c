use groundplan::Stack;
use groundplan_text::api::{
    self, DiffOptions, EstimateOptions, OverviewOptions, PreviewOptions, ProgramOptions, SynthOptions,
    sources,
};
use groundplan_text::editor::{complete_json, hover_json};
use groundplan_text::{Notation, Source, Sources, Target, UsageError};
use serde_json::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::ApiError;
use crate::schema;

type Answer = Result<String, JsValue>;

/// Makes Terraform: see `api::synth` for the form of what comes out.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn synth(specs: &str, options: &str) -> Answer {
    let specs = Sources::new(sources(&read(specs)?).map_err(thrown)?).map_err(thrown)?;
    let options = SynthOptions::read(&read(options)?).map_err(thrown)?;
    told(api::synth(&specs, &options, schema::current()))
}

/// What somebody who writes a spec looks at: see `api::preview`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn preview(text: &str, notation: &str, options: &str) -> Answer {
    let (spec, options) = (spec(text, notation)?, PreviewOptions::read(&read(options)?).map_err(thrown)?);
    api::preview(spec, &options, schema::current()).map_err(thrown)
}

/// Everything about a spec but advice: see `api::overview`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn overview(text: &str, notation: &str, options: &str) -> Answer {
    let (spec, options) = (spec(text, notation)?, OverviewOptions::read(&read(options)?).map_err(thrown)?);
    told(api::overview(spec, &options, schema::current()))
}

/// The picture of an environment: see `api::diagram`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn diagram(texts: &str, options: &str) -> Answer {
    told(api::diagram(targets(texts)?, &read(options)?, schema::current()))
}

/// Changes of values in a spec's text: see `api::edit`.
///
/// # Errors
///
/// On wrong use, and when a place cannot be changed.
#[wasm_bindgen]
pub fn edit(text: &str, notation: &str, changes: &str) -> Answer {
    told(api::edit(&spec(text, notation)?, &read(changes)?))
}

/// A spec's text as data: see `api::read`.
///
/// # Errors
///
/// When the notation is not known.
#[wasm_bindgen(js_name = read)]
pub fn read_spec(text: &str, notation: &str) -> Answer {
    Ok(api::read(&spec(text, notation)?).to_string())
}

/// The same spec in another notation: see `api::convert`.
///
/// # Errors
///
/// When a notation is not known.
#[wasm_bindgen]
pub fn convert(text: &str, from: &str, to: &str) -> Answer {
    Ok(api::convert(&spec(text, from)?, named(to)?).to_string())
}

/// The blocks that a spec makes, with their lines: see `api::blocks`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn blocks(text: &str, notation: &str, options: &str) -> Answer {
    told(api::blocks(&spec(text, notation)?, &read(options)?, schema::current()))
}

/// What a block follows from: see `api::provenance`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn provenance(text: &str, notation: &str, options: &str) -> Answer {
    told(api::provenance(&spec(text, notation)?, &read(options)?, schema::current()))
}

/// What each way of a choice costs: see `api::alternatives`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn alternatives(text: &str, notation: &str, options: &str) -> Answer {
    told(api::alternatives(&spec(text, notation)?, &read(options)?, schema::current()))
}

/// How much services are used: see `api::usage`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn usage(text: &str, notation: &str, options: &str) -> Answer {
    told(api::usage(&spec(text, notation)?, &read(options)?, schema::current()))
}

/// What is wrong with specs, Terraform and plans.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn check(texts: &str) -> Answer {
    let targets = targets(texts)?;
    told(Ok(api::check(targets, schema::current())))
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
    told(api::estimate(targets, &options, schema::current()))
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
    told(api::diff(old, new, &options, schema::current()))
}

/// The program in Rust or TypeScript that builds the stack of a spec.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn program(spec: &str, options: &str) -> Answer {
    let spec = Sources::new(sources(&read(spec)?).map_err(thrown)?).map_err(thrown)?;
    told(api::program(&spec, ProgramOptions::read(&read(options)?).map_err(thrown)?))
}

/// What a rule says.
///
/// # Errors
///
/// When there is no such rule.
#[wasm_bindgen]
pub fn explain(code: &str) -> Answer {
    told(api::explain(code))
}

/// Every rule.
#[wasm_bindgen]
#[must_use]
pub fn rules() -> String {
    api::rules().to_string()
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
    Ok(api::fixes(&spec(text, notation)?, schema::current()).to_string())
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
    let unknown = || ApiError::new("usage", format!("`{notation}` is no notation; it is yaml or json"));
    Notation::named(notation).ok_or_else(|| unknown().into())
}

fn spec(text: &str, notation: &str) -> Result<Source, JsValue> {
    Ok(Source { name: "spec".to_owned(), text: text.to_owned(), notation: named(notation)? })
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
        .map_err(|error| ApiError::new("usage", format!("this is not JSON: {error}")).into())
}

fn told(api: Result<Value, UsageError>) -> Answer {
    api.map(|value| value.to_string()).map_err(thrown)
}

fn thrown(error: UsageError) -> JsValue {
    ApiError::from(error).into()
}
