import { StateFields } from './fields.js';

/**
 * How Terraform's state is locked, encrypted and kept: in an encrypted bucket in each account.
 *
 * @example
 * const shop = new Stack('shop').state(new State().lock('both').noncurrentVersions('45 days'));
 */
export class State extends StateFields {}
