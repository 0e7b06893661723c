// Made from the JSON Schema of specs by `cargo xtask codegen`; not edited by hand.

import type {
  AccessLogFormat,
  AccessLogsSpec,
  AlarmLevel,
  AlarmsSpec,
  AppProtocol,
  Architecture,
  Arn,
  Capacity,
  ClusterSpec,
  ContainerHealthCheckSettings,
  ContainerHealthCheckSpec,
  ContainerInsights,
  Count,
  DataSize,
  Days,
  DefaultsSpec,
  DeploySpec,
  EcsFargateServiceSpec,
  Egress,
  EgressRuleSpec,
  Encryption,
  EnvFileSettings,
  EnvFileSpec,
  EnvironmentSpec,
  ExistingLoadBalancerSettings,
  ExistingLoadBalancerSpec,
  ExistingNetworkSettings,
  ExistingNetworkSpec,
  ExportSettings,
  ExportSpec,
  ExportValue,
  FlowLogDestination,
  FlowLogTraffic,
  FlowLogsSpec,
  GrantSpec,
  HealthCheckSettings,
  HealthCheckSpec,
  ImageSettings,
  ImageSpec,
  ImportSpec,
  LoadBalancerScheme,
  LoadBalancerSpec,
  LogsSpec,
  Memory,
  ModuleSpec,
  Money,
  NetworkSpec,
  OfficeHours,
  OverrideSpec,
  Percent,
  PublicSettings,
  PublicSpec,
  Region,
  RestartPolicySpec,
  ScaleSettings,
  ScaleSpec,
  Seconds,
  SecretSourceSettings,
  SecretSourceSpec,
  SecretSpec,
  ServiceConnectSettings,
  ServiceConnectSpec,
  ServiceUsageSpec,
  SidecarSpec,
  SizeSettings,
  StackReferenceSettings,
  StackReferenceSpec,
  StackSpec,
  StateLock,
  StateSpec,
  Text,
  Tier,
  Transport,
  UlimitSettings,
  UlimitSpec,
  UseEnvSettings,
  UseEnvSpec,
  UseSpec,
  ValueType,
  Vcpu,
  WaiverSettings,
  WaiverSpec,
} from '../spec.js';
import { Builder, Named, bare } from './builder.js';
import type {
  AccessLogs,
  Alarms,
  Cluster,
  ContainerHealthCheck,
  Defaults,
  Deploy,
  EcsFargateService,
  Environment,
  ExistingLoadBalancer,
  ExistingNetwork,
  Export,
  FlowLogs,
  HealthCheck,
  Image,
  Import,
  LoadBalancer,
  Logs,
  Module,
  Network,
  Override,
  Public,
  RestartPolicy,
  Scale,
  Secret,
  SecretSource,
  ServiceConnect,
  ServiceUsage,
  Sidecar,
  StackReference,
  State,
  Ulimit,
  UseEnv,
} from './index.js';
import { Container } from './container.js';
import { Shared } from './shared.js';

/** An application with all its environments. */
export abstract class StackFields extends Shared<Partial<StackSpec>> {
  /** The name of the stack: the first part of every name in AWS. */
  stack(stack: string): this {
    return this.with('stack', stack);
  }

  /**
   * The name that the stack had before. In AWS everything keeps the old name, the tag `Stack` and the
   * location of the state too, since AWS can rename next to nothing. No address in Terraform holds the
   * stack's name, so nothing moves and the plan is empty. Remove this only if everything may be replaced.
   */
  renamedFrom(renamedFrom: string): this {
    return this.with('renamedFrom', renamedFrom);
  }

  /** The AWS region, such as `eu-west-1`. */
  region(region: Region): this {
    return this.with('region', region);
  }

  /** Tags on everything. Replaces the present value. */
  tags(tags: { readonly [name: string]: Text }): this {
    return this.with('tags', tags);
  }

  /** How Terraform's state is locked, encrypted and kept. */
  state(state: State | StateSpec): this {
    return this.with('state', state);
  }

  /**
   * Who owns the key that encrypts logs, secrets and alarm topics. Default: `awsManaged` in development,
   * `customerKey` in staging, `customerKey` in production.
   */
  encryption(encryption: Encryption): this {
    return this.with('encryption', encryption);
  }

  /** The log groups. */
  logs(logs: Logs | LogsSpec): this {
    return this.with('logs', logs);
  }

  /** The VPC. */
  network(network: Network | NetworkSpec): this {
    return this.with('network', network);
  }

  /** Secrets by name. Their values are set outside of Terraform. Replaces the present value. */
  secrets(secrets: { readonly [name: string]: Secret | SecretSpec }): this {
    return this.with('secrets', secrets);
  }

  /** The ECS cluster. */
  cluster(cluster: Cluster | ClusterSpec): this {
    return this.with('cluster', cluster);
  }

  /** The load balancer that public services share. */
  loadBalancer(loadBalancer: LoadBalancer | LoadBalancerSpec): this {
    return this.with('loadBalancer', loadBalancer);
  }

  /** Services by name. In an environment, `none` leaves one out. Replaces the present value. */
  services(services: { readonly [name: string]: EcsFargateService | EcsFargateServiceSpec | 'none' }): this {
    return this.with('services', services);
  }

  /** Alarms, and who is notified of them. */
  alarms(alarms: Alarms | AlarmsSpec | 'none'): this {
    return this.with('alarms', alarms);
  }

  /** Calls of Terraform modules, by name. Replaces the present value. */
  modules(modules: { readonly [name: string]: Module | ModuleSpec }): this {
    return this.with('modules', modules);
  }

  /** Values that other stacks and environments may use, by name. Replaces the present value. */
  exports(exports: { readonly [name: string]: Export | ExportSpec }): this {
    return this.with('exports', exports);
  }

  /** Values that other stacks or environments export, by name. Replaces the present value. */
  imports(imports: { readonly [name: string]: Import | ImportSpec }): this {
    return this.with('imports', imports);
  }

  /**
   * The ARN of the role that Terraform works with, where your credentials may only assume it:
   * `arn:aws:iam::{account}:role/deploy`.
   */
  role(role: string): this {
    return this.with('role', role);
  }

  /**
   * The ARN of the policy that bounds what every role here may do, where the account makes no other roles.
   */
  boundary(boundary: string): this {
    return this.with('boundary', boundary);
  }

  /** Changes to generated Terraform, by address. Replaces the present value. */
  overrides(overrides: { readonly [name: string]: Override | OverrideSpec }): this {
    return this.with('overrides', overrides);
  }

