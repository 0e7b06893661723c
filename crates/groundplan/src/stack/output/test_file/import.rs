//! What stands in for values of others, which a root module reads: from their state, or as text of a type.

use std::collections::BTreeMap;

use super::mock::{Place, made_up, used};
use crate::aws::stack_reference::Shared;
use crate::model::walk;
use crate::node::Node;
use crate::terraform::{Address, Document, Expression, Item, Mode, Section, Value};
use crate::unit::label;

/// <https://developer.hashicorp.com/terraform/language/state/remote-state-data>
const STATE: &str = "terraform_remote_state";

/// The data sources whose made-up characters would not do.
pub(super) fn data(document: &Document, place: &Place) -> Vec<Node> {
    let mut found = states(document);
    found.extend(listener(document, place));
    found.extend(converted(document).into_iter().map(|(address, values)| target(&address, values)));
    found
}

/// The listener that another stack shares has to be called like one.
fn listener(document: &Document, place: &Place) -> Option<Node> {
    let name = format!("import_{}", label(Shared::ListenerArn.export()));
    let address = Address::data("aws_ssm_parameter", name);
    document.get(&address)?;
    let arn = format!("{}/0123456789abcdef", place.load_balancer("listener"));
    Some(target(&address, vec![("insecure_value".to_owned(), Node::text(arn))]))
}

/// Terraform reads states by itself, without a provider that could be mocked: the outputs that are used are
/// made up.
fn states(document: &Document) -> Vec<Node> {
    let states =
        document.items().iter().filter(|item| item.section == Section::Data && item.resource_type == STATE);
    let outputs = |item: &Item| {
        let names = used(document, Mode::Data, &item.resource_type, &item.name)
            .filter_map(|path| path.strip_prefix("outputs.")?.split(['.', '[']).next());
        vec![("outputs".to_owned(), made_up(names))]
    };
    let mocked = states.filter_map(|item| Some(target(&item.address()?, outputs(item))));
    mocked.collect()
}

/// Text that is turned into something else as soon as it is read has to be of that form.
fn converted(document: &Document) -> BTreeMap<Address, Vec<(String, Node)>> {
    let mut found: BTreeMap<Address, Vec<(String, Node)>> = BTreeMap::new();
    walk::expressions(document, &mut |_, expression| {
        let Expression::Call(function, arguments) = expression else { return };
        let text = match function.as_str() {
            "jsondecode" => "[\"test\"]",
            "tonumber" => "1",
            "tobool" => "true",
            _ => return,
        };
        if let [Value::Expression(Expression::Reference(reference))] = arguments.as_slice()
            && reference.address.mode == Mode::Data
            && !reference.path.contains(['.', '['])
        {
            let values = found.entry(reference.address.clone()).or_default();
            values.push((reference.path.to_string(), Node::text(text)));
        }
    });
    found
}

fn target(address: &Address, values: Vec<(String, Node)>) -> Node {
    Node::map(vec![
        ("target".to_owned(), Node::text(address.to_string())),
        ("values".to_owned(), Node::map(values)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::json;
    use crate::terraform::{Block, call};

    fn mocks(document: &Document) -> serde_json::Value {
        let all = data(document, &Place::of(document)).iter().map(json::write).collect::<Vec<_>>().join(",");
        serde_json::from_str(&format!("[{all}]")).unwrap()
    }

    #[test]
    fn states_give_what_is_used() {
        let mut document = Document::new();
        let mut file = document.file("imports");
        let state = file.data(STATE, "platform", Block::new());
        file.local("vpc", state.attr("outputs.vpc_id"));
        file.local("zone", state.attr("outputs.zones[0]"));
        let outputs = serde_json::json!({ "vpc_id": "test", "zones": "test" });
        let target = format!("data.{STATE}.platform");
        assert_eq!(
            mocks(&document),
            serde_json::json!([{ "target": target, "values": { "outputs": outputs } }])
        );
    }

    #[test]
    fn text_has_the_form_that_is_read() {
        let mut document = Document::new();
        let mut file = document.file("imports");
        let zones = file.data("aws_ssm_parameter", "zones", Block::new());
        let plain = file.data("aws_ssm_parameter", "plain", Block::new());
        file.local("zones", call::jsondecode(zones.attr("insecure_value")));
        file.local("plain", plain.attr("insecure_value"));
        let values = serde_json::json!({ "insecure_value": "[\"test\"]" });
        assert_eq!(
            mocks(&document),
            serde_json::json!([{ "target": "data.aws_ssm_parameter.zones", "values": values }])
        );
    }
}
