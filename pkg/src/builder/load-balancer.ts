import type { ExistingLoadBalancerSettings, Text } from '../spec.js';
import { AccessLogsFields, ExistingLoadBalancerFields, HealthCheckFields, LoadBalancerFields, PublicFields } from './fields.js';

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

/**
 * An application load balancer that exists already: services get rules on its listener.
 *
 * @example
 * const listener = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2';
 * const balancer = new LoadBalancer().existing(new ExistingLoadBalancer(listener));
 */
export class ExistingLoadBalancer extends ExistingLoadBalancerFields {
  /** Begins with the ARN of its listener. */
  constructor(listener?: Text, settings: ExistingLoadBalancerSettings = {}) {
    super(listener === undefined ? settings : { ...settings, listener });
  }
}