  /** What holds for everything of a kind that does not say otherwise itself. */
  defaults(defaults: Defaults | DefaultsSpec): this {
    return this.with('defaults', defaults);
  }

  /** Environments by name. Each may change anything but the state. Replaces the present value. */
  environments(environments: { readonly [name: string]: Environment | EnvironmentSpec }): this {
    return this.with('environments', environments);
  }
}

/** How Terraform's state is locked, encrypted and kept. */
export abstract class StateFields extends Builder<StateSpec> {
  /** What keeps two people from applying at once. Default: `s3`. */
  lock(lock: StateLock): this {
    return this.with('lock', lock);
  }

  /** How long old versions of the state are kept. Default: `90 days`. */
  noncurrentVersions(noncurrentVersions: Days): this {
    return this.with('noncurrentVersions', noncurrentVersions);
  }

  /** Who owns the key that encrypts the state, which holds everything. Default: `customerKey`. */
  encryption(encryption: Encryption): this {
    return this.with('encryption', encryption);
  }

  /** The stack in whose bucket the state is kept, in place of a bucket of its own. */
  from(from: string): this {
    return this.with('from', from);
  }

  /** The name of a bucket that exists already, in the region of the state; none is made. */
  bucket(bucket: string): this {
    return this.with('bucket', bucket);
  }
}

/** The log groups of an environment. */
export abstract class LogsFields extends Builder<LogsSpec> {
  /**
   * How long the logs of tasks are kept. Default: `14 days` in development, `90 days` in staging, `365 days`
   * in production.
   */
  retention(retention: Days): this {
    return this.with('retention', retention);
  }

  /**
   * Whether `terraform destroy` keeps log groups with their contents. What is created again takes them over.
   * Default: `false` in development, `false` in staging, `true` in production.
   */
  skipDestroy(skipDestroy: boolean): this {
    return this.with('skipDestroy', skipDestroy);
  }
}

/** The VPC of an environment: public and private subnets over several zones, and the one way out. */
export abstract class NetworkFields extends Builder<NetworkSpec> {
  /**
   * The VPC's IPv4 addresses, `/16` to `/24`; the subnets are cut from them. Default: a /16, by the names of
   * stack and environment.
   */
  cidr(cidr: string): this {
    return this.with('cidr', cidr);
  }

  /**
   * Over how many availability zones the subnets spread: 2 or 3. A load balancer needs two; three lose a
   * third, not half, when a zone fails. Default: `2` in development, `2` in staging, `3` in production.
   */
  zones(zones: number): this {
    return this.with('zones', zones);
  }

  /**
   * How tasks reach what is outside the VPC. Default: `nat` in development, `nat` in staging, `natPerZone` in
   * production.
   */
  egress(egress: Egress): this {
    return this.with('egress', egress);
  }

  /** What is recorded of the traffic; `none` turns it off. */
  flowLogs(flowLogs: FlowLogs | FlowLogsSpec | 'none'): this {
    return this.with('flowLogs', flowLogs);
  }

  /**
   * A network that exists already, in place of one of this stack's own. It is looked up and used; nothing in
   * it is changed.
   */
  existing(existing: ExistingNetwork | ExistingNetworkSpec): this {
    return this.with('existing', existing);
  }

  /** The stack whose network this one uses; its spec says `share: [network]`. */
  from(from: StackReference | StackReferenceSpec): this {
    return this.with('from', from);
  }
}

/** Records of the network traffic of a VPC. */
export abstract class FlowLogsFields extends Builder<FlowLogsSpec> {
  /** Which packets are recorded. Default: `reject` in development, `all` in staging, `all` in production. */
  traffic(traffic: FlowLogTraffic): this {
    return this.with('traffic', traffic);
  }

  /**
   * Where records go: in CloudWatch Logs they can be searched at once; S3 costs half. Default: `cloudwatch`.
   */
  destination(destination: FlowLogDestination): this {
    return this.with('destination', destination);
  }

  /**
   * How long records are kept. Default: `14 days` in development, `30 days` in staging, `365 days` in
   * production.
   */
  retention(retention: Days): this {
    return this.with('retention', retention);
  }
}

/**
 * A network that exists already, with a way out of its private subnets. VPC and subnets are found by id, by
 * the value of their `Name` tag, or by another tag: `tag:Tier=private`. In the value of a tag, `*` stands for
 * anything.
 */
export abstract class ExistingNetworkFields extends Builder<ExistingNetworkSettings, ExistingNetworkSpec> {
  /** The VPC. */
  vpc(vpc: Text): this {
    return this.with('vpc', vpc);
  }

  /**
   * The subnets of tasks and of an internal load balancer, in two zones or more. Replaces the present value.
   */
  privateSubnets(privateSubnets: Text | readonly Text[]): this {
    return this.with('privateSubnets', privateSubnets);
  }

  /**
   * The subnets of a load balancer that the internet can reach, in two zones or more. Replaces the present
   * value.
   */
  publicSubnets(publicSubnets: Text | readonly Text[]): this {
    return this.with('publicSubnets', publicSubnets);
  }

  /** The value as it is in a spec: only `vpc` where nothing else is set. */
  override toJSON(): ExistingNetworkSpec {
    return bare(this.spec, 'vpc');
  }
}

/** An environment of another stack that shares what it made: its spec says so under `share`. */
export abstract class StackReferenceFields extends Builder<StackReferenceSettings, StackReferenceSpec> {
  /** The stack. */
  stack(stack: string): this {
    return this.with('stack', stack);
  }

  /** The environment of that stack. Default: the one of the same name. */
  environment(environment: string): this {
    return this.with('environment', environment);
  }

  /** The value as it is in a spec: only `stack` where nothing else is set. */
  override toJSON(): StackReferenceSpec {
    return bare(this.spec, 'stack');
  }
}

/** A secret in AWS Secrets Manager. Its value is set outside of Terraform, so it is in no state file. */
export abstract class SecretFields extends Named<SecretSpec> {
  /** What it is for, for people who meet it in the console. */
  description(description: string): this {
    return this.with('description', description);
  }

  /** The ARN of a secret that exists already; none is made then. */
  arn(arn: string): this {
    return this.with('arn', arn);
  }

  /**
   * The ARN of the KMS key that an existing secret is encrypted with, unless it is Amazon's own. Tasks get
   * the right to decrypt with it.
   */
  kmsKey(kmsKey: string): this {
    return this.with('kmsKey', kmsKey);
  }

  /**
   * How long a deleted secret can be taken back; with `0 days` it is gone at once. Default: `0 days` in
   * development, `30 days` in staging, `30 days` in production.
   */
  recovery(recovery: Days): this {
    return this.with('recovery', recovery);
  }

