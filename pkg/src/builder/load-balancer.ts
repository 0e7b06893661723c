import { AccessLogsFields, HealthCheckFields, LoadBalancerFields, PublicFields } from './fields.js';

/**
 * The load balancer that the public services of an environment share. There is one where a service is public.
 *
 * @example
 * const balancer = new LoadBalancer().scheme('internal').idleTimeout('90 s').accessLogs(AccessLogs.none());
 */
export class LoadBalancer extends LoadBalancerFields {}

/**
 * The load balancer's access logs, in a bucket. Default: off in development, on in staging and production.
 *
 * @example
 * const balancer = new LoadBalancer().accessLogs(new AccessLogs().retention('30 days'));
 */
export class AccessLogs extends AccessLogsFields {
  /** No access logs. */
  static none(): 'none' {
    return 'none';
  }
}

/**
 * How a service is reached through the load balancer. With a zone, the certificate and the DNS record come
 * along.
 *
 * @example
 * const api = new EcsFargateService('api').port(80).public(new Public().host('api.example.com').zone('example.com'));
 */
export class Public extends PublicFields {
  /** Not reached through the load balancer at all. */
  static none(): 'none' {
    return 'none';
  }
}

/**
 * How the load balancer checks the health of tasks. Unhealthy tasks are replaced.
 *
 * @example
 * const api = new EcsFargateService('api').healthCheck(new HealthCheck().path('/healthz').grace('30 s'));
 */
export class HealthCheck extends HealthCheckFields {}
