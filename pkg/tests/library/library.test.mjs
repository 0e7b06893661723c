// Wrong use, loading, and what becomes of a crash: of the entries as they are shipped.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { it } from 'node:test';
import { gunzipSync } from 'node:zlib';

const dist = new URL('../../dist/', import.meta.url);
const node = createRequire(import.meta.url)('../../dist/node.cjs');
const { GroundplanError, check, diff, estimate, explain, jsonSchema, rules, synth, version } = node;
const SPEC = 'stack: shop\nregion: us-east-1\nenvironments: { dev: {} }\n';
const packed = readFileSync(new URL('groundplan.wasm.gz', dist));
const schema = readFileSync(new URL('aws-schema.gz', dist));
// A raw block with an argument that only the provider's schema knows to be wrong.
const RAW = `${SPEC}raw: { resource: { aws_sqs_queue: { jobs: { nmae: x } } } }\n`;
const codes = (answer) => answer.diagnostics.map(({ code }) => code);

/** A fresh copy of an entry: each has its own module. */
const fresh = (entry) => import(new URL(`${entry}?${Math.random()}`, dist).href);
const thrown = (action) => {
  try {
    action();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
};

it('wrong use is thrown, with what is wrong and what can be done', () => {
  const error = thrown(() => synth(SPEC, { fromat: 'hcl' }));
  assert.ok(error instanceof GroundplanError && error instanceof Error);
  assert.deepEqual([error.name, error.code, error.path, error.help], ['GroundplanError', 'usage', 'fromat', ['format']]);
  for (const [action, path] of [
    [() => synth(SPEC, { format: 'pdf' }), 'format'],
    [() => synth(SPEC, { tests: 'yes' }), 'tests'],
    [() => estimate(SPEC, { budget: 'much' }), 'budget'],
    [() => estimate(SPEC, { form: 'pdf' }), 'form'],
    [() => estimate(SPEC, { usage: { nmae: 'x' } }), 'nmae'],
    [() => diff(SPEC, SPEC, { region: 'us-east-1' }), 'region'],
  ]) {
    assert.deepEqual([thrown(action).code, thrown(action).path], ['usage', path]);
  }
  for (const wrong of [null, undefined, 1, true, [], [null], 1n]) assert.match(thrown(() => synth(wrong)).code, /^usage/);
  const circle = { stack: 'shop' };
  circle.tags = circle;
  assert.match(thrown(() => synth(circle)).message, /must be plain data/);
  assert.match(thrown(() => explain('service/sise')).help[0], /service\/size/);
});

it('what an option does not say is not said', () => {
  assert.deepEqual(synth(SPEC, { format: undefined, environment: undefined }), synth(SPEC));
  assert.equal(estimate(SPEC, { usage: undefined }).ok, true);
});

it('unknown keys are not dropped, whatever form a stack has', () => {
  const spec = { stack: 'shop', region: 'us-east-1', netwrk: {}, environments: { dev: { nmae: 1 } } };
  for (const input of [spec, JSON.stringify(spec), { name: 'a.json', text: JSON.stringify(spec) }, { toJSON: () => spec }]) {
    const found = check(input).diagnostics.filter(({ code }) => code === 'spec/unknown-key');
    assert.deepEqual(found.map(({ path }) => path), ['netwrk', 'environments.dev.nmae']);
  }
});

it('ranges are those of the text in JavaScript', () => {
  const text = `# ä😀\n${SPEC}netwrk: {}\n`;
  const [{ range }] = check(text).diagnostics;
  assert.equal(text.slice(range.start.index, range.end.index), 'netwrk: {}');
});

it('after a crash the next call finds a fresh module, with its schema', () => {
  const { parse } = JSON;
  JSON.parse = () => {
    throw new WebAssembly.RuntimeError('unreachable');
  };
  const error = thrown(() => version());
  JSON.parse = parse;
  assert.deepEqual([error.code, error.message], ['internal/panic', 'groundplan failed: unreachable']);
  assert.ok(codes(check(RAW)).includes('schema/unknown-argument'));
});

it('every function answers', () => {
  assert.equal(version(), JSON.parse(readFileSync(new URL('../package.json', dist))).version);
  assert.equal(jsonSchema().title, 'groundplan spec');
  assert.deepEqual(rules().map(({ code }) => explain(code).code), rules().map(({ code }) => code));
});

it('for browsers, the module is loaded once, from wherever it is', async () => {
  const entry = await fresh('index.js');
  const early = thrown(() => entry.version());
  assert.deepEqual([early.code, early.help], ['module/not-loaded', ['await init()']]);
  await assert.rejects(entry.init('http://127.0.0.1:9/groundplan.wasm.gz'), { code: 'module/not-loaded' });
  await assert.rejects(entry.init(new Uint8Array([1, 2, 3])), { code: 'module/not-loaded' });
  await entry.init(packed);
  await entry.init();
  assert.equal(entry.version(), version());
  for (const source of [gunzipSync(packed), new WebAssembly.Module(gunzipSync(packed)), new Uint8Array(packed).buffer]) {
    const other = await fresh('index.js');
    await other.init(source);
    assert.equal(other.version(), version());
  }
});

it('for browsers, the schema is a file of its own', async () => {
  const entry = await fresh('inline.js');
  await entry.init();
  assert.ok(!codes(entry.check(RAW)).includes('schema/unknown-argument'));
  await assert.rejects(entry.loadSchema(), { code: 'schema/not-loaded' });
  await assert.rejects(entry.loadSchema(new TextEncoder().encode('no schema')), { code: 'schema' });
  await entry.loadSchema(schema);
  assert.ok(codes(entry.check(RAW)).includes('schema/unknown-argument'));
  await entry.loadSchema(gunzipSync(schema));
});

it('in Node there is nothing to wait for', async () => {
  await node.init();
  await node.loadSchema();
  assert.ok(codes(check(RAW)).includes('schema/unknown-argument'));
});
