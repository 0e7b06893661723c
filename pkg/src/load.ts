import init, { initSync } from '#glue';

import { giveSchema, isReady, loaded } from './engine.js';
import { GroundplanError } from './error.js';

/**
 * Where the WebAssembly module comes from: its address, its bytes, a response that brings it, or the compiled module.
 */
export type ModuleSource = string | { readonly href: string } | object;

/** Where the schema of the AWS provider comes from: its address, or its bytes, packed with gzip or not. */
export type SchemaSource = string | { readonly href: string } | ArrayBuffer | Uint8Array;

/** Loads the module once; when that fails, it can be tried again. */
export async function loadModule(source: ModuleSource): Promise<void> {
  if (isReady()) return;
  try {
    await init({ module_or_path: source as WebAssembly.Module });
  } catch (cause) {
    throw new GroundplanError('module/not-loaded', `the WebAssembly module cannot be loaded: ${words(cause)}`, '', [], { cause });
  }
  loaded();
}

/** Loads the module from what is at hand. */
export function loadModuleSync(module: WebAssembly.Module | Uint8Array): void {
  initSync({ module: module as WebAssembly.Module });
  loaded();
}

/** Loads a schema of providers. */
export async function loadSchemaFrom(source: SchemaSource, isOwn = false): Promise<void> {
  const bytes = source instanceof ArrayBuffer || ArrayBuffer.isView(source) ? new Uint8Array(source as ArrayBuffer) : await fetched(source);
  // Some servers unpack what ends in .gz on the way.
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  giveSchema(new TextDecoder().decode(isPacked ? await unpacked(bytes) : bytes), isOwn);
}

async function fetched(source: string | { readonly href: string }): Promise<Uint8Array> {
  const address = typeof source === 'string' ? source : source.href;
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new GroundplanError('schema/not-loaded', `the provider schema cannot be loaded from ${address}: ${words(cause)}`, '', [], { cause });
  }
}

/** Unpacks gzip with what every runtime has. */
export async function unpacked(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function words(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
