//! What stands in for AWS while a root module is tested.

use super::guard::KNOWN;
use super::{import, native};
use crate::node::{Kind, Node, NodeValue};
use crate::stack::Tool;
use crate::terraform::{Block, Content, Document, Item, Literal, Mode, Section, Value};
use crate::unit::{Partition, Region};

/// The account where the configuration names none: AWS's own in examples.
const ACCOUNT: &str = "123456789012";

/// The mocks of a root module: variables, provider, modules, and attributes that must be known when planned.
pub(super) fn entries(document: &Document, tool: Tool) -> Vec<(String, Node)> {
    let place = Place::of(document);
    [
        ("variables", variables(document)),
        ("mock_provider", providers(document, &place)),
        ("override_resource", non_empty(resources(document, &place, tool))),
        ("override_module", non_empty(modules(document))),
        ("override_data", non_empty(import::data(document, &place))),
    ]
    .into_iter()
    .filter_map(|(name, node)| Some((name.to_owned(), node?)))
    .collect()
}

/// Where the root module would be applied.
pub(super) struct Place {
    partition: Partition,
    region: String,
    account: String,
}

impl Place {
    pub(super) fn of(document: &Document) -> Self {
        let provider = document.items().iter().find(|item| item.section == Section::Provider);
        let text = |value: &Value| match value {
            Value::Text(text) => text.as_literal().map(str::to_owned),
            _ => None,
        };
        let argument = |name: &str| match provider.and_then(Item::block)?.get(name)? {
            Content::Value(Value::List(values)) => values.first().and_then(text),
            Content::Value(value) => text(value),
            _ => None,
        };
        let region = argument("region").unwrap_or_else(|| Region::UsEast1.to_string());
        let partition = region.parse::<Region>().map_or(Partition::Aws, Region::partition);
        let account = argument("allowed_account_ids").unwrap_or_else(|| ACCOUNT.to_owned());
        Self { partition, region, account }
    }

    fn arn(&self, service: &str, rest: &str) -> String {
        format!("arn:{}:{service}:{}:{}:{rest}", self.partition.name(), self.region, self.account)
    }

    /// The ARN of a load balancer that is made elsewhere, or of what belongs to it.
    pub(super) fn load_balancer(&self, kind: &str) -> String {
        self.arn("elasticloadbalancing", &format!("{kind}/app/test/0123456789abcdef"))
    }

