import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const PROGRAMS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/** Whether a path is that of a program which describes stacks. */
export function isProgram(path: string): boolean {
  return PROGRAMS.includes(extname(path)) && existsSync(path);
}

/**
 * What a program describes, as the text of a spec: its default export, a stack or a function that gives one.
 *
 * Several stacks are several programs, as they are several specs.
 */
export async function described(path: string): Promise<string> {
  const found = (await imported(path)) as { default?: unknown };
  // What CommonJS exports, an import sees as its default.
  const exported = isModule(found.default) ? found.default.default : found.default;
  const stack: unknown = typeof exported === 'function' ? await exported() : exported;
  if (typeof stack !== 'object' || stack === null || Array.isArray(stack)) {
    throw new Error(`${path} has no stack as its default export: export default new Stack('shop')…`);
  }
  return `${JSON.stringify(stack, null, 2)}\n`;
}

function isModule(value: unknown): value is { default: unknown } {
  return typeof value === 'object' && value !== null && '__esModule' in value && 'default' in value;
}

async function imported(path: string): Promise<unknown> {
  if (!/\.[cm]?ts$/.test(path) || readsTypes()) return import(pathToFileURL(resolve(path)).href);
  const esbuild = resolved('esbuild', path);
  if (esbuild) return bundled(await load<Esbuild>(esbuild), path);
  throw new Error(`${path} is TypeScript, which Node reads from 22.18 on: use that, or npm install --save-dev esbuild`);
}

/** Deno and Bun read TypeScript, and so does Node from 22.18 on. */
function readsTypes(): boolean {
  return 'Deno' in globalThis || 'Bun' in globalThis || Boolean((process.features as { typescript?: unknown }).typescript);
}

/** A package of the project that the program belongs to. */
function resolved(name: string, path: string): string | undefined {
  try {
    return createRequire(resolve(path)).resolve(name);
  } catch {
    return undefined;
  }
}

interface Esbuild {
  build(options: object): Promise<{ outputFiles: { text: string }[] }>;
}

async function load<T>(file: string): Promise<T> {
  const module = (await import(pathToFileURL(file).href)) as T & { default?: T };
  return module.default ?? module;
}

/** A bundle of the program's own files beside it for a moment, so that packages are found from there. */
async function bundled({ build }: Esbuild, path: string): Promise<unknown> {
  const { rmSync, writeFileSync } = await import('node:fs');
  const { outputFiles } = await build({
    entryPoints: [resolve(path)],
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    write: false,
    logLevel: 'silent',
  });
  const beside = join(dirname(resolve(path)), `.groundplan-${process.pid}.mjs`);
  writeFileSync(beside, outputFiles[0]?.text ?? '', { flag: 'wx' });
  try {
    return await import(pathToFileURL(beside).href);
  } finally {
    rmSync(beside);
  }
}
