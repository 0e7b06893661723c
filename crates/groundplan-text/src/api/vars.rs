use serde_json::{Map, Value};

use super::options::Given;
use crate::input::{InputArgument, Inputs, Source, Target, UsageError};

/// Values of the variables of Terraform, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vars(Map<String, Value>);

#[cfg(feature = "codegen")]
impl schemars::JsonSchema for Vars {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Vars".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "object" })
    }
}

impl Given for Vars {
    fn given(key: &str, value: &Value) -> Result<Self, UsageError> {
        let object = value.as_object().cloned().map(Self);
        object.ok_or_else(|| UsageError::new(format!("`{key}` is not an object")).at(key))
    }
}

impl Vars {
    /// Sets the variables of every root module among these, as a file of values does.
    pub(super) fn given_to(vars: Option<&Self>, targets: Vec<Target>) -> Vec<Target> {
        let Some(Self(values)) = vars else { return targets };
        let source = Source::new("vars.tfvars.json", Value::Object(values.clone()).to_string());
        let arguments = vec![InputArgument::File(source)];
        Inputs { arguments, ..Inputs::default() }.given_to(targets)
    }
}
