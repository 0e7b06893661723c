//! What holds for every service that does not say otherwise.

use crate::aws::service::EcsFargateService;
use crate::spec::{Field, Map, OrNone, spec};

spec! {
    /// What holds for everything of a kind that does not say otherwise itself.
    ///
    /// A setting of one service comes before that of all; of both, that of an environment comes before that of the stack.
    pub struct Defaults {
        /// For every service. In its text, `{service}` stands for the service's name.
        services: EcsFargateService,
    }
}

impl Defaults {
    /// Says nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Lays services over what holds for all of them.
    pub(super) fn under(&self, services: &mut Map<OrNone<EcsFargateService>>) {
        let Some(defaults) = &self.services else { return };
        for service in services.values_mut() {
            if let OrNone::On(own) = service {
                let mut whole = EcsFargateService { name: own.name.clone(), ..defaults.clone() };
                whole.merge(own);
                *own = whole;
            }
        }
    }
}
