// `npx groundplan` says what the native command line says, on both streams, with the same exit code, and writes the same
// files: the two are one program over two machines.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { root } from '../parity/cases.mjs';

const pkg = join(dirname(fileURLToPath(import.meta.url)), '../..');
const NATIVE = [process.env.GROUNDPLAN ?? join(root, 'target/release/groundplan')];
const NODE = [process.execPath, join(pkg, 'dist/bin.js')];
const FRONT_ENDS = { native: NATIVE, node: NODE };
let folders;

before(() => {
  folders = Object.fromEntries(Object.keys(FRONT_ENDS).map((face) => [face, mkdtempSync(join(tmpdir(), 'groundplan-'))]));
  for (const folder of Object.values(folders)) {
    for (const name of ['shop', 'minimal']) cpSync(join(root, `examples/${name}.yaml`), join(folder, `${name}.yaml`));
    writeFileSync(join(folder, 'wrong.yaml'), 'stack: shop # ä😀\nregion: mars\nnetwrk: {}\nenvironments: { dev: {} }\n');
    writeFileSync(join(folder, 'usage.yml'), 'resource_usage:\n  aws_lb.main:\n    monthly_processed_gb: 100\n  aws_lb.gone: {}\n');
    writeFileSync(join(folder, 'bytes.yaml'), Buffer.from([0xff, 0xfe, 0]));
    mkdirSync(join(folder, 'empty'));
    symlinkSync('nowhere', join(folder, 'dangling.yaml'));
  }
});

after(() => Object.values(folders).forEach((folder) => rmSync(folder, { recursive: true })));

function ran([program, ...first], args, cwd, { input = '', env = {} } = {}) {
  const { status, stdout, stderr } = spawnSync(program, [...first, ...args], { cwd, input, encoding: 'utf8', env: { PATH: process.env.PATH, ...env } });
  return { status, stdout, stderr };
}

/** Every file of a folder with what it says. */
function tree(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
  return paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]);
}

/** Both do the same and leave the same behind. */
function same(args, code, more) {
  const [native, node] = Object.entries(FRONT_ENDS).map(([face, program]) => ran(program, args, folders[face], more));
  assert.deepEqual(node, native);
  assert.equal(node.status, code, `${node.stdout}${node.stderr}`);
  assert.deepEqual(tree(folders.node), tree(folders.native));
  return node;
}

