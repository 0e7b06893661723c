use groundplan::Stack;
use groundplan_text::api::{
    self, AlternativesOptions, BlocksOptions, CheckOptions, DiagramOptions, DiffOptions, EditorOptions,
    EstimateOptions, OverviewOptions, PreviewOptions, ProgramOptions, ProvenanceOptions, SynthOptions,
    UsageOptions, sources,
};
use groundplan_text::{Notation, Source, Sources, Target, UsageError};
use serde_json::Value;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::crossing::{Answer, object, text, value};
use crate::error::ApiError;
use crate::schema;

/// Makes Terraform: see `api::synth`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn synth(specs: &str, options: &JsValue) -> Answer {
    let specs = Sources::new(sources(&read(specs)?).map_err(thrown)?).map_err(thrown)?;
    let options = SynthOptions::read(&value(options)?).map_err(thrown)?;
    text(&api::synth(&specs, &options, schema::current()).map_err(thrown)?)
}

/// What somebody who writes a spec looks at: see `api::preview`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn preview(source: &str, options: &JsValue) -> Answer {
    let options = PreviewOptions::read(&value(options)?).map_err(thrown)?;
    api::preview(spec(source, options.notation), &options, schema::current(), |found| text(found))
        .map_err(thrown)?
}

/// Everything about a spec but advice: see `api::overview`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn overview(source: &str, options: &JsValue) -> Answer {
    let options = OverviewOptions::read(&value(options)?).map_err(thrown)?;
    text(&api::overview(spec(source, options.notation), &options, schema::current()).map_err(thrown)?)
}

/// The picture of an environment: see `api::diagram`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn diagram(texts: &str, options: &JsValue) -> Answer {
    let options = DiagramOptions::read(&value(options)?).map_err(thrown)?;
    object(&api::diagram(targets(texts)?, &options, schema::current()).map_err(thrown)?)
}

/// Changes of values in a spec's text: see `api::edit`. The changes are JSON text, since they are parts of specs.
///
/// # Errors
///
/// On wrong use, and when a place cannot be changed.
#[wasm_bindgen]
pub fn edit(source: &str, changes: &str, options: &JsValue) -> Answer {
    let spec = edited(source, options)?;
    object(&api::edit(&spec, &read(changes)?).map_err(thrown)?)
}

/// A spec's text as data: see `api::read`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen(js_name = read)]
pub fn read_spec(source: &str, options: &JsValue) -> Answer {
    text(&api::read(&edited(source, options)?))
}

/// The same spec in another notation: see `api::convert`.
///
/// # Errors
///
/// When a notation is not known.
#[wasm_bindgen]
pub fn convert(source: &str, from: &str, to: &str) -> Answer {
    object(&api::convert(&spec(source, Some(named(from)?)), named(to)?))
}

/// The blocks that a spec makes, with their lines: see `api::blocks`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn blocks(source: &str, options: &JsValue) -> Answer {
    let options = BlocksOptions::read(&value(options)?).map_err(thrown)?;
    object(&api::blocks(&spec(source, options.notation), &options, schema::current()).map_err(thrown)?)
}

/// What a block follows from: see `api::provenance`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn provenance(source: &str, options: &JsValue) -> Answer {
    let options = ProvenanceOptions::read(&value(options)?).map_err(thrown)?;
    let spec = spec(source, options.notation);
    object(&api::provenance(&spec, &options, schema::current()).map_err(thrown)?)
}

/// What each value of a choice costs: see `api::alternatives`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn alternatives(source: &str, options: &JsValue) -> Answer {
    let options = AlternativesOptions::read(&value(options)?).map_err(thrown)?;
    let spec = spec(source, options.notation);
    object(&api::alternatives(&spec, &options, schema::current()).map_err(thrown)?)
}

/// How much services are used: see `api::usage`.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn usage(source: &str, options: &JsValue) -> Answer {
    let options = UsageOptions::read(&value(options)?).map_err(thrown)?;
    object(&api::usage(&spec(source, options.notation), &options, schema::current()).map_err(thrown)?)
}

