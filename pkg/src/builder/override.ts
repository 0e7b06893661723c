import type { Value } from '../spec.js';
import { OverrideFields } from './fields.js';

/**
 * Changes of something that groundplan makes, by its address: they are laid over it last, and checks and
 * bill see the result.
 *
 * A path goes through blocks and objects by dots, through lists by an index, and quotes what has dots
 * itself: `health_check.interval`, `setting[0].value`, `tags["kubernetes.io/role"]`.
 *
 * @example
 * const shop = new Stack('shop')
 *   .override('aws_vpc.main', new Override().set('instance_tenancy', 'dedicated').delete('tags.Name'));
 */
export class Override extends OverrideFields {
  /** Sets an argument, in place of its present value. */
  set(path: string, value: Value): this {
    return this.entry('set', path, value);
  }

  /** Merges an object with the argument at a path, key by key. */
  merge(path: string, value: Value): this {
    return this.entry('merge', path, value);
  }

  /** Removes the arguments at paths. */
  delete(...paths: readonly string[]): this {
    return this.added('delete', ...paths);
  }
}
