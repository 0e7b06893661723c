// Made from the JSON Schema of specs by `cargo xtask codegen`; not edited by hand.

/** Marks what a reference yields. It is for the compiler only: a spec has nothing of it. */
declare const yields: unique symbol;

/**
 * A reference of which TypeScript knows what kind of value it yields, as `Ref<Arn>` in Rust. It is accepted wherever text is,
 * and where a method wants this kind of value: the id of a VPC is refused where an ARN is wanted.
 */
export type Ref<Kind extends string> = { readonly $expr: Expr; readonly [yields]?: Kind };

/** An application with all its environments. */
export interface StackSpec {
  /** The name of the stack: the first part of every name in AWS. */
  readonly stack: string;
  /**
   * The name that the stack had before. In AWS everything keeps the old name, the tag `Stack` and the
   * location of the state too, since AWS can rename next to nothing. No address in Terraform holds the
   * stack's name, so nothing moves and the plan is empty. Remove this only if everything may be replaced.
   */
  readonly renamedFrom?: string;
  /** The AWS region, such as `eu-west-1`. */
  readonly region?: Region;
  /** Tags on everything. */
  readonly tags?: { readonly [name: string]: Text };
  /** How Terraform's state is locked, encrypted and kept. */
  readonly state?: StateSpec;
  /**
   * Who owns the key that encrypts logs, secrets and alarm topics. Default: `awsManaged` in development,
   * `customerKey` in staging, `customerKey` in production.
   */
  readonly encryption?: Encryption;
  /** The log groups. */
  readonly logs?: LogsSpec;
  /** The VPC. */
  readonly network?: NetworkSpec;
  /** Secrets by name. Their values are set outside of Terraform. */
  readonly secrets?: { readonly [name: string]: SecretSpec };
  /** The ECS cluster. */
  readonly cluster?: ClusterSpec;
  /** The load balancer that public services share. */
  readonly loadBalancer?: LoadBalancerSpec;
  /** Services by name. In an environment, `none` leaves one out. */
  readonly services?: { readonly [name: string]: EcsFargateServiceSpec | 'none' };
  /** Alarms, and who is notified of them. */
  readonly alarms?: AlarmsSpec | 'none';
  /** Calls of Terraform modules, by name. */
  readonly modules?: { readonly [name: string]: ModuleSpec };
  /** What other stacks may use of this one: each of `network`, `cluster`, `loadBalancer`. */
  readonly share?: Share | readonly Share[];
  /** Values that other stacks and environments may use, by name. */
  readonly exports?: { readonly [name: string]: ExportSpec };
  /** Values that other stacks or environments export, by name. */
  readonly imports?: { readonly [name: string]: ImportSpec };
  /**
   * The ARN of the role that Terraform works with, where your credentials may only assume it:
   * `arn:aws:iam::{account}:role/deploy`.
   */
  readonly role?: string;
  /**
   * The ARN of the policy that bounds what every role here may do, where the account makes no other roles.
   */
  readonly boundary?: string;
  /** Raw Terraform blocks, beside those that are generated. */
  readonly raw?: ConfigurationSpec;
  /** Changes to generated Terraform, by address. */
  readonly overrides?: { readonly [name: string]: OverrideSpec };
  /** What holds for everything of a kind that does not say otherwise itself. */
  readonly defaults?: DefaultsSpec;
  /** Rules that are broken on purpose, each with the reason. */
  readonly waive?: Waivers;
  /** Environments by name. Each may change anything but the state. */
  readonly environments: { readonly [name: string]: EnvironmentSpec };
}

/** A region of AWS. */
export type Region =
  | 'af-south-1'
  | 'ap-east-1'
  | 'ap-east-2'
  | 'ap-northeast-1'
  | 'ap-northeast-2'
  | 'ap-northeast-3'
  | 'ap-south-1'
  | 'ap-south-2'
  | 'ap-southeast-1'
  | 'ap-southeast-2'
  | 'ap-southeast-3'
  | 'ap-southeast-4'
  | 'ap-southeast-5'
  | 'ap-southeast-6'
  | 'ap-southeast-7'
  | 'ca-central-1'
  | 'ca-west-1'
  | 'eu-central-1'
  | 'eu-central-2'
  | 'eu-north-1'
  | 'eu-south-1'
  | 'eu-south-2'
  | 'eu-west-1'
  | 'eu-west-2'
  | 'eu-west-3'
  | 'il-central-1'
  | 'me-central-1'
  | 'me-south-1'
  | 'me-west-1'
  | 'mx-central-1'
  | 'sa-east-1'
  | 'sa-west-1'
  | 'us-east-1'
  | 'us-east-2'
  | 'us-west-1'
  | 'us-west-2'
  | 'cn-north-1'
  | 'cn-northwest-1'
  | 'us-gov-east-1'
  | 'us-gov-west-1';

/**
 * Text. A plain string stays plain, whatever it looks like; `{ $expr: … }` is an expression of Terraform, `{
 * $import: … }` what another stack or environment exports, `{ $join: [ … ] }` several of them in a row.
 */
export type Text =
  | string
  | number
  | boolean
  | { readonly $expr: Expr }
  | { readonly $import: string }
  | { readonly $join: Text | readonly Text[] };

/** An expression of Terraform, without `${` and `}`: `aws_vpc.main.id`, `length(var.names)`. */
export type Expr = string;

/** How Terraform's state is locked, encrypted and kept. */
export interface StateSpec {
  /** What keeps two people from applying at once. Default: `s3`. */
  readonly lock?: StateLock;
  /** How long old versions of the state are kept. Default: `90 days`. */
  readonly noncurrentVersions?: Days;
  /** Who owns the key that encrypts the state, which holds everything. Default: `customerKey`. */
  readonly encryption?: Encryption;
  /** The stack in whose bucket the state is kept, in place of a bucket of its own. */
  readonly from?: string;
  /** The name of a bucket that exists already, in the region of the state; none is made. */
  readonly bucket?: string;
}

/**
 * What keeps two people from applying at once.
 *
 * - `s3`: A lock file beside the state. Needs Terraform 1.10 or newer.
 * - `dynamodb`: A DynamoDB table, which Terraform calls deprecated since 1.11.
 * - `both`: Both, while people move from one to the other.
 */
export type StateLock = 's3' | 'dynamodb' | 'both';

/** How long something is kept, with its unit, in whole days: `90 days`, `12 weeks`, `1 year`. */
export type Days = string;

/**
 * Who owns the key that encrypts logs, secrets and alarm topics.
 *
 * - `customerKey`: The environment has a KMS key of its own: its use is logged, and access can be taken away.
 * - `awsManaged`: Amazon's own keys, free of charge.
 */
export type Encryption = 'customerKey' | 'awsManaged';

