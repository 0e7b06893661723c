use groundplan::diagnostic::Path;
use serde::Serialize;
use serde_json::Value;

use super::editor::Edit;
use super::options::{Options, list};
use crate::editor::{Change, edit as edited};
use crate::input::Source;
use crate::input::UsageError;

/// What becomes of a place in a spec; paths are written as findings write them.
#[cfg(feature = "codegen")]
#[derive(schemars::JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Change")]
pub enum ChangeSchema {
    /// Another value; `null` removes what is there, and a map is laid over it.
    Value {
        /// The place.
        path: String,
        /// What is to be there.
        value: Value,
    },
    /// Another name.
    Rename {
        /// The place.
        path: String,
        /// What it is to be called.
        rename: String,
    },
}

/// Changes of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Edits {
    /// None or one, whose offsets count UTF-16 code units.
    pub edits: Vec<Edit>,
}

/// Changes values in a spec's text. `changes` is a list of `{path, value}`, where `null` removes what is there and a map
/// is laid over it, or `{path, rename}`. Paths are written as findings write them.
///
/// What `estimate` advises is taken with one change: the `setting` at `environments.NAME`.
///
/// # Errors
///
/// When a change is neither, or its place is in what is half-written.
///
/// ```
/// use groundplan_text::{Source, api};
/// use serde_json::json;
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\n");
/// let found = api::edit(&spec, &json!([{ "path": "region", "value": "eu-central-1" }]))?;
/// assert_eq!((found.edits[0].from, found.edits[0].to, found.edits[0].insert.as_str()), (23, 27, "central"));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn edit(spec: &Source, changes: &Value) -> Result<Edits, UsageError> {
    let changes = list("changes", changes)?.iter().map(change).collect::<Result<Vec<_>, _>>()?;
    let found = edited(&spec.text, spec.notation, &changes)?;
    Ok(Edits { edits: found.iter().map(|edit| Edit::of(edit, &spec.text)).collect() })
}

fn change(given: &Value) -> Result<(Path, Change), UsageError> {
    let known = Options::of("a change", given, &["path", "value", "rename"])?;
    let text = known.text("path")?.ok_or_else(|| UsageError::new("a change has no `path`"))?;
    let path =
        Path::read(text).ok_or_else(|| UsageError::new(format!("`{text}` is not a path")).at("path"))?;
    let change = match (known.text("rename")?, given.get("value")) {
        (Some(name), None) => Change::Rename(name.to_owned()),
        (None, Some(Value::Null)) => Change::Remove,
        (None, Some(value)) => Change::Set(value.clone()),
        _ => return Err(UsageError::new("a change has a `value` or a `rename`")),
    };
    Ok((path, change))
}

#[cfg(test)]
mod tests {
    use groundplan::cost::Decimal;
    use groundplan::schema::Schema;
    use serde_json::json;

    use super::super::{EstimateOptions, estimate};
    use super::*;
    use crate::input::target::Target;

    fn changed(spec: &str, changes: &Value) -> String {
        let found = edit(&Source::new("a.yaml", spec), changes).unwrap();
        found.edits.iter().fold(spec.to_owned(), |text, edit| {
            format!("{}{}{}", &text[..edit.from], edit.insert, &text[edit.to..])
        })
    }

    fn bill(spec: &str) -> Value {
        let targets = Target::all([Source::new("a.yaml", spec)]).unwrap();
        let options = EstimateOptions::default();
        estimate(targets, &options, Some(Schema::bundled()), |found| {
            serde_json::to_value(&found.estimate).unwrap()
        })
        .unwrap()
    }

    fn total(bill: &Value, environment: &str) -> Decimal {
        let modules = bill["modules"].as_array().unwrap();
        let name = format!("environments/{environment}");
        let module = modules.iter().find(|module| module["name"] == name).unwrap();
        module["monthly"]["total"].as_str().unwrap().parse().unwrap()
    }

    #[test]
    fn advice_that_is_taken_saves_what_it_says() {
        let spec = include_str!("../../../../examples/shop.yaml");
        let before = bill(spec);
        let advice = before["advice"].as_array().unwrap();
        assert!(advice.len() > 3, "{advice:?}");
        for one in advice {
            let environment = one["environment"].as_str().unwrap();
            let setting: Value = serde_json::from_str(one["setting"].as_str().unwrap()).unwrap();
            let path = format!("environments.{environment}");
            let after = changed(spec, &json!([{ "path": path, "value": setting }]));
            let saves: Decimal = one["saves"]["expected"].as_str().unwrap().parse().unwrap();
            assert_eq!(total(&before, environment) - total(&bill(&after), environment), saves, "{one}");
        }
    }

    #[test]
    fn what_is_no_change_is_refused() {
        let spec = Source::new("a.yaml", "stack: a\n");
        for wrong in
            [json!([{}]), json!({}), json!([{ "path": "a..b", "value": 1 }]), json!([{ "path": "a" }])]
        {
            assert!(edit(&spec, &wrong).is_err(), "{wrong}");
        }
        assert_eq!(
            edit(&spec, &json!([{ "path": "b", "value": null }])).unwrap(),
            Edits { edits: Vec::new() }
        );
    }
}
