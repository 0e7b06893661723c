use wasm_bindgen::prelude::wasm_bindgen;

use crate::system::{Lent, Machine};

/// Runs the command line over the files that a program lends, and tells the exit code.
#[wasm_bindgen]
#[must_use]
pub fn run(arguments: Vec<String>, machine: &Machine) -> u8 {
    groundplan_cli::run(arguments, &Lent(machine))
}
