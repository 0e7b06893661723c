//! A network that is there already: made by another stack, or by nobody here. It is looked up and used, and nothing in it is
//! changed.

use super::spec::{Egress, ExistingNetwork, Network};
use super::{Blueprint, rules};
use crate::aws::stack_reference::Shared;
use crate::aws::{Resolver, fixed};
use crate::decision::{Decided, Origins};
use crate::diagnostic::{Diagnostic, Path, Rule};
use crate::terraform::{Address, Block, Expression, File, Text, Value, block};
use crate::unit::Cidr;

/// Where the parts of the network are found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Existing {
    vpc: Decided<Found>,
    private: Option<Decided<Found>>,
    public: Option<Decided<Found>>,
    /// Where the spec says so.
    pub(super) path: Path,
    /// What says that it exists.
    pub(crate) origins: Origins,
}

/// How a VPC or subnets are found.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Found {
    /// By ids: text, or an expression that yields them.
    Ids(Value),
    /// By the value of a tag, in which `*` stands for anything.
    Tag { key: String, value: String },
}

/// The two kinds of subnets, as the labels of what looks them up.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Private,
    Public,
}

/// Decides the network, where it is one that exists.
pub(super) fn resolve(spec: &Network, resolver: &mut Resolver<'_>) -> Option<Blueprint> {
    let existing = match (&spec.existing, &spec.from) {
        (Some(existing), _) => looked_up(existing, resolver),
        (None, Some(from)) => {
            let path = Path::of("network.from");
            let origins = resolver.explicit(&path, from.name());
            let found = |shared: Shared| Decided::new(Found::Ids(shared.imported().into()), origins.clone());
            let (vpc, private) = (found(Shared::VpcId), found(Shared::PrivateSubnetIds));
            let public = Some(found(Shared::PublicSubnetIds));
            Existing { vpc, private: Some(private), public, path, origins: origins.clone() }
        }
        (None, None) => return None,
    };
    rules::check_existing(spec, &existing, resolver);
    let egress = match spec.egress {
        Some(Egress::PublicIp) => {
            Decided::new(Egress::PublicIp, resolver.explicit("network.egress", Egress::PublicIp))
        }
        // However its private subnets lead out: that is not made here.
        _ => Decided::new(Egress::Nat, existing.origins.clone()),
    };
    let (cidr, zones) = (fixed(Cidr::STAND_IN), fixed(0));
    let (endpoints, flow_logs, dynamodb) = (Vec::new(), None, None);
    let blueprint =
        Blueprint { cidr, zones, egress, flow_logs, endpoints, dynamodb, existing: Some(existing) };
    rules::public_tasks(&blueprint, resolver);
    Some(blueprint)
}

fn looked_up(spec: &ExistingNetwork, resolver: &mut Resolver<'_>) -> Existing {
    let path = Path::of("network.existing");
    let origins = resolver.explicit(&path, "");
    let vpc = spec.vpc.clone().unwrap_or_else(|| "".into());
    let vpc =
        resolver.text(path.clone().key("vpc"), &vpc).map(|text| found(std::slice::from_ref(text), "vpc-"));
    let mut subnets = |key: &str, spec: &Option<Vec<Text>>| {
        let texts = spec.as_ref().filter(|texts| !texts.is_empty())?;
        let origins = resolver.explicit(path.clone().key(key), "");
        Some(Decided::new(found(texts, "subnet-"), origins))
    };
    let private = subnets("privateSubnets", &spec.private_subnets);
    let public = subnets("publicSubnets", &spec.public_subnets);
    Existing { vpc, private, public, path, origins }
}

/// By one text that is not an id, a tag; anything else is ids. A reference may lead to one id or to a list of them.
fn found(texts: &[Text], prefix: &str) -> Found {
    match texts {
        [text] if prefix == "vpc-" && (is_reference(text) || is_id(text, prefix)) => Found::Ids(text.into()),
        [text] if !is_reference(text) && !is_id(text, prefix) => tag(literal(text)),
        texts if texts.iter().any(is_reference) => {
            let all: Vec<Value> = texts.iter().map(Value::from).collect();
            Found::Ids(Expression::call("flatten", [Value::List(all)]).into())
        }
        texts => Found::Ids(texts.iter().map(Value::from).collect::<Vec<_>>().into()),
    }
}

fn is_reference(text: &Text) -> bool {
    text.as_literal().is_none()
}

/// `tag:KEY=VALUE`, as AWS's own filters are written; any other text is a name.
/// <https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-subnets.html#options>
fn tag(text: &str) -> Found {
    let (key, value) =
        text.strip_prefix("tag:").and_then(|tag| tag.split_once('=')).unwrap_or(("Name", text));
    Found::Tag { key: key.to_owned(), value: value.to_owned() }
}

fn is_id(text: &Text, prefix: &str) -> bool {
    literal(text).strip_prefix(prefix).is_some_and(|id| id.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// The characters that are written, where no expression is among them.
fn literal(text: &Text) -> &str {
    text.as_literal().unwrap_or_default()
}

impl Existing {
    /// Adds what looks the network up.
    pub(super) fn emit(&self, file: &mut File<'_>) {
        let vpc = match &*self.vpc {
            Found::Ids(id) => block! { id = self.vpc.map(|_| id.clone()) },
            Found::Tag { key, value } => block! { filter = self.vpc.map(|_| filter(key, value)) },
        };
        file.because(&self.origins).data("aws_vpc", "main", vpc);
        for kind in [Kind::Private, Kind::Public] {
            let Some(found) = self.found(kind) else { continue };
            let Found::Tag { key, value } = &**found else { continue };
            let vpc = Address::data("aws_vpc", "main").attr("id");
            let of_vpc = block! { name = "vpc-id", values = [vpc] };
            let filters = found.map(|_| vec![of_vpc, filter(key, value)]);
            file.because(found.origins()).data("aws_subnets", kind.label(), block! { for filter in filters });
        }
    }

    /// The ids of subnets.
    pub(super) fn subnets(&self, kind: Kind) -> Decided<Value> {
        let Some(found) = self.found(kind) else { return fixed(Value::List(Vec::new())) };
        found.map(|how| match how {
            Found::Ids(ids) => ids.clone(),
            Found::Tag { .. } => Address::data("aws_subnets", kind.label()).attr("ids").into(),
        })
    }

    fn found(&self, kind: Kind) -> Option<&Decided<Found>> {
        match kind {
            Kind::Private => self.private.as_ref(),
            Kind::Public => self.public.as_ref(),
        }
    }
}

impl Kind {
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Public => "public",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Private => "privateSubnets",
            Self::Public => "publicSubnets",
        }
    }
}