  /**
   * The name that the secret had before. It keeps that name in AWS, and its value: a `moved` block gives
   * Terraform its new address. Remove this only if the secret may be replaced by a new, empty one.
   */
  renamedFrom(renamedFrom: string): this {
    return this.with('renamedFrom', renamedFrom);
  }
}

/** The ECS cluster that the services of an environment share. */
export abstract class ClusterFields extends Builder<ClusterSpec> {
  /**
   * What CloudWatch measures of each task; it is paid like custom metrics. Default: `disabled` in
   * development, `enabled` in staging, `enabled` in production.
   */
  containerInsights(containerInsights: ContainerInsights): this {
    return this.with('containerInsights', containerInsights);
  }

  /**
   * The name or ARN of a cluster that exists already, in place of one of this stack's own. It must have the
   * capacity providers `FARGATE` and `FARGATE_SPOT`; nothing in it is changed.
   */
  existing(existing: Text): this {
    return this.with('existing', existing);
  }

  /** The stack whose cluster this one uses; its spec says `share: [cluster]`. */
  from(from: StackReference | StackReferenceSpec): this {
    return this.with('from', from);
  }
}

/** The load balancer that the public services of an environment share. */
export abstract class LoadBalancerFields extends Builder<LoadBalancerSpec> {
  /** Who can reach it. Default: `internetFacing`. */
  scheme(scheme: LoadBalancerScheme): this {
    return this.with('scheme', scheme);
  }

  /**
   * Whether AWS refuses to delete it; then it takes two steps to destroy the environment. Default: `false` in
   * development, `true` in staging, `true` in production.
   */
  deletionProtection(deletionProtection: boolean): this {
    return this.with('deletionProtection', deletionProtection);
  }

  /**
   * Whether each request is recorded in a bucket; `none` turns it off, `{}` on. Default: `false` in
   * development, `true` in staging, `true` in production.
   */
  accessLogs(accessLogs: AccessLogs | AccessLogsSpec | 'none'): this {
    return this.with('accessLogs', accessLogs);
  }

  /**
   * Whether a web application firewall filters the requests, for about ten dollars a month and sixty cents
   * per million requests. Default: `false` in development, `false` in staging, `true` in production.
   */
  waf(waf: boolean): this {
    return this.with('waf', waf);
  }

  /** Whether port 80 answers with a redirect to HTTPS, where there is HTTPS. Default: `true`. */
  httpRedirect(httpRedirect: boolean): this {
    return this.with('httpRedirect', httpRedirect);
  }

  /**
   * The TLS policy: which versions and ciphers clients may use. Default:
   * `ELBSecurityPolicy-TLS13-1-2-2021-06`.
   */
  tlsPolicy(tlsPolicy: string): this {
    return this.with('tlsPolicy', tlsPolicy);
  }

  /** How long a connection may be silent. Default: `60 s`. */
  idleTimeout(idleTimeout: Seconds): this {
    return this.with('idleTimeout', idleTimeout);
  }

  /**
   * Whether answers carry `Strict-Transport-Security` and `X-Content-Type-Options`, and no `Server`. Default:
   * `false` in development, `false` in staging, `true` in production.
   */
  securityHeaders(securityHeaders: boolean): this {
    return this.with('securityHeaders', securityHeaders);
  }

  /**
   * The name, such as `*.example.com`, under which services of other stacks are reached through it. With the
   * zone it gets a certificate and a record.
   */
  host(host: string): this {
    return this.with('host', host);
  }

  /** The Route 53 zone of that name. */
  zone(zone: string): this {
    return this.with('zone', zone);
  }

  /** The ARN of a certificate that exists already, for services of other stacks. */
  certificate(certificate: string): this {
    return this.with('certificate', certificate);
  }

  /**
   * A load balancer that exists already, in place of one of this stack's own. Services get rules on its
   * listener; nothing else in it is changed.
   */
  existing(existing: ExistingLoadBalancer | ExistingLoadBalancerSpec): this {
    return this.with('existing', existing);
  }

  /** The stack whose load balancer this one uses; its spec says `share: [loadBalancer]`. */
  from(from: StackReference | StackReferenceSpec): this {
    return this.with('from', from);
  }
}

/** The load balancer's record of requests. */
export abstract class AccessLogsFields extends Builder<AccessLogsSpec> {
  /**
   * How long the record is kept. Default: `30 days` in development, `90 days` in staging, `365 days` in
   * production.
   */
  retention(retention: Days): this {
    return this.with('retention', retention);
  }
}

/** An application load balancer that exists already. */
export abstract class ExistingLoadBalancerFields extends Builder<ExistingLoadBalancerSettings, ExistingLoadBalancerSpec> {
  /** The ARN of its listener. */
  listener(listener: Text): this {
    return this.with('listener', listener);
  }

  /**
   * The security group of it that tasks let in, and that gets a rule for each service. Default: the first
   * that it has.
   */
  securityGroup(securityGroup: Text): this {
    return this.with('securityGroup', securityGroup);
  }

  /** The value as it is in a spec: only `listener` where nothing else is set. */
  override toJSON(): ExistingLoadBalancerSpec {
    return bare(this.spec, 'listener');
  }
}

/**
 * A service on ECS Fargate: a number of equal tasks, each with the service's own container and any beside it,
 * in the subnets of the environment.
 */
export abstract class EcsFargateServiceFields extends Container<EcsFargateServiceSpec> {
  /** What the container runs. A tag or digest is needed: `latest` is another image tomorrow. */
  image(image: Image | ImageSpec): this {
    return this.with('image', image);
  }

  /**
   * The port on which the container listens. The target group, the security groups, the health check and the
   * service follow from it. A public service needs one.
   */
  port(port: number): this {
    return this.with('port', port);
  }

  /** The processor. ARM costs a fifth less; the image must be built for it. Default: `x86`. */
  architecture(architecture: Architecture): this {
    return this.with('architecture', architecture);
  }

  /** The disk of a task; the first 20 GiB are free. Up to 200 GiB. */
  ephemeralStorage(ephemeralStorage: Memory): this {
    return this.with('ephemeralStorage', ephemeralStorage);
  }

  /** How the service is reached through the load balancer. Without it, or with `none`, it is not. */
  public(value: Public | PublicSpec | 'none'): this {
    return this.with('public', value);
  }

  /** How those that use the service reach it. What it speaks is enough: `grpc`. */
  serviceConnect(serviceConnect: ServiceConnect | ServiceConnectSpec): this {
    return this.with('serviceConnect', serviceConnect);
  }

