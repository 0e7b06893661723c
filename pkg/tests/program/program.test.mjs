// A spec as a program is the spec: for every spec of the repository, the program in TypeScript is run, and what its stack
// makes is what the spec makes, byte for byte. The compiler takes all of them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build } from 'esbuild';

import { native, root, specs } from '../parity/cases.mjs';

const pkg = join(dirname(fileURLToPath(import.meta.url)), '../..');
const groundplan = createRequire(import.meta.url)('../../dist/node.cjs');
const folder = join(pkg, '../target/pkg-programs');
const others = ['tests/kitchen_sink.yaml', 'tests/rust-programs/odd.yaml'].map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));

const all = [...specs().flatMap(({ sources }) => sources), ...others].map((spec, at) => {
  const { status, stdout } = native('program', spec.name, '--language', 'typescript');
  return { spec, isWritten: status === 0, text: stdout, file: `program-${at}` };
});
const programs = all.filter(({ isWritten }) => isWritten);

/** What a spec makes or, where it is refused, why; places in the text are its own, and so is the order that follows them. */
function made(spec) {
  const { ok, files, diagnostics } = groundplan.synth(spec, {});
  return ok ? files : diagnostics.map(({ code, path, message, hint }) => JSON.stringify({ code, path, message, hint })).sort();
}

async function stackOf({ file }) {
  return (await import(pathToFileURL(join(folder, 'built', `${file}.js`)).href)).default;
}

before(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(pkg, join(folder, 'node_modules/groundplan'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const { file, text } of programs) writeFileSync(join(folder, `${file}.ts`), text);
  const entryPoints = programs.map(({ file }) => join(folder, `${file}.ts`));
  await build({ entryPoints, outdir: join(folder, 'built'), format: 'esm', logLevel: 'warning' });
});

it('every valid spec has a program', () => {
  assert.ok(programs.length > 150, `${programs.length} programs`);
  for (const { spec } of all.filter(({ isWritten }) => !isWritten)) {
    const codes = groundplan.check(spec).diagnostics.map(({ code }) => code);
    assert.ok(codes.some((code) => code.startsWith('spec/')), `${spec.name}: ${codes}`);
  }
});

describe('what a program makes', () => {
  for (const program of programs) {
    it(program.spec.name, async () => assert.deepEqual(made(await stackOf(program)), made(program.spec)));
  }
});

describe('a stack holds all of its spec', () => {
  for (const program of programs) {
    it(program.spec.name, async () => {
      const file = join(folder, `${program.file}.json`);
      writeFileSync(file, JSON.stringify(await stackOf(program)));
      assert.equal(native('program', file, '--language', 'typescript').stdout, program.text);
    });
  }
});

it('a planted difference is noticed', async () => {
  const program = programs.find(({ spec }) => spec.name === 'examples/shop.yaml');
  const stack = (await stackOf(program)).tag('planted', 'difference');
  assert.notDeepEqual(made(stack), made(program.spec));
});

it('the compiler takes every program of a sound spec', () => {
  const files = programs.filter(({ spec }) => groundplan.check(spec).ok).map(({ file }) => `${file}.ts`);
  const compilerOptions = { strict: true, noEmit: true, noUnusedLocals: true, module: 'nodenext', target: 'es2022', types: [], exactOptionalPropertyTypes: true };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const { status, stdout } = spawnSync(join(pkg, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' });
  assert.equal(status, 0, stdout.slice(0, 4000));
});

it('the package writes what the command line writes', () => {
  for (const { spec, isWritten, text } of all) {
    const answer = groundplan.program(spec, { language: 'typescript' });
    assert.deepEqual([answer.ok, answer.text], [isWritten, text], spec.name);
  }
});
