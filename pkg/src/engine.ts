import * as glue from '#library';

import { GroundplanError } from './error.js';

/** What the WebAssembly module exports. */
export type Engine = typeof glue;

/** Loads the module at the first call, where that can be done at once. */
let load: (() => void) | undefined;
let isLoaded = false;
let give: ((engine: Engine) => void) | undefined;

/** Says how the module is loaded when it is first needed. */
export function loadOnFirstUse(how: () => void): void {
  load = how;
}

/** Notes that the module is there. */
export function loaded(): void {
  isLoaded = true;
}

/** Whether the module is there. */
export function isReady(): boolean {
  return isLoaded;
}

/** Gives the module a schema of providers: the one of the package, or one from elsewhere, which is read whole. */
export function giveSchema(text: string, isOwn = true): void {
  const given = (engine: Engine) => (isOwn ? engine.loadOwnSchema(text) : engine.loadSchema(text));
  ask((engine) => {
    given(engine);
    return 'null';
  });
  give = given;
}

/** Calls the module: an object comes out of it or, where that is quicker, JSON text. */
export function ask<T>(call: (engine: Engine) => unknown): T {
  ready();
  try {
    const answer = call(glue);
    return (typeof answer === 'string' ? JSON.parse(answer) : answer) as T;
  } catch (error) {
    throw toGroundplanError(error);
  }
}

function ready(): void {
  if (isLoaded) return;
  if (!load) {
    throw new GroundplanError('module/not-loaded', 'the WebAssembly module is not loaded yet', '', ['await init()']);
  }
  load();
}

/** The error as an instance of our own class; after a crash the next call finds a fresh module. */
function toGroundplanError(error: unknown): GroundplanError {
  if (error instanceof GroundplanError) return error;
  const { code, message, path, help } = error as Partial<GroundplanError>;
  if (error instanceof Error && code && code !== 'internal/panic') {
    return new GroundplanError(code, error.message, path, help);
  }
  restart();
  return new GroundplanError('internal/panic', `groundplan failed: ${message ?? String(error)}`, '', [REPORT], { cause: error });
}

const REPORT = 'this is a fault of groundplan: please report it with what was given';

function restart(): void {
  glue.__wbg_reset_state();
  give?.(glue);
}
