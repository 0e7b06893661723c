import init, { initSync } from '#library';

import { giveSchema, isReady, loaded } from './engine.js';
import { GroundplanError } from './error.js';

/** Where a file of the package comes from: its address, or its bytes, packed with gzip or not. */
export type FileSource = string | { readonly href: string } | ArrayBuffer | Uint8Array;

/** Where the WebAssembly module comes from: a file, or the module that the runtime has compiled already. */
export type ModuleSource = FileSource | { readonly [Symbol.toStringTag]: 'WebAssembly.Module' };

/** Where a schema of providers comes from. */
export type SchemaSource = FileSource;

/** Loads the module once; when that fails, it can be tried again. */
export async function loadModule(source: ModuleSource): Promise<void> {
  if (isReady()) return;
  const module = isModule(source) ? source : await bytesOf(source, 'module/not-loaded', 'the WebAssembly module');
  try {
    await init({ module_or_path: module as BufferSource });
  } catch (cause) {
    throw new GroundplanError('module/not-loaded', `the WebAssembly module cannot be started: ${words(cause)}`, '', [], { cause });
  }
  loaded();
}

/** Loads the module from what is at hand. */
export function loadModuleSync(module: Uint8Array): void {
  initSync({ module: module as BufferSource });
  loaded();
}

/** Loads a schema of providers: the one of the package, or one from elsewhere. */
export async function loadSchemaFrom(source: SchemaSource, isOwn = false): Promise<void> {
  giveSchema(new TextDecoder().decode(await bytesOf(source, 'schema/not-loaded', 'the provider schema')), isOwn);
}

function isModule(source: ModuleSource): source is { readonly [Symbol.toStringTag]: 'WebAssembly.Module' } {
  return Object.prototype.toString.call(source) === '[object WebAssembly.Module]';
}

async function bytesOf(source: FileSource, code: string, what: string): Promise<Uint8Array> {
  try {
    const bytes = source instanceof ArrayBuffer || ArrayBuffer.isView(source) ? new Uint8Array(source as ArrayBuffer) : await fetched(source);
    // Some servers unpack what ends in .gz on the way.
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? await unpacked(bytes) : bytes;
  } catch (cause) {
    throw new GroundplanError(code, `${what} cannot be loaded: ${words(cause)}`, '', [], { cause });
  }
}

async function fetched(source: string | { readonly href: string }): Promise<Uint8Array> {
  const address = typeof source === 'string' ? source : source.href;
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answers ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Unpacks gzip with what every runtime has. */
async function unpacked(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function words(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
