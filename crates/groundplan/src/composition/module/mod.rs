//! Calls of Terraform modules that somebody else wrote.

mod rules;
mod spec;

pub use spec::Module;

pub(crate) use rules::RULES;

use crate::aws::{Resolver, fixed};
use crate::decision::{Decided, Origins};
use crate::diagnostic::Path;
use crate::spec::Map;
use crate::terraform::{Document, Literal, Text, block};
use crate::unit::label;

/// A module call with a source that does not move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blueprint {
    label: String,
    source: Decided<String>,
    version: Option<Decided<String>>,
    inputs: Vec<(String, Decided<Text>)>,
    origins: Origins,
}

/// Checks the module calls of an environment.
pub(crate) fn resolve(specs: Option<&Map<Module>>, resolver: &mut Resolver<'_>) -> Vec<Blueprint> {
    specs.into_iter().flat_map(Map::iter).map(|(name, spec)| resolve_one(name, spec, resolver)).collect()
}

fn resolve_one(name: &str, spec: &Module, resolver: &mut Resolver<'_>) -> Blueprint {
    rules::check(name, spec, &Path::of("modules").key(name), resolver);
    let path = Path::of("modules").key(name);
    let inputs = spec
        .inputs
        .iter()
        .flat_map(Map::iter)
        .map(|(key, value)| (key.to_owned(), resolver.text(path.clone().key("inputs").key(key), value)));
    Blueprint {
        label: label(name),
        inputs: inputs.collect(),
        source: resolver
            .stated(&path, "source", spec.source.as_ref())
            .unwrap_or_else(|| fixed(String::new())),
        version: resolver.stated(&path, "version", spec.version.as_ref()),
        origins: resolver.explicit(&path, name),
    }
}

/// Adds the module calls.
pub(crate) fn emit(modules: &[Blueprint], document: &mut Document) {
    let mut file = document.file("modules");
    for module in modules {
        let mut body = block! {
            source  = module.source.map(|source| Literal::from(source.as_str())),
            version = module.version.as_ref().map(|version| version.map(|text| Literal::from(text.as_str()))),
        };
        for (name, value) in &module.inputs {
            body.set(name.clone(), value);
        }
        file.because(&module.origins).module(module.label.clone(), body);
    }
}
