/**
 * The state of the page in its address: a digit for the version, then JSON, deflated, in base64url. No server sees it, since
 * browsers do not send the part after `#`. What comes from an address is not trusted: only known keys of known kinds count.
 */
import { type ViewState, isShown } from './view-state.ts';

const VERSION = '1';
/** The most bytes that a state unpacks to; a spec may be a megabyte. */
const MOST = 2_000_000;

/** The state as the part of an address after `#`. */
export async function packed(shown: ViewState): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(shown));
  const bytes = await through(text, new CompressionStream('deflate-raw'), Number.POSITIVE_INFINITY);
  return VERSION + base64url(bytes);
}

/** The state in an address; undefined where it cannot be read. */
export async function unpacked(hash: string): Promise<ViewState | undefined> {
  const text = hash.replace(/^#/, '');
  if (!text.startsWith(VERSION)) return undefined;
  try {
    const bytes = await through(fromBase64url(text.slice(VERSION.length)), new DecompressionStream('deflate-raw'), MOST);
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isShown(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream, most: number): Promise<Uint8Array> {
  const reader = new Blob([bytes as BlobPart]).stream().pipeThrough(stream as ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > most) {
      await reader.cancel();
      throw new RangeError('too much');
    }
    parts.push(part.value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function base64url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64url(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}
