//! Calls of Terraform modules that somebody else wrote.

mod rules;
mod spec;

pub use spec::Module;

pub(crate) use rules::RULES;

use crate::aws::Resolver;
use crate::diagnostic::Path;
use crate::spec::Map;
use crate::terraform::{Document, Literal, Text, block};
use crate::unit::label;

/// A module call with a source that does not move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    label: String,
    source: String,
    version: Option<String>,
    inputs: Map<Text>,
}

/// Checks the module calls of an environment.
pub(crate) fn resolve(specs: &Map<Module>, resolver: &mut Resolver<'_>) -> Vec<Blueprint> {
    specs.iter().map(|(name, spec)| resolve_one(name, spec, resolver)).collect()
}

fn resolve_one(name: &str, spec: &Module, resolver: &mut Resolver<'_>) -> Blueprint {
    rules::check(name, spec, &Path::of("modules").key(name), resolver);
    Blueprint {
        label: label(name),
        source: spec.source.clone().unwrap_or_default(),
        version: spec.version.clone(),
        inputs: spec.inputs.clone().unwrap_or_default(),
    }
}

/// Adds the module calls.
pub(crate) fn emit(modules: &[Blueprint], document: &mut Document) {
    let mut file = document.file("modules");
    for module in modules {
        let mut body = block! {
            source  = Literal::from(module.source.as_str()),
            version = module.version.as_deref().map(Literal::from),
        };
        for (name, value) in module.inputs.iter() {
            body.set(name.to_owned(), value);
        }
        file.module(module.label.clone(), body);
    }
}
