// Plain, frozen data: what a spec is made of.

/** Plain data, as JSON has it. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | readonly Plain[]
  | { readonly [name: string]: Plain };

/** A structure or map in plain data. */
export type PlainObject = { readonly [name: string]: Plain };

/** Data that this module has frozen, which needs no second look. */
const made = new WeakSet<object>();

/** A frozen copy of data; builders in it become their specs. */
export function plain(value: unknown): Plain {
  if (typeof value !== 'object' || value === null || made.has(value)) {
    return value as Plain;
  }
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return plain(value.toJSON());
  }
  return frozen(
    Array.isArray(value)
      ? value.map(plain)
      : Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)])),
  );
}

/** Freezes data whose parts are frozen already. */
export function frozen<T extends object>(data: T): T {
  made.add(data);
  return Object.freeze(data);
}

/** Whether it has entries. */
export function isMap(value: Plain | undefined): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether it is a map with entries of its own: a reference such as `{ $expr: … }` is one value. */
export function isStructure(value: Plain | undefined): value is PlainObject {
  return isMap(value) && !isReference(Object.keys(value));
}

function isReference(names: readonly string[]): boolean {
  return names.length === 1 && ['$expr', '$import', '$join'].includes(names[0] ?? '');
}
