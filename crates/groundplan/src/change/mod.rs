//! What a change does to what runs, known before an apply: which objects it creates, updates, replaces, destroys or
//! forgets, which data it loses, and what it interrupts.
//!
//! Two documents are compared argument by argument. What the AWS provider does about an argument is a fact that was asked
//! of the provider itself (`schema/replaces.txt`); what the provider cannot know, such as what holds data, is in tables
//! here, each with its source. What depends on values that only an apply knows is listed as such, and never guessed.

mod allowed;
mod arguments;
mod between;
mod conditional;
mod consequences;
mod data;
mod data_sources;
mod default_tags;
mod doubts;
mod effect;
mod forgotten;
mod ignored;
mod instance_bodies;
mod instances;
mod interruption;
mod joined;
mod known;
mod listened;
mod modules;
mod moves;
mod named;
mod names;
mod narrowing;
mod object;
mod path;
mod planned;
mod protocol;
mod providers;
mod refusal;
mod replacement;
mod serving;
mod spelling;
mod summary;
mod taken;
mod taken_over;
mod touched;
mod travel;
mod triggered;
mod unread;
mod written;

pub use effect::{Cause, Change, Data, Effect, Interruption, ObjectChange, Unknown};
pub use modules::ModuleDocument;
pub use summary::Summary;

#[cfg(all(test, feature = "bundled-schema"))]
mod tests;