describe('the same as the native command line', () => {
  const commands = [
    [0, '--version'],
    [0, '--help'],
    [2],
    [2, 'bogus'],
    [2, 'synth'],
    [2, 'synth', 'shop.yaml', '--out', 'x', '--fromat', 'hcl'],
    [2, 'cost', 'shop.yaml', '--format', 'pdf'],
    [2, 'cost', 'shop.yaml', '--budget', '5'],
    ...['new', 'synth', 'check', 'cost', 'diff', 'diagram', 'program', 'explain', 'defaults', 'schema', 'prices', 'provider-schema'].map((command) => [0, command, '--help']),
    [0, 'new', 'fresh'],
    [2, 'new', 'fresh'],
    [0, 'new', 'fresh', '--force'],
    [0, 'check', 'shop.yaml'],
    [0, 'check', 'shop.yaml', 'minimal.yaml'],
    [1, 'check', 'wrong.yaml'],
    [1, 'check', 'wrong.yaml', '--format', 'json'],
    [2, 'check', 'nowhere.yaml'],
    [2, 'check', 'dangling.yaml'],
    [2, 'check', 'bytes.yaml'],
    [2, 'check', 'empty'],
    [2, 'check', 'shop.yaml/inside'],
    [1, 'synth', 'wrong.yaml', '--out', 'out'],
    [0, 'synth', 'shop.yaml', '--out', 'out'],
    [0, 'synth', 'shop.yaml', '--out', 'out', '--decisions', 'all'],
    [0, 'synth', 'shop.yaml', '--out', 'out', '--format', 'hcl', '--tests', '--report', 'json'],
    [0, 'synth', 'shop.yaml', '--out', 'out', '--environment', 'staging'],
    [2, 'synth', 'shop.yaml', '--out', 'out', '--environment', 'stagin'],
    [2, 'synth', 'shop.yaml', '--out', 'shop.yaml'],
    [2, 'synth', 'shop.yaml', '--out', ''],
    [0, 'check', 'out'],
    [0, 'synth', 'shop.yaml', 'minimal.yaml', '--out', 'several/deep'],
    [0, 'cost', 'shop.yaml'],
    [0, 'cost', 'shop.yaml', '--details', '--group', 'concern', '--free-tier', '--usage', 'usage.yml'],
    [0, 'cost', 'shop.yaml', '--environment', 'production', '--compare', 'staging'],
    [0, 'cost', 'out', '--format', 'markdown'],
    [0, 'cost', 'shop.yaml', '--format', 'html', '--region', 'us-east-1'],
    [1, 'cost', 'shop.yaml', '--budget', '10 USD'],
    [2, 'cost', 'shop.yaml', '--environment', 'produ'],
    [0, 'diff', 'minimal.yaml', 'shop.yaml'],
    [0, 'diff', 'out', 'shop.yaml', '--format', 'json'],
    [0, 'program', 'shop.yaml', '--language', 'typescript'],
    [0, 'diagram', 'shop.yaml', '--environment', 'production'],
    [0, 'diagram', 'out', '--out', 'out.svg'],
    [0, 'explain'],
    [0, 'explain', 'service/size'],
    [2, 'explain', 'service/sise'],
    [0, 'defaults'],
    [0, 'schema'],
  ];
  for (const [code, ...args] of commands) it(`${args.join(' ') || '(nothing)'} → ${code}`, () => void same(args, code));

  it('reads standard input', () => {
    const input = readFileSync(join(root, 'examples/minimal.yaml'), 'utf8');
    same(['check', '-'], 0, { input });
    same(['synth', '-', '--out', 'piped', '--report', 'json'], 0, { input });
    same(['check', '-'], 1, { input: 'stack: [' });
  });

  it('colours its output as CLICOLOR_FORCE and NO_COLOR ask', () => {
    assert.match(same(['check', 'wrong.yaml'], 1, { env: { CLICOLOR_FORCE: '1' } }).stdout, /\x1b\[/);
    assert.doesNotMatch(same(['check', 'wrong.yaml'], 1, { env: { NO_COLOR: '1' } }).stdout, /\x1b\[/);
    assert.match(same(['--help'], 0, { env: { CLICOLOR_FORCE: '1' } }).stdout, /\x1b\[/);
  });

  it('keeps what somebody else wrote', () => {
    for (const folder of Object.values(folders)) writeFileSync(join(folder, 'out/README.md'), 'mine\n');
    same(['synth', 'shop.yaml', '--out', 'out', '--format', 'hcl'], 2);
    same(['synth', 'shop.yaml', '--out', 'out', '--format', 'hcl', '--force'], 0);
  });
});

describe('programs in place of specs', () => {
  const program = (name, text) => writeFileSync(join(folders.node, name), text);
  const run = (...args) => ran(NODE, args, folders.node);
  const BUILT = "new Stack('hello').region('eu-west-1').environment(Environment.development('dev'))";

  before(() => {
    mkdirSync(join(folders.node, 'node_modules'));
    symlinkSync(pkg, join(folders.node, 'node_modules/groundplan'));
  });

  it('JavaScript: its default export, or what a function gives', () => {
    program('a.mjs', `import { Environment, Stack } from 'groundplan';\nexport default ${BUILT};\n`);
    program('b.cjs', `const { Environment, Stack } = require('groundplan');\nmodule.exports = async () => ${BUILT};\n`);
    for (const name of ['a.mjs', 'b.cjs']) {
      const { status, stdout, stderr } = run('synth', name, '--out', `of-${name}`);
      assert.equal(status, 0, stderr);
      assert.match(stdout, /created {4}environments\/dev\/network\.tf\.json/);
      assert.equal(run('cost', name, '--format', 'json').status, 0);
    }
    assert.deepEqual(tree(join(folders.node, 'of-a.mjs')), tree(join(folders.node, 'of-b.cjs')));
  });

  it('TypeScript, by what Node or the project has', () => {
    program('name.ts', "export const name: string = 'hello';\n");
    program('c.ts', "import { Environment, Stack } from 'groundplan';\nimport { name } from './name.ts';\nexport default new Stack(name as string).region('eu-west-1').environment(Environment.development('dev'));\n");
    const reads = Boolean(process.features.typescript);
    if (!reads) {
      const { status, stderr } = run('check', 'c.ts');
      assert.deepEqual([status, /npm install --save-dev esbuild/.test(stderr)], [2, true], stderr);
      symlinkSync(join(pkg, 'node_modules/esbuild'), join(folders.node, 'node_modules/esbuild'));
      symlinkSync(join(pkg, 'node_modules/@esbuild'), join(folders.node, 'node_modules/@esbuild'));
    }
    const { status, stderr } = run('synth', 'c.ts', '--out', 'of-c');
    assert.equal(status, 0, stderr);
    assert.deepEqual(tree(join(folders.node, 'of-c')), tree(join(folders.node, 'of-a.mjs')));
    assert.deepEqual(readdirSync(folders.node).filter((name) => name.startsWith('.groundplan-')), []);
  });

  it('mistakes are found in the spec that they describe', () => {
    program('d.mjs', "export default { stack: 'hello', region: 'eu-west-1', netwrk: {}, environments: { dev: {} } };\n");
    const { status, stdout } = run('check', 'd.mjs');
    assert.equal(status, 1);
    assert.match(stdout, /unknown key `netwrk`[\s\S]*d\.mjs\.json:4:13/);
  });

  it('a program without a stack, and one that fails, end with an error that names the cause', () => {
    program('e.mjs', 'export const stack = 1;\n');
    program('f.mjs', "throw new Error('the sky falls');\n");
    assert.deepEqual([run('check', 'e.mjs').status, run('check', 'f.mjs').status], [2, 2]);
    assert.match(run('check', 'e.mjs').stderr, /^error: e\.mjs has no stack as its default export/);
    assert.match(run('check', 'f.mjs').stderr, /^error: the sky falls/);
    assert.equal(existsSync(join(folders.node, 'e.mjs.json')), false);
  });
});
