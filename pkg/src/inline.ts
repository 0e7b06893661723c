/**
 * groundplan with the WebAssembly module inside the script, for where no second file can be loaded.
 *
 * @packageDocumentation
 */
import packed from '#module';

import { isReady } from './engine.js';
import { GroundplanError } from './error.js';
import { loadModule, loadSchemaFrom, type ModuleSource, type SchemaSource } from './load.js';

export * from './surface.js';
export type { ModuleSource, SchemaSource } from './load.js';

/** Unpacks the WebAssembly module; await it once before the first call. */
export async function init(source?: ModuleSource): Promise<void> {
  if (isReady()) return;
  await loadModule(source ?? Uint8Array.from(atob(packed), (character) => character.charCodeAt(0)));
}

/** Loads the schema of the AWS provider, which is not inside: give its address or its bytes, `groundplan/aws-schema.gz`. */
export async function loadSchema(source?: SchemaSource): Promise<void> {
  await init();
  if (source === undefined) {
    throw new GroundplanError('schema/not-loaded', 'the provider schema is not part of the inlined entry', '', [
      "loadSchema(address or bytes of 'groundplan/aws-schema.gz')",
    ]);
  }
  await loadSchemaFrom(source);
}