/** The log groups of an environment. */
export interface LogsSpec {
  /**
   * How long the logs of tasks are kept. Default: `14 days` in development, `90 days` in staging, `365 days`
   * in production.
   */
  readonly retention?: Days;
  /**
   * Whether `terraform destroy` keeps log groups with their contents. What is created again takes them over.
   * Default: `false` in development, `false` in staging, `true` in production.
   */
  readonly skipDestroy?: boolean;
}

/** The VPC of an environment: public and private subnets over several zones, and the one way out. */
export interface NetworkSpec {
  /**
   * The VPC's IPv4 addresses, `/16` to `/24`; the subnets are cut from them. Default: a /16, by the names of
   * stack and environment.
   */
  readonly cidr?: string;
  /**
   * Over how many availability zones the subnets spread: 2 or 3. A load balancer needs two; three lose a
   * third, not half, when a zone fails. Default: `2` in development, `2` in staging, `3` in production.
   */
  readonly zones?: number;
  /**
   * How tasks reach what is outside the VPC. Default: `nat` in development, `nat` in staging, `natPerZone` in
   * production.
   */
  readonly egress?: Egress;
  /** What is recorded of the traffic; `none` turns it off. */
  readonly flowLogs?: FlowLogsSpec | 'none';
  /**
   * A network that exists already, in place of one of this stack's own. It is looked up and used; nothing in
   * it is changed.
   */
  readonly existing?: ExistingNetworkSpec;
  /** The stack whose network this one uses; its spec says `share: [network]`. */
  readonly from?: StackReferenceSpec;
}

/**
 * The one way out of an environment.
 *
 * - `natPerZone`: Private subnets, each zone with a NAT gateway of its own.
 * - `nat`: Private subnets, one NAT gateway for all zones.
 * - `regionalNat`: Private subnets, one NAT gateway that AWS itself spreads over the zones. Needs AWS
 *   provider 6.24 or newer.
 * - `endpoints`: Private subnets without a way to the internet: VPC endpoints for what the tasks need of AWS.
 * - `publicIp`: Tasks are in the public subnets with public addresses. No NAT gateway is paid for.
 */
export type Egress = 'natPerZone' | 'nat' | 'regionalNat' | 'endpoints' | 'publicIp';

/** Records of the network traffic of a VPC. */
export interface FlowLogsSpec {
  /** Which packets are recorded. Default: `reject` in development, `all` in staging, `all` in production. */
  readonly traffic?: FlowLogTraffic;
  /**
   * Where records go: in CloudWatch Logs they can be searched at once; S3 costs half. Default: `cloudwatch`.
   */
  readonly destination?: FlowLogDestination;
  /**
   * How long records are kept. Default: `14 days` in development, `30 days` in staging, `365 days` in
   * production.
   */
  readonly retention?: Days;
}

/**
 * Which packets a flow log records.
 *
 * - `all`: All of them.
 * - `reject`: Those that a security group refused.
 */
export type FlowLogTraffic = 'all' | 'reject';

/**
 * Where flow logs go.
 *
 * - `cloudwatch`: A log group, where records can be searched at once.
 * - `s3`: A bucket, at half the price of ingestion.
 */
export type FlowLogDestination = 'cloudwatch' | 's3';

/**
 * A network that exists already, with a way out of its private subnets. VPC and subnets are found by id, by
 * the value of their `Name` tag, or by another tag: `tag:Tier=private`. In the value of a tag, `*` stands for
 * anything.
 */
export type ExistingNetworkSpec = Text | ExistingNetworkSettings;

/** ExistingNetworkSpec in full, to set more than `vpc`. */
export interface ExistingNetworkSettings {
  /** The VPC. */
  readonly vpc?: Text;
  /** The subnets of tasks and of an internal load balancer, in two zones or more. */
  readonly privateSubnets?: Text | readonly Text[];
  /** The subnets of a load balancer that the internet can reach, in two zones or more. */
  readonly publicSubnets?: Text | readonly Text[];
}

/** An environment of another stack that shares what it made: its spec says so under `share`. */
export type StackReferenceSpec = string | number | StackReferenceSettings;

/** StackReferenceSpec in full, to set more than `stack`. */
export interface StackReferenceSettings {
  /** The stack. */
  readonly stack?: string;
  /** The environment of that stack. Default: the one of the same name. */
  readonly environment?: string;
}

/** A secret in AWS Secrets Manager. Its value is set outside of Terraform, so it is in no state file. */
export interface SecretSpec {
  /** What it is for, for people who meet it in the console. */
  readonly description?: string;
  /** The ARN of a secret that exists already; none is made then. */
  readonly arn?: string;
  /**
   * The ARN of the KMS key that an existing secret is encrypted with, unless it is Amazon's own. Tasks get
   * the right to decrypt with it.
   */
  readonly kmsKey?: string;
  /**
   * How long a deleted secret can be taken back; with `0 days` it is gone at once. Default: `0 days` in
   * development, `30 days` in staging, `30 days` in production.
   */
  readonly recovery?: Days;
  /**
   * The name that the secret had before. It keeps that name in AWS, and its value: a `moved` block gives
   * Terraform its new address. Remove this only if the secret may be replaced by a new, empty one.
   */
  readonly renamedFrom?: string;
}

/** The ECS cluster that the services of an environment share. */
export interface ClusterSpec {
  /**
   * What CloudWatch measures of each task; it is paid like custom metrics. Default: `disabled` in
   * development, `enabled` in staging, `enabled` in production.
   */
  readonly containerInsights?: ContainerInsights;
  /**
   * The name or ARN of a cluster that exists already, in place of one of this stack's own. It must have the
   * capacity providers `FARGATE` and `FARGATE_SPOT`; nothing in it is changed.
   */
  readonly existing?: Text;
  /** The stack whose cluster this one uses; its spec says `share: [cluster]`. */
  readonly from?: StackReferenceSpec;
}

/**
 * What CloudWatch measures of the tasks in a cluster.
 *
 * - `disabled`: Nothing beyond the free metrics of a service.
 * - `enabled`: Tasks and services.
 * - `enhanced`: Containers as well.
 */
export type ContainerInsights = 'disabled' | 'enabled' | 'enhanced';

