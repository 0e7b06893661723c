//! Where the providers of a plan work, and which of them makes a resource.
//!
//! A plan lists every configuration under a key: `aws`, `aws.virginia`, and `module.x:aws` for what a module
//! configures itself. A module without a region has that of its caller.

use super::{Node, NodeValue, after_apply};
use crate::node::Kind;
use crate::node::lookup::{at, list, scalar, text};
use crate::terraform::{Document, Literal, Provider, Value};

/// The provider configurations of a plan.
pub(super) struct Providers<'a> {
    plan: &'a Node,
    known: &'a [(String, Node)],
}

impl<'a> Providers<'a> {
    pub(super) fn of(plan: &'a Node) -> Self {
        let known = match at(plan, &["configuration", "provider_config"]).map(|node| &node.value) {
            Some(NodeValue::Map(entries)) => entries.as_slice(),
            _ => &[],
        };
        Self { plan, known }
    }

    /// Writes them down. A module sees those of all others: keys keep them apart.
    pub(super) fn add_to(&self, document: &mut Document) {
        let of_their_own = self.known.iter().filter(|(key, configured)| is_of_its_own(key, configured));
        of_their_own.for_each(|(key, configured)| document.file("plan").add(self.provider(key, configured)));
    }

    fn provider(&self, key: &str, configured: &Node) -> Provider {
        let chosen = chosen(key);
        let (name, alias) = chosen.split_once('.').map_or((chosen.as_str(), None), |(n, a)| (n, Some(a)));
        let provider = Provider::new(name.to_owned());
        let provider = match alias {
            Some(alias) => provider.alias(alias.to_owned()),
            None => provider,
        };
        match self.region(key, configured) {
            Some(region) => provider.set("region", region),
            None => provider,
        }
    }

    /// The region as far as it is known. Of an expression a plan tells the references only.
    fn region(&self, key: &str, configured: &Node) -> Option<Value> {
        let region = at(configured, &["expressions", "region"])?;
        let constant = || text(region, "constant_value");
        let variable = || {
            let mut references = list(region, "references").filter_map(scalar);
            let only = references.next().filter(|_| references.next().is_none());
            only?.strip_prefix("var.").filter(|_| !key.contains(':'))
        };
        let known = constant().or_else(|| self.variable(variable()?));
        Some(known.map_or_else(after_apply, |region| Value::from(region.to_owned())))
    }

    /// The value of a variable of the root module, or its default.
    fn variable(&self, name: &str) -> Option<&'a str> {
        let value = at(self.plan, &["variables", name, "value"]);
        let value =
            value.or_else(|| at(self.plan, &["configuration", "root_module", "variables", name, "default"]));
        match &value?.value {
            NodeValue::Scalar(region, Kind::Text) => Some(region),
            _ => None,
        }
    }

    /// What a resource writes to choose its provider, by the key of a plan.
    pub(super) fn reference(&self, key: &str) -> Literal {
        let is_known = |key: &String| {
            self.known.iter().any(|(known, configured)| known == key && is_of_its_own(key, configured))
        };
        let found = callers(key).find(is_known);
        Literal::bare(chosen(found.as_deref().unwrap_or(key)))
    }
}

/// Whether a configuration works where it says itself. Those of modules may only stand for what is handed to them.
fn is_of_its_own(key: &str, configured: &Node) -> bool {
    !key.contains(':') || at(configured, &["expressions", "region"]).is_some()
}

/// A key, then those of the modules around it: `module.a:aws`, `aws`.
fn callers(key: &str) -> impl Iterator<Item = String> {
    let (module, name) = key.rsplit_once(':').unwrap_or(("", key));
    let outer = |module: &String| match module.as_str() {
        "" => None,
        inner => Some(inner.rsplit_once(".module.").map_or("", |(outer, _)| outer).to_owned()),
    };
    let modules = std::iter::successors(Some(module.to_owned()), outer);
    modules.map(move |module| if module.is_empty() { name.to_owned() } else { format!("{module}:{name}") })
}

/// `aws.virginia`; of a module's own, `aws.module.x.virginia`.
fn chosen(key: &str) -> String {
    match key.rsplit_once(':') {
        Some((module, name)) => {
            let (name, alias) = name.split_once('.').map_or((name, ""), |(name, alias)| (name, alias));
            [name, module, alias].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
        }
        None => key.to_owned(),
    }
}
