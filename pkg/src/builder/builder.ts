// What all builders share: they hold a part of a spec, and each call gives another builder.

import { merged } from './merge.js';
import { frozen, isMap, plain } from './plain.js';
import type { PlainObject } from './plain.js';
import type { Kind } from './tables.js';

/** The method that Node calls to print an object. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** A part of a spec, built step by step. It is immutable: each method returns another one. */
export abstract class Builder<Spec extends object, Written = Spec> {
  readonly #spec: PlainObject;
  readonly #name: string;

  /** Begins with the fields of a literal. */
  constructor(spec?: Spec, name = '') {
    this.#spec = plain(spec ?? {}) as PlainObject;
    this.#name = name;
  }

  /** Returns the spec as plain data. `JSON.stringify` calls it. */
  toJSON(): Written {
    return this.#spec as Written;
  }

  /** Node prints the spec. */
  [INSPECT](): Written {
    return this.toJSON();
  }

  /** The fields that are set. */
  protected get spec(): Spec {
    return this.#spec as Spec;
  }

  /** Its key in a map. */
  protected get label(): string {
    return this.#name;
  }

  /** Returns a copy with a field set. */
  protected with(field: keyof Spec & string, value: unknown): this {
    const spec = frozen({ ...this.#spec, [field]: plain(value) });
    // Only this constructor runs: those of subclasses take other arguments and add no state.
    return Reflect.construct(Builder, [spec, this.#name], this.constructor) as this;
  }

  /** Returns a copy with an entry of a map set. */
  protected entry(field: keyof Spec & string, name: string, value: unknown): this {
    return this.with(field, { ...this.#map(field), [name]: value });
  }

  /** Returns a copy with an entry of a map added, or merged over the one of the same name. */
  protected patched(field: keyof Spec & string, name: string, value: unknown, kind: Kind): this {
    return this.laid(field, { [name]: value }, [kind]);
  }

  /** Returns a copy with a named builder added, or a literal under a name. */
  protected named(
    field: keyof Spec & string,
    kind: Kind,
    first: { readonly name: string } | string,
    spec: object,
  ): this {
    return typeof first === 'string'
      ? this.patched(field, first, spec, kind)
      : this.patched(field, first.name, first, kind);
  }

  /** Returns a copy with a value merged over a field. */
  protected laid(field: keyof Spec & string, value: unknown, kind: Kind): this {
    const known = this.#spec[field];
    const patch = plain(value);
    return this.with(field, known === undefined ? patch : merged(kind, known, patch));
  }

  /** Returns a copy with values added to a list. */
  protected added(field: keyof Spec & string, ...values: readonly unknown[]): this {
    const known = this.#spec[field] ?? [];
    return this.with(field, [...(Array.isArray(known) ? known : [known]), ...values]);
  }

  #map(field: string): PlainObject {
    const known = this.#spec[field];
    return isMap(known) ? known : {};
  }
}

/** A value in a map of the spec, with its name as the key. */
export abstract class Named<Spec extends object> extends Builder<Spec> {
  /** Begins with a name, and with the fields of a literal. */
  constructor(name: string, spec?: Spec) {
    super(spec, name);
  }

  /** Its name. */
  get name(): string {
    return this.label;
  }
}

/** Returns the value of `field` alone where nothing else is set, else the whole spec. */
export function bare<Spec extends object, Field extends keyof Spec>(
  spec: Spec,
  field: Field,
): Spec | NonNullable<Spec[Field]> {
  const value = spec[field];
  const alone = value !== undefined && value !== null && Object.keys(spec).length === 1;
  return alone ? value : spec;
}