/** The load balancer that the public services of an environment share. */
export interface LoadBalancerSpec {
  /** Who can reach it. Default: `internetFacing`. */
  readonly scheme?: LoadBalancerScheme;
  /**
   * Whether AWS refuses to delete it; then it takes two steps to destroy the environment. Default: `false` in
   * development, `true` in staging, `true` in production.
   */
  readonly deletionProtection?: boolean;
  /**
   * Whether each request is recorded in a bucket; `none` turns it off, `{}` on. Default: `false` in
   * development, `true` in staging, `true` in production.
   */
  readonly accessLogs?: AccessLogsSpec | 'none';
  /**
   * Whether a web application firewall filters the requests, for about ten dollars a month and sixty cents
   * per million requests. Default: `false` in development, `false` in staging, `true` in production.
   */
  readonly waf?: boolean;
  /** Whether port 80 answers with a redirect to HTTPS, where there is HTTPS. Default: `true`. */
  readonly httpRedirect?: boolean;
  /**
   * The TLS policy: which versions and ciphers clients may use. Default:
   * `ELBSecurityPolicy-TLS13-1-2-2021-06`.
   */
  readonly tlsPolicy?: string;
  /** How long a connection may be silent. Default: `60 s`. */
  readonly idleTimeout?: Seconds;
  /**
   * Whether answers carry `Strict-Transport-Security` and `X-Content-Type-Options`, and no `Server`. Default:
   * `false` in development, `false` in staging, `true` in production.
   */
  readonly securityHeaders?: boolean;
  /**
   * The name, such as `*.example.com`, under which services of other stacks are reached through it. With the
   * zone it gets a certificate and a record.
   */
  readonly host?: string;
  /** The Route 53 zone of that name. */
  readonly zone?: string;
  /** The ARN of a certificate that exists already, for services of other stacks. */
  readonly certificate?: string;
  /**
   * A load balancer that exists already, in place of one of this stack's own. Services get rules on its
   * listener; nothing else in it is changed.
   */
  readonly existing?: ExistingLoadBalancerSpec;
  /** The stack whose load balancer this one uses; its spec says `share: [loadBalancer]`. */
  readonly from?: StackReferenceSpec;
}

/**
 * Who can reach the load balancer.
 *
 * - `internetFacing`: Everybody: it is in the public subnets.
 * - `internal`: What is in the VPC: it is in the private subnets.
 */
export type LoadBalancerScheme = 'internetFacing' | 'internal';

/** The load balancer's record of requests. */
export interface AccessLogsSpec {
  /**
   * How long the record is kept. Default: `30 days` in development, `90 days` in staging, `365 days` in
   * production.
   */
  readonly retention?: Days;
}

/** A timeout, interval or delay with its unit, in whole seconds: `30 s`, `5 min`, `1 h`. */
export type Seconds = string;

/** An application load balancer that exists already. */
export type ExistingLoadBalancerSpec = Text | ExistingLoadBalancerSettings;

/** ExistingLoadBalancerSpec in full, to set more than `listener`. */
export interface ExistingLoadBalancerSettings {
  /** The ARN of its listener. */
  readonly listener?: Text;
  /**
   * The security group of it that tasks let in, and that gets a rule for each service. Default: the first
   * that it has.
   */
  readonly securityGroup?: Text;
}

/**
 * A service on ECS Fargate: a number of equal tasks, each with the service's own container and any beside it,
 * in the subnets of the environment.
 */
export interface EcsFargateServiceSpec {
  /** What the container runs. A tag or digest is needed: `latest` is another image tomorrow. */
  readonly image?: ImageSpec;
  /**
   * The port on which the container listens. The target group, the security groups, the health check and the
   * service follow from it. A public service needs one.
   */
  readonly port?: number;
  /** CPU and memory of a task. */
  readonly size?: SizeSpec;
  /** The processor. ARM costs a fifth less; the image must be built for it. Default: `x86`. */
  readonly architecture?: Architecture;
  /** The disk of a task; the first 20 GiB are free. Up to 200 GiB. */
  readonly ephemeralStorage?: Memory;
  /** How the service is reached through the load balancer. Without it, or with `none`, it is not. */
  readonly public?: PublicSpec | 'none';
  /**
   * What the service uses of its environment: other services, by name. The security groups let both sides
   * talk, the service's own container finds where the others are in its environment (`API_URL`), and they are
   * deployed first. In an environment, `none` takes a use away.
   */
  readonly uses?: { readonly [name: string]: UseSpec | 'none' } | string | readonly string[];
  /** How those that use the service reach it. What it speaks is enough: `grpc`. */
  readonly serviceConnect?: ServiceConnectSpec;
  /** How the health of tasks is checked: by the load balancer, and by a command in the container. */
  readonly healthCheck?: HealthCheckSpec;
  /** Plain environment variables. Text stays text: `${x}` arrives as those characters. */
  readonly env?: { readonly [name: string]: Text };
  /**
   * Environment variables whose values come from secrets or parameters. The right to read them comes along.
   */
  readonly secrets?: { readonly [name: string]: SecretSourceSpec };
  /** Files of environment variables in S3. What `env` says comes before what they say. */
  readonly envFiles?: EnvFileSpec | readonly EnvFileSpec[];
  /** What the container runs in place of the image's own command. */
  readonly command?: string | readonly string[];
  /** What the command is given to, in place of the image's own entry point. */
  readonly entrypoint?: string | readonly string[];
  /** The folder that the command runs in, in place of the image's own. */
  readonly workingDirectory?: string;
  /**
   * The user that the container runs as, such as `1000:1000`, in place of the image's own; with a user other
   * than root, all Linux capabilities are dropped.
   */
  readonly user?: string;
  /** Whether the container is kept from writing to its own files. Default: `true`. */
  readonly readOnlyRoot?: boolean;
  /** Folders that stay writable: `/tmp`, and what a well-known image needs. */
  readonly writable?: string | readonly string[];
  /**
   * Whether a process that passes signals on, and removes what has ended, runs before the command. Unless it
   * is `false`, one does.
   */
  readonly init?: boolean;
  /**
   * Linux capabilities that the container has besides Docker's own. Fargate gives `SYS_PTRACE` alone, for
   * tools that watch other processes.
   */
  readonly capabilities?: string | readonly string[];
  /** Limits of Linux by name, such as `nofile`, the files that are open at a time. */
  readonly ulimits?: { readonly [name: string]: UlimitSpec };
  /**
   * Whether ECS starts the container again in the same task when it ends. Without it, or with `none`, it does
   * not, and the task ends.
   */
  readonly restartPolicy?: RestartPolicySpec | 'none';
  /**
   * Containers beside the service's own, in each of its tasks, by name. In an environment, `none` leaves one
   * out.
   */
  readonly sidecars?: { readonly [name: string]: SidecarSpec | 'none' };
  /**
   * The sidecars that must have come so far before the service's own container starts: `start`, `healthy`,
   * `complete` or `success`. With `success`, one prepares each task, as an init container of Kubernetes does.
   */
  readonly dependsOn?: { readonly [name: string]: ContainerCondition };
  /** How many tasks run, and when that changes. */
  readonly scale?: ScaleSpec;
  /**
   * Whether tasks run on spare capacity, which costs less and can be taken away. Default: `spot` in
   * development, `mixed` in staging, `onDemand` in production.
   */
  readonly capacity?: Capacity;
  /** What the application may do in AWS. */
  readonly allow?: GrantSpec | readonly GrantSpec[];
  /** What tasks may reach besides HTTPS: databases, brokers, mail servers. */
  readonly allowEgress?: EgressRuleSpec | readonly EgressRuleSpec[];
  /** Whether `aws ecs execute-command` opens a shell in a task; sessions are on record. Default: `false`. */
  readonly exec?: boolean;
  /** How long a task may take to stop after it was asked to. At most 120 seconds. Default: `30 s`. */
  readonly stopTimeout?: Seconds;
  /** How new tasks take the place of old ones. */
  readonly deploy?: DeploySpec;
  /**
   * How long a task that leaves the load balancer may finish its requests. Default: `10 s` in development,
   * `30 s` in staging, `60 s` in production.
   */
  readonly deregistrationDelay?: Seconds;
  /** Alarms of this service: who is notified, and from which values on. */
  readonly alarms?: AlarmsSpec | 'none';
  /** How much it is used, for the bill. */
  readonly usage?: ServiceUsageSpec;
  /**
   * The name that the service had before. `moved` blocks give Terraform the new addresses; in AWS everything
   * keeps the old name, since AWS can rename next to nothing. Nothing is destroyed. Remove this only if the
   * service may be replaced by a new one.
   */
  readonly renamedFrom?: string;
}

