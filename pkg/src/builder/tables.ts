// Made from the JSON Schema of specs and the rules by `cargo xtask codegen`; not edited by hand.

import type { RuleCode, WaivableRule } from '../spec.js';

/** How a field takes a patch: replaced, as the type of a name, or entry by entry. */
export type Kind = null | string | readonly [Kind];

/** The fields of each structure. */
export const shapes: { readonly [type: string]: { readonly [field: string]: Kind } } = {
  Stack: {
    stack: null,
    renamedFrom: null,
    region: null,
    tags: [null],
    state: 'State',
    encryption: null,
    logs: 'Logs',
    network: 'Network',
    secrets: ['Secret'],
    cluster: 'Cluster',
    loadBalancer: 'LoadBalancer',
    services: ['EcsFargateService'],
    alarms: 'Alarms',
    modules: ['Module'],
    exports: ['Export'],
    imports: ['Import'],
    raw: 'Configuration',
    overrides: ['Override'],
    defaults: 'Defaults',
    waive: [null],
    environments: ['Environment'],
  },
  State: {
    lock: null,
    noncurrentVersions: null,
    encryption: null,
  },
  Logs: {
    retention: null,
    skipDestroy: null,
  },
  Network: {
    cidr: null,
    zones: null,
    egress: null,
    flowLogs: 'FlowLogs',
  },
  FlowLogs: {
    traffic: null,
    destination: null,
    retention: null,
  },
  Secret: {
    description: null,
    arn: null,
    kmsKey: null,
    recovery: null,
    renamedFrom: null,
  },
  Cluster: {
    containerInsights: null,
  },
  LoadBalancer: {
    scheme: null,
    deletionProtection: null,
    accessLogs: 'AccessLogs',
    waf: null,
    httpRedirect: null,
    tlsPolicy: null,
    idleTimeout: null,
    securityHeaders: null,
  },
  AccessLogs: {
    retention: null,
  },
  EcsFargateService: {
    image: 'Image',
    port: null,
    size: 'Size',
    architecture: null,
    ephemeralStorage: null,
    public: 'Public',
    healthCheck: 'HealthCheck',
    env: [null],
    secrets: ['SecretSource'],
    command: null,
    entrypoint: null,
    user: null,
    readOnlyRoot: null,
    writable: null,
    scale: 'Scale',
    capacity: null,
    allow: null,
    allowEgress: null,
    exec: null,
    stopTimeout: null,
    deploy: 'Deploy',
    deregistrationDelay: null,
    alarms: 'Alarms',
    usage: 'ServiceUsage',
    renamedFrom: null,
  },
  Image: {
    reference: null,
    repository: null,
    tag: null,
    tagVariable: null,
    digestVariable: null,
  },
  Size: {
    vcpu: null,
    memory: null,
  },
  Public: {
    host: null,
    path: null,
    zone: null,
    certificate: null,
  },
  HealthCheck: {
    path: null,
    matcher: null,
    interval: null,
    timeout: null,
    healthy: null,
    unhealthy: null,
    grace: null,
  },
  SecretSource: {
    secret: null,
    key: null,
  },
  Scale: {
    min: null,
    max: null,
    cpu: null,
    memory: null,
    requestsPerTask: null,
    hours: null,
  },
  Grant: {
    actions: null,
    resources: null,
  },
  EgressRule: {
    cidr: null,
    port: null,
  },
  Deploy: {
    waitForSteadyState: null,
  },
  Alarms: {
    email: null,
    https: null,
    level: null,
    cpu: null,
    memory: null,
    latency: null,
    errors: null,
  },
  ServiceUsage: {
    requests: null,
    responseSize: null,
    requestSize: null,
    logsPerRequest: null,
    dataOut: null,
    dataIn: null,
    tasks: null,
  },
  Module: {
    source: null,
    version: null,
    inputs: [null],
    renamedFrom: null,
  },
  Export: {
    value: null,
    type: null,
    description: null,
    sensitive: null,
    through: null,
  },
  Import: {
    stack: null,
    environment: null,
    export: null,
    through: null,
    type: null,
    sensitive: null,
    account: null,
    region: null,
  },
  Override: {
    set: ['Value'],
    merge: ['Value'],
    append: ['Value'],
    delete: null,
  },
  Defaults: {
    services: 'EcsFargateService',
  },
  Waiver: {
    reason: null,
    service: null,
    variable: null,
  },
  Environment: {
    tier: null,
    account: null,
    region: null,
    tags: [null],
    budget: null,
    encryption: null,
    logs: 'Logs',
    network: 'Network',
    secrets: ['Secret'],
    cluster: 'Cluster',
    loadBalancer: 'LoadBalancer',
    services: ['EcsFargateService'],
    alarms: 'Alarms',
    modules: ['Module'],
    exports: ['Export'],
    imports: ['Import'],
    raw: 'Configuration',
    overrides: ['Override'],
    defaults: 'Defaults',
    waive: [null],
  },
};

/** The field whose bare value is a shorthand for the structure. */
export const shorthands: { readonly [type: string]: string } = {
  Image: 'reference',
  SecretSource: 'secret',
  Export: 'value',
  Waiver: 'reason',
};

/** Scalar shorthands: the fields that they set, and their form where there are several. */
export const shorts: { readonly [type: string]: { readonly fields: readonly string[]; readonly form?: RegExp } } = {
  Size: { fields: ['vcpu', 'memory'], form: /^([0-9.]+) *vCPU *\/ *(.+)$/ },
  Public: { fields: ['host'] },
  HealthCheck: { fields: ['path'] },
  Scale: { fields: ['min', 'max'], form: /^([0-9]+)(?: *- *([0-9]+))?$/ },
};

/** Alternative fields for one setting: the fields that a patch removes by setting another. */
export const replaces: { readonly [type: string]: { readonly [field: string]: readonly string[] } } = {
  Image: { repository: ['reference'], tag: ['tagVariable', 'digestVariable'], tagVariable: ['tag', 'digestVariable'], digestVariable: ['tag', 'tagVariable'] },
  Module: { source: ['version'] },
};

/** Maps that cannot both have a name: a patch that gives it to one takes it from the others. */
export const excludes: { readonly [type: string]: { readonly [field: string]: readonly string[] } } = {
  EcsFargateService: { env: ['secrets'], secrets: ['env'] },
};

/** The names of rules in a spec, by their codes. */
export const waivers: { readonly [Code in RuleCode]: WaivableRule } = {
  'stack/host-shared': 'hostShared',
  'network/cidr-overlap': 'cidrOverlap',
  'quota/vpcs': 'vpcs',
  'quota/elastic-ips': 'elasticIps',
  'quota/nat-gateways': 'natGateways',
  'quota/security-group-rules': 'securityGroupRules',
  'quota/certificates': 'certificates',
  'network/public-cidr': 'publicCidr',
  'network/nat-gateway-per-zone': 'natGatewayPerZone',
  'network/public-tasks': 'publicTasks',
  'network/flow-logs': 'flowLogs',
  'load-balancer/https-required': 'httpsRequired',
  'load-balancer/plain-http': 'plainHttp',
  'load-balancer/tls-policy': 'tlsPolicy',
  'service/image-pinned': 'imagePinned',
  'service/grant-out-of-reach': 'grantOutOfReach',
  'service/port-unreachable': 'portUnreachable',
  'service/public-only': 'publicOnly',
  'service/well-known-port': 'wellKnownPort',
  'service/scale-from-zero': 'scaleFromZero',
  'service/hours': 'hours',
  'service/secret-in-env': 'secretInEnv',
  'service/grant': 'grant',
  'alarms/subscribers': 'subscribers',
};
