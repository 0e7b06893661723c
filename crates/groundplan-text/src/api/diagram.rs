use groundplan::configuration::UnreadCall;
use groundplan::diagram::Node;
use groundplan::schema::Schema;
use groundplan::terraform::InstanceAddress;
use serde::Serialize;

use super::options::options;
use super::vars::Vars;
use crate::cost::{Failure, Subject};
use crate::diagram::draw;
use crate::input::UsageError;
use crate::input::target::Target;
use crate::machine::{self, Diagnostic};

options! {
    /// What is drawn.
    #[derive(Default)]
    "diagram" pub struct DiagramOptions {
        /// The environment; without one, the last root module.
        environment: Option<String>,
        /// Values of the variables of Terraform, by name, as in `terraform.tfvars.json`. Files of this name, and
        /// `*.auto.tfvars`, are read among the texts of their folder.
        vars: Option<Vars>,
    }
}

/// A resource in a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct DiagramNode {
    /// The resource that it stands for; empty for what is outside of AWS.
    pub address: InstanceAddress,
    /// What is written in it.
    pub label: String,
    /// What it is.
    #[cfg_attr(feature = "codegen", schemars(extend("enum" = ["endpoint", "internet", "loadBalancer", "nat", "network", "service", "store"])))]
    pub kind: &'static str,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "codegen", derive(schemars::JsonSchema))]
pub struct Drawn {
    /// Whether there are no errors; there may be warnings.
    pub ok: bool,
    /// The picture as a file of its own; empty when there are errors. Where a file of Terraform cannot be read, it is the
    /// picture of the others, and `ok` is false.
    pub svg: String,
    /// The resources in it; what is in each zone is listed once for each.
    pub nodes: Vec<DiagramNode>,
    /// What is wrong, or worth a look.
    pub diagnostics: Vec<Diagnostic>,
    /// The calls of modules that were not read, so that what they make is not in the picture.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "codegen", schemars(rename = "unreadCalls"))]
    #[serde(rename = "unreadCalls")]
    pub unread_calls: Vec<UnreadCall>,
}

/// Draws one environment of a spec, or a root module.
///
/// # Errors
///
/// When a plan cannot be read, or there is no environment of the name that was asked for.
///
/// ```
/// use groundplan_text::api::{DiagramOptions, diagram};
/// use groundplan_text::{Source, Target};
/// let spec = "stack: shop\nregion: eu-west-1\nservices: { api: { image: 'a/b:1', port: 80 } }\nenvironments: { dev: {} }\n";
/// let targets = Target::all([Source::new("shop.yaml", spec)])?;
/// let drawn = diagram(targets, &DiagramOptions { environment: Some("dev".into()), ..DiagramOptions::default() }, None)?;
/// assert!(drawn.svg.contains("data-address=\"aws_ecs_service.api\""));
/// # Ok::<(), groundplan_text::UsageError>(())
/// ```
pub fn diagram(
    targets: Vec<Target>,
    options: &DiagramOptions,
    schema: Option<&Schema>,
) -> Result<Drawn, UsageError> {
    let targets = Vars::given_to(options.vars.as_ref(), targets);
    match draw(&Subject::of(targets, None, schema)?, options.environment.as_deref()) {
        Ok(picture) => Ok(Drawn {
            ok: picture.unread.is_empty(),
            svg: picture.diagram.svg(),
            nodes: picture.diagram.nodes().into_iter().map(DiagramNode::from).collect(),
            diagnostics: machine::all(&picture.unread),
            unread_calls: picture.unread_calls,
        }),
        Err(Failure::Findings(found)) => Ok(Drawn {
            ok: false,
            svg: String::new(),
            nodes: Vec::new(),
            diagnostics: machine::all(&found),
            unread_calls: Vec::new(),
        }),
        Err(Failure::Use(error)) => Err(error),
    }
}

impl From<Node> for DiagramNode {
    fn from(node: Node) -> Self {
        Self { address: node.address, label: node.label, kind: node.kind }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::input::Source;

    fn drawn(name: &str, text: &str, options: &Value) -> Result<Value, UsageError> {
        let options = DiagramOptions::read(options)?;
        let drawn = diagram(Target::all([Source::new(name, text)])?, &options, Some(Schema::bundled()))?;
        Ok(serde_json::to_value(drawn).unwrap())
    }

    #[test]
    fn terraform_from_elsewhere_is_drawn_too() {
        let text = "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\"\n}\nresource \"aws_sqs_queue\" \"jobs\" {\n}\n";
        let found = drawn("main.tf", text, &Value::Null).unwrap();
        assert!(found["svg"].as_str().unwrap().contains("VPC 10.0.0.0/16"));
        assert_eq!(
            found["nodes"][0],
            json!({ "address": "aws_sqs_queue.jobs", "label": "SQS jobs", "kind": "store" })
        );
    }

    #[test]
    fn what_cannot_be_drawn_has_findings() {
        assert_eq!(drawn("a.yaml", "stack: a\nregoin: b\n", &Value::Null).unwrap()["ok"], false);
        let spec = "stack: a\nregion: us-east-1\nenvironments: { dev: {} }\n";
        assert!(drawn("a.yaml", spec, &json!({ "environment": "de" })).is_err());
        assert!(drawn("a.yaml", spec, &Value::Null).unwrap()["svg"].as_str().unwrap().starts_with("<svg"));
    }
}