/**
 * What a container runs: a reference with a tag or digest, or one whose tag a pipeline gives as a Terraform
 * variable.
 */
export type ImageSpec = string | number | ImageSettings;

/** ImageSpec in full, to set more than `reference`. */
export interface ImageSettings {
  /** The reference: `public.ecr.aws/nginx/nginx:1.27.5-alpine`. Without a tag when a variable gives it. */
  readonly reference?: string;
  /**
   * A repository of the environment's own account and region, such as `shop/api`, in place of a whole
   * reference.
   */
  readonly repository?: string;
  /** The tag of an image in `repository`. */
  readonly tag?: string;
  /** The Terraform variable that gives the tag, for pipelines that deploy new versions. */
  readonly tagVariable?: string;
  /** The Terraform variable that gives the digest (`sha256:…`). */
  readonly digestVariable?: string;
  /**
   * The secret of this spec that holds user name and password of a private registry, as `{"username": "…",
   * "password": "…"}`. The right to read it comes along.
   */
  readonly credentials?: string;
}

/** CPU and memory of a task. AWS takes certain pairs only. */
export type SizeSpec = string | SizeSettings;

/** SizeSpec in full, to set more than `vcpu` and `memory`. */
export interface SizeSettings {
  /** CPU: 0.25, 0.5, 1, 2, 4, 8 or 16. Default: `0.25`. */
  readonly vcpu?: Vcpu;
  /** Memory, with its unit: `512 MiB`, `1 GiB`. Default: `512 MiB`. */
  readonly memory?: Memory;
}

/** A share of processors: `0.25`, `0.5`, `2 vCPU`. */
export type Vcpu = number | string;

/** An amount of memory with its unit: `512 MiB`, `1 GiB`, `0.5 GiB`. */
export type Memory = string;

/**
 * The processor of a task.
 *
 * - `x86`: 64-bit x86.
 * - `arm`: 64-bit ARM (Graviton), for about a fifth less.
 */
export type Architecture = 'x86' | 'arm';

/** How a service is reached through the load balancer. */
export type PublicSpec = string | PublicSettings;

/** PublicSpec in full, to set more than `host`. */
export interface PublicSettings {
  /**
   * The host name; requests for other names don't reach the service. Without one, the service gets what no
   * other service asks for.
   */
  readonly host?: string;
  /** The path, such as `/api/*`; requests for other paths don't reach the service. */
  readonly path?: string;
  /**
   * The Route 53 zone of the host. groundplan then makes the certificate, validates it, and points the host
   * at the load balancer. Hosts of one zone share certificates of ten names.
   */
  readonly zone?: string;
  /** The ARN of a certificate that exists already, in the environment's region. */
  readonly certificate?: string;
  /**
   * The place of its rule among those of the load balancer, 1 to 50000: of two that fit a request, the lower
   * number takes it. Default: what follows from host, path and name, so that deeper paths come first.
   */
  readonly priority?: number;
}

/**
 * How a service uses another one of its environment. Its tasks reach it by its name, and are given
 * environment variables that say where it is.
 */
export interface UseSpec {
  /**
   * What the variables are called. Without it, they are called after what is used: of `api`, `API_URL`, or
   * `API_HOST` and `API_PORT`.
   */
  readonly env?: UseEnvSpec;
}

/**
 * What the environment variables are called that say where a used service is. One name is that of its URL.
 */
export type UseEnvSpec = string | number | UseEnvSettings;

/** UseEnvSpec in full, to set more than `url`. */
export interface UseEnvSettings {
  /**
   * The variable with its URL, `http://api:8080`. Callers of `http`, `http2` and `grpc` have one: `API_URL`.
   */
  readonly url?: string;
  /**
   * The variable with its name. Callers of `grpc` and `tcp` have one, others where it is named here:
   * `API_HOST`.
   */
  readonly host?: string;
  /**
   * The variable with its port. Callers of `grpc` and `tcp` have one, others where it is named here:
   * `API_PORT`.
   */
  readonly port?: string;
}

/**
 * How a service is reached by those that use it: through ECS Service Connect, a proxy of AWS beside each
 * task.
 */
export type ServiceConnectSpec = AppProtocol | ServiceConnectSettings;

/** ServiceConnectSpec in full, to set more than `protocol`. */
export interface ServiceConnectSettings {
  /**
   * What the service speaks on its port. AWS changes it of no service: it has to be deleted and made anew.
   * Default: `http`.
   */
  readonly protocol?: AppProtocol;
  /** The name by which others reach it. Without it, that is the service's own, in small letters. */
  readonly dnsName?: string;
  /**
   * How long a request may take until its answer is whole; `0 s` for as long as it likes. Requests of the
   * load balancer go through the proxy as well. Nothing of this in `tcp`. Default: `15 s`.
   */
  readonly requestTimeout?: Seconds;
  /**
   * How long a connection may be silent; `0 s` for as long as it likes. A request ends with it where it is
   * shorter than `requestTimeout`. In `tcp` it is an hour, and stays so. Default: `5 min`.
   */
  readonly idleTimeout?: Seconds;
  /**
   * Whether the proxy writes a line of each request, and how, into the service's log group; without
   * parameters of the query. It needs AWS provider 6.40 or newer. Without it, or with `none`, it does not.
   */
  readonly accessLogs?: AccessLogFormat | 'none';
}

/**
 * What a service speaks to those that use it.
 *
 * - `http`: HTTP/1.1. Requests are spread over the tasks one by one, and counted.
 * - `http2`: HTTP/2 without TLS.
 * - `grpc`: gRPC without TLS. Calls are spread over the tasks one by one, and counted by their status.
 * - `tcp`: Anything else. Connections are spread over the tasks, whatever goes through them.
 */
