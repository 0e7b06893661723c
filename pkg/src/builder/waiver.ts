import { WaiverFields } from './fields.js';

/**
 * Why a rule is broken on purpose, and where: in the whole environment, or for one service or one variable of it.
 *
 * @example
 * const hint = new Waiver('a hint that everybody may read').service('api').variable('PASSWORD_HINT');
 * const production = Environment.production('production').waive('secretInEnv', hint);
 */
export class Waiver extends WaiverFields {
  /** Begins with the reason, which is written into the output. */
  constructor(reason: string) {
    super({ reason });
  }
}
