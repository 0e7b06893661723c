use super::{ContainerCondition, EnvFile, Image, RestartPolicy, Ulimit};
use crate::aws::container_health::ContainerHealthCheck;
use crate::aws::secret::SecretSource;
use crate::aws::service::{EcsFargateService, defaults};
use crate::spec::{Map, OrNone, spec};
use crate::terraform::Text;
use crate::unit::{Memory, Seconds, Vcpu};

spec! {
    /// A container beside the service's own, in each of its tasks: a collector, a proxy, or one that prepares the task
    /// and ends. The containers of a task share its CPU and memory, its network (each reaches the others as
    /// `localhost`), its roles and the log group, where each has streams of its own.
    pub struct Sidecar named name {
        /// What the container runs. A tag or digest is needed: `latest` is another image tomorrow.
        image(into): Image,
        /// Whether the whole task ends with this container. One that another container waits for to end is not essential.
        essential(default ESSENTIAL): bool,
        /// The containers that must have come so far before this one starts: `start`, `healthy`, `complete` or `success`.
        /// The service's own container is called like the service.
        depends_on(manual, also ["after", "startAfter", "startBefore" => "dependsOn of the container that starts later: { otel: healthy }"]): Map<ContainerCondition>,
        /// How ECS finds out whether the container is well.
        health_check(into, also ["healthcheck", "health"]): ContainerHealthCheck,
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
        /// The most memory that the container may use: AWS ends it where it wants more. Without it, it may use what the
        /// task has.
        memory(also ["ram", "memoryLimit"]): Memory,
        /// The memory that is kept for the container.
        memory_reservation(also ["softMemory"]): Memory,
        /// The share of the task's CPU that is kept for the container.
        vcpu(also ["cpu", "cpus"]): Vcpu,
        /// Whether a process that passes signals on, and removes what has ended, runs before the command. Unless it is
        /// `false`, one does.
        init(also ["initProcessEnabled"]): bool,
        /// Linux capabilities that the container has besides Docker's own. Fargate gives `SYS_PTRACE` alone, for tools
        /// that watch other processes.
        capabilities(manual, also ["capAdd", "cap_add"]): Vec<String>,
        /// Limits of Linux by name, such as `nofile`, the files that are open at a time.
        ulimits(manual, also ["limits"]): Map<Ulimit>,
        /// Whether ECS starts the container again in the same task when it ends. Without it, or with `none`, it does not.
        restart_policy(into, also ["restart"]): OrNone<RestartPolicy>,
        /// How long the others wait for this container to come as far as they want. At most 120 seconds; the task stops
        /// then.
        start_timeout: Seconds,
        /// How long the container may take to stop after it was asked to. At most 120 seconds.
        stop_timeout(default STOP_TIMEOUT): Seconds,
    }
}

impl Sidecar {
    /// A container by its name.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let otel = Sidecar::new("otel").image("public.ecr.aws/aws-observability/aws-otel-collector:v0.43.0");
    /// let api = EcsFargateService::new("api").sidecar(otel.essential(false));
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Changes to a container of a service, for an environment.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let api = EcsFargateService::patch("api").sidecar(Sidecar::patch("otel").memory(Memory::mib(256)));
    /// ```
    #[must_use]
    pub fn patch(name: impl Into<String>) -> Self {
        Self::new(name)
    }
}

