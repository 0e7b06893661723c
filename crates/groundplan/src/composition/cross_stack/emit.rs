use super::{ExportBlueprint, ImportBlueprint, Source, Transport, ValueType};
use crate::aws::state::Elsewhere;
use crate::aws::{EnvironmentContext, account_id, key, state};
use crate::decision::Decided;
use crate::terraform::{
    Address, Block, Document, Expression, File, Literal, Reference, Text, Value, block, list, object,
};
use crate::unit::label;

/// Adds an output for each export, and a parameter of Systems Manager where one is wanted.
pub(crate) fn emit_exports(
    exports: &[ExportBlueprint],
    key: &key::Blueprint,
    context: &EnvironmentContext,
    document: &mut Document,
) {
    let mut file = document.file("exports");
    for export in exports {
        let mut file = file.because(&export.origins);
        file.output(
            format!("export_{}", export.label),
            block! {
                description = export.description.clone().map(Literal::from),
                value       = Decided::new(typed(export), export.of_value.clone()),
                sensitive   = export.sensitive.then_some(true),
            },
        );
        if export.has_parameter {
            parameter(export, key, context, &mut file);
        }
    }
}

fn parameter(
    export: &ExportBlueprint,
    key: &key::Blueprint,
    context: &EnvironmentContext,
    file: &mut File<'_>,
) {
    let name = context.path(&[&export.name]).map(|path| format!("/{path}"));
    let stored = |export: &ExportBlueprint| Decided::new(stored(export), export.of_value.clone());
    let (plain, secret) =
        if export.sensitive { (None, Some(stored(export))) } else { (Some(stored(export)), None) };
    file.resource(
        "aws_ssm_parameter",
        format!("export_{}", export.label),
        block! {
            name           = name.clone(),
            description    = export.description.clone().filter(|text| !text.is_empty()),
            type           = if export.sensitive { "SecureString" } else { "String" },
            key_id         = key::arn(key).map(|key| key.clone().filter(|_| export.sensitive)),
            insecure_value = plain,
            value          = secret,
            tags           = object! { "Name": name },
        },
    );
}

/// The value as others of Terraform read it. A list may hold lists, as what modules put out.
fn typed(export: &ExportBlueprint) -> Value {
    match (export.kind, &export.value) {
        (ValueType::Text, value) => value.clone(),
        (ValueType::List, value) => Expression::call("flatten", [list![value.clone()]]).into(),
        (ValueType::Number, value) => Expression::call("tonumber", [value.clone()]).into(),
        (ValueType::Bool, value) => Expression::call("tobool", [value.clone()]).into(),
    }
}

/// The value as a parameter holds it. Lists are JSON: Amazon's own lists take neither commas nor nothing.
fn stored(export: &ExportBlueprint) -> Value {
    match export.kind {
        ValueType::Text => export.value.clone(),
        ValueType::List => Expression::call("jsonencode", [typed(export)]).into(),
        ValueType::Number | ValueType::Bool => Expression::call("tostring", [typed(export)]).into(),
    }
}

/// Adds what reads each import, and a local value by which it is used.
pub(crate) fn emit_imports(
    imports: &[ImportBlueprint],
    context: &EnvironmentContext,
    document: &mut Document,
) {
    let mut file = document.file("imports");
    let mut states: Vec<String> = Vec::new();
    for import in imports {
        let mut file = file.because(&import.origins);
        let value = match import.through {
            Transport::Parameter => from_parameter(import, &mut file),
            Transport::State => from_state(import, &mut states, context, &mut file),
        };
        file.local(format!("import_{}", import.label), value);
    }
}

fn from_parameter(import: &ImportBlueprint, file: &mut File<'_>) -> Expression {
    let parameter = file.data(
        "aws_ssm_parameter",
        format!("import_{}", import.label),
        block! { name = import.source.parameter.clone() },
    );
    // Plans show values that are not secret.
    let text = parameter.attr(if import.sensitive { "value" } else { "insecure_value" });
    match import.kind {
        ValueType::Text => text.into(),
        ValueType::List => Expression::call("jsondecode", [text]),
        ValueType::Number => Expression::call("tonumber", [text]),
        ValueType::Bool => Expression::call("tobool", [text]),
    }
}

/// One data source for each state, however much is read from it.
fn from_state(
    import: &ImportBlueprint,
    states: &mut Vec<String>,
    context: &EnvironmentContext,
    file: &mut File<'_>,
) -> Expression {
    let source = &import.source;
    let name = format!("import_{}_{}", label(&source.stack), label(&source.environment));
    let address = Address::data("terraform_remote_state", name.clone());
    if !states.contains(&name) {
        states.push(name.clone());
        file.data("terraform_remote_state", name, remote_state(source, context));
    }
    let output = format!("outputs.export_{}", label(&source.export));
    let value: Reference = address.attr(output);
    value.into()
}

fn remote_state(source: &Source, context: &EnvironmentContext) -> Block {
    let account = match source.account.as_ref().or(context.account.as_ref()) {
        Some(account) => Text::from(account.clone()),
        None => account_id().into(),
    };
    let bucket = match &source.state {
        Some(Elsewhere::Bucket(bucket)) => Text::from(bucket.clone()),
        Some(Elsewhere::Stack(stack)) => state::bucket_name(stack, account, source.state_region),
        None => state::bucket_name(&source.stack, account, source.state_region),
    };
    block! {
        backend = "s3",
        config  = object! {
            "bucket": bucket,
            "key": state::state_key(&source.stack, &source.environment),
            "region": source.state_region.to_string(),
        },
    }
}
