//! What a spec says of a service.

mod access;
mod choice;
mod deploy;
mod scale;
mod size;

pub use access::{EgressRule, Grant};
pub use choice::{Architecture, Capacity};
pub use deploy::Deploy;
pub use scale::Scale;
pub use size::Size;

use super::connect::{ServiceConnect, Use};
use super::container::{ContainerCondition, EnvFile, Image, RestartPolicy, Sidecar, Ulimit};
use super::{ServiceUsage, defaults};
use crate::aws::alarms::Alarms;
use crate::aws::load_balancer::{HealthCheck, Public};
use crate::aws::secret::SecretSource;
use crate::reference::Arn;
use crate::spec::{Map, OrNone, spec};
use crate::terraform::Text;
use crate::unit::{Memory, Seconds};

spec! {
    /// A service on ECS Fargate: a number of equal tasks, each with the service's own container and any beside it, in the
    /// subnets of the environment.
    pub struct EcsFargateService named name {
        /// What the container runs. A tag or digest is needed: `latest` is another image tomorrow.
        image(into): Image,
        /// The port on which the container listens. The target group, the security groups, the health check
        /// and the service follow from it. A public service needs one.
        port(also ["containerPort", "ports", "listen"]): u16,
        /// CPU and memory of a task.
        size(into, also ["cpu" => "size: { vcpu: 1, memory: 2 GiB }", "memory" => "size: { vcpu: 1, memory: 2 GiB }", "mem" => "size: { vcpu: 1, memory: 2 GiB }", "vcpu" => "size: { vcpu: 1, memory: 2 GiB }", "resources" => "size: { vcpu: 1, memory: 2 GiB }"]): Size,
        /// The processor. ARM costs a fifth less; the image must be built for it.
        architecture(default ARCHITECTURE, also ["cpuArchitecture", "platform"]): Architecture,
        /// The disk of a task; the first 20 GiB are free. Up to 200 GiB.
        ephemeral_storage(also ["disk", "storage"]): Memory,
        /// How the service is reached through the load balancer. Without it, or with `none`, it is not.
        public(into, also ["hostname", "host", "domain", "ingress", "http"]): OrNone<Public>,
        /// What the service uses of its environment: other services, by name. The security groups let both sides talk, the
        /// service's own container finds where the others are in its environment (`API_URL`), and they are deployed first. In
        /// an environment, `none` takes a use away.
        uses(manual, also ["calls", "connect", "links", "connectsTo", "needs"]): Map<OrNone<Use>>,
        /// How those that use the service reach it. What it speaks is enough: `grpc`.
        service_connect(into, also ["appProtocol" => "serviceConnect: grpc", "protocol" => "serviceConnect: grpc", "serviceConnectConfiguration"]): ServiceConnect,
        /// How the health of tasks is checked: by the load balancer, and by a command in the container.
        health_check(into): HealthCheck,
        /// Plain environment variables. Text stays text: `${x}` arrives as those characters.
        env(manual, also ["environment", "variables", "environmentVariables"], excludes [secrets]): Map<Text>,
        /// Environment variables whose values come from secrets or parameters. The right to read them comes along.
        secrets(manual, excludes [env]): Map<SecretSource>,
        /// Files of environment variables in S3. What `env` says comes before what they say.
        env_files(manual, also ["envFile", "environmentFiles", "env_file"]): Vec<EnvFile>,
        /// What the container runs in place of the image's own command.
        command(manual, also ["cmd", "args"]): Vec<String>,
        /// What the command is given to, in place of the image's own entry point.
        entrypoint(manual): Vec<String>,
        /// The folder that the command runs in, in place of the image's own.
        working_directory(into, also ["workdir", "workingDir", "cwd"]): String,
        /// The user that the container runs as, such as `1000:1000`, in place of the image's own;
        /// with a user other than root, all Linux capabilities are dropped.
        user(into): String,
        /// Whether the container is kept from writing to its own files.
        read_only_root(default READ_ONLY_ROOT, also ["readonly"]): bool,
        /// Folders that stay writable: `/tmp`, and what a well-known image needs.
        writable(manual, also ["volumes", "tmpfs"]): Vec<String>,
        /// Whether a process that passes signals on, and removes what has ended, runs before the command. Unless it is
        /// `false`, one does.
        init(also ["initProcessEnabled"]): bool,
        /// Linux capabilities that the container has besides Docker's own. Fargate gives `SYS_PTRACE` alone, for tools
        /// that watch other processes.
        capabilities(manual, also ["capAdd", "cap_add"]): Vec<String>,
        /// Limits of Linux by name, such as `nofile`, the files that are open at a time.
        ulimits(manual, also ["limits"]): Map<Ulimit>,
        /// Whether ECS starts the container again in the same task when it ends. Without it, or with `none`, it does not,
        /// and the task ends.
        restart_policy(into, also ["restart"]): OrNone<RestartPolicy>,
        /// Containers beside the service's own, in each of its tasks, by name. In an environment, `none` leaves one out.
        sidecars(manual, also ["containers", "initContainers" => "sidecars, and dependsOn: { NAME: success }"]): Map<OrNone<Sidecar>>,
        /// The sidecars that must have come so far before the service's own container starts: `start`, `healthy`,
        /// `complete` or `success`. With `success`, one prepares each task, as an init container of Kubernetes does.
        depends_on(manual, also ["after", "startAfter"]): Map<ContainerCondition>,
        /// How many tasks run, and when that changes.
        scale(into, also ["scaling", "autoscaling", "replicas", "count", "desiredCount", "instances", "tasks"]): Scale,
        /// Whether tasks run on spare capacity, which costs less and can be taken away.
        capacity(default CAPACITY): Capacity,
        /// What the application may do in AWS.
        allow(manual, also ["permissions", "policies", "iam"]): Vec<Grant>,
        /// What tasks may reach besides HTTPS: databases, brokers, mail servers.
        allow_egress(manual, also ["reach", "egress", "outbound"]): Vec<EgressRule>,
        /// Whether `aws ecs execute-command` opens a shell in a task; sessions are on record.
        exec(default EXEC): bool,
        /// How long a task may take to stop after it was asked to. At most 120 seconds.
        stop_timeout(default STOP_TIMEOUT): Seconds,
        /// How new tasks take the place of old ones.
        deploy(also ["deployment", "rollout"]): Deploy,
        /// How long a task that leaves the load balancer may finish its requests.
        deregistration_delay(default [crate::aws::load_balancer::defaults] DEREGISTRATION_DELAY): Seconds,
        /// Alarms of this service: who is notified, and from which values on.
        alarms(into): OrNone<Alarms>,
        /// How much it is used, for the bill.
        usage: ServiceUsage,
        /// The name that the service had before. `moved` blocks give Terraform the new addresses; in AWS
        /// everything keeps the old name, since AWS can rename next to nothing. Nothing is destroyed. Remove
        /// this only if the service may be replaced by a new one.
        ///
        /// ```
        /// use groundplan::prelude::*;
        /// let shop = EcsFargateService::new("shop").renamed_from("web");
        /// ```
        renamed_from(into, renames): String,
    }
}