/// Methods that a service's own container and the others have alike.
macro_rules! container_methods {
    ($type:ident $subject:ident $new:literal) => {
        impl $type {
            /// Sets an environment variable. A plain string stays plain; a reference is resolved by Terraform.
            ///
            /// ```
            /// use groundplan::prelude::*;
            /// let network = Network::new();
            #[doc = concat!("let ", stringify!($subject), " = ", $new, ".env(\"PRICE\", \"${amount} EUR\").env(\"VPC_ID\", network.vpc_id());")]
            /// ```
            #[must_use]
            pub fn env(mut self, name: impl Into<String>, value: impl Into<Text>) -> Self {
                self.env.get_or_insert_default().insert(name, value.into());
                self
            }

            /// Sets an environment variable from a secret or a parameter.
            ///
            /// ```
            /// use groundplan::prelude::*;
            /// let password = Secret::new("dbPassword");
            #[doc = concat!("let ", stringify!($subject), " = ", $new, ".secret(\"DB_PASSWORD\", &password);")]
            /// ```
            #[must_use]
            pub fn secret(mut self, name: impl Into<String>, source: impl Into<SecretSource>) -> Self {
                self.secrets.get_or_insert_default().insert(name, source.into());
                self
            }

            /// Adds a file of environment variables in S3.
            ///
            /// ```
            /// use groundplan::prelude::*;
            #[doc = concat!("let ", stringify!($subject), " = ", $new, ".env_files(\"arn:aws:s3:::shop-config/common.env\");")]
            /// ```
            #[must_use]
            pub fn env_files(mut self, file: impl Into<EnvFile>) -> Self {
                self.env_files.get_or_insert_default().push(file.into());
                self
            }

            /// Sets what the container runs.
            ///
            /// ```
            /// use groundplan::prelude::*;
            #[doc = concat!("let ", stringify!($subject), " = ", $new, ".command([\"serve\", \"--port\", \"8080\"]);")]
            /// ```
            #[must_use]
            pub fn command<T: Into<String>>(mut self, words: impl IntoIterator<Item = T>) -> Self {
                self.command = Some(words.into_iter().map(Into::into).collect());
                self
            }

            /// Sets what the command is given to.
            ///
            /// ```
            /// use groundplan::prelude::*;
            #[doc = concat!("let ", stringify!($subject), " = ", $new, ".entrypoint([\"/usr/bin/tini\", \"--\"]);")]
            /// ```
            #[must_use]
            pub fn entrypoint<T: Into<String>>(mut self, words: impl IntoIterator<Item = T>) -> Self {
                self.entrypoint = Some(words.into_iter().map(Into::into).collect());
                self
            }

            /// Adds a folder that stays writable.
            ///
            /// ```
            /// use groundplan::prelude::*;
            #[doc = concat!("let ", stringify!($subject), " = ", $new, ".writable(\"/var/cache/api\");")]
            /// ```
            #[must_use]
            pub fn writable(mut self, folder: impl Into<String>) -> Self {
                self.writable.get_or_insert_default().push(folder.into());
                self
            }

            /// Gives the container a capability of Linux.
            ///
            /// ```
            /// use groundplan::prelude::*;
            #[doc = concat!("let ", stringify!($subject), " = ", $new, ".capabilities(\"SYS_PTRACE\");")]
            /// ```
            #[must_use]
            pub fn capabilities(mut self, capability: impl Into<String>) -> Self {
                self.capabilities.get_or_insert_default().push(capability.into());
                self
            }

            /// Sets a limit of Linux.
            ///
            /// ```
            /// use groundplan::prelude::*;
            #[doc = concat!("let ", stringify!($subject), " = ", $new, ".ulimit(\"nofile\", 1_048_576);")]
            /// ```
            #[must_use]
            pub fn ulimit(mut self, name: impl Into<String>, limit: impl Into<Ulimit>) -> Self {
                self.ulimits.get_or_insert_default().insert(name, limit.into());
                self
            }

            /// Starts the container only when another one has come so far.
            ///
            /// ```
            /// use groundplan::prelude::*;
            #[doc = concat!("let ", stringify!($subject), " = ", $new, ".depends_on(\"migrate\", ContainerCondition::Success);")]
            /// ```
            #[must_use]
            pub fn depends_on(mut self, container: impl Into<String>, condition: ContainerCondition) -> Self {
                self.depends_on.get_or_insert_default().insert(container, condition);
                self
            }
        }
    };
}

container_methods!(Sidecar otel "Sidecar::new(\"otel\")");
container_methods!(EcsFargateService api "EcsFargateService::new(\"api\")");
