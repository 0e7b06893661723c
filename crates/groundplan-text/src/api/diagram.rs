use groundplan::diagram::{Diagram, Node};
use groundplan::schema::Schema;
use serde_json::{Value, json};

use super::options::Options;
use crate::cost::{Failure, Subject};
use crate::diagram::draw;
use crate::input::UsageError;
use crate::input::target::Target;
use crate::machine;

/// The picture of one environment of a spec, or of a root module: `{ok, svg, nodes, diagnostics}`, where a node has `address`,
/// `label` and `kind`. Options are `{environment}`; without one, it is of the last root module.
///
/// # Errors
///
/// When a plan cannot be read, or there is no environment of the name that was asked for.
///
/// ```
/// use groundplan_text::api::diagram;
/// use groundplan_text::{Source, Target};
/// let spec = "stack: shop\nregion: eu-west-1\nservices: { api: { image: 'a/b:1', port: 80 } }\nenvironments: { dev: {} }\n";
/// let targets = Target::all([Source::new("shop.yaml", spec)])?;
/// let told = diagram(targets, &serde_json::json!({ "environment": "dev" }), None)?;
/// assert!(told["svg"].as_str().unwrap().contains("data-address=\"aws_ecs_service.api\""));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn diagram(targets: Vec<Target>, options: &Value, schema: Option<&Schema>) -> Result<Value, UsageError> {
    let given = Options::of("diagram", options, &["environment"])?;
    let environment = given.text("environment")?;
    let (ok, diagram, found) = match draw(&Subject::of(targets, None, schema)?, environment) {
        Ok(diagram) => (true, Some(diagram), Vec::new()),
        Err(Failure::Findings(found)) => (false, None, found),
        Err(Failure::Use(error)) => return Err(error),
    };
    let nodes = diagram.iter().flat_map(Diagram::nodes);
    let node = |node: Node| json!({ "address": node.address, "label": node.label, "kind": node.kind });
    Ok(json!({
        "ok": ok,
        "svg": diagram.as_ref().map(Diagram::svg).unwrap_or_default(),
        "nodes": nodes.map(node).collect::<Value>(),
        "diagnostics": machine::all(&found),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Source;

    fn told(name: &str, text: &str, options: &Value) -> Result<Value, UsageError> {
        diagram(Target::all([Source::new(name, text)])?, options, Some(Schema::bundled()))
    }

    #[test]
    fn terraform_from_elsewhere_is_drawn_too() {
        let text = "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\"\n}\nresource \"aws_sqs_queue\" \"jobs\" {\n}\n";
        let api = told("main.tf", text, &Value::Null).unwrap();
        assert!(api["svg"].as_str().unwrap().contains("VPC 10.0.0.0/16"));
        assert_eq!(
            api["nodes"][0],
            json!({ "address": "aws_sqs_queue.jobs", "label": "SQS jobs", "kind": "store" })
        );
    }

    #[test]
    fn what_cannot_be_drawn_is_told() {
        assert_eq!(told("a.yaml", "stack: a\nregoin: b\n", &Value::Null).unwrap()["ok"], false);
        let spec = "stack: a\nregion: us-east-1\nenvironments: { dev: {} }\n";
        assert!(told("a.yaml", spec, &json!({ "environment": "de" })).is_err());
        assert!(told("a.yaml", spec, &Value::Null).unwrap()["svg"].as_str().unwrap().starts_with("<svg"));
    }
}