export type AppProtocol = 'http' | 'http2' | 'grpc' | 'tcp';

/**
 * How a request is written down.
 *
 * - `text`: A line of text, as Envoy has it.
 * - `json`: An object in JSON, whose fields can be searched.
 */
export type AccessLogFormat = 'text' | 'json';

/**
 * How it is found out whether a task is well: the load balancer asks for a path, and a command runs in the
 * container.
 */
export type HealthCheckSpec = string | HealthCheckSettings;

/** HealthCheckSpec in full, to set more than `path`. */
export interface HealthCheckSettings {
  /** The path that it asks for. Default: `/`. */
  readonly path?: string;
  /**
   * The status codes of a healthy task: `200`, `200-299`, `200,302`; of gRPC `0` to `99`, where an override
   * sets that protocol. Default: `200-299`.
   */
  readonly matcher?: string;
  /** How often it asks. Default: `15 s`. */
  readonly interval?: Seconds;
  /** How long it waits for an answer; shorter than the interval. Default: `5 s`. */
  readonly timeout?: Seconds;
  /** How many good answers in a row bring a task in. Default: `2`. */
  readonly healthy?: number;
  /** How many bad answers in a row take a task out. Default: `3`. */
  readonly unhealthy?: number;
  /** How long a new task is left alone before its bad answers count. Default: `60 s`. */
  readonly grace?: Seconds;
  /**
   * The command that ECS runs in the container, whether a load balancer asks or not: words, one text for the
   * shell, or these with an interval and counts of their own.
   */
  readonly command?: ContainerHealthCheckSpec;
}

/**
 * How ECS finds out whether a container is well: by a command that runs in it and ends with 0. ECS replaces
 * the task of an essential container that is not; health checks of the image itself count for nothing.
 */
export type ContainerHealthCheckSpec = string | readonly string[] | ContainerHealthCheckSettings;

/** ContainerHealthCheckSpec in full, to set more than `command`. */
export interface ContainerHealthCheckSettings {
  /** What runs: a list of words is run as it is; one text with spaces goes through the container's shell. */
  readonly command?: string | readonly string[];
  /** How often it runs. Default: `30 s`. */
  readonly interval?: Seconds;
  /** How long it may take. Default: `5 s`. */
  readonly timeout?: Seconds;
  /** How many times in a row it may fail before the container counts as unhealthy. Default: `3`. */
  readonly retries?: number;
  /** How long a new container may fail without it being counted. Default: `60 s`. */
  readonly startPeriod?: Seconds;
}

/**
 * Where a container's secret variable comes from: a secret's name, one value of its JSON object, or a
 * parameter.
 */
export type SecretSourceSpec = string | number | SecretSourceSettings;

/** SecretSourceSpec in full, to set more than `secret`. */
export interface SecretSourceSettings {
  /** The name of the secret in this spec. */
  readonly secret?: string;
  /** The key of the value, where the secret holds a JSON object. */
  readonly key?: string;
  /**
   * The parameter in the Parameter Store of Systems Manager, in place of a secret: its name, such as
   * `/shop/db/password`, or its ARN. It exists already.
   */
  readonly ssm?: string;
  /**
   * The ARN of the KMS key that the parameter is encrypted with, unless it is Amazon's own. Tasks get the
   * right to decrypt with it.
   */
  readonly kmsKey?: string;
}

/** A file of environment variables in S3: a line `NAME=value` for each. The right to read it comes along. */
export type EnvFileSpec = Arn | EnvFileSettings;

/** EnvFileSpec in full, to set more than `file`. */
export interface EnvFileSettings {
  /** The ARN of the object: `arn:aws:s3:::shop-config/api.env`. Its name ends in `.env`. */
  readonly file?: Arn;
  /**
   * The ARN of the KMS key that the object is encrypted with, unless S3 encrypts it with a key of its own.
   */
  readonly kmsKey?: string;
}

/** The ARN of something in AWS: text, a reference that yields one, or one with something behind it. */
export type Arn =
  | string
  | Ref<'Arn'>
  | { readonly $import: string }
  | { readonly $join: Text | readonly Text[] };

/**
 * A limit of Linux on what a container uses: `nofile`, the files that it has open, is the usual one. One
 * number is both limits.
 */
export type UlimitSpec = number | UlimitSettings;

/** UlimitSpec in full, to set more than `soft` and `hard`. */
export interface UlimitSettings {
  /** The limit that holds until the container raises it. */
  readonly soft?: number;
  /** The limit up to which the container may raise it. */
  readonly hard?: number;
}

/** Whether ECS starts a container that ended again in the same task, in place of the whole task. */
export interface RestartPolicySpec {
  /** The codes with which a container may end for good: `0` for one that has done its work. At most 50. */
  readonly ignoredExitCodes?: number | readonly number[];
  /**
   * How long a container must have run to be started again; a container that fails earlier stays down.
   * Default: `5 min`.
   */
  readonly restartAttemptPeriod?: Seconds;
}

/**
 * A container beside the service's own, in each of its tasks: a collector, a proxy, or one that prepares the
 * task and ends. The containers of a task share its CPU and memory, its network (each reaches the others as
 * `localhost`), its roles and the log group, where each has streams of its own.
 */