  /** How the health of tasks is checked: by the load balancer, and by a command in the container. */
  healthCheck(healthCheck: HealthCheck | HealthCheckSpec): this {
    return this.with('healthCheck', healthCheck);
  }

  /**
   * Environment variables whose values come from secrets or parameters. The right to read them comes along.
   * Replaces the present value.
   */
  secrets(secrets: { readonly [name: string]: SecretSource | SecretSourceSpec }): this {
    return this.with('secrets', secrets);
  }

  /** What the container runs in place of the image's own command. Replaces the present value. */
  command(command: string | readonly string[]): this {
    return this.with('command', command);
  }

  /** What the command is given to, in place of the image's own entry point. Replaces the present value. */
  entrypoint(entrypoint: string | readonly string[]): this {
    return this.with('entrypoint', entrypoint);
  }

  /** The folder that the command runs in, in place of the image's own. */
  workingDirectory(workingDirectory: string): this {
    return this.with('workingDirectory', workingDirectory);
  }

  /**
   * The user that the container runs as, such as `1000:1000`, in place of the image's own; with a user other
   * than root, all Linux capabilities are dropped.
   */
  user(user: string): this {
    return this.with('user', user);
  }

  /** Whether the container is kept from writing to its own files. Default: `true`. */
  readOnlyRoot(readOnlyRoot: boolean): this {
    return this.with('readOnlyRoot', readOnlyRoot);
  }

  /**
   * Whether a process that passes signals on, and removes what has ended, runs before the command. Unless it
   * is `false`, one does.
   */
  init(init: boolean): this {
    return this.with('init', init);
  }

  /**
   * Limits of Linux by name, such as `nofile`, the files that are open at a time. Replaces the present value.
   */
  ulimits(ulimits: { readonly [name: string]: Ulimit | UlimitSpec }): this {
    return this.with('ulimits', ulimits);
  }

  /**
   * Whether ECS starts the container again in the same task when it ends. Without it, or with `none`, it does
   * not, and the task ends.
   */
  restartPolicy(restartPolicy: RestartPolicy | RestartPolicySpec | 'none'): this {
    return this.with('restartPolicy', restartPolicy);
  }

  /**
   * Containers beside the service's own, in each of its tasks, by name. In an environment, `none` leaves one
   * out. Replaces the present value.
   */
  sidecars(sidecars: { readonly [name: string]: Sidecar | SidecarSpec | 'none' }): this {
    return this.with('sidecars', sidecars);
  }

  /** How many tasks run, and when that changes. */
  scale(scale: Scale | ScaleSpec): this {
    return this.with('scale', scale);
  }

  /**
   * Whether tasks run on spare capacity, which costs less and can be taken away. Default: `spot` in
   * development, `mixed` in staging, `onDemand` in production.
   */
  capacity(capacity: Capacity): this {
    return this.with('capacity', capacity);
  }

  /** Whether `aws ecs execute-command` opens a shell in a task; sessions are on record. Default: `false`. */
  exec(exec: boolean): this {
    return this.with('exec', exec);
  }

  /** How long a task may take to stop after it was asked to. At most 120 seconds. Default: `30 s`. */
  stopTimeout(stopTimeout: Seconds): this {
    return this.with('stopTimeout', stopTimeout);
  }

  /** How new tasks take the place of old ones. */
  deploy(deploy: Deploy | DeploySpec): this {
    return this.with('deploy', deploy);
  }

  /**
   * How long a task that leaves the load balancer may finish its requests. Default: `10 s` in development,
   * `30 s` in staging, `60 s` in production.
   */
  deregistrationDelay(deregistrationDelay: Seconds): this {
    return this.with('deregistrationDelay', deregistrationDelay);
  }

  /** Alarms of this service: who is notified, and from which values on. */
  alarms(alarms: Alarms | AlarmsSpec | 'none'): this {
    return this.with('alarms', alarms);
  }

  /** How much it is used, for the bill. */
  usage(usage: ServiceUsage | ServiceUsageSpec): this {
    return this.with('usage', usage);
  }

  /**
   * The name that the service had before. `moved` blocks give Terraform the new addresses; in AWS everything
   * keeps the old name, since AWS can rename next to nothing. Nothing is destroyed. Remove this only if the
   * service may be replaced by a new one.
   */
  renamedFrom(renamedFrom: string): this {
    return this.with('renamedFrom', renamedFrom);
  }
}

/**
 * What a container runs: a reference with a tag or digest, or one whose tag a pipeline gives as a Terraform
 * variable.
 */
export abstract class ImageFields extends Builder<ImageSettings, ImageSpec> {
  /** The reference: `public.ecr.aws/nginx/nginx:1.27.5-alpine`. Without a tag when a variable gives it. */
  reference(reference: string): this {
    return this.with('reference', reference);
  }

  /**
   * A repository of the environment's own account and region, such as `shop/api`, in place of a whole
   * reference.
   */
  repository(repository: string): this {
    return this.with('repository', repository);
  }

  /** The tag of an image in `repository`. */
  tag(tag: string): this {
    return this.with('tag', tag);
  }

  /** The Terraform variable that gives the tag, for pipelines that deploy new versions. */
  tagVariable(tagVariable: string): this {
    return this.with('tagVariable', tagVariable);
  }

  /** The Terraform variable that gives the digest (`sha256:…`). */
  digestVariable(digestVariable: string): this {
    return this.with('digestVariable', digestVariable);
  }

  /**
   * The secret of this spec that holds user name and password of a private registry, as `{"username": "…",
   * "password": "…"}`. The right to read it comes along.
   */
  credentials(credentials: string): this {
    return this.with('credentials', credentials);
  }

  /** The value as it is in a spec: only `reference` where nothing else is set. */
  override toJSON(): ImageSpec {
    return bare(this.spec, 'reference');
  }
}

/** CPU and memory of a task. AWS takes certain pairs only. */
export abstract class SizeFields extends Builder<SizeSettings> {
  /** CPU: 0.25, 0.5, 1, 2, 4, 8 or 16. Default: `0.25`. */
  vcpu(vcpu: Vcpu): this {
    return this.with('vcpu', vcpu);
  }

  /** Memory, with its unit: `512 MiB`, `1 GiB`. Default: `512 MiB`. */
  memory(memory: Memory): this {
    return this.with('memory', memory);
  }
}

/** How a service is reached through the load balancer. */
export abstract class PublicFields extends Builder<PublicSettings> {
  /**
   * The host name; requests for other names don't reach the service. Without one, the service gets what no
   * other service asks for.
   */
  host(host: string): this {
    return this.with('host', host);
  }

