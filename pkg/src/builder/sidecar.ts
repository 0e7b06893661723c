import type { Arn, ContainerHealthCheckSettings, EnvFileSettings } from '../spec.js';
import { ContainerHealthCheckFields, EnvFileFields, RestartPolicyFields, SidecarFields, UlimitFields } from './fields.js';

/**
 * A container beside a service's own, in each of its tasks: a collector, a proxy, or one that prepares the task
 * and ends.
 *
 * @example
 * const otel = new Sidecar('otel')
 *   .image('public.ecr.aws/aws-observability/aws-otel-collector:v0.43.0')
 *   .essential(false);
 * const api = new EcsFargateService('api').sidecar(otel).dependsOn('otel', 'start');
 */
export class Sidecar extends SidecarFields {
  /** Changes to a container of a service, for an environment. */
  static patch(name: string): Sidecar {
    return new Sidecar(name);
  }
}

/**
 * How ECS finds out whether a container is well: by a command that runs in it and ends with 0.
 *
 * @example
 * const check = new ContainerHealthCheck(['curl', '-f', 'http://localhost:8080/healthz']).retries(5);
 * const api = new EcsFargateService('api').healthCheck(new HealthCheck().command(check));
 */
export class ContainerHealthCheck extends ContainerHealthCheckFields {
  /** Begins with a command: its words, or one text for the shell. */
  constructor(command?: string | readonly string[], settings: ContainerHealthCheckSettings = {}) {
    super(command === undefined ? settings : { ...settings, command });
  }
}

/**
 * A file of environment variables in S3. The right to read it comes along.
 *
 * @example
 * const file = new EnvFile('arn:aws:s3:::shop-config/api.env');
 * const api = new EcsFargateService('api').envFiles(file);
 */
export class EnvFile extends EnvFileFields {
  /** Begins with the ARN of the object. */
  constructor(file?: Arn, settings: EnvFileSettings = {}) {
    super(file === undefined ? settings : { ...settings, file });
  }
}

/**
 * Whether ECS starts a container that ended again in the same task, in place of the whole task.
 *
 * @example
 * const policy = new RestartPolicy().ignoredExitCodes(0).restartAttemptPeriod('3 min');
 * const api = new EcsFargateService('api').restartPolicy(policy);
 */
export class RestartPolicy extends RestartPolicyFields {
  /** A container that ends takes its task along. */
  static none(): 'none' {
    return 'none';
  }

  /** Adds codes with which the container may end for good. */
  ignoredExitCodes(...codes: readonly number[]): this {
    return this.added('ignoredExitCodes', ...codes);
  }
}

/**
 * A limit of Linux on what a container uses; one number is both limits.
 *
 * @example
 * const api = new EcsFargateService('api').ulimit('nofile', new Ulimit().soft(65535).hard(1048576));
 */
export class Ulimit extends UlimitFields {}