export interface SidecarSpec {
  /** What the container runs. A tag or digest is needed: `latest` is another image tomorrow. */
  readonly image?: ImageSpec;
  /**
   * Whether the whole task ends with this container. One that another container waits for to end is not
   * essential. Default: `true`.
   */
  readonly essential?: boolean;
  /**
   * The containers that must have come so far before this one starts: `start`, `healthy`, `complete` or
   * `success`. The service's own container is called like the service.
   */
  readonly dependsOn?: { readonly [name: string]: ContainerCondition };
  /** How ECS finds out whether the container is well. */
  readonly healthCheck?: ContainerHealthCheckSpec;
  /** Plain environment variables. Text stays text: `${x}` arrives as those characters. */
  readonly env?: { readonly [name: string]: Text };
  /**
   * Environment variables whose values come from secrets or parameters. The right to read them comes along.
   */
  readonly secrets?: { readonly [name: string]: SecretSourceSpec };
  /** Files of environment variables in S3. What `env` says comes before what they say. */
  readonly envFiles?: EnvFileSpec | readonly EnvFileSpec[];
  /** What the container runs in place of the image's own command. */
  readonly command?: string | readonly string[];
  /** What the command is given to, in place of the image's own entry point. */
  readonly entrypoint?: string | readonly string[];
  /** The folder that the command runs in, in place of the image's own. */
  readonly workingDirectory?: string;
  /**
   * The user that the container runs as, such as `1000:1000`, in place of the image's own; with a user other
   * than root, all Linux capabilities are dropped.
   */
  readonly user?: string;
  /** Whether the container is kept from writing to its own files. Default: `true`. */
  readonly readOnlyRoot?: boolean;
  /** Folders that stay writable: `/tmp`, and what a well-known image needs. */
  readonly writable?: string | readonly string[];
  /**
   * The most memory that the container may use: AWS ends it where it wants more. Without it, it may use what
   * the task has.
   */
  readonly memory?: Memory;
  /** The memory that is kept for the container. */
  readonly memoryReservation?: Memory;
  /** The share of the task's CPU that is kept for the container. */
  readonly vcpu?: Vcpu;
  /**
   * Whether a process that passes signals on, and removes what has ended, runs before the command. Unless it
   * is `false`, one does.
   */
  readonly init?: boolean;
  /**
   * Linux capabilities that the container has besides Docker's own. Fargate gives `SYS_PTRACE` alone, for
   * tools that watch other processes.
   */
  readonly capabilities?: string | readonly string[];
  /** Limits of Linux by name, such as `nofile`, the files that are open at a time. */
  readonly ulimits?: { readonly [name: string]: UlimitSpec };
  /**
   * Whether ECS starts the container again in the same task when it ends. Without it, or with `none`, it does
   * not.
   */
  readonly restartPolicy?: RestartPolicySpec | 'none';
  /**
   * How long the others wait for this container to come as far as they want. At most 120 seconds; the task
   * stops then.
   */
  readonly startTimeout?: Seconds;
  /** How long the container may take to stop after it was asked to. At most 120 seconds. Default: `30 s`. */
  readonly stopTimeout?: Seconds;
}

/**
 * What must be true of a container before another one starts.
 *
 * - `start`: It has started.
 * - `healthy`: It has passed its own health check, which it must have.
 * - `complete`: It has ended, whatever its code: for what need not succeed.
 * - `success`: It has ended with code 0: for what prepares the task, such as a migration.
 */
export type ContainerCondition = 'start' | 'healthy' | 'complete' | 'success';

/** How many tasks run. With `max` above `min`, the number follows the load. */
export type ScaleSpec = number | string | ScaleSettings;

/** ScaleSpec in full, to set more than `min` and `max`. */
export interface ScaleSettings {
  /** The fewest tasks. Default: `1` in development, `2` in staging, `3` in production. */
  readonly min?: number;
  /** The most tasks. Default: `min` in development, `2 × min` in staging, `2 × min` in production. */
  readonly max?: number;
  /** The CPU load that the number of tasks is held at. Default: `60 %`. */
  readonly cpu?: Percent;
  /** The memory use that the number of tasks is held at. */
  readonly memory?: Percent;
  /** The requests per task and minute that the number of tasks is held at. */
  readonly requestsPerTask?: number;
  /**
   * The hours in which tasks run at all: `mon-fri 07:00-19:00 Europe/Berlin`. Outside of them none runs, and
   * none is paid for: a third of the week, and of the price, for a development environment.
   */
  readonly hours?: OfficeHours;
}

/** A share in whole percent, from `1 %` to `100 %`. */
export type Percent = string;

/**
 * Days of the week, and from when to when on each of them: `mon-fri 07:00-19:00 Europe/Berlin`. The time zone
 * is one of the IANA database, and UTC by default.
 */
export type OfficeHours = string;

/**
 * What tasks run on.
 *
 * - `onDemand`: Fargate.
 * - `mixed`: The first task on Fargate, the others half on Fargate Spot.
 * - `spot`: Fargate Spot: spare capacity that AWS takes back with two minutes' notice.
 */
export type Capacity = 'onDemand' | 'mixed' | 'spot';

/** Something that the application may do in AWS. */
export interface GrantSpec {
  /** Actions such as `s3:PutObject`. */
  readonly actions?: string | readonly string[];
  /** ARNs of what they may be done to. */
  readonly resources?: Arn | readonly Arn[];
}

/** Addresses that tasks may reach. */
export interface EgressRuleSpec {
  /** The addresses, such as `10.20.0.0/16`. */
  readonly cidr?: string;
  /** The TCP port. */
  readonly port?: number;
}

/** How new tasks take the place of old ones. */
export interface DeploySpec {
  /**
   * Whether `terraform apply` waits until the new tasks run and the old ones are gone, and fails if AWS
   * brought the old ones back. Default: `false` in development, `false` in staging, `true` in production.
   */
  readonly waitForSteadyState?: boolean;
}

/** Alarms: who is notified, and from which values on. */
export interface AlarmsSpec {
  /** Mail addresses. Each must confirm the mail that AWS sends first. */
  readonly email?: string | readonly string[];
  /** HTTPS addresses, such as those of an on-call service. */
  readonly https?: string | readonly string[];
  /** Which alarms there are. Default: `essential` in development, `all` in staging, `all` in production. */
  readonly level?: AlarmLevel;
  /** The CPU load from which on an alarm goes off. Default: `85 %`. */
  readonly cpu?: Percent;
  /** The memory use from which on an alarm goes off. Default: `85 %`. */
  readonly memory?: Percent;
  /** The response time of the slowest one in a hundred, from which on an alarm goes off. Default: `2 s`. */
  readonly latency?: Seconds;
  /** The failed answers (5xx) per minute from which on an alarm goes off. Default: `10`. */
  readonly errors?: number;
}

/**
 * Which alarms there are.
 *
 * - `essential`: Those that mean an outage: unhealthy targets, and fewer tasks than wanted.
 * - `all`: Those and what announces one: CPU, memory, errors, response time, and the network's.
 */
export type AlarmLevel = 'essential' | 'all';

/**
 * How much a service is used, for the bill: nothing in the cloud follows from it. What is left out is assumed
 * by tier, and the bill says so.
 */
export interface ServiceUsageSpec {
  /** Requests a month: `30M`. */
  readonly requests?: Count;
  /**
   * The size of the answer to a request: `20 KB`. It passes the load balancer and leaves for the internet.
   */
  readonly responseSize?: DataSize;
  /** The size of a request. */
  readonly requestSize?: DataSize;
  /** The size of the log that the service writes for each request. */
  readonly logsPerRequest?: DataSize;
  /**
   * What the service sends to the internet by itself a month, beside its answers: through a NAT gateway where
   * there is one.
   */
  readonly dataOut?: DataSize;
  /** What the service fetches from outside of the VPC a month: images, and answers of other services. */
  readonly dataIn?: DataSize;
  /** How many tasks run on average, where the number follows the load. */
  readonly tasks?: Count;
}

/** A whole number of requests, messages or tasks: `1200`, `800k`, `30M`, `1.5G`. */
export type Count = number | string;

