use groundplan::diagnostic::Path;
use serde_json::{Value, json};

use super::options::{Options, list};
use crate::editor::{Change, edit as edited, utf16};
use crate::input::Source;
use crate::input::UsageError;

/// Changes of values in a spec's text: `{edits}`, none or one, whose offsets count UTF-16 code units. `changes` is a list of
/// `{path, value}`, where `null` removes what is there and a map is laid over it, or `{path, rename}`. Paths are written
/// as findings write them.
///
/// What `estimate` advises is taken with one change: the `setting` at `environments.NAME`.
///
/// # Errors
///
/// When a change is none, or its place stands in what is half-written.
///
/// ```
/// use groundplan_text::{Source, api};
/// use serde_json::json;
/// let spec = Source::new("shop.yaml", "stack: shop\nregion: eu-west-1\n");
/// let told = api::edit(&spec, &json!([{ "path": "region", "value": "eu-central-1" }]))?;
/// assert_eq!(told, json!({ "edits": [{ "from": 23, "to": 27, "insert": "central" }] }));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn edit(spec: &Source, changes: &Value) -> Result<Value, UsageError> {
    let changes = list("changes", changes)?.iter().map(change).collect::<Result<Vec<_>, _>>()?;
    let found = edited(&spec.text, spec.notation, &changes)?;
    let edits = found.iter().map(|edit| {
        let range = utf16::of_range(&spec.text, &edit.range);
        json!({ "from": range.start, "to": range.end, "insert": edit.insert })
    });
    Ok(json!({ "edits": edits.collect::<Value>() }))
}

fn change(given: &Value) -> Result<(Path, Change), UsageError> {
    let known = Options::of("a change", given, &["path", "value", "rename"])?;
    let text = known.text("path")?.ok_or_else(|| UsageError::new("a change has no `path`"))?;
    let path = Path::read(text).ok_or_else(|| UsageError::new(format!("`{text}` is no path")).at("path"))?;
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

    use super::super::{EstimateOptions, estimate};
    use super::*;
    use crate::input::target::Target;

    fn changed(spec: &str, changes: &Value) -> String {
        let told = edit(&Source::new("a.yaml", spec), changes).unwrap();
        let edits = told["edits"].as_array().unwrap();
        edits.iter().fold(spec.to_owned(), |text, edit| {
            let at = |key: &str| usize::try_from(edit[key].as_u64().unwrap()).unwrap();
            format!("{}{}{}", &text[..at("from")], edit["insert"].as_str().unwrap(), &text[at("to")..])
        })
    }

    fn bill(spec: &str) -> Value {
        let targets = Target::all([Source::new("a.yaml", spec)]).unwrap();
        estimate(targets, &EstimateOptions::default(), Some(Schema::bundled())).unwrap()["estimate"].clone()
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
        assert_eq!(edit(&spec, &json!([{ "path": "b", "value": null }])).unwrap(), json!({ "edits": [] }));
    }
}
