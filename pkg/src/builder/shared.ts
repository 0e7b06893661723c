// What a stack and its environments hold alike: named things, each added by a method.

import type {
  ConfigurationSpec,
  EcsFargateServiceSpec,
  EnvironmentSpec,
  ExportSpec,
  ImportSpec,
  ModuleSpec,
  OverrideSpec,
  RuleCode,
  SecretSpec,
  Share,
  Text,
  WaivableRule,
  WaiverSpec,
} from '../spec.js';
import { Builder } from './builder.js';
import type { EcsFargateService } from './service.js';
import type { Export, Import } from './cross-stack.js';
import type { Module } from './module.js';
import type { Override } from './override.js';
import type { Raw } from './raw.js';
import type { Secret } from './secret.js';
import { waivers } from './tables.js';
import type { Waiver } from './waiver.js';

/** The fields that stack and environment share. */
type Common = Pick<
  EnvironmentSpec,
  'tags' | 'share' | 'secrets' | 'services' | 'modules' | 'raw' | 'overrides' | 'exports' | 'imports' | 'waive'
>;

/** Why a rule is broken, and where. */
type Reason = Waiver | WaiverSpec;
type Reasons = { readonly [Name in WaivableRule]?: Reason | readonly Reason[] };

/** Methods that stack and environment share: each adds one named thing. */
export abstract class Shared<Spec extends Common> extends Builder<Spec> {
  /** Adds a tag on everything. */
  tag(key: string, value: Text): this {
    return this.entry('tags', key, value);
  }

  /** Lets other stacks use something of this one, with `from`. */
  share(...share: readonly Share[]): this {
    return this.added('share', ...share);
  }

  /** Adds a secret; one of the same name is patched. */
  secret(secret: Secret): this;
  /** Adds a secret by its name; one of the same name is patched. */
  secret(name: string, secret: SecretSpec): this;
  secret(first: Secret | string, spec: SecretSpec = {}): this {
    return this.named('secrets', 'Secret', first, spec);
  }

  /** Adds a service; one of the same name is patched. */
  service(service: EcsFargateService): this;
  /** Adds a service by its name; one of the same name is patched. */
  service(name: string, service: EcsFargateServiceSpec): this;
  service(first: EcsFargateService | string, spec: EcsFargateServiceSpec = {}): this {
    return this.named('services', 'EcsFargateService', first, spec);
  }

  /** Adds a module call; one of the same name is patched. */
  module(module: Module): this;
  /** Adds a module call by its name; one of the same name is patched. */
  module(name: string, module: ModuleSpec): this;
  module(first: Module | string, spec: ModuleSpec = {}): this {
    return this.named('modules', 'Module', first, spec);
  }

  /** Adds a raw block of Terraform, or several in Terraform's JSON syntax; patches a block of the same address. */
  raw(raw: Raw | ConfigurationSpec): this {
    return this.laid('raw', raw, 'Configuration');
  }

  /**
   * Changes something that is made, by its address; overrides of the same address are merged.
   *
   * @example
   * const shop = new Stack('shop').override('aws_vpc.main', new Override().set('instance_tenancy', 'dedicated'));
   */
  override(address: string, change: Override | OverrideSpec): this {
    return this.patched('overrides', address, change, 'Override');
  }

  /** Exports a value for other stacks and environments; one of the same name is patched. */
  export(name: string, value: Export | ExportSpec): this {
    return this.patched('exports', name, value, 'Export');
  }

  /** Imports what another stack or environment exports; one of the same name is patched. */
  import(value: Import): this;
  /** Imports a value by its name; one of the same name is patched. */
  import(name: string, value: ImportSpec): this;
  import(first: Import | string, spec: ImportSpec = {}): this {
    return this.named('imports', 'Import', first, spec);
  }

  /**
   * Breaks a rule on purpose, for a reason that is written into the output. Only rules that can be waived
   * have a name here. A waiver may be narrowed to a service or a variable, and there may be several.
   *
   * @example
   * const production = Environment.production('production')
   *   .waive('natGatewayPerZone', 'egress leaves through the transit gateway')
   *   .waive('secretInEnv', new Waiver('everybody may read it').service('api').variable('PASSWORD_HINT'));
   */
  waive(rule: WaivableRule | RuleCode, reason: Reason | readonly Reason[]): this;
  /** Breaks several rules on purpose, each for its reason. */
  waive(reasons: Reasons): this;
  waive(rules: WaivableRule | RuleCode | Reasons, reason: Reason | readonly Reason[] = ''): this {
    if (typeof rules === 'string') {
      const named: Readonly<Record<string, string>> = waivers;
      return this.entry('waive', named[rules] ?? rules, reason);
    }
    return this.laid('waive', rules, [null]);
  }
}