/**
 * An amount of data with its unit: `200 B`, `20 KB`, `1.5 MB`, `500 GB`, each unit 1024 times the one before.
 */
export type DataSize = string;

/**
 * A call of a Terraform module. Its source must not move: a git reference, a bounded version, or a path of
 * this repository.
 */
export interface ModuleSpec {
  /**
   * Where it comes from: `terraform-aws-modules/s3-bucket/aws`,
   * `git::https://example.com/modules.git//queue?ref=v1.4.0`, `../modules/queue`.
   */
  readonly source?: string;
  /** The version of a module from a registry: exact, or bounded above (`~> 4.2`). */
  readonly version?: string;
  /** The module's input variables. */
  readonly inputs?: { readonly [name: string]: Text };
  /**
   * The name that the module call had before. A `moved` block tells Terraform the new address of everything
   * in the module. Once applied everywhere, it can be removed: no name in AWS follows from it.
   */
  readonly renamedFrom?: string;
}

/**
 * What other stacks may use of this one, with `from: STACK`.
 *
 * - `network`: The VPC and its subnets: `network: { from: STACK }`.
 * - `cluster`: The ECS cluster: `cluster: { from: STACK }`.
 * - `loadBalancer`: The load balancer, which is made even where no service of this stack is public:
 *   `loadBalancer: { from: STACK }`.
 */
export type Share = 'network' | 'cluster' | 'loadBalancer';

/**
 * A value that other stacks and environments may use. It becomes an output, and a parameter of AWS Systems
 * Manager under `/STACK/ENVIRONMENT/NAME`, which holds lists as JSON.
 */
export type ExportSpec = ExportValue | ExportSettings;

/** ExportSpec in full, to set more than `value`. */
export interface ExportSettings {
  /** The value: text, a reference, or a list of them. */
  readonly value?: ExportValue;
  /** The type of the value. Default: `list` where a list is given, else `text`. */
  readonly type?: ValueType;
  /** What it is, for people who meet it in the console. */
  readonly description?: string;
  /**
   * Whether it is kept out of plans, and encrypted with the environment's key. It is still in the state;
   * passwords and keys belong in a secret.
   */
  readonly sensitive?: boolean;
  /** `parameter` makes output and parameter, `state` the output only. */
  readonly through?: Transport;
}

/** What is exported: one text or reference, or a list of them. */
export type ExportValue = Text | readonly Text[];

/**
 * The type of a value.
 *
 * - `text`: Text.
 * - `list`: A list of texts.
 * - `number`: A number.
 * - `bool`: `true` or `false`.
 */
export type ValueType = 'text' | 'list' | 'number' | 'bool';

/**
 * How a value gets from where it is made to where it is used.
 *
 * - `parameter`: A parameter of AWS Systems Manager, `/STACK/ENVIRONMENT/NAME`. Reading it needs no right to
 *   read a state; it can only be read in its own account and region.
 * - `state`: The state of the environment that exports it. An import reads the whole state, across accounts
 *   and regions too.
 */
export type Transport = 'parameter' | 'state';

/** A value that another stack or environment exports. In a spec it is used as `{ $import: NAME }`. */
export interface ImportSpec {
  /** The stack that exports it. Default: this stack. */
  readonly stack?: string;
  /** The environment that exports it. Default: the one of the same name. */
  readonly environment?: string;
  /** The name of the export. Default: the name of the import. */
  readonly export?: string;
  /** How it is read. Default: `parameter`. */
  readonly through?: Transport;
  /** The type of the value. Default: `text`. */
  readonly type?: ValueType;
  /** Whether it is kept out of plans: the same as in the export. */
  readonly sensitive?: boolean;
  /** The AWS account of the environment that exports it, where it differs and its spec is not at hand. */
  readonly account?: string;
  /**
   * The AWS region of parameter and state of what exports it, where it differs and its spec is not at hand.
   */
  readonly region?: Region;
}

/** Raw blocks in the layout of Terraform's JSON; `{ $expr: … }` is an expression. */
export interface ConfigurationSpec {
  /**
   */
  readonly terraform?: Value;
  /**
   */
  readonly provider?: Value;
  /**
   */
  readonly variable?: Value;
  /**
   */
  readonly locals?: Value;
  /**
   */
  readonly data?: Value;
  /**
   */
  readonly ephemeral?: Value;
  /**
   */
  readonly resource?: Value;
  /**
   */
  readonly action?: Value;
  /**
   */
  readonly module?: Value;
  /**
   */
  readonly output?: Value;
  /**
   */
  readonly check?: Value;
  /**
   */
  readonly moved?: Value;
  /**
   */
  readonly import?: Value;
  /**
   */
  readonly removed?: Value;
}

/** Any value of Terraform; `{ $expr: … }` is an expression, `{ $join: [ … ] }` text with expressions. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/**
 * Changes of something that groundplan makes, by its address: they are laid over it last, and checks and bill
 * see the result. `*` stands for any characters but a dot, so `aws_cloudwatch_log_group.*` is every log
 * group. What has its own address in another override gets that one after those with `*`. A path goes through
 * blocks and objects by dots, through lists by an index, and quotes what has dots itself:
 * `health_check.interval`, `setting[0].value`, `tags["kubernetes.io/role"]`.
 */
export interface OverrideSpec {
  /** Arguments by path that are replaced. */
  readonly set?: { readonly [name: string]: Value };
  /** Objects by path that are merged into the present ones, key by key. */
  readonly merge?: { readonly [name: string]: Value };
  /**
   * Lists by path whose elements are added behind the present ones: of a list, or of blocks. Where there is
   * none yet, it is set.
   */
  readonly append?: { readonly [name: string]: Value };
  /** Paths of arguments and blocks that are removed. */
  readonly delete?: string | readonly string[];
}

/**
 * What holds for everything of a kind that does not say otherwise itself. A setting of one service comes
 * before that of all; of both, that of an environment comes before that of the stack.
 */
export interface DefaultsSpec {
  /** For every service. In its text, `{service}` stands for the service's name. */
  readonly services?: EcsFargateServiceSpec;
}

/**
 * Why a rule is broken on purpose, and where: in the whole environment, or for one service or one variable of
 * it.
 */
export type WaiverSpec = string | number | WaiverSettings;

/** WaiverSpec in full, to set more than `reason`. */
export interface WaiverSettings {
  /** Why, for those who meet it later. It is written into the output. */
  readonly reason?: string;
  /** The service for which the rule is broken; of others it is reported all the same. */
  readonly service?: string;
  /** The environment variable for which the rule is broken. */
  readonly variable?: string;
}

