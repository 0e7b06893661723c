import type { ExportSettings, ExportValue } from '../spec.js';
import { ExportFields, ImportFields } from './fields.js';
import type { Imported } from './reference.js';

/**
 * A value that other stacks and environments may use. It becomes an output, and a parameter of AWS Systems
 * Manager under `/STACK/ENVIRONMENT/NAME`, which holds lists as JSON.
 *
 * @example
 * const platform = new Stack('platform')
 *   .export('vpcId', new Network().vpcId())
 *   .export('zones', new Export(['a', 'b']).description('Where it runs'));
 */
export class Export extends ExportFields {
  /** Begins with a value: text, a reference, or a list of them. */
  constructor(value?: ExportValue, settings: ExportSettings = {}) {
    super(value === undefined ? settings : { ...settings, value });
  }
}

/**
 * A value that another stack or environment exports.
 *
 * @example
 * const vpcId = new Import('vpcId').from('platform');
 * const shop = new Stack('shop')
 *   .import(vpcId)
 *   .service(new EcsFargateService('api').env('VPC_ID', vpcId.value()));
 */
export class Import extends ImportFields {
  /** The stack that exports it: `stack`, as a sentence has it. */
  from(stack: string): this {
    return this.stack(stack);
  }

  /** Returns a reference to the value, for any field that takes text or a reference. */
  value(): Imported {
    return Object.freeze({ $import: this.name });
  }
}
