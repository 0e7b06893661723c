import type * as spec from '../spec.js';

/** An amount of memory with its unit: `512 MiB`, `1 GiB`, `0.5 GiB`. */
export type Memory = spec.Memory;

/**
 * Amounts of memory. `'1 GiB'` says the same as `Memory.gib(1)`.
 *
 * @example
 * const api = new EcsFargateService('api').size(0.5, Memory.gib(1));
 */
export const Memory = {
  /** So many mebibytes. */
  mib: (mib: number): Memory => `${mib} MiB`,
  /** So many gibibytes. */
  gib: (gib: number): Memory => `${gib} GiB`,
} as const;

/** A timeout, interval or delay with its unit, in whole seconds: `30 s`, `5 min`, `1 h`. */
export type Seconds = spec.Seconds;

/**
 * Short durations. `'30 s'` says the same as `Seconds.of(30)`.
 *
 * @example
 * const healthCheck = new HealthCheck().path('/healthz').grace(Seconds.of(30));
 */
export const Seconds = {
  /** So many seconds. */
  of: (seconds: number): Seconds => `${seconds} s`,
} as const;

/** How long something is kept, with its unit, in whole days: `90 days`, `12 weeks`, `1 year`. */
export type Days = spec.Days;

/**
 * Long durations. `'90 days'` says the same as `Days.of(90)`.
 *
 * @example
 * const logs = new Logs().retention(Days.of(90));
 */
export const Days = {
  /** So many days. */
  of: (days: number): Days => `${days} days`,
} as const;

/** A share in whole percent, from `1 %` to `100 %`. */
export type Percent = spec.Percent;

/**
 * Shares. `'60 %'` says the same as `Percent.of(60)`.
 *
 * @example
 * const scale = new Scale().min(2).max(10).cpu(Percent.of(60));
 */
export const Percent = {
  /** So many of a hundred. */
  of: (percent: number): Percent => `${percent} %`,
} as const;
