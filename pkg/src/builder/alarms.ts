import { AlarmsFields } from './fields.js';

/**
 * Sets who is notified when an alarm goes off, and the thresholds of the alarms.
 *
 * @example
 * const shop = new Stack('shop').alarms(new Alarms().email('oncall@example.com').latency('1 s').errors(5));
 */
export class Alarms extends AlarmsFields {
  /** No alarms. */
  static none(): 'none' {
    return 'none';
  }

  /** Adds mail addresses. Each must confirm the mail that AWS sends first. */
  email(...addresses: readonly string[]): this {
    return this.added('email', ...addresses);
  }

  /** Adds HTTPS addresses, such as those of an on-call service. */
  https(...addresses: readonly string[]): this {
    return this.added('https', ...addresses);
  }
}
