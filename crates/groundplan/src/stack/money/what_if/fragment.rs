//! Single services of an environment, made alone to see what a change of them changes.

use std::borrow::Cow;
use std::sync::Arc;

use crate::aws::service::EcsFargateService;
use crate::cost::{Meters, Usage};
use crate::diagnostic::Report;
use crate::raw::stands_for;
use crate::spec::{Map, OrNone};
use crate::stack::spec::Environment;
use crate::terraform::{Document, Item};

/// The files that a service's price depends on beside its own: which region, and how its cluster runs tasks.
const SURROUNDINGS: [&str; 2] = ["provider", "cluster"];

/// How the tasks of services run, made alone, and what they use of each price.
#[derive(Clone, Default)]
pub(super) struct Fragment {
    pub(super) document: Arc<Document>,
    pub(super) report: Report,
    pub(super) meters: Meters,
}

impl Fragment {
    /// Several services as one: nearly every patch changes but one.
    pub(super) fn all<'a>(each: impl IntoIterator<Item = Cow<'a, Self>>) -> Cow<'a, Self> {
        let all = each.into_iter().reduce(|mut all, one| {
            all.to_mut().add(&one);
            all
        });
        all.unwrap_or_default()
    }

    fn add(&mut self, other: &Self) {
        let document = Arc::make_mut(&mut self.document);
        for item in other.document.items() {
            if item.address().is_none_or(|address| document.get(&address).is_none()) {
                document.items_mut().push(item.clone());
            }
        }
        self.report.extend(other.report.clone());
        self.meters.add_all(other.meters.clone());
    }
}

/// The services of a patch that changes nothing else, and of them only what no other part of the environment depends on.
pub(in crate::stack) fn services_alone(patch: &Environment) -> Option<&Map<OrNone<EcsFargateService>>> {
    let rest = Environment { name: String::new(), services: None, ..patch.clone() };
    let services = patch.services.as_ref()?;
    let is_alone = rest == Environment::default()
        && services.iter().all(|(_, service)| service.on().is_some_and(is_own_affair));
    is_alone.then_some(services)
}

/// Whether a patch of a service changes how its tasks run, and nothing of how they are reached or what they reach.
fn is_own_affair(patch: &EcsFargateService) -> bool {
    let rest = EcsFargateService {
        name: String::new(),
        size: None,
        architecture: None,
        ephemeral_storage: None,
        scale: None,
        capacity: None,
        deploy: None,
        stop_timeout: None,
        ..patch.clone()
    };
    rest == EcsFargateService::default()
}

/// What a service's price depends on beside itself.
pub(super) fn surroundings(document: &Document) -> Vec<Item> {
    document.items().iter().filter(|item| SURROUNDINGS.contains(&item.file.as_str())).cloned().collect()
}

/// The spec's overrides of what is in a document, if it has any.
pub(super) fn overrides(spec: &Environment, document: &Document) -> Option<Environment> {
    let overrides = spec.overrides.as_ref()?;
    let addresses: Vec<String> = document.addresses().iter().map(ToString::to_string).collect();
    let is_of_it = |name: &str| addresses.iter().any(|address| stands_for(name, address));
    let mut own = Map::default();
    for (name, change) in overrides.iter().filter(|(name, _)| is_of_it(name)) {
        own.insert(name, change.clone());
    }
    Some(Environment { overrides: Some(own), ..Environment::default() })
}

/// What is known of the use of what is in a document.
pub(super) fn usage(known: &Usage, document: &Document) -> Usage {
    let addresses: Vec<String> = document.addresses().iter().map(ToString::to_string).collect();
    known.of_addresses(addresses.iter().map(String::as_str))
}