  /** The path, such as `/api/*`; requests for other paths don't reach the service. */
  path(path: string): this {
    return this.with('path', path);
  }

  /**
   * The Route 53 zone of the host. groundplan then makes the certificate, validates it, and points the host
   * at the load balancer. Hosts of one zone share certificates of ten names.
   */
  zone(zone: string): this {
    return this.with('zone', zone);
  }

  /** The ARN of a certificate that exists already, in the environment's region. */
  certificate(certificate: string): this {
    return this.with('certificate', certificate);
  }

  /**
   * The place of its rule among those of the load balancer, 1 to 50000: of two that fit a request, the lower
   * number takes it. Default: what follows from host, path and name, so that deeper paths come first.
   */
  priority(priority: number): this {
    return this.with('priority', priority);
  }
}

/**
 * How a service uses another one of its environment. Its tasks reach it by its name, and are given
 * environment variables that say where it is.
 */
export abstract class UseFields extends Named<UseSpec> {
  /**
   * What the variables are called. Without it, they are called after what is used: of `api`, `API_URL`, or
   * `API_HOST` and `API_PORT`.
   */
  env(env: UseEnv | UseEnvSpec): this {
    return this.with('env', env);
  }
}

/**
 * What the environment variables are called that say where a used service is. One name is that of its URL.
 */
export abstract class UseEnvFields extends Builder<UseEnvSettings, UseEnvSpec> {
  /**
   * The variable with its URL, `http://api:8080`. Callers of `http`, `http2` and `grpc` have one: `API_URL`.
   */
  url(url: string): this {
    return this.with('url', url);
  }

  /**
   * The variable with its name. Callers of `grpc` and `tcp` have one, others where it is named here:
   * `API_HOST`.
   */
  host(host: string): this {
    return this.with('host', host);
  }

  /**
   * The variable with its port. Callers of `grpc` and `tcp` have one, others where it is named here:
   * `API_PORT`.
   */
  port(port: string): this {
    return this.with('port', port);
  }

  /** The value as it is in a spec: only `url` where nothing else is set. */
  override toJSON(): UseEnvSpec {
    return bare(this.spec, 'url');
  }
}

/**
 * How a service is reached by those that use it: through ECS Service Connect, a proxy of AWS beside each
 * task.
 */
export abstract class ServiceConnectFields extends Builder<ServiceConnectSettings> {
  /**
   * What the service speaks on its port. AWS changes it of no service: it has to be deleted and made anew.
   * Default: `http`.
   */
  protocol(protocol: AppProtocol): this {
    return this.with('protocol', protocol);
  }

  /** The name by which others reach it. Without it, that is the service's own, in small letters. */
  dnsName(dnsName: string): this {
    return this.with('dnsName', dnsName);
  }

  /**
   * How long a request may take until its answer is whole; `0 s` for as long as it likes. Requests of the
   * load balancer go through the proxy as well. Nothing of this in `tcp`. Default: `15 s`.
   */
  requestTimeout(requestTimeout: Seconds): this {
    return this.with('requestTimeout', requestTimeout);
  }

  /**
   * How long a connection may be silent; `0 s` for as long as it likes. A request ends with it where it is
   * shorter than `requestTimeout`. In `tcp` it is an hour, and stays so. Default: `5 min`.
   */
  idleTimeout(idleTimeout: Seconds): this {
    return this.with('idleTimeout', idleTimeout);
  }

  /**
   * Whether the proxy writes a line of each request, and how, into the service's log group; without
   * parameters of the query. It needs AWS provider 6.40 or newer. Without it, or with `none`, it does not.
   */
  accessLogs(accessLogs: AccessLogFormat | 'none'): this {
    return this.with('accessLogs', accessLogs);
  }
}

/**
 * How it is found out whether a task is well: the load balancer asks for a path, and a command runs in the
 * container.
 */
export abstract class HealthCheckFields extends Builder<HealthCheckSettings> {
  /** The path that it asks for. Default: `/`. */
  path(path: string): this {
    return this.with('path', path);
  }

  /**
   * The status codes of a healthy task: `200`, `200-299`, `200,302`; of gRPC `0` to `99`, where an override
   * sets that protocol. Default: `200-299`.
   */
  matcher(matcher: string): this {
    return this.with('matcher', matcher);
  }

  /** How often it asks. Default: `15 s`. */
  interval(interval: Seconds): this {
    return this.with('interval', interval);
  }

  /** How long it waits for an answer; shorter than the interval. Default: `5 s`. */
  timeout(timeout: Seconds): this {
    return this.with('timeout', timeout);
  }

  /** How many good answers in a row bring a task in. Default: `2`. */
  healthy(healthy: number): this {
    return this.with('healthy', healthy);
  }

  /** How many bad answers in a row take a task out. Default: `3`. */
  unhealthy(unhealthy: number): this {
    return this.with('unhealthy', unhealthy);
  }

  /** How long a new task is left alone before its bad answers count. Default: `60 s`. */
  grace(grace: Seconds): this {
    return this.with('grace', grace);
  }

  /**
   * The command that ECS runs in the container, whether a load balancer asks or not: words, one text for the
   * shell, or these with an interval and counts of their own.
   */
  command(command: ContainerHealthCheck | ContainerHealthCheckSpec): this {
    return this.with('command', command);
  }
}

/**
 * How ECS finds out whether a container is well: by a command that runs in it and ends with 0. ECS replaces
 * the task of an essential container that is not; health checks of the image itself count for nothing.
 */
export abstract class ContainerHealthCheckFields extends Builder<ContainerHealthCheckSettings, ContainerHealthCheckSpec> {
  /**
   * What runs: a list of words is run as it is; one text with spaces goes through the container's shell.
   * Replaces the present value.
   */
  command(command: string | readonly string[]): this {
    return this.with('command', command);
  }

  /** How often it runs. Default: `30 s`. */
  interval(interval: Seconds): this {
    return this.with('interval', interval);
  }

  /** How long it may take. Default: `5 s`. */
  timeout(timeout: Seconds): this {
    return this.with('timeout', timeout);
  }

  /** How many times in a row it may fail before the container counts as unhealthy. Default: `3`. */
  retries(retries: number): this {
    return this.with('retries', retries);
  }

  /** How long a new container may fail without it being counted. Default: `60 s`. */
  startPeriod(startPeriod: Seconds): this {
    return this.with('startPeriod', startPeriod);
  }

  /** The value as it is in a spec: only `command` where nothing else is set. */
  override toJSON(): ContainerHealthCheckSpec {
    return bare(this.spec, 'command');
  }
}

/**
 * Where a container's secret variable comes from: a secret's name, one value of its JSON object, or a
 * parameter.
 */
