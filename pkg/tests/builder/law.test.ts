// The law: classes, YAML and JSON describe the same spec, and every field of a spec has a method.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Builder } from '../../src/builder/builder.js';
import * as builders from '../../src/builder/index.js';
import { shapes } from '../../src/builder/tables.js';
import { json, yaml } from './files.js';
import { kitchenSink as literal } from './kitchen-sink.literal.js';
import { kitchenSink, others } from './kitchen-sink.js';
import { shop } from './shop.js';

test('the kitchen sink by classes is the kitchen sink in YAML', () => {
  assert.deepEqual(json(kitchenSink()), yaml('tests/kitchen_sink.yaml'));
});

test('the literal that checks the types is the kitchen sink', () => {
  assert.deepEqual(json(literal), yaml('tests/kitchen_sink.yaml'));
});

test('the shop as a program is the shop in YAML', () => {
  assert.deepEqual(json(shop), yaml('examples/shop.yaml'));
});

test('what is built is plain data all the way down', () => {
  assert.deepEqual(kitchenSink().toJSON(), json(kitchenSink()));
});

test('every field of every structure has a method', () => {
  const missing = Object.entries(shapes).flatMap(([type, fields]) =>
    Object.keys(fields).filter((field) => !hasMethod(type, field)).map((field) => `${type}.${field}`),
  );
  assert.deepEqual(missing, []);
  assert.ok(!hasMethod('Network', 'misspelt') && !hasMethod('Misspelt', 'cidr'));
});

function hasMethod(type: string, field: string): boolean {
  const prototype: unknown = classes().find(([name]) => name === type)?.[1].prototype;
  return typeof (prototype as Record<string, unknown> | undefined)?.[field] === 'function';
}

type Class = { readonly prototype: object };

function classes(): [string, Class][] {
  const isClass = (value: unknown): value is Class => typeof value === 'function' && /^class/.test(String(value));
  return Object.entries(builders).flatMap(([name, value]): [string, Class][] => (isClass(value) ? [[name, value]] : []));
}

test('the kitchen sink and its neighbours call every public method', () => {
  const called = new Set<string>();
  const { methods, restore } = watch((method) => called.add(method));
  try {
    kitchenSink();
    others();
  } finally {
    restore();
  }
  assert.ok(methods.length > 150, `${methods.length} methods were watched`);
  assert.deepEqual(methods.filter((method) => !called.has(method)), []);
});

/** Tells of each call of a public method, static or not. */
function watch(tell: (method: string) => void): { methods: string[]; restore: () => void } {
  const methods: string[] = [];
  const undo: (() => void)[] = [];
  for (const [name, owner] of owners()) {
    for (const [key, known] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
      const method: unknown = known.value;
      if (key === 'constructor' || typeof method !== 'function') {
        continue;
      }
      methods.push(`${name}.${key}`);
      const spy = function (this: unknown, ...values: unknown[]): unknown {
        tell(`${name}.${key}`);
        return Reflect.apply(method, this, values);
      };
      Object.defineProperty(owner, key, { ...known, value: spy });
      undo.push(() => Object.defineProperty(owner, key, known));
    }
  }
  return { methods, restore: () => undo.forEach((step) => step()) };
}

/** What has methods: classes and what they inherit from; what all builders share is not public. */
function owners(): Map<string, object> {
  const found = new Map<string, object>();
  for (const [name, owner] of classes()) {
    found.set(`${name} (static)`, owner);
    for (let at = owner.prototype; at !== Object.prototype; at = Object.getPrototypeOf(at) as object) {
      if (at !== Builder.prototype) {
        found.set(at.constructor.name, at);
      }
    }
  }
  return found;
}
