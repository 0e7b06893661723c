//! A container of a task, from what a spec says of it to its definition: the service's own, and those beside it.

mod emit;
mod env_file;
mod image;
mod image_of_spec;
mod known_image;
mod order;
mod resolve;
mod restart;
mod secret_variable;
mod sidecar;
mod sidecars;
mod ulimit;

pub use env_file::EnvFile;
pub use image::Image;
pub use order::ContainerCondition;
pub use restart::RestartPolicy;
pub use sidecar::Sidecar;
pub use ulimit::Ulimit;

pub(super) use emit::{emit, folder_label, volumes};
pub(super) use env_file::EnvFileBlueprint;
pub(super) use image::EcrRepository;
pub(crate) use image::{ImageBlueprint, ImageVariable};
pub(super) use known_image::known;
pub(super) use order::Dependency;
pub(super) use resolve::{Undecided, own, resolve};
pub(super) use secret_variable::{Kept, Store};
pub(super) use sidecars::{is_off, sidecars};
pub(super) use ulimit::UlimitBlueprint;

use self::restart::RestartBlueprint;
use self::secret_variable::SecretBlueprint;
use crate::aws::container_health::HealthBlueprint;
use crate::decision::{Decided, Origins};
use crate::diagnostic::Path;
use crate::terraform::Text;
use crate::unit::{Memory, Seconds, Vcpu};

/// What a container is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Container {
    pub(super) name: String,
    /// Where the spec says what it is.
    pub(super) path: Path,
    /// What says that there is one.
    origins: Origins,
    pub(super) essential: Decided<bool>,
    pub(super) image: Decided<ImageBlueprint>,
    pub(super) env: Vec<(String, Decided<Text>)>,
    pub(super) secrets: Vec<SecretBlueprint>,
    pub(super) env_files: Vec<EnvFileBlueprint>,
    command: Option<Decided<Vec<String>>>,
    entrypoint: Option<Decided<Vec<String>>>,
    pub(super) working_directory: Option<Decided<String>>,
    user: Option<Decided<String>>,
    pub(super) read_only_root: Decided<bool>,
    pub(super) writable: Vec<Decided<String>>,
    init: Option<Decided<bool>>,
    pub(super) capabilities: Option<Decided<Vec<String>>>,
    pub(super) ulimits: Vec<UlimitBlueprint>,
    pub(super) restart: Option<RestartBlueprint>,
    pub(super) health: Option<HealthBlueprint>,
    pub(super) depends_on: Vec<Dependency>,
    pub(super) vcpu: Option<Decided<Vcpu>>,
    pub(super) memory: Option<Decided<Memory>>,
    pub(super) memory_reservation: Option<Decided<Memory>>,
    pub(super) start_timeout: Option<Decided<Seconds>>,
    pub(super) stop_timeout: Decided<Seconds>,
}

impl Container {
    /// What ECS reads for it before it starts: secrets, parameters, and the credentials of its registry.
    pub(super) fn kept(&self) -> impl Iterator<Item = &Kept> {
        let secrets = self.secrets.iter().map(|secret| &secret.kept);
        self.image.credentials.iter().chain(secrets)
    }
}