export abstract class SecretSourceFields extends Builder<SecretSourceSettings, SecretSourceSpec> {
  /** The name of the secret in this spec. */
  secret(secret: string): this {
    return this.with('secret', secret);
  }

  /** The key of the value, where the secret holds a JSON object. */
  key(key: string): this {
    return this.with('key', key);
  }

  /**
   * The parameter in the Parameter Store of Systems Manager, in place of a secret: its name, such as
   * `/shop/db/password`, or its ARN. It exists already.
   */
  ssm(ssm: string): this {
    return this.with('ssm', ssm);
  }

  /**
   * The ARN of the KMS key that the parameter is encrypted with, unless it is Amazon's own. Tasks get the
   * right to decrypt with it.
   */
  kmsKey(kmsKey: string): this {
    return this.with('kmsKey', kmsKey);
  }

  /** The value as it is in a spec: only `secret` where nothing else is set. */
  override toJSON(): SecretSourceSpec {
    return bare(this.spec, 'secret');
  }
}

/** A file of environment variables in S3: a line `NAME=value` for each. The right to read it comes along. */
export abstract class EnvFileFields extends Builder<EnvFileSettings, EnvFileSpec> {
  /** The ARN of the object: `arn:aws:s3:::shop-config/api.env`. Its name ends in `.env`. */
  file(file: Arn): this {
    return this.with('file', file);
  }

  /**
   * The ARN of the KMS key that the object is encrypted with, unless S3 encrypts it with a key of its own.
   */
  kmsKey(kmsKey: string): this {
    return this.with('kmsKey', kmsKey);
  }

  /** The value as it is in a spec: only `file` where nothing else is set. */
  override toJSON(): EnvFileSpec {
    return bare(this.spec, 'file');
  }
}

/**
 * A limit of Linux on what a container uses: `nofile`, the files that it has open, is the usual one. One
 * number is both limits.
 */
export abstract class UlimitFields extends Builder<UlimitSettings> {
  /** The limit that holds until the container raises it. */
  soft(soft: number): this {
    return this.with('soft', soft);
  }

  /** The limit up to which the container may raise it. */
  hard(hard: number): this {
    return this.with('hard', hard);
  }
}

/** Whether ECS starts a container that ended again in the same task, in place of the whole task. */
export abstract class RestartPolicyFields extends Builder<RestartPolicySpec> {
  /**
   * How long a container must have run to be started again; a container that fails earlier stays down.
   * Default: `5 min`.
   */
  restartAttemptPeriod(restartAttemptPeriod: Seconds): this {
    return this.with('restartAttemptPeriod', restartAttemptPeriod);
  }
}

/**
 * A container beside the service's own, in each of its tasks: a collector, a proxy, or one that prepares the
 * task and ends. The containers of a task share its CPU and memory, its network (each reaches the others as
 * `localhost`), its roles and the log group, where each has streams of its own.
 */
export abstract class SidecarFields extends Container<SidecarSpec> {
  /** What the container runs. A tag or digest is needed: `latest` is another image tomorrow. */
  image(image: Image | ImageSpec): this {
    return this.with('image', image);
  }

  /**
   * Whether the whole task ends with this container. One that another container waits for to end is not
   * essential. Default: `true`.
   */
  essential(essential: boolean): this {
    return this.with('essential', essential);
  }

  /** How ECS finds out whether the container is well. */
  healthCheck(healthCheck: ContainerHealthCheck | ContainerHealthCheckSpec): this {
    return this.with('healthCheck', healthCheck);
  }

  /**
   * Environment variables whose values come from secrets or parameters. The right to read them comes along.
   * Replaces the present value.
   */
  secrets(secrets: { readonly [name: string]: SecretSource | SecretSourceSpec }): this {
    return this.with('secrets', secrets);
  }

  /** What the container runs in place of the image's own command. Replaces the present value. */
  command(command: string | readonly string[]): this {
    return this.with('command', command);
  }

  /** What the command is given to, in place of the image's own entry point. Replaces the present value. */
  entrypoint(entrypoint: string | readonly string[]): this {
    return this.with('entrypoint', entrypoint);
  }

  /** The folder that the command runs in, in place of the image's own. */
  workingDirectory(workingDirectory: string): this {
    return this.with('workingDirectory', workingDirectory);
  }

  /**
   * The user that the container runs as, such as `1000:1000`, in place of the image's own; with a user other
   * than root, all Linux capabilities are dropped.
   */
  user(user: string): this {
    return this.with('user', user);
  }

  /** Whether the container is kept from writing to its own files. Default: `true`. */
  readOnlyRoot(readOnlyRoot: boolean): this {
    return this.with('readOnlyRoot', readOnlyRoot);
  }

  /**
   * The most memory that the container may use: AWS ends it where it wants more. Without it, it may use what
   * the task has.
   */
  memory(memory: Memory): this {
    return this.with('memory', memory);
  }

  /** The memory that is kept for the container. */
  memoryReservation(memoryReservation: Memory): this {
    return this.with('memoryReservation', memoryReservation);
  }

  /** The share of the task's CPU that is kept for the container. */
  vcpu(vcpu: Vcpu): this {
    return this.with('vcpu', vcpu);
  }

  /**
   * Whether a process that passes signals on, and removes what has ended, runs before the command. Unless it
   * is `false`, one does.
   */
  init(init: boolean): this {
    return this.with('init', init);
  }

  /**
   * Limits of Linux by name, such as `nofile`, the files that are open at a time. Replaces the present value.
   */
  ulimits(ulimits: { readonly [name: string]: Ulimit | UlimitSpec }): this {
    return this.with('ulimits', ulimits);
  }

  /**
   * Whether ECS starts the container again in the same task when it ends. Without it, or with `none`, it does
   * not.
   */
  restartPolicy(restartPolicy: RestartPolicy | RestartPolicySpec | 'none'): this {
    return this.with('restartPolicy', restartPolicy);
  }

  /**
   * How long the others wait for this container to come as far as they want. At most 120 seconds; the task
   * stops then.
   */
  startTimeout(startTimeout: Seconds): this {
    return this.with('startTimeout', startTimeout);
  }

  /** How long the container may take to stop after it was asked to. At most 120 seconds. Default: `30 s`. */
  stopTimeout(stopTimeout: Seconds): this {
    return this.with('stopTimeout', stopTimeout);
  }
}

/** How many tasks run. With `max` above `min`, the number follows the load. */
export abstract class ScaleFields extends Builder<ScaleSettings> {
  /** The fewest tasks. Default: `1` in development, `2` in staging, `3` in production. */
  min(min: number): this {
    return this.with('min', min);
  }