fn filter(key: &str, value: &str) -> Block {
    block! { name = format!("tag:{key}"), values = [value.to_owned()] }
}

/// Reports that subnets are needed for something, and not given.
pub(super) fn check_subnets(existing: &Existing, kind: Kind, what_for: &str, resolver: &mut Resolver<'_>) {
    if existing.found(kind).is_some() {
        return;
    }
    let (label, key) = (kind.label(), kind.key());
    let finding = Diagnostic::new(
        Rule::EXISTING_NETWORK,
        existing.path.clone().key(key),
        format!("{what_for} in {label} subnets, and none are given"),
    );
    resolver.report(
        finding
            .wants(
                "their ids, the value of their Name tag (`shared-*`), or of another tag (`tag:Tier=private`)",
            )
            .hint(format!("{key}: tag:Tier={label}")),
    );
}

/// Reports what finds nothing, and what tasks lack.
pub(super) fn check_form(spec: &Network, existing: &Existing, resolver: &mut Resolver<'_>) {
    if let Some(given) = &spec.existing {
        let path = &existing.path;
        if given.vpc.as_ref().is_none_or(|vpc| vpc.as_literal().is_some_and(|text| text.trim().is_empty())) {
            let finding =
                Diagnostic::new(Rule::EXISTING_NETWORK, path.clone(), "an existing network needs its VPC");
            resolver.report(
                finding
                    .wants("its id, the value of its Name tag, or of another tag")
                    .hint("vpc: vpc-0123456789abcdef0"),
            );
        }
        check_texts(given.private_subnets.as_ref(), &path.clone().key("privateSubnets"), resolver);
        check_texts(given.public_subnets.as_ref(), &path.clone().key("publicSubnets"), resolver);
    }
    let kind = if spec.egress == Some(Egress::PublicIp) { Kind::Public } else { Kind::Private };
    check_subnets(existing, kind, "tasks run", resolver);
}

fn check_texts(texts: Option<&Vec<Text>>, path: &Path, resolver: &mut Resolver<'_>) {
    let Some(texts) = texts else { return };
    for (at, text) in texts.iter().enumerate() {
        if texts.len() > 1 && !is_reference(text) && !is_id(text, "subnet-") {
            let message = "subnets in a list are named by their ids";
            let finding = Diagnostic::new(Rule::EXISTING_NETWORK, path.clone().index(at), message);
            resolver.report(
                finding
                    .given(literal(text))
                    .wants("an id, subnet-…; one text in place of the list finds them by a tag, in which * stands for anything"),
            );
        }
    }
    if let Some(text) =
        texts.iter().find(|text| literal(text).starts_with("tag:") && !literal(text).contains('='))
    {
        let finding = Diagnostic::new(Rule::EXISTING_NETWORK, path.clone(), "a tag has a key and a value");
        resolver.report(finding.given(literal(text)).wants("tag:KEY=VALUE, such as tag:Tier=private"));
    }
    let ids: Vec<&str> = texts.iter().map(literal).filter(|text| !text.is_empty()).collect();
    if let Some((at, twice)) =
        ids.iter().enumerate().find(|(at, id)| ids.iter().take(*at).any(|other| other == *id))
    {
        let finding =
            Diagnostic::new(Rule::EXISTING_NETWORK, path.clone().index(at), "a subnet is given twice");
        resolver.report(finding.given(twice).wants("each subnet once, in two zones or more"));
    }
    if let [only] = texts.as_slice()
        && is_id(only, "subnet-")
    {
        let message = "one subnet is in one zone only, and what runs there fails with it";
        let finding = Diagnostic::new(Rule::EXISTING_NETWORK, path.clone(), message);
        resolver.report(finding.given(literal(only)).wants("subnets in two zones or more"));
    }
}

/// The addresses of the VPC.
pub(super) fn cidr(blueprint: &Blueprint) -> Decided<Text> {
    match &blueprint.existing {
        Some(existing) => {
            let block = Address::data("aws_vpc", "main").attr("cidr_block");
            Decided::new(block.into(), existing.origins.clone())
        }
        None => blueprint.cidr.map(|cidr| cidr.to_string().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_id_is_a_name_or_another_tag() {
        let tag = |key: &str, value: &str| Found::Tag { key: key.to_owned(), value: value.to_owned() };
        assert_eq!(found(&["shared-private-*".into()], "subnet-"), tag("Name", "shared-private-*"));
        assert_eq!(found(&["tag:Tier=private".into()], "subnet-"), tag("Tier", "private"));
        assert_eq!(found(&["vpc-0ab12".into()], "vpc-"), Found::Ids("vpc-0ab12".into()));
        let ids = ["subnet-0a", "subnet-0b"].map(Text::from);
        assert_eq!(found(&ids, "subnet-"), Found::Ids(["subnet-0a", "subnet-0b"].into()));
    }
}
