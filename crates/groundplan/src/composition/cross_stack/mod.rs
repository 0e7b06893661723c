//! Values that one stack or environment makes and another uses.

mod emit;
mod rules;
mod spec;
mod value;

pub use spec::{Export, Import, Transport, ValueType};
pub use value::ExportValue;

pub(crate) use emit::{emit_exports, emit_imports};
pub(crate) use rules::RULES;

use crate::aws::Resolver;
use crate::aws::state::Elsewhere;
use crate::decision::Origins;
use crate::diagnostic::Path;
use crate::spec::Map;
use crate::terraform::Value;
use crate::unit::{Region, label};

/// Where an import comes from, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// The stack's name in AWS.
    pub(crate) stack: String,
    pub(crate) environment: String,
    /// `/STACK/ENVIRONMENT/NAME`.
    pub(crate) parameter: String,
    /// The export's name.
    pub(crate) export: String,
    /// `None` where it is not set: then it is the account in which Terraform runs.
    pub(crate) account: Option<String>,
    pub(crate) parameter_region: Region,
    pub(crate) state_region: Region,
    /// What holds its state, where that is not a bucket of the stack's own.
    pub(crate) state: Option<Elsewhere>,
    /// Where the spec asks for it, where that is not under `imports`: `network.from`.
    pub(crate) asked: Option<Path>,
}

impl Source {
    /// Where the spec asks for what is imported under a name.
    fn place(&self, name: &str) -> Path {
        self.asked.clone().unwrap_or_else(|| Path::of("imports").key(name))
    }
}

/// A value that others may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExportBlueprint {
    name: String,
    label: String,
    value: Value,
    kind: ValueType,
    description: Option<String>,
    sensitive: bool,
    has_parameter: bool,
    origins: Origins,
    of_value: Origins,
}

impl ExportBlueprint {
    /// An export that no key under `exports` states.
    pub(crate) fn new(
        name: &str,
        value: Value,
        kind: ValueType,
        description: &str,
        origins: &Origins,
    ) -> Self {
        Self {
            name: name.to_owned(),
            label: label(name),
            value,
            kind,
            description: Some(description.to_owned()),
            sensitive: false,
            has_parameter: true,
            origins: origins.clone(),
            of_value: origins.clone(),
        }
    }
}

/// A value that another one makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ImportBlueprint {
    label: String,
    source: Source,
    kind: ValueType,
    sensitive: bool,
    through: Transport,
    origins: Origins,
}

/// Decides what is exported.
pub(crate) fn resolve_exports(
    specs: Option<&Map<Export>>,
    resolver: &mut Resolver<'_>,
) -> Vec<ExportBlueprint> {
    specs.into_iter().flat_map(Map::iter).map(|(name, spec)| resolve_export(name, spec, resolver)).collect()
}

fn resolve_export(name: &str, spec: &Export, resolver: &mut Resolver<'_>) -> ExportBlueprint {
    rules::export(name, spec, resolver);
    ExportBlueprint {
        name: name.to_owned(),
        label: label(name),
        value: spec.value.as_ref().map_or_else(|| "".into(), ExportValue::to_value),
        kind: spec.value_type(),
        description: spec.description.clone(),
        sensitive: spec.sensitive.unwrap_or_default(),
        origins: resolver.explicit(Path::of("exports").key(name), name),
        of_value: resolver.explicit(Path::of("exports").key(name).key("value"), ""),
        has_parameter: spec.through != Some(Transport::State),
    }
}

/// Decides how imports are read. Each has its source.
pub(crate) fn resolve_imports(
    specs: Option<&Map<Import>>,
    sources: &Map<Source>,
    resolver: &mut Resolver<'_>,
) -> Vec<ImportBlueprint> {
    let resolve = |(name, spec): (&str, &Import)| {
        let source = sources.get(name)?.clone();
        rules::import(name, spec, &source, resolver);
        Some(ImportBlueprint {
            label: label(name),
            kind: spec.r#type.unwrap_or(ValueType::Text),
            sensitive: spec.sensitive.unwrap_or_default(),
            through: spec.through.unwrap_or(Transport::Parameter),
            origins: resolver.explicit(source.place(name), name),
            source,
        })
    };
    specs.into_iter().flat_map(Map::iter).filter_map(resolve).collect()
}