  /** The most tasks. Default: `min` in development, `2 × min` in staging, `2 × min` in production. */
  max(max: number): this {
    return this.with('max', max);
  }

  /** The CPU load that the number of tasks is held at. Default: `60 %`. */
  cpu(cpu: Percent): this {
    return this.with('cpu', cpu);
  }

  /** The memory use that the number of tasks is held at. */
  memory(memory: Percent): this {
    return this.with('memory', memory);
  }

  /** The requests per task and minute that the number of tasks is held at. */
  requestsPerTask(requestsPerTask: number): this {
    return this.with('requestsPerTask', requestsPerTask);
  }

  /**
   * The hours in which tasks run at all: `mon-fri 07:00-19:00 Europe/Berlin`. Outside of them none runs, and
   * none is paid for: a third of the week, and of the price, for a development environment.
   */
  hours(hours: OfficeHours): this {
    return this.with('hours', hours);
  }
}

/** Something that the application may do in AWS. */
export abstract class GrantFields extends Builder<GrantSpec> {
  /** Actions such as `s3:PutObject`. Replaces the present value. */
  actions(actions: string | readonly string[]): this {
    return this.with('actions', actions);
  }

  /** ARNs of what they may be done to. Replaces the present value. */
  resources(resources: Arn | readonly Arn[]): this {
    return this.with('resources', resources);
  }
}

/** Addresses that tasks may reach. */
export abstract class EgressRuleFields extends Builder<EgressRuleSpec> {
  /** The addresses, such as `10.20.0.0/16`. */
  cidr(cidr: string): this {
    return this.with('cidr', cidr);
  }

  /** The TCP port. */
  port(port: number): this {
    return this.with('port', port);
  }
}

/** How new tasks take the place of old ones. */
export abstract class DeployFields extends Builder<DeploySpec> {
  /**
   * Whether `terraform apply` waits until the new tasks run and the old ones are gone, and fails if AWS
   * brought the old ones back. Default: `false` in development, `false` in staging, `true` in production.
   */
  waitForSteadyState(waitForSteadyState: boolean): this {
    return this.with('waitForSteadyState', waitForSteadyState);
  }
}

/** Alarms: who is notified, and from which values on. */
export abstract class AlarmsFields extends Builder<AlarmsSpec> {
  /** Which alarms there are. Default: `essential` in development, `all` in staging, `all` in production. */
  level(level: AlarmLevel): this {
    return this.with('level', level);
  }

  /** The CPU load from which on an alarm goes off. Default: `85 %`. */
  cpu(cpu: Percent): this {
    return this.with('cpu', cpu);
  }

  /** The memory use from which on an alarm goes off. Default: `85 %`. */
  memory(memory: Percent): this {
    return this.with('memory', memory);
  }

  /** The response time of the slowest one in a hundred, from which on an alarm goes off. Default: `2 s`. */
  latency(latency: Seconds): this {
    return this.with('latency', latency);
  }

  /** The failed answers (5xx) per minute from which on an alarm goes off. Default: `10`. */
  errors(errors: number): this {
    return this.with('errors', errors);
  }
}

/**
 * How much a service is used, for the bill: nothing in the cloud follows from it. What is left out is assumed
 * by tier, and the bill says so.
 */
export abstract class ServiceUsageFields extends Builder<ServiceUsageSpec> {
  /** Requests a month: `30M`. */
  requests(requests: Count): this {
    return this.with('requests', requests);
  }

  /**
   * The size of the answer to a request: `20 KB`. It passes the load balancer and leaves for the internet.
   */
  responseSize(responseSize: DataSize): this {
    return this.with('responseSize', responseSize);
  }

  /** The size of a request. */
  requestSize(requestSize: DataSize): this {
    return this.with('requestSize', requestSize);
  }

  /** The size of the log that the service writes for each request. */
  logsPerRequest(logsPerRequest: DataSize): this {
    return this.with('logsPerRequest', logsPerRequest);
  }

  /**
   * What the service sends to the internet by itself a month, beside its answers: through a NAT gateway where
   * there is one.
   */
  dataOut(dataOut: DataSize): this {
    return this.with('dataOut', dataOut);
  }

  /** What the service fetches from outside of the VPC a month: images, and answers of other services. */
  dataIn(dataIn: DataSize): this {
    return this.with('dataIn', dataIn);
  }

  /** How many tasks run on average, where the number follows the load. */
  tasks(tasks: Count): this {
    return this.with('tasks', tasks);
  }
}

/**
 * A call of a Terraform module. Its source must not move: a git reference, a bounded version, or a path of
 * this repository.
 */
export abstract class ModuleFields extends Named<ModuleSpec> {
  /**
   * Where it comes from: `terraform-aws-modules/s3-bucket/aws`,
   * `git::https://example.com/modules.git//queue?ref=v1.4.0`, `../modules/queue`.
   */
  source(source: string): this {
    return this.with('source', source);
  }

  /** The version of a module from a registry: exact, or bounded above (`~> 4.2`). */
  version(version: string): this {
    return this.with('version', version);
  }

  /** The module's input variables. Replaces the present value. */
  inputs(inputs: { readonly [name: string]: Text }): this {
    return this.with('inputs', inputs);
  }

  /**
   * The name that the module call had before. A `moved` block tells Terraform the new address of everything
   * in the module. Once applied everywhere, it can be removed: no name in AWS follows from it.
   */
  renamedFrom(renamedFrom: string): this {
    return this.with('renamedFrom', renamedFrom);
  }
}

/**
 * A value that other stacks and environments may use. It becomes an output, and a parameter of AWS Systems
 * Manager under `/STACK/ENVIRONMENT/NAME`, which holds lists as JSON.
 */
export abstract class ExportFields extends Builder<ExportSettings, ExportSpec> {
  /** The value: text, a reference, or a list of them. */
  value(value: ExportValue): this {
    return this.with('value', value);
  }

  /** The type of the value. Default: `list` where a list is given, else `text`. */
  type(type: ValueType): this {
    return this.with('type', type);
  }

  /** What it is, for people who meet it in the console. */
  description(description: string): this {
    return this.with('description', description);
  }

  /**
   * Whether it is kept out of plans, and encrypted with the environment's key. It is still in the state;
   * passwords and keys belong in a secret.
   */
  sensitive(sensitive: boolean): this {
    return this.with('sensitive', sensitive);
  }

  /** `parameter` makes output and parameter, `state` the output only. */
  through(through: Transport): this {
    return this.with('through', through);
  }