impl EcsFargateService {
    /// A service by its name.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let api = EcsFargateService::new("api").image("ghcr.io/example/api:1.4.2").port(8080);
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Changes to a service of the stack, for an environment.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let larger = EcsFargateService::patch("api").size((Vcpu::ONE, Memory::gib(2)));
    /// ```
    #[must_use]
    pub fn patch(name: impl Into<String>) -> Self {
        Self::new(name)
    }

    /// Adds a container beside the service's own; one of the same name is patched.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let migrate = Sidecar::new("migrate").image("ghcr.io/example/api:1.4.2").command(["./migrate"]);
    /// let api = EcsFargateService::new("api")
    ///     .image("ghcr.io/example/api:1.4.2")
    ///     .sidecar(migrate)
    ///     .depends_on("migrate", ContainerCondition::Success);
    /// ```
    #[must_use]
    pub fn sidecar(mut self, sidecar: Sidecar) -> Self {
        let name = sidecar.name.clone();
        self.sidecars.get_or_insert_default().patch(name, OrNone::On(sidecar));
        self
    }

    /// Lets it use another service of its environment; a use of the same name is patched.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let api = EcsFargateService::new("api").image("ghcr.io/example/api:1.4.2").port(8080);
    /// let web = EcsFargateService::new("web").uses(&api).uses(Use::new("search").env("FINDER_URL"));
    /// ```
    #[must_use]
    pub fn uses(mut self, used: impl Into<Use>) -> Self {
        let used = used.into();
        self.uses.get_or_insert_default().patch(used.name.clone(), OrNone::On(used));
        self
    }

