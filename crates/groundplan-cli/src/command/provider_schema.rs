use groundplan::schema::Schema;
use groundplan_text::UsageError;

use crate::arguments::ProviderSchema;
use crate::outcome::Outcome;
use crate::schema_file::read;
use crate::style::{GOOD, paint};
use crate::system::System;
use crate::usage_error;

/// `groundplan provider-schema`.
pub(super) fn run(arguments: &ProviderSchema, system: &dyn System) -> Result<Outcome, UsageError> {
    let mut schema = read(system, &arguments.schema)?;
    if let Some(older) = &arguments.deprecations {
        schema = schema.with_deprecations(&read(system, older)?);
    }
    for (provider, version) in &arguments.provider_version {
        schema = versioned(&schema, provider, version)?;
    }
    let Some(out) = &arguments.out else { return Ok(Outcome::of(schema.text().to_owned())) };
    system.write(out, schema.text().as_bytes()).map_err(|error| usage_error::with("write", out, &error))?;
    Ok(Outcome::of(format!("{}  {}\n", paint(GOOD, "written"), out.display())))
}

fn versioned(schema: &Schema, provider: &str, version: &str) -> Result<Schema, UsageError> {
    let named = |source: &str| source.rsplit('/').next() == Some(provider);
    if schema.sources().any(|(source, _)| named(source)) {
        return Ok(schema.with_version(provider, version));
    }
    let sources: Vec<&str> = schema.sources().map(|(source, _)| source).collect();
    Err(UsageError::new(format!("the schema has no provider {provider}"))
        .line(format!("it has {}", sources.join(", "))))
}
