import type { EnvironmentSpec, StackSpec } from '../spec.js';
import { EnvironmentFields, StackFields } from './fields.js';

/**
 * An application with all its environments. `JSON.stringify` gives its spec.
 *
 * @example
 * const shop = new Stack('shop')
 *   .region('eu-west-1')
 *   .service(new EcsFargateService('api').image('public.ecr.aws/nginx/nginx:1.27.5-alpine'))
 *   .environment(Environment.development('dev'))
 *   .environment(Environment.production('production').network(Network.patch().cidr('10.60.0.0/16')));
 * const spec = JSON.stringify(shop);
 */
export class Stack extends StackFields {
  /** Begins with a name, the first part of every name in AWS, and with what a literal says. */
  constructor(name: string, spec: Partial<StackSpec> = {}) {
    super({ ...spec, stack: name });
  }

  /** Adds an environment; one of the same name is patched. */
  environment(environment: Environment): this;
  /** Adds an environment by its name; one of the same name is patched. */
  environment(name: string, environment: EnvironmentSpec): this;
  environment(first: Environment | string, spec: EnvironmentSpec = {}): this {
    return this.named('environments', 'Environment', first, spec);
  }
}

/**
 * One environment: what differs from the stack. Names such as `dev`, `staging` and `production` tell the
 * tier by themselves.
 *
 * @example
 * const dev = Environment.development('dev').account('111111111111').withoutService('reports');
 */
export class Environment extends EnvironmentFields {
  /** A throw-away environment: one person's bill. */
  static development(name: string): Environment {
    return new Environment(name).tier('development');
  }

  /** Like production, smaller. */
  static staging(name: string): Environment {
    return new Environment(name).tier('staging');
  }

  /** What customers use. */
  static production(name: string): Environment {
    return new Environment(name).tier('production');
  }

  /** Begins with a name, and with what a literal says. */
  constructor(name: string, spec?: EnvironmentSpec) {
    super(spec, name);
  }

  /** Its name. */
  get name(): string {
    return this.label;
  }

  /** Leaves out a service of the stack. */
  withoutService(name: string): this {
    return this.entry('services', name, 'none');
  }
}
