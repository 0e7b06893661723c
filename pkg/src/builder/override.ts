import type { Value } from '../spec.js';
import { OverrideFields } from './fields.js';

/**
 * Changes of something that groundplan makes, by its address: they are laid over it last, and checks and
 * bill see the result.
 *
 * `*` stands for any characters but a dot, so `aws_cloudwatch_log_group.*` is every log group. What has its own address
 * in another override gets that one after those with `*`.
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

  /** Adds the elements of a list behind those that are at a path, or a block behind those of its name. */
  append(path: string, elements: Value): this {
    return this.entry('append', path, elements);
  }

  /** Removes the arguments at paths. */
  delete(...paths: readonly string[]): this {
    return this.added('delete', ...paths);
  }
}
