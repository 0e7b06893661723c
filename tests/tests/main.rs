//! What goes into groundplan, and what comes out: every black-box test, a subject a module.

mod bills;
mod blind_spots;
mod concerns;
mod cost;
mod diagrams;
mod documents;
mod editor;
mod faces;
mod functions;
mod golden;
mod hcl;
mod own_tests;
mod own_words;
mod programs;
mod properties;
mod reading;
mod readme;
mod refusals;
mod renaming;
mod rules;
mod schema;
mod spec_as_program;
mod spec_as_rust;
mod tidy;
mod traps;
mod typescript;