    /// What a data source finds, where made-up characters would not do.
    fn data(&self, kind: &str) -> Vec<(&'static str, Node)> {
        let texts = |pairs: &[(&'static str, &str)]| {
            pairs.iter().map(|(name, text)| (*name, Node::text(*text))).collect()
        };
        match kind {
            "aws_availability_zones" => {
                let zones =
                    ["a", "b", "c", "d", "e", "f"].map(|zone| Node::text(format!("{}{zone}", self.region)));
                vec![("names", native::list(zones.to_vec()))]
            }
            "aws_caller_identity" => texts(&[("account_id", &self.account)]),
            "aws_ec2_managed_prefix_list" => texts(&[("id", "pl-0123456789abcdef0")]),
            "aws_ecs_cluster" => texts(&[("arn", &self.arn("ecs", "cluster/test"))]),
            "aws_lb" => {
                let mut found =
                    texts(&[("arn", &self.load_balancer("loadbalancer")), ("dns_name", "test.example.com")]);
                found.push(("security_groups", native::list(vec![Node::text("sg-0123456789abcdef0")])));
                found
            }
            "aws_lb_listener" => {
                texts(&[("load_balancer_arn", &self.load_balancer("loadbalancer")), ("protocol", "HTTPS")])
            }
            "aws_subnets" => {
                let ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"].map(Node::text);
                vec![("ids", native::list(ids.to_vec()))]
            }
            "aws_vpc" => texts(&[("id", "vpc-0123456789abcdef0"), ("cidr_block", "10.0.0.0/16")]),
            "aws_iam_policy_document" => texts(&[("json", "{}")]),
            "aws_partition" => {
                texts(&[("partition", self.partition.name()), ("dns_suffix", self.partition.dns_suffix())])
            }
            "aws_route53_zone" => texts(&[("zone_id", "Z0123456789ABCDEFGHIJ")]),
            _ => Vec::new(),
        }
    }

    /// The value of an attribute that must be known when planned, different for each resource.
    fn known(&self, kind: &str, name: &str) -> String {
        match kind {
            "aws_internet_gateway" => format!("igw-{name}"),
            "aws_kms_key" => self.arn("kms", &format!("key/{name}")),
            "aws_lb_target_group" => {
                self.arn("elasticloadbalancing", &format!("targetgroup/{name}/0123456789abcdef"))
            }
            "aws_nat_gateway" => format!("nat-{name}"),
            _ => self.arn("sns", name),
        }
    }
}

/// Values for the variables that have none of their own.
fn variables(document: &Document) -> Option<Node> {
    let items = document.items().iter().filter(|item| item.section == Section::Variable);
    let needed = items.filter_map(|item| {
        let block = item.block().filter(|block| block.get("default").is_none())?;
        Some((item.name.to_string(), stand_in(block)))
    });
    let needed: Vec<_> = needed.collect();
    (!needed.is_empty()).then(|| Node::map(needed))
}

fn stand_in(variable: &Block) -> Node {
    let literal = |name| match variable.get(name) {
        Some(Content::Literal(Literal::Text(text))) => text.as_str(),
        _ => "",
    };
    match literal("type") {
        "number" => Node::new(NodeValue::Scalar("1".to_owned(), Kind::Number)),
        "bool" => yes(),
        kind if kind.starts_with("list") || kind.starts_with("set") => native::list(Vec::new()),
        kind if kind.starts_with("map") || kind.starts_with("object") => Node::map(Vec::new()),
        _ if literal("description").contains("sha256:") => Node::text(format!("sha256:{}", "0".repeat(64))),
        _ => Node::text("test"),
    }
}

fn yes() -> Node {
    Node::new(NodeValue::Scalar("true".to_owned(), Kind::Bool))
}

/// A mock for every provider that is set up, aliases included.
fn providers(document: &Document, place: &Place) -> Option<Node> {
    let mut providers: Vec<(String, Vec<Node>)> = Vec::new();
    for item in document.items().iter().filter(|item| item.section == Section::Provider) {
        let mock = provider(item, document, place);
        match providers.iter_mut().find(|(name, _)| item.name == name.as_str()) {
            Some((_, mocks)) => mocks.push(mock),
            None => providers.push((item.name.to_string(), vec![mock])),
        }
    }
    let one_or_all = |(name, mut mocks): (String, Vec<Node>)| match (mocks.pop(), mocks.is_empty()) {
        (Some(only), true) => (name, only),
        (last, _) => (name, native::list(mocks.into_iter().chain(last).collect())),
    };
    (!providers.is_empty()).then(|| Node::map(providers.into_iter().map(one_or_all).collect()))
}

fn provider(item: &Item, document: &Document, place: &Place) -> Node {
    let mut kinds: Vec<&str> = document
        .items()
        .iter()
        .filter(|item| item.section == Section::Data)
        .map(|item| item.resource_type.as_str())
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let defaults =
        kinds.into_iter().map(|kind| (kind, place.data(kind))).filter(|(_, found)| !found.is_empty());
    let mock = |(kind, found): (&str, Vec<(&'static str, Node)>)| {
        let found = found.into_iter().map(|(name, node)| (name.to_owned(), node)).collect();
        (kind.to_owned(), Node::map(vec![("defaults".to_owned(), Node::map(found))]))
    };
    let alias = match item.block().and_then(|block| block.get("alias")) {
        Some(Content::Value(Value::Text(text))) => text.as_literal().map(Node::text),
        Some(Content::Literal(Literal::Text(text))) => Some(Node::text(text)),
        _ => None,
    };
    let mut entries: Vec<(String, Node)> =
        alias.into_iter().map(|alias| ("alias".to_owned(), alias)).collect();
    if item.name == "aws" {
        entries.push(("mock_data".to_owned(), Node::map(defaults.map(mock).collect())));
    }
    Node::map(entries)
}

/// Attributes that others are compared with: unknown when planned, were they not given here.
fn resources(document: &Document, place: &Place, tool: Tool) -> Vec<Node> {
    let resources = document.items().iter().filter(|item| item.section == Section::Resource);
    let known = resources.filter_map(|item| {
        let (kind, attribute) = KNOWN.iter().find(|(kind, _)| item.resource_type == *kind)?;
        let value = Node::text(place.known(kind, &item.name));
        let mut entries = vec![("target".to_owned(), Node::text(format!("{kind}.{}", item.name)))];
        if tool.overrides_when_asked() {
            entries.push(("override_during".to_owned(), Node::text("plan")));
        }
        entries.push(("values".to_owned(), Node::map(vec![((*attribute).to_owned(), value)])));
        Some(Node::map(entries))
    });
    known.collect()
}

/// Modules are somebody else's to test: only the outputs that are used are made up.
fn modules(document: &Document) -> Vec<Node> {
    let modules = document.items().iter().filter(|item| item.section == Section::Module);
    let mocked = modules.map(|item| {
        let names = used(document, Mode::Module, &item.resource_type, &item.name)
            .filter_map(|path| path.split(['.', '[']).next());
        Node::map(vec![
            ("target".to_owned(), Node::text(format!("module.{}", item.name))),
            ("outputs".to_owned(), made_up(names)),
        ])
    });
    mocked.collect()
}

/// What is referred to within an object.
pub(super) fn used<'a>(
    document: &'a Document,
    mode: Mode,
    kind: &'a str,
    name: &'a str,
) -> impl Iterator<Item = &'a str> {
    let references = document.references().into_iter();
    let of_it = references.filter(move |reference| {
        let address = &reference.address;
        (address.mode, address.resource_type.as_str(), address.name.as_str()) == (mode, kind, name)
    });
    of_it.map(|reference| reference.path.as_str())
}

