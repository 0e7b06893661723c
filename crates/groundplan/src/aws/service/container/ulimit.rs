use crate::aws::Resolver;
use crate::decision::Decided;
use crate::diagnostic::Path;
use crate::spec::{Map, Node, NodeValue, Reader, spec};
use crate::terraform::{Key, Value, entry, object};
use crate::unit::sort_by;

spec! {
    /// A limit of Linux on what a container uses: `nofile`, the files that it has open, is the usual one. One number is
    /// both limits.
    pub struct Ulimit short both { "fields": ["soft", "hard"], "schema": { "type": "integer", "examples": [1_048_576] } } {
        /// The limit that holds until the container raises it.
        soft: u32,
        /// The limit up to which the container may raise it.
        hard: u32,
    }
}

/// `1048576`
fn both(node: &Node, reader: &mut Reader) -> Option<Ulimit> {
    const WANTS: &str = "a whole number such as `1048576`, or `{ soft: 65535, hard: 1048576 }`";
    let NodeValue::Scalar(text, _) = &node.value else { return reader.mismatch(node, WANTS, None) };
    match text.parse() {
        Ok(limit) => Some(Ulimit::new(limit, limit)),
        Err(_) => reader.mismatch(node, WANTS, None),
    }
}

impl Ulimit {
    /// The limit that holds, and the one up to which the container may raise it.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let api = EcsFargateService::new("api").ulimit("nofile", Ulimit::new(65_535, 1_048_576));
    /// assert_eq!(Ulimit::new(1024, 1024), 1024.into());
    /// ```
    #[must_use]
    pub fn new(soft: u32, hard: u32) -> Self {
        Self::patch().soft(soft).hard(hard)
    }

    /// A change of one of the two, for an environment.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let more = EcsFargateService::patch("api").ulimit("nofile", Ulimit::patch().hard(1_048_576));
    /// ```
    #[must_use]
    pub fn patch() -> Self {
        Self::default()
    }
}

impl From<u32> for Ulimit {
    fn from(limit: u32) -> Self {
        Self::new(limit, limit)
    }
}

/// A limit by its name; what a spec leaves out is the other of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::aws::service) struct UlimitBlueprint {
    pub(in crate::aws::service) name: String,
    pub(in crate::aws::service) soft: Decided<u32>,
    pub(in crate::aws::service) hard: Decided<u32>,
}

pub(super) fn resolve(
    specs: Option<&Map<Ulimit>>,
    path: &Path,
    resolver: &mut Resolver<'_>,
) -> Vec<UlimitBlueprint> {
    let path = path.clone().key("ulimits");
    let specs = specs.into_iter().flat_map(Map::iter);
    let limits = specs.filter_map(|(name, spec)| {
        let path = path.clone().key(name);
        let soft = resolver.stated(&path, "soft", spec.soft.as_ref());
        let hard = resolver.stated(&path, "hard", spec.hard.as_ref());
        let (soft, hard) = (soft.clone().or_else(|| hard.clone())?, hard.or(soft)?);
        Some(UlimitBlueprint { name: name.to_owned(), soft, hard })
    });
    let mut limits: Vec<_> = limits.collect();
    sort_by(&mut limits, |a, b| a.name.cmp(&b.name));
    limits
}

/// The entry of a container definition.
pub(super) fn entry_of(limits: &[UlimitBlueprint]) -> Option<(Key, Value)> {
    let limit = |limit: &UlimitBlueprint| {
        object! {
            "name": limit.hard.map(|_| limit.name.clone()),
            "softLimit": limit.soft.clone(),
            "hardLimit": limit.hard.clone(),
        }
    };
    (!limits.is_empty()).then(|| entry("ulimits", Value::List(limits.iter().map(limit).collect())))
}
