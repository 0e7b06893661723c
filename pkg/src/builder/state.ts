import { StateFields } from './fields.js';

/**
 * Where Terraform keeps what it knows of what it made: an encrypted bucket in each account.
 *
 * @example
 * const shop = new Stack('shop').state(new State().lock('both').noncurrentVersions('45 days'));
 */
export class State extends StateFields {}
