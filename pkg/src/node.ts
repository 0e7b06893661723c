/**
 * groundplan for Node, Deno and Bun: everything is synchronous, and nothing has to be loaded by hand.
 *
 * @packageDocumentation
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { giveSchema, isReady, loadOnFirstUse } from './engine.js';
import { loadModule, loadModuleSync, loadSchemaFrom, type ModuleSource, type SchemaSource } from './load.js';

export * from './surface.js';
export type { ModuleSource, SchemaSource } from './load.js';

loadOnFirstUse(() => {
  loadModuleSync(gunzipSync(readFileSync(beside('groundplan.wasm.gz'))));
  giveOwnSchema();
});

/** Nothing to wait for: here the module is loaded when it is first needed. With a source, from there. */
export async function init(source?: ModuleSource): Promise<void> {
  if (source === undefined || isReady()) return;
  await loadModule(source);
  giveOwnSchema();
}

/** Nothing to wait for: here the schema of the AWS provider is loaded with the module. With a source, from there. */
export async function loadSchema(source?: SchemaSource): Promise<void> {
  if (source !== undefined) await loadSchemaFrom(source);
}

function giveOwnSchema(): void {
  giveSchema(gunzipSync(readFileSync(beside('aws-schema.gz'))).toString('utf8'));
}

function beside(file: string): string {
  return join(__dirname, file);
}
