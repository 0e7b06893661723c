/**
 * Thrown for wrong use: an option that does not exist, a file that is not a plan, a module that was not loaded. Mistakes
 * in a spec are never thrown; they are returned as diagnostics, all at once.
 */
export class GroundplanError extends Error {
  override readonly name = 'GroundplanError';
  /** The kind of error: `usage/unknown-option`, `module/not-loaded`, `internal/panic`. */
  readonly code: string;
  /** The option that is wrong, where it is one. */
  readonly path: string;
  /** What can be done about it. */
  readonly help: readonly string[];

  constructor(code: string, message: string, path = '', help: readonly string[] = [], options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.path = path;
    this.help = help;
  }
}