    /// Takes a use away, for an environment.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let web = EcsFargateService::patch("web").without_use("search");
    /// ```
    #[must_use]
    pub fn without_use(mut self, name: impl Into<String>) -> Self {
        self.uses.get_or_insert_default().insert(name, OrNone::Off);
        self
    }

    /// Gives another name to a service that it uses.
    pub(crate) fn name_use(&mut self, name: &str, other: &str) {
        self.uses.iter_mut().for_each(|uses| uses.rename(name, other));
    }

    /// Gives other names to the secrets that its containers name.
    pub(crate) fn name_secrets(&mut self, other: &dyn Fn(&str) -> Option<String>) {
        let rename = |name: &mut Option<String>| {
            if let Some(other) = name.as_deref().and_then(other) {
                *name = Some(other);
            }
        };
        let name_in = |image: &mut Option<Image>, sources: &mut Option<Map<SecretSource>>| {
            image.iter_mut().for_each(|image| rename(&mut image.credentials));
            sources.iter_mut().flat_map(Map::values_mut).for_each(|source| rename(&mut source.secret));
        };
        name_in(&mut self.image, &mut self.secrets);
        for sidecar in self.sidecars.iter_mut().flat_map(Map::values_mut) {
            if let OrNone::On(sidecar) = sidecar {
                name_in(&mut sidecar.image, &mut sidecar.secrets);
            }
        }
    }

    /// Gives its own container another name where its other containers wait for it.
    pub(crate) fn name_own_container(&mut self, name: &str, other: &str) {
        for sidecar in self.sidecars.iter_mut().flat_map(Map::values_mut) {
            if let OrNone::On(sidecar) = sidecar {
                sidecar.depends_on.iter_mut().for_each(|waits| waits.rename(name, other));
            }
        }
    }

    /// Leaves a container out, for an environment.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let api = EcsFargateService::patch("api").without_sidecar("otel");
    /// ```
    #[must_use]
    pub fn without_sidecar(mut self, name: impl Into<String>) -> Self {
        self.sidecars.get_or_insert_default().insert(name, OrNone::Off);
        self
    }

    /// Allows the application an action of AWS on a resource, by its ARN.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let exports = Raw::resource("aws_s3_bucket", "exports");
    /// let api = EcsFargateService::new("api")
    ///     .allow("s3:GetObject", "arn:aws:s3:::shop-imports/*")
    ///     .allow("s3:PutObject", exports.arn().with_suffix("/*"));
    /// ```
    #[must_use]
    pub fn allow(mut self, action: impl Into<String>, resource: impl Into<Arn>) -> Self {
        let grant = Grant::new([action], [resource]);
        self.allow.get_or_insert_default().push(grant);
        self
    }

    /// Allows the application several actions of AWS on several resources.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let exports = Grant::new(["s3:GetObject", "s3:PutObject"], ["arn:aws:s3:::shop-exports/*"]);
    /// let api = EcsFargateService::new("api").grant(exports);
    /// ```
    #[must_use]
    pub fn grant(mut self, grant: Grant) -> Self {
        self.allow.get_or_insert_default().push(grant);
        self
    }

    /// Lets tasks reach a port of an address range.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let api = EcsFargateService::new("api").allow_egress("10.20.0.0/16", 5432);
    /// ```
    #[must_use]
    pub fn allow_egress(mut self, cidr: impl Into<String>, port: u16) -> Self {
        self.allow_egress.get_or_insert_default().push(EgressRule::new(cidr, port));
        self
    }
}
