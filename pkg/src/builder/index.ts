// Everything that describes a stack: classes over the spec, and the spec's own types.

export type * from '../spec.js';
export { Alarms } from './alarms.js';
export { Cluster } from './cluster.js';
export { Export, Import } from './cross-stack.js';
export { Defaults } from './defaults.js';
export { AccessLogs, ExistingLoadBalancer, HealthCheck, LoadBalancer, Public } from './load-balancer.js';
export { Logs } from './logs.js';
export { Module } from './module.js';
export { ExistingNetwork, FlowLogs, Network, StackReference } from './network.js';
export { Override } from './override.js';
export { Raw } from './raw.js';
export { expr, join } from './reference.js';
export type { Expression, Imported, Joined } from './reference.js';
export { Secret, SecretSource } from './secret.js';
export { ServiceConnect, Use, UseEnv } from './use.js';
export { ContainerHealthCheck, EnvFile, RestartPolicy, Sidecar, Ulimit } from './sidecar.js';
export { Deploy, EcsFargateService, EgressRule, Grant, Image, Scale, ServiceUsage, Size } from './service.js';
export { Environment, Stack } from './stack.js';
export { State } from './state.js';
export { Days, Memory, Percent, Seconds } from './unit.js';
export { Waiver } from './waiver.js';
