//! What holds for every service that does not say otherwise.

use crate::aws::service::EcsFargateService;
use crate::diagnostic::{Path, Segment};
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

    /// The place of what holds for every service, given that of the same setting of one service; nothing for other settings.
    ///
    /// ```
    /// use groundplan::{Defaults, diagnostic::Path};
    /// let one = Path::of("services.api.scale");
    /// assert_eq!(Defaults::place(&one).map(|place| place.to_string()).as_deref(), Some("defaults.services.scale"));
    /// ```
    #[must_use]
    pub fn place(path: &Path) -> Option<Path> {
        match path.segments() {
            [Segment::Key(services), _, rest @ ..] if services == "services" && !rest.is_empty() => {
                Some(rest.iter().cloned().fold(Path::of("defaults").key("services"), Path::step))
            }
            _ => None,
        }
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