/** One environment: what differs from the stack. */
export interface EnvironmentSpec {
  /**
   * The tier, which selects the defaults: what it costs and how safe it is. Names such as `dev`, `staging`
   * and `production` imply one.
   */
  readonly tier?: Tier;
  /** The AWS account; Terraform refuses to work in another. */
  readonly account?: string;
  /** The AWS region, where it differs. */
  readonly region?: Region;
  /** Tags on everything in this environment. */
  readonly tags?: { readonly [name: string]: Text };
  /** What it may cost a month. `groundplan cost` fails when it is expected to cost more. */
  readonly budget?: Money;
  /**
   * Who owns the key that encrypts logs, secrets and alarm topics. Default: `awsManaged` in development,
   * `customerKey` in staging, `customerKey` in production.
   */
  readonly encryption?: Encryption;
  /** The log groups. */
  readonly logs?: LogsSpec;
  /** The VPC. */
  readonly network?: NetworkSpec;
  /** Secrets by name. Their values are set outside of Terraform. */
  readonly secrets?: { readonly [name: string]: SecretSpec };
  /** The ECS cluster. */
  readonly cluster?: ClusterSpec;
  /** The load balancer that public services share. */
  readonly loadBalancer?: LoadBalancerSpec;
  /** Services by name. In an environment, `none` leaves one out. */
  readonly services?: { readonly [name: string]: EcsFargateServiceSpec | 'none' };
  /** Alarms, and who is notified of them. */
  readonly alarms?: AlarmsSpec | 'none';
  /** Calls of Terraform modules, by name. */
  readonly modules?: { readonly [name: string]: ModuleSpec };
  /** What other stacks may use of this one: each of `network`, `cluster`, `loadBalancer`. */
  readonly share?: Share | readonly Share[];
  /** Values that other stacks and environments may use, by name. */
  readonly exports?: { readonly [name: string]: ExportSpec };
  /** Values that other stacks or environments export, by name. */
  readonly imports?: { readonly [name: string]: ImportSpec };
  /**
   * The ARN of the role that Terraform works with, where your credentials may only assume it:
   * `arn:aws:iam::{account}:role/deploy`.
   */
  readonly role?: string;
  /**
   * The ARN of the policy that bounds what every role here may do, where the account makes no other roles.
   */
  readonly boundary?: string;
  /** Raw Terraform blocks, beside those that are generated. */
  readonly raw?: ConfigurationSpec;
  /** Changes to generated Terraform, by address. */
  readonly overrides?: { readonly [name: string]: OverrideSpec };
  /** What holds for everything of a kind that does not say otherwise itself. */
  readonly defaults?: DefaultsSpec;
  /** Rules that are broken on purpose, each with the reason. */
  readonly waive?: Waivers;
}

/**
 * How an environment is treated.
 *
 * - `development`: Throw-away; one person's bill.
 * - `staging`: Like production, smaller.
 * - `production`: What customers use.
 */
export type Tier = 'development' | 'staging' | 'production';

/** An amount of US dollars: `250 USD`, `249.50 USD`. */
export type Money = string;

/**
 * The rules that can be broken on purpose, by their names in a spec.
 *
 * - `hostShared`: Two environments don't claim the same host.
 * - `cidrOverlap`: Networks that are made together don't share addresses.
 * - `vpcs`: Networks in one account and region fit into AWS's default of 5 VPCs, of which the default VPC is
 *   one.
 * - `elasticIps`: NAT gateways in one account and region fit into AWS's default of 5 Elastic IP addresses.
 * - `natGateways`: NAT gateways in one account and zone fit into AWS's default of 5.
 * - `securityGroupRules`: A security group has at most 60 rules in each direction by default.
 * - `certificates`: A load balancer lists at most 25 certificates by default.
 * - `publicCidr`: The VPC's addresses are private ones.
 * - `natGatewayPerZone`: Production has a NAT gateway in each zone.
 * - `publicTasks`: Tasks have no public address in staging and production.
 * - `flowLogs`: The traffic of a VPC is on record.
 * - `httpsRequired`: What is public speaks HTTPS in staging and production.
 * - `plainHttp`: In development, plain HTTP is asked for by name.
 * - `tlsPolicy`: The TLS policy offers nothing older than TLS 1.2.
 * - `imagePinned`: An image has a tag other than `latest`, or a digest.
 * - `grantOutOfReach`: Tasks can reach what they may call.
 * - `portUnreachable`: Something can reach the port of a service.
 * - `publicOnly`: A health check and a deregistration delay are set for public services only.
 * - `wellKnownPort`: A well-known image listens on its own port.
 * - `scaleFromZero`: A service that may stop altogether is started again.
 * - `hours`: Tasks run at all hours in production.
 * - `secretInEnv`: What looks like a secret is not a plain variable.
 * - `grant`: What the application may do is named: actions of one service, on named resources.
 * - `usesCircle`: Services don't use each other in a circle.
 * - `serviceConnectUnused`: Only services that others use have settings for their callers.
 * - `proxySize`: A task has room for the proxy of Service Connect.
 * - `subscribers`: Alarms in staging and production have a recipient.
 */
export type WaivableRule =
  | 'hostShared'
  | 'cidrOverlap'
  | 'vpcs'
  | 'elasticIps'
  | 'natGateways'
  | 'securityGroupRules'
  | 'certificates'
  | 'publicCidr'
  | 'natGatewayPerZone'
  | 'publicTasks'
  | 'flowLogs'
  | 'httpsRequired'
  | 'plainHttp'
  | 'tlsPolicy'
  | 'imagePinned'
  | 'grantOutOfReach'
  | 'portUnreachable'
  | 'publicOnly'
  | 'wellKnownPort'
  | 'scaleFromZero'
  | 'hours'
  | 'secretInEnv'
  | 'grant'
  | 'usesCircle'
  | 'serviceConnectUnused'
  | 'proxySize'
  | 'subscribers';

/** The same rules by the codes that findings carry. */
export type RuleCode =
  | 'stack/host-shared'
  | 'network/cidr-overlap'
  | 'quota/vpcs'
  | 'quota/elastic-ips'
  | 'quota/nat-gateways'
  | 'quota/security-group-rules'
  | 'quota/certificates'
  | 'network/public-cidr'
  | 'network/nat-gateway-per-zone'
  | 'network/public-tasks'
  | 'network/flow-logs'
  | 'load-balancer/https-required'
  | 'load-balancer/plain-http'
  | 'load-balancer/tls-policy'
  | 'service/image-pinned'
  | 'service/grant-out-of-reach'
  | 'service/port-unreachable'
  | 'service/public-only'
  | 'service/well-known-port'
  | 'service/scale-from-zero'
  | 'service/hours'
  | 'service/secret-in-env'
  | 'service/grant'
  | 'service/uses-circle'
  | 'service/service-connect-unused'
  | 'service/proxy-size'
  | 'alarms/subscribers';

/** Rules that are broken on purpose, each with the reason. */
export type Waivers = { readonly [Name in WaivableRule]?: WaiverSpec | readonly WaiverSpec[] };
