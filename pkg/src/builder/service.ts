import type { Arn, GrantSpec, ImageSettings, Memory, EgressRuleSpec, SidecarSpec, SizeSpec, UseSpec, Vcpu } from '../spec.js';
import {
  DeployFields,
  EcsFargateServiceFields,
  GrantFields,
  ImageFields,
  EgressRuleFields,
  ScaleFields,
  ServiceUsageFields,
  SizeFields,
} from './fields.js';
import type { Sidecar } from './sidecar.js';
import { Use } from './use.js';

/**
 * A service on ECS Fargate: a number of equal tasks, each with the service's own container and any beside it,
 * in the subnets of the environment.
 *
 * @example
 * const api = new EcsFargateService('api')
 *   .image('public.ecr.aws/nginx/nginx:1.27.5-alpine')
 *   .port(80)
 *   .size(0.5, '1 GiB')
 *   .public(new Public().host('api.example.com').zone('example.com'))
 *   .healthCheck(new HealthCheck().path('/healthz').grace('30 s'))
 *   .scale(new Scale().min(2).max(10).cpu('60 %'));
 */
export class EcsFargateService extends EcsFargateServiceFields {
  /** Changes to a service of the stack, for an environment. */
  static patch(name: string): EcsFargateService {
    return new EcsFargateService(name);
  }

  /** CPU and memory of a task. AWS takes certain pairs only. */
  size(vcpu: Vcpu, memory: Memory): this;
  /** CPU and memory of a task, or one of them for an environment. */
  size(size: Size | SizeSpec): this;
  size(first: Vcpu | Size | SizeSpec, memory?: Memory): this {
    return this.with('size', typeof first === 'object' ? first : { vcpu: first, memory });
  }

  /**
   * Adds a container beside the service's own; one of the same name is patched.
   *
   * @example
   * const api = new EcsFargateService('api')
   *   .image('ghcr.io/example/api:1.4.2')
   *   .sidecar(new Sidecar('migrate').image('ghcr.io/example/api:1.4.2').command(['./migrate']))
   *   .dependsOn('migrate', 'success');
   */
  sidecar(sidecar: Sidecar): this;
  /** Adds a container by its name; one of the same name is patched. */
  sidecar(name: string, sidecar: SidecarSpec): this;
  sidecar(first: Sidecar | string, spec: SidecarSpec = {}): this {
    return this.named('sidecars', 'Sidecar', first, spec);
  }

  /**
   * Lets it use other services of its environment, by name; a use of the same name is patched.
   *
   * @example
   * const api = new EcsFargateService('api').port(8080);
   * const web = new EcsFargateService('web').uses(api).uses('search', { env: 'FINDER_URL' });
   */
  uses(used: EcsFargateService | Use | string, how?: UseSpec): this;
  /** Lets it use several other services. */
  uses(used: readonly string[] | Readonly<Record<string, Use | UseSpec | 'none'>>): this;
  uses(
    first: EcsFargateService | Use | string | readonly string[] | Readonly<Record<string, Use | UseSpec | 'none'>>,
    how: UseSpec = {},
  ): this {
    if (typeof first === 'string') {
      return this.patched('uses', first, how, 'Use');
    }
    if (first instanceof EcsFargateService) {
      return this.patched('uses', first.name, how, 'Use');
    }
    return first instanceof Use ? this.patched('uses', first.name, first, 'Use') : this.laid('uses', first, ['Use']);
  }

  /** Takes a use away, for an environment. */
  withoutUse(name: string): this {
    return this.patched('uses', name, 'none', 'Use');
  }

  /** Leaves a container out, for an environment. */
  withoutSidecar(name: string): this {
    return this.entry('sidecars', name, 'none');
  }

  /**
   * Allows the application an action of AWS on a resource.
   *
   * @example
   * const api = new EcsFargateService('api').allow('s3:PutObject', 'arn:aws:s3:::shop-exports/*');
   */
  allow(action: string, resource: Arn): this;
  /** Allows the application several actions of AWS on several resources. */
  allow(grant: Grant | GrantSpec): this;
  allow(first: string | Grant | GrantSpec, resource: Arn = ''): this {
    const grant = typeof first === 'string' ? { actions: [first], resources: [resource] } : first;
    return this.added('allow', grant);
  }

  /**
   * Lets tasks send to a port of an address range, beside HTTPS.
   *
   * @example
   * const api = new EcsFargateService('api').allowEgress('10.20.0.0/16', 5432);
   */
  allowEgress(cidr: string, port: number): this;
  /** Lets tasks send to addresses, besides HTTPS. */
  allowEgress(rule: EgressRule | EgressRuleSpec): this;
  allowEgress(first: string | EgressRule | EgressRuleSpec, port?: number): this {
    return this.added('allowEgress', typeof first === 'string' ? { cidr: first, port } : first);
  }
}

/**
 * What a container runs: a reference with a tag or digest, or one whose tag a pipeline gives as a Terraform
 * variable.
 *
 * @example
 * const api = new EcsFargateService('api').image(Image.fromRepository('shop/api').tagVariable('api_tag'));
 */
export class Image extends ImageFields {
  /** Begins with a reference, such as `public.ecr.aws/nginx/nginx:1.27.5-alpine`. */
  constructor(reference?: string, settings: ImageSettings = {}) {
    super(reference === undefined ? settings : { ...settings, reference });
  }

  /** An image in a repository of the environment's own account and region. */
  static fromRepository(repository: string): Image {
    return new Image().repository(repository);
  }
}

/**
 * CPU and memory of a task. AWS takes certain pairs only.
 *
 * @example
 * const larger = EcsFargateService.patch('api').size(new Size().vcpu(1));
 */
export class Size extends SizeFields {}

/**
 * How many tasks run. With `max` above `min`, the number follows the load.
 *
 * @example
 * const scale = new Scale().min(2).max(10).cpu('60 %').requestsPerTask(800);
 */
export class Scale extends ScaleFields {}

/**
 * How new tasks take the place of old ones.
 *
 * @example
 * const api = new EcsFargateService('api').deploy(new Deploy().waitForSteadyState(true));
 */
export class Deploy extends DeployFields {}

/**
 * Something that the application may do in AWS.
 *
 * @example
 * const grant = new Grant().actions(['s3:GetObject', 's3:PutObject']).resources('arn:aws:s3:::shop-exports/*');
 * const api = new EcsFargateService('api').allow(grant);
 */
export class Grant extends GrantFields {}

/**
 * Addresses that tasks may reach.
 *
 * @example
 * const api = new EcsFargateService('api').allowEgress(new EgressRule().cidr('10.20.0.0/16').port(5432));
 */
export class EgressRule extends EgressRuleFields {}

/**
 * How much a service is used, for the bill: nothing in the cloud follows from it. What is left out is
 * assumed by tier, and the bill says so.
 *
 * @example
 * const api = new EcsFargateService('api').usage(new ServiceUsage().requests('30M').responseSize('20 KB'));
 */
export class ServiceUsage extends ServiceUsageFields {}
