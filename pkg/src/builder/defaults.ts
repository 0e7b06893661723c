import { DefaultsFields } from './fields.js';

/**
 * What holds for everything of a kind that does not say otherwise itself.
 *
 * @example
 * const shop = new Stack('shop').defaults(new Defaults().services({ stopTimeout: '40 s' }));
 */
export class Defaults extends DefaultsFields {}
