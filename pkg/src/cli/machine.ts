import {
  closeSync,
  copyFileSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';

/** Texts that lie in no file: what a module of TypeScript or JavaScript described, under the module's name. */
export type Overlay = ReadonlyMap<string, string>;

/** The files and streams of this process, as the commands of groundplan reach them. */
export class Machine {
  readonly #overlay: Overlay;

  constructor(overlay: Overlay = new Map()) {
    this.#overlay = overlay;
  }

  read(path: string, most: number): Uint8Array {
    const text = this.#overlay.get(path);
    if (text !== undefined) return new TextEncoder().encode(text).subarray(0, most);
    const file = openSync(path, 'r');
    try {
      return upTo(most, file);
    } finally {
      closeSync(file);
    }
  }

  readInput(most: number): Uint8Array {
    return upTo(most, 0);
  }

  look(path: string, follow: boolean): string {
    if (this.#overlay.has(path)) return 'file';
    const found = (follow ? statSync : lstatSync)(path || '.', { throwIfNoEntry: false });
    return found ? kindOf(found) : 'nothing';
  }

  list(folder: string): string[] {
    return readdirSync(folder || '.');
  }

  makeFolder(path: string): void {
    mkdirSync(path);
  }

  makeFreshFolder(inside: string): string {
    return mkdtempSync(join(inside || '.', '.groundplan-'));
  }

  create(path: string, bytes: Uint8Array): void {
    const file = openSync(path, 'wx');
    try {
      writeFileSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  write(path: string, bytes: Uint8Array): void {
    writeFileSync(path, bytes);
  }

  rename(from: string, to: string): void {
    renameSync(from, to);
  }

  copy(from: string, to: string): void {
    copyFileSync(from, to);
  }

  removeFile(path: string): void {
    unlinkSync(path);
  }

  removeFolder(path: string): void {
    rmdirSync(path);
  }

  print(isError: boolean, text: string): void {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; ) at += written(isError ? 2 : 1, bytes.subarray(at));
  }

  wantsColours(isError: boolean): boolean {
    const stream = isError ? process.stderr : process.stdout;
    const { NO_COLOR, CLICOLOR_FORCE, TERM } = process.env;
    if (NO_COLOR) return false;
    if (CLICOLOR_FORCE && CLICOLOR_FORCE !== '0') return true;
    return stream.isTTY === true && TERM !== 'dumb' && process.env.CLICOLOR !== '0';
  }

  variables(prefix: string): string[] {
    const named = Object.entries(process.env).filter(([name]) => name.startsWith(prefix));
    const pairs = named.map(([name, value]) => [name.slice(prefix.length), value ?? '']);
    return pairs.sort(([one = ''], [other = '']) => (one < other ? -1 : 1)).flat();
  }

  width(): number | undefined {
    return process.stdout.columns;
  }
}

function kindOf(found: Stats): string {
  if (found.isSymbolicLink()) return 'link';
  if (found.isDirectory()) return 'folder';
  return found.isFile() ? 'file' : 'other';
}

function upTo(most: number, file: number): Uint8Array {
  const chunks: Buffer[] = [];
  // A file tells how long it is; a pipe does not.
  const expected = fstatSync(file).isFile() ? fstatSync(file).size : 1 << 16;
  let total = 0;
  while (total < most) {
    const chunk = Buffer.allocUnsafe(Math.min(Math.max(expected - total, 1 << 12), most - total));
    const length = read(file, chunk);
    if (length === 0) break;
    chunks.push(chunk.subarray(0, length));
    total += length;
  }
  return Buffer.concat(chunks);
}

/** A terminal or pipe that has nothing yet, or takes nothing now, is asked again. */
function again<T>(action: () => T): T {
  for (;;) {
    try {
      return action();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function read(file: number, into: Buffer): number {
  try {
    return again(() => readSync(file, into));
  } catch (error) {
    // Windows says so at the end of a pipe.
    if ((error as NodeJS.ErrnoException).code === 'EOF') return 0;
    throw error;
  }
}

function written(stream: number, bytes: Uint8Array): number {
  return again(() => writeSync(stream, bytes));
}
