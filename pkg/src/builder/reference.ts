import type { Text } from '../spec.js';

/** A reference to something in Terraform, or any other expression. */
export type Expression = { readonly $expr: string };

/** What another stack or environment exports. */
export type Imported = { readonly $import: string };

/** Several texts and references in a row. */
export type Joined = { readonly $join: readonly Text[] };

/**
 * A Terraform expression, for any field that takes text. Plain strings are never expressions: `${x}` in them
 * arrives as those characters.
 *
 * @example
 * const api = new EcsFargateService('api').env('VPC_ID', expr('aws_vpc.main.id'));
 */
export function expr(expression: string): Expression {
  return Object.freeze({ $expr: expression });
}

/**
 * Texts and references in a row, as one text. A template literal of JavaScript cannot do that: what a
 * reference stands for is known to Terraform only.
 *
 * @example
 * const exports = Raw.resource('aws_s3_bucket', 'exports');
 * const api = new EcsFargateService('api').allow('s3:PutObject', join(exports.arn(), '/*'));
 */
export function join(...pieces: readonly Text[]): Joined {
  return Object.freeze({ $join: Object.freeze([...pieces]) });
}
