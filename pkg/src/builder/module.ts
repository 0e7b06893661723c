import type { Text } from '../spec.js';
import { ModuleFields } from './fields.js';

/**
 * A call of a Terraform module. Its source must not move: a git reference, a bounded version, or a path of
 * this repository.
 *
 * @example
 * const queue = new Module('queue').source('terraform-aws-modules/sqs/aws').version('~> 4.2').input('name', 'orders');
 */
export class Module extends ModuleFields {
  /** Sets an input variable of the module. */
  input(name: string, value: Text): this {
    return this.entry('inputs', name, value);
  }
}