  /** The value as it is in a spec: only `value` where nothing else is set. */
  override toJSON(): ExportSpec {
    return bare(this.spec, 'value');
  }
}

/** A value that another stack or environment exports. In a spec it is used as `{ $import: NAME }`. */
export abstract class ImportFields extends Named<ImportSpec> {
  /** The stack that exports it. Default: this stack. */
  stack(stack: string): this {
    return this.with('stack', stack);
  }

  /** The environment that exports it. Default: the one of the same name. */
  environment(environment: string): this {
    return this.with('environment', environment);
  }

  /** The name of the export. Default: the name of the import. */
  export(value: string): this {
    return this.with('export', value);
  }

  /** How it is read. Default: `parameter`. */
  through(through: Transport): this {
    return this.with('through', through);
  }

  /** The type of the value. Default: `text`. */
  type(type: ValueType): this {
    return this.with('type', type);
  }

  /** Whether it is kept out of plans: the same as in the export. */
  sensitive(sensitive: boolean): this {
    return this.with('sensitive', sensitive);
  }

  /** The AWS account of the environment that exports it, where it differs and its spec is not at hand. */
  account(account: string): this {
    return this.with('account', account);
  }

  /**
   * The AWS region of parameter and state of what exports it, where it differs and its spec is not at hand.
   */
  region(region: Region): this {
    return this.with('region', region);
  }
}

/**
 * Changes of something that groundplan makes, by its address: they are laid over it last, and checks and bill
 * see the result. `*` stands for any characters but a dot, so `aws_cloudwatch_log_group.*` is every log
 * group. What has its own address in another override gets that one after those with `*`. A path goes through
 * blocks and objects by dots, through lists by an index, and quotes what has dots itself:
 * `health_check.interval`, `setting[0].value`, `tags["kubernetes.io/role"]`.
 */
export abstract class OverrideFields extends Builder<OverrideSpec> {
}

/**
 * What holds for everything of a kind that does not say otherwise itself. A setting of one service comes
 * before that of all; of both, that of an environment comes before that of the stack.
 */
export abstract class DefaultsFields extends Builder<DefaultsSpec> {
  /** For every service. In its text, `{service}` stands for the service's name. */
  services(services: EcsFargateService | EcsFargateServiceSpec): this {
    return this.with('services', services);
  }
}

/**
 * Why a rule is broken on purpose, and where: in the whole environment, or for one service or one variable of
 * it.
 */
export abstract class WaiverFields extends Builder<WaiverSettings, WaiverSpec> {
  /** Why, for those who meet it later. It is written into the output. */
  reason(reason: string): this {
    return this.with('reason', reason);
  }

  /** The service for which the rule is broken; of others it is reported all the same. */
  service(service: string): this {
    return this.with('service', service);
  }

  /** The environment variable for which the rule is broken. */
  variable(variable: string): this {
    return this.with('variable', variable);
  }

  /** The value as it is in a spec: only `reason` where nothing else is set. */
  override toJSON(): WaiverSpec {
    return bare(this.spec, 'reason');
  }
}

/** One environment: what differs from the stack. */
export abstract class EnvironmentFields extends Shared<EnvironmentSpec> {
  /**
   * The tier, which selects the defaults: what it costs and how safe it is. Names such as `dev`, `staging`
   * and `production` imply one.
   */
  tier(tier: Tier): this {
    return this.with('tier', tier);
  }

  /** The AWS account; Terraform refuses to work in another. */
  account(account: string): this {
    return this.with('account', account);
  }

  /** The AWS region, where it differs. */
  region(region: Region): this {
    return this.with('region', region);
  }

  /** Tags on everything in this environment. Replaces the present value. */
  tags(tags: { readonly [name: string]: Text }): this {
    return this.with('tags', tags);
  }

  /** What it may cost a month. `groundplan cost` fails when it is expected to cost more. */
  budget(budget: Money): this {
    return this.with('budget', budget);
  }

  /**
   * Who owns the key that encrypts logs, secrets and alarm topics. Default: `awsManaged` in development,
   * `customerKey` in staging, `customerKey` in production.
   */
  encryption(encryption: Encryption): this {
    return this.with('encryption', encryption);
  }

  /** The log groups. */
  logs(logs: Logs | LogsSpec): this {
    return this.with('logs', logs);
  }

  /** The VPC. */
  network(network: Network | NetworkSpec): this {
    return this.with('network', network);
  }

  /** Secrets by name. Their values are set outside of Terraform. Replaces the present value. */
  secrets(secrets: { readonly [name: string]: Secret | SecretSpec }): this {
    return this.with('secrets', secrets);
  }

  /** The ECS cluster. */
  cluster(cluster: Cluster | ClusterSpec): this {
    return this.with('cluster', cluster);
  }

  /** The load balancer that public services share. */
  loadBalancer(loadBalancer: LoadBalancer | LoadBalancerSpec): this {
    return this.with('loadBalancer', loadBalancer);
  }

  /** Services by name. In an environment, `none` leaves one out. Replaces the present value. */
  services(services: { readonly [name: string]: EcsFargateService | EcsFargateServiceSpec | 'none' }): this {
    return this.with('services', services);
  }

  /** Alarms, and who is notified of them. */
  alarms(alarms: Alarms | AlarmsSpec | 'none'): this {
    return this.with('alarms', alarms);
  }

  /** Calls of Terraform modules, by name. Replaces the present value. */
  modules(modules: { readonly [name: string]: Module | ModuleSpec }): this {
    return this.with('modules', modules);
  }

  /** Values that other stacks and environments may use, by name. Replaces the present value. */
  exports(exports: { readonly [name: string]: Export | ExportSpec }): this {
    return this.with('exports', exports);
  }

  /** Values that other stacks or environments export, by name. Replaces the present value. */
  imports(imports: { readonly [name: string]: Import | ImportSpec }): this {
    return this.with('imports', imports);
  }

  /**
   * The ARN of the role that Terraform works with, where your credentials may only assume it:
   * `arn:aws:iam::{account}:role/deploy`.
   */
  role(role: string): this {
    return this.with('role', role);
  }

  /**
   * The ARN of the policy that bounds what every role here may do, where the account makes no other roles.
   */
  boundary(boundary: string): this {
    return this.with('boundary', boundary);
  }

  /** Changes to generated Terraform, by address. Replaces the present value. */
  overrides(overrides: { readonly [name: string]: Override | OverrideSpec }): this {
    return this.with('overrides', overrides);
  }

  /** What holds for everything of a kind that does not say otherwise itself. */
  defaults(defaults: Defaults | DefaultsSpec): this {
    return this.with('defaults', defaults);
  }
}
