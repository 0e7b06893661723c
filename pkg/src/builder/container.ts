import type {
  Arn,
  ContainerCondition,
  ContainerHealthCheckSettings,
  EcsFargateServiceSpec,
  EnvFileSettings,
  EnvFileSpec,
  SecretSourceSpec,
  SidecarSpec,
  Text,
  UlimitSpec,
} from '../spec.js';
import { Named } from './builder.js';
import { ContainerHealthCheckFields, EnvFileFields, RestartPolicyFields, SidecarFields, UlimitFields } from './fields.js';
import { Secret } from './secret.js';
import type { SecretSource } from './secret.js';

/** Methods that a service's own container and those beside it share. */
export abstract class Container<Spec extends EcsFargateServiceSpec | SidecarSpec> extends Named<Spec> {
  /**
   * Sets a plain environment variable. Text stays text: `${x}` arrives as those characters; a reference is
   * resolved by Terraform.
   *
   * @example
   * const api = new EcsFargateService('api').env('PRICE', '${amount} EUR').env('VPC_ID', new Network().vpcId());
   */
  env(name: string, value: Text): this;
  /** Sets several plain environment variables. */
  env(variables: Readonly<Record<string, Text>>): this;
  env(first: string | Readonly<Record<string, Text>>, value: Text = ''): this {
    return this.laid('env', typeof first === 'string' ? { [first]: value } : first, [null]);
  }

  /** Sets an environment variable from a secret or a parameter. The right to read it comes along. */
  secret(variable: string, source: Secret | SecretSource | SecretSourceSpec): this {
    return this.entry('secrets', variable, source instanceof Secret ? source.name : source);
  }

  /**
   * Adds files of environment variables in S3.
   *
   * @example
   * const api = new EcsFargateService('api').envFiles('arn:aws:s3:::shop-config/common.env');
   */
  envFiles(...files: readonly (EnvFile | EnvFileSpec)[]): this {
    return this.added('envFiles', ...files);
  }

  /** Adds folders that stay writable. */
  writable(...folders: readonly string[]): this {
    return this.added('writable', ...folders);
  }

  /** Gives the container capabilities of Linux. */
  capabilities(...capabilities: readonly string[]): this {
    return this.added('capabilities', ...capabilities);
  }

  /**
   * Sets a limit of Linux.
   *
   * @example
   * const api = new EcsFargateService('api').ulimit('nofile', 1048576);
   */
  ulimit(name: string, limit: Ulimit | UlimitSpec): this {
    return this.entry('ulimits', name, limit);
  }

  /**
   * Starts the container only when another one has come so far.
   *
   * @example
   * const api = new EcsFargateService('api').dependsOn('migrate', 'success');
   */
  dependsOn(container: string, condition: ContainerCondition): this;
  /** Starts the container only when several others have come so far. */
  dependsOn(containers: Readonly<Record<string, ContainerCondition>>): this;
  dependsOn(
    first: string | Readonly<Record<string, ContainerCondition>>,
    condition: ContainerCondition = 'start',
  ): this {
    return this.laid('dependsOn', typeof first === 'string' ? { [first]: condition } : first, [null]);
  }
}

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
