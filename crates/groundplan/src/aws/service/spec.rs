use super::{Image, ServiceUsage, defaults};
use crate::aws::alarms::Alarms;
use crate::aws::load_balancer::{HealthCheck, Public};
use crate::aws::secret::SecretSource;
use crate::reference::Arn;
use crate::spec::{Map, Node, NodeValue, OrNone, Reader, spec, string_enum};
use crate::terraform::Text;
use crate::unit::{Memory, OfficeHours, Percent, Seconds, Vcpu};

spec! {
    /// A service on ECS Fargate: a number of equal tasks, each with one container, in the subnets of the
    /// environment.
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
        /// How the load balancer checks the health of tasks.
        health_check(into): HealthCheck,
        /// Plain environment variables. Text stays text: `${x}` arrives as those characters.
        env(manual, also ["environment", "variables", "environmentVariables"], excludes [secrets]): Map<Text>,
        /// Environment variables whose values come from secrets. The right to read them comes along.
        secrets(manual, excludes [env]): Map<SecretSource>,
        /// What the container runs in place of the image's own command.
        command(manual, also ["cmd", "args"]): Vec<String>,
        /// What the command is given to, in place of the image's own entry point.
        entrypoint(manual): Vec<String>,
        /// The user that the container runs as, such as `1000:1000`, in place of the image's own;
        /// with a user other than root, all Linux capabilities are dropped.
        user(into): String,
        /// Whether the container is kept from writing to its own files.
        read_only_root(default READ_ONLY_ROOT, also ["readonly"]): bool,
        /// Folders that stay writable: `/tmp`, and what a well-known image needs.
        writable(manual, also ["volumes", "tmpfs"]): Vec<String>,
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

    /// Sets an environment variable. A plain string stays plain; a reference is resolved by Terraform.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let network = Network::new();
    /// let api = EcsFargateService::new("api").env("PRICE", "${amount} EUR").env("VPC_ID", network.vpc_id());
    /// ```
    #[must_use]
    pub fn env(mut self, name: impl Into<String>, value: impl Into<Text>) -> Self {
        self.env.get_or_insert_default().insert(name, value.into());
        self
    }

    /// Sets an environment variable from a secret.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let password = Secret::new("dbPassword");
    /// let api = EcsFargateService::new("api").secret("DB_PASSWORD", &password);
    /// ```
    #[must_use]
    pub fn secret(mut self, name: impl Into<String>, source: impl Into<SecretSource>) -> Self {
        self.secrets.get_or_insert_default().insert(name, source.into());
        self
    }

    /// Sets what the container runs.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let api = EcsFargateService::new("api").command(["serve", "--port", "8080"]);
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
    /// let api = EcsFargateService::new("api").entrypoint(["/usr/bin/tini", "--"]);
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
    /// let api = EcsFargateService::new("api").writable("/var/cache/api");
    /// ```
    #[must_use]
    pub fn writable(mut self, folder: impl Into<String>) -> Self {
        self.writable.get_or_insert_default().push(folder.into());
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

spec! {
    /// CPU and memory of a task. AWS takes certain pairs only.
    pub struct Size short size_of { "fields": ["vcpu", "memory"], "schema": { "type": "string", "pattern": "^([0-9.]+) *vCPU */ *(.+)$", "examples": ["1 vCPU / 2 GiB"] } } {
        /// CPU: 0.25, 0.5, 1, 2, 4, 8 or 16.
        vcpu(default VCPU, also ["cpu", "cpus"]): Vcpu,
        /// Memory, with its unit: `512 MiB`, `1 GiB`.
        memory(default MEMORY, also ["ram"]): Memory,
    }
}

/// `1 vCPU / 2 GiB`
fn size_of(node: &Node, reader: &mut Reader) -> Option<Size> {
    const WANTS: &str = "CPU and memory, such as `1 vCPU / 2 GiB`";
    let NodeValue::Scalar(text, _) = &node.value else { return reader.mismatch(node, WANTS, None) };
    let Some((vcpu, memory)) = text.split_once('/').map(|(vcpu, memory)| (vcpu.trim(), memory.trim())) else {
        return reader.mismatch(node, WANTS, Some("1 vCPU / 2 GiB".to_owned()));
    };
    match (vcpu.parse::<Vcpu>(), memory.parse::<Memory>()) {
        (Ok(vcpu), Ok(memory)) => Some(Size::default().vcpu(vcpu).memory(memory)),
        (Ok(vcpu), Err(invalid)) => {
            reader.mismatch(node, WANTS, invalid.hint.map(|memory| format!("{vcpu} vCPU / {memory}")))
        }
        (Err(_), _) => reader.mismatch(node, WANTS, Some(format!("1 vCPU / {memory}"))),
    }
}

impl Size {
    /// CPU and memory of a task.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let half = Size::new(Vcpu::HALF, Memory::gib(1));
    /// assert_eq!(half, (Vcpu::HALF, Memory::gib(1)).into());
    /// ```
    #[must_use]
    pub fn new(vcpu: Vcpu, memory: Memory) -> Self {
        Self::patch().vcpu(vcpu).memory(memory)
    }

    /// A change of CPU or memory, for an environment.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let larger = EcsFargateService::patch("api").size(Size::patch().vcpu(Vcpu::ONE));
    /// ```
    #[must_use]
    pub fn patch() -> Self {
        Self::default()
    }
}

impl From<(Vcpu, Memory)> for Size {
    fn from((vcpu, memory): (Vcpu, Memory)) -> Self {
        Self::new(vcpu, memory)
    }
}

spec! {
    /// How many tasks run. With `max` above `min`, the number follows the load.
    pub struct Scale short tasks { "fields": ["min", "max"], "schema": { "type": ["integer", "string"], "pattern": "^([0-9]+)(?: *- *([0-9]+))?$", "examples": [2, "2-10"] } } {
        /// The fewest tasks.
        min(default SCALE_MIN, also ["minimum", "minCapacity", "desired", "tasks"]): u32,
        /// The most tasks.
        max(default SCALE_MAX, also ["maximum", "maxCapacity"]): u32,
        /// The CPU load that the number of tasks is held at.
        cpu(default SCALE_CPU, also ["cpuUtilization", "targetCpu"]): Percent,
        /// The memory use that the number of tasks is held at.
        memory(also ["mem", "memoryUtilization", "targetMemory"]): Percent,
        /// The requests per task and minute that the number of tasks is held at.
        requests_per_task(also ["requests", "requestsPerTarget"]): u32,
        /// The hours in which tasks run at all: `mon-fri 07:00-19:00 Europe/Berlin`. Outside of them none runs,
        /// and none is paid for: a third of the week, and of the price, for a development environment.
        hours(also ["schedule"]): OfficeHours,
    }
}

spec! {
    /// How new tasks take the place of old ones.
    pub struct Deploy {
        /// Whether `terraform apply` waits until the new tasks run and the old ones are gone, and fails if AWS brought
        /// the old ones back.
        wait_for_steady_state(default WAIT_FOR_STEADY_STATE, also ["wait"]): bool,
    }
}

impl Deploy {
    /// A deployment in which everything is left to the defaults.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let deploy = Deploy::new().wait_for_steady_state(true);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// `2-10`, or `3` for a fixed number.
fn tasks(node: &Node, reader: &mut Reader) -> Option<Scale> {
    const WANTS: &str = "a number of tasks such as `3`, or from the fewest to the most such as `2-10`";
    let NodeValue::Scalar(text, _) = &node.value else { return reader.mismatch(node, WANTS, None) };
    let (min, max) = text.split_once('-').unwrap_or((text, text));
    match (min.trim().parse(), max.trim().parse()) {
        (Ok(min), Ok(max)) => Some(Scale::new().min(min).max(max)),
        _ => reader.mismatch(node, WANTS, Some("2-10".to_owned())),
    }
}

impl Scale {
    /// A number of tasks in which everything is left to the defaults.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let scale = Scale::new().min(2).max(10).cpu(Percent::new(60)).requests_per_task(800);
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

spec! {
    /// Something that the application may do in AWS.
    pub struct Grant {
        /// Actions such as `s3:PutObject`.
        actions(manual): Vec<String>,
        /// ARNs of what they may be done to.
        resources(manual): Vec<Arn>,
    }
}

impl Grant {
    /// What may be done, and the ARNs of what it may be done to.
    ///
    /// ```
    /// use groundplan::prelude::*;
    /// let read = Grant::new(["s3:GetObject", "s3:GetObjectVersion"], ["arn:aws:s3:::shop-exports/*"]);
    /// let api = EcsFargateService::new("api").grant(read);
    /// ```
    #[must_use]
    pub fn new<A: Into<String>, R: Into<Arn>>(
        actions: impl IntoIterator<Item = A>,
        resources: impl IntoIterator<Item = R>,
    ) -> Self {
        Self {
            actions: Some(actions.into_iter().map(Into::into).collect()),
            resources: Some(resources.into_iter().map(Into::into).collect()),
        }
    }
}

spec! {
    /// Addresses that tasks may reach.
    pub struct EgressRule {
        /// The addresses, such as `10.20.0.0/16`.
        cidr(into): String,
        /// The TCP port.
        port: u16,
    }
}

impl EgressRule {
    /// A block of addresses, and the TCP port that tasks may reach there.
    #[must_use]
    pub fn new(cidr: impl Into<String>, port: u16) -> Self {
        Self::default().cidr(cidr).port(port)
    }
}

string_enum! {
    /// The processor of a task.
    pub enum Architecture {
        /// 64-bit x86.
        X86 = "x86" also ["x86_64", "amd64", "x64", "intel"],
        /// 64-bit ARM (Graviton), for about a fifth less.
        Arm = "arm" also ["arm64", "aarch64", "graviton"],
    }
}

string_enum! {
    /// What tasks run on.
    pub enum Capacity {
        /// Fargate.
        OnDemand = "onDemand" also ["fargate", "regular"],
        /// The first task on Fargate, the others half on Fargate Spot.
        Mixed = "mixed",
        /// Fargate Spot: spare capacity that AWS takes back with two minutes' notice.
        Spot = "spot" also ["fargateSpot", "fargate_spot"],
    }
}
