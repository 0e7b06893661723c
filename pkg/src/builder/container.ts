// What a service's own container and those beside it have alike; `fields.ts` builds on it.

import type {
  ContainerCondition,
  EcsFargateServiceSpec,
  EnvFileSpec,
  SecretSourceSpec,
  SidecarSpec,
  Text,
  UlimitSpec,
} from '../spec.js';
import { Named } from './builder.js';
import type { Secret, SecretSource } from './secret.js';
import type { EnvFile, Ulimit } from './sidecar.js';

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
    return this.entry('secrets', variable, source instanceof Named ? source.name : source);
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
