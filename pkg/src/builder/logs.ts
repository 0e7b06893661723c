import { LogsFields } from './fields.js';

/**
 * The log groups of an environment. They are kept for a number of days that follows from the tier.
 *
 * @example
 * const shop = new Stack('shop').logs(new Logs().retention('400 days').skipDestroy(true));
 */
export class Logs extends LogsFields {}