pub(super) fn made_up<'a>(names: impl Iterator<Item = &'a str>) -> Node {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names.dedup();
    Node::map(names.into_iter().map(|name| (name.to_owned(), Node::text("test"))).collect())
}

fn non_empty(nodes: Vec<Node>) -> Option<Node> {
    (!nodes.is_empty()).then(|| native::list(nodes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::json;
    use crate::terraform::{Address, block, list};

    fn mocks(document: &Document) -> serde_json::Value {
        serde_json::from_str(&json::write(&Node::map(entries(document, Tool::default())))).unwrap()
    }

    #[test]
    fn variables_without_a_value_get_one() {
        let mut document = Document::new();
        let mut file = document.file("variables");
        for (name, kind) in
            [("t", "string"), ("n", "number"), ("b", "bool"), ("l", "list(string)"), ("m", "map(string)")]
        {
            file.variable(name, block! { type = Literal::from(kind) });
        }
        file.variable("d", block! { description = Literal::from("The digest (sha256:…)") });
        file.variable("default", block! { default = Literal::from("x") });
        let digest = format!("sha256:{}", "0".repeat(64));
        let wanted = serde_json::json!({ "t": "test", "n": 1, "b": true, "l": [], "m": {}, "d": digest });
        assert_eq!(mocks(&document)["variables"], wanted);
    }

    #[test]
    fn providers_know_where_they_are() {
        let mut document = Document::new();
        let mut file = document.file("provider");
        file.provider("aws", block! { region = "cn-north-1", allowed_account_ids = ["111111111111"] });
        file.provider("aws", block! { alias = "west" });
        file.data("aws_partition", "current", Block::new());
        file.data("aws_caller_identity", "current", Block::new());
        file.resource("aws_kms_key", "main", Block::new());
        let mocks = mocks(&document);
        let found = &mocks["mock_provider"]["aws"][0]["mock_data"];
        assert_eq!(found["aws_partition"]["defaults"]["partition"], "aws-cn");
        assert_eq!(found["aws_caller_identity"]["defaults"]["account_id"], "111111111111");
        assert_eq!(mocks["mock_provider"]["aws"][1]["alias"], "west");
        let key = &mocks["override_resource"][0];
        assert_eq!(key["values"]["arn"], "arn:aws-cn:kms:cn-north-1:111111111111:key/main");
    }

    #[test]
    fn modules_give_what_is_used() {
        let mut document = Document::new();
        let mut file = document.file("modules");
        let queue = file.module("queue", Block::new());
        file.local(
            "used",
            list![queue.attr("arn"), queue.attr("urls[0]"), Address::module("other").attr("x")],
        );
        let wanted =
            serde_json::json!([{ "target": "module.queue", "outputs": { "arn": "test", "urls": "test" } }]);
        assert_eq!(mocks(&document)["override_module"], wanted);
    }
}