/// What is wrong with specs, Terraform and plans.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn check(texts: &str, options: &JsValue) -> Answer {
    let options = CheckOptions::read(&value(options)?).map_err(thrown)?;
    object(&api::check(targets(texts)?, &options, schema::current()))
}

/// What specs, Terraform or plans cost a month.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn estimate(texts: &str, options: &JsValue) -> Answer {
    let options = EstimateOptions::read(&value(options)?).map_err(thrown)?;
    api::estimate(targets(texts)?, &options, schema::current(), |found| text(found)).map_err(thrown)?
}

/// What changes from old to new.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn diff(old: &str, new: &str, options: &JsValue) -> Answer {
    let (old, new) = (targets(old)?, targets(new)?);
    let options = DiffOptions::read(&value(options)?).map_err(thrown)?;
    api::diff(old, new, &options, schema::current(), |found| object(found)).map_err(thrown)?
}

/// The program in Rust or TypeScript that builds the stack of a spec.
///
/// # Errors
///
/// On wrong use.
#[wasm_bindgen]
pub fn program(spec: &str, options: &JsValue) -> Answer {
    let spec = Sources::new(sources(&read(spec)?).map_err(thrown)?).map_err(thrown)?;
    let options = ProgramOptions::read(&value(options)?).map_err(thrown)?;
    object(&api::program(&spec, &options).map_err(thrown)?)
}

/// What a rule says.
///
/// # Errors
///
/// When there is no such rule.
#[wasm_bindgen]
pub fn explain(code: &str) -> Answer {
    object(&api::explain(code).map_err(thrown)?)
}

/// Every rule.
///
/// # Errors
///
/// None so far.
#[wasm_bindgen]
pub fn rules() -> Answer {
    object(&api::rules())
}

/// What can be written at an offset of a spec's text, in UTF-16 code units.
///
/// # Errors
///
/// When the notation is not known.
#[wasm_bindgen]
pub fn complete(source: &str, offset: u32, options: &JsValue) -> Answer {
    object(&api::complete(source, index(offset), notation(options)?))
}

/// What is at an offset of a spec's text; `null` where there is nothing to say.
///
/// # Errors
///
/// When the notation is not known.
#[wasm_bindgen]
pub fn hover(source: &str, offset: u32, options: &JsValue) -> Answer {
    object(&api::hover(source, index(offset), notation(options)?))
}

/// What is wrong with a spec's text, and how each finding is settled.
///
/// # Errors
///
/// When the notation is not known.
#[wasm_bindgen]
pub fn fixes(source: &str, options: &JsValue) -> Answer {
    object(&api::fixes(&edited(source, options)?, schema::current()))
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

/// Takes a schema from elsewhere, in groundplan's compact form or as Terraform prints it, and checks all of it.
///
/// # Errors
///
/// When the text is not a schema.
#[wasm_bindgen(js_name = loadSchema)]
pub fn load_schema(text: String) -> Result<(), JsValue> {
    schema::load(text).map_err(JsValue::from)
}

fn named(notation: &str) -> Result<Notation, JsValue> {
    let unknown =
        || ApiError::new("usage", format!("unknown notation `{notation}`; notations are yaml and json"));
    Notation::named(notation).ok_or_else(|| unknown().into())
}

/// The notation that options name; YAML by default.
fn notation(options: &JsValue) -> Result<Notation, JsValue> {
    let options = EditorOptions::read(&value(options)?).map_err(thrown)?;
    Ok(options.notation.unwrap_or(Notation::Yaml))
}

/// A spec's text in the notation that options name.
fn edited(source: &str, options: &JsValue) -> Result<Source, JsValue> {
    Ok(spec(source, Some(notation(options)?)))
}

fn spec(text: &str, notation: Option<Notation>) -> Source {
    let notation = notation.unwrap_or(Notation::Yaml);
    Source { notation, ..Source::new("spec", text) }
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

fn thrown(error: UsageError) -> JsValue {
    ApiError::from(error).into()
}
