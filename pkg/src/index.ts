/**
 * groundplan for browsers and bundlers: `await init()` once, then everything is synchronous.
 *
 * @packageDocumentation
 */
import { loadModule, loadSchemaFrom, type ModuleSource, type SchemaSource } from './load.js';

export * from './surface.js';
export type { ModuleSource, SchemaSource } from './load.js';

/** Loads the WebAssembly module; await it once before the first call. Without a source, from beside this file. */
export async function init(source?: ModuleSource): Promise<void> {
  await loadModule(source ?? new URL('./groundplan.wasm.gz', import.meta.url));
}

/**
 * Loads the schema of the AWS provider (200 KB). With it, raw blocks, overrides and other Terraform are checked against
 * the provider's arguments. Without a source, from beside this file.
 */
export async function loadSchema(source?: SchemaSource): Promise<void> {
  await init();
  await loadSchemaFrom(source ?? new URL('./aws-schema.gz', import.meta.url), source === undefined);
}
