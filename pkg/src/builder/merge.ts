// How a patch is laid over what it patches, as the core does it: structures by field, maps by name; scalars
// and lists are replaced.

import { frozen, isMap, isStructure } from './plain.js';
import type { Plain, PlainObject } from './plain.js';
import { excludes, replaces, shapes, shorthands, shorts } from './tables.js';
import type { Kind } from './tables.js';

/** Merges a patch over a value. */
export function merged(kind: Kind, known: Plain, patch: Plain): Plain {
  if (kind === null) {
    return patch;
  }
  if (kind === 'Configuration') {
    return isMap(known) && isMap(patch) ? configuration(known, patch) : patch;
  }
  if (kind === 'Value') {
    return isStructure(known) && isStructure(patch) ? entries(known, patch, () => kind) : patch;
  }
  if (typeof kind === 'object') {
    const [before, change] = [byName(known), byName(patch)];
    return isMap(before) && isMap(change) ? entries(before, change, () => kind[0]) : patch;
  }
  return structure(kind, known, patch);
}

/** Names as the map that they stand for. */
function byName(value: Plain): Plain {
  const names = typeof value === 'string' ? [value] : value;
  const isNames = Array.isArray(names) && names.every((name) => typeof name === 'string');
  return isNames ? frozen(Object.fromEntries(names.map((name) => [name, frozen({})]))) : value;
}

function structure(type: string, before: Plain, change: Plain): Plain {
  const fields = shapes[type] ?? {};
  const short = shorthands[type];
  const [known, patch] = [spelledOut(type, before), spelledOut(type, change)];
  if (!isStructure(patch) || (short !== undefined && Object.hasOwn(patch, short))) {
    // A whole thing was named: it replaces the other one.
    return patch;
  }
  if (isStructure(known)) {
    return entries(withoutOthers(type, known, patch), patch, (name) => fields[name] ?? null);
  }
  return short === undefined ? patch : frozen({ ...withoutOthers(type, { [short]: known }, patch), ...patch });
}

/** A scalar as the settings that it stands for: `2-10` as `{ min: 2, max: 10 }`. */
function spelledOut(type: string, value: Plain): Plain {
  const short = shorts[type];
  if (short === undefined || value === 'none' || (typeof value !== 'string' && typeof value !== 'number')) {
    return value;
  }
  if (short.form === undefined) {
    return frozen(Object.fromEntries(short.fields.map((field) => [field, value])));
  }
  const parts = short.form.exec(String(value));
  // What one part says, it says for all: `3` is from 3 to 3.
  return parts === null
    ? value
    : frozen(Object.fromEntries(short.fields.map((field, at) => [field, number(parts[at + 1] ?? parts[1] ?? '')])));
}

function number(text: string): string | number {
  return /^[0-9.]+$/.test(text) ? Number(text) : text.trim();
}

/** The known fields, without those that a patch sets by an alternative field. */
function withoutOthers(type: string, known: PlainObject, patch: PlainObject): PlainObject {
  const gone = Object.entries(replaces[type] ?? {}).flatMap(([field, others]) => (field in patch ? others : []));
  const left = Object.fromEntries(Object.entries(known).filter(([field]) => !gone.includes(field)));
  for (const [field, others] of Object.entries(excludes[type] ?? {})) {
    const names = patch[field];
    for (const other of others) {
      const entries = left[other];
      if (isMap(names) && isMap(entries)) {
        left[other] = frozen(Object.fromEntries(Object.entries(entries).filter(([name]) => !Object.hasOwn(names, name))));
      }
    }
  }
  return frozen(left);
}

function entries(known: PlainObject, patch: PlainObject, kind: (name: string) => Kind): PlainObject {
  return each(known, patch, (before, value, name) => merged(kind(name), before, value));
}

/** Merges two maps, entry by entry. */
function each(known: PlainObject, patch: PlainObject, lay: Lay): PlainObject {
  const changed = Object.entries(patch).map(([name, value]): [string, Plain] => {
    const before = Object.hasOwn(known, name) ? known[name] : undefined;
    return [name, before === undefined ? value : lay(before, value, name)];
  });
  return frozen({ ...known, ...Object.fromEntries(changed) });
}

type Lay = (known: Plain, patch: Plain, name: string) => Plain;

/** The number of labels before the body of a block that has an address. */
const LABELS: { readonly [section: string]: number } = {
  resource: 2,
  data: 2,
  ephemeral: 2,
  action: 2,
  variable: 1,
  locals: 1,
  module: 1,
  output: 1,
  check: 1,
};

/** Merges blocks of the same address, argument by argument; keeps both of two blocks without an address. */
function configuration(known: PlainObject, patch: PlainObject): PlainObject {
  return each(known, patch, (before, blocks, section) => laid(section)(before, blocks, section));
}

function laid(section: string): Lay {
  if (section === 'provider') {
    return byLabel(1, beside);
  }
  const labels = LABELS[section];
  return labels === undefined ? beside : byLabel(labels, section === 'locals' ? (_, value) => value : byArgument);
}

function byLabel(labels: number, lay: Lay): Lay {
  const inner = labels === 1 ? lay : byLabel(labels - 1, lay);
  return (known, patch) => (isMap(known) && isMap(patch) ? each(known, patch, inner) : patch);
}

function byArgument(known: Plain, patch: Plain): Plain {
  return isMap(known) && isMap(patch) ? frozen({ ...known, ...patch }) : patch;
}

function beside(known: Plain, patch: Plain): Plain {
  const list = (value: Plain): readonly Plain[] => (Array.isArray(value) ? value : [value]);
  return frozen([...list(known), ...list(patch)]);
}
