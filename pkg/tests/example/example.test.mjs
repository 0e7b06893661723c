// The pipeline of examples/node, in a repository of its own: on a branch, it compares with the main branch and writes the
// comment of a pull request.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { root } from '../parity/cases.mjs';

const pkg = join(dirname(fileURLToPath(import.meta.url)), '../..');
let folder;

function run(command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function git(...args) {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'init.defaultBranch=main'];
  const { status, stderr } = run('git', ...identity, ...args);
  assert.equal(status, 0, stderr);
}

const pipeline = (...args) => run(process.execPath, 'pipeline.mjs', '--base', 'main', ...args);
const comment = () => readFileSync(join(folder, 'comment.md'), 'utf8');
const change = (from, to) => {
  const stack = readFileSync(join(folder, 'stack.mjs'), 'utf8');
  assert.ok(stack.includes(from), from);
  writeFileSync(join(folder, 'stack.mjs'), stack.replace(from, to));
};

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundplan-example-'));
  cpSync(join(root, 'examples/node'), folder, { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(pkg, join(folder, 'node_modules/groundplan'));
  writeFileSync(join(folder, '.gitignore'), 'node_modules/\ninfra/\ncomment.md\n');
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '--message', 'Begin');
});

after(() => rmSync(folder, { recursive: true }));

it('reports that the main branch has no stack yet', () => {
  const { status, stderr } = pipeline();
  assert.equal(status, 0, stderr);
  assert.match(comment(), /^<!-- groundplan -->\n{2}There is no stack\.mjs in main yet\./);
  assert.ok(existsSync(join(folder, 'infra/environments/production/network.tf.json')));
});

it('compares with the main branch: configuration and cost', () => {
  git('add', '.');
  git('commit', '--quiet', '--message', 'Describe the shop');
  git('checkout', '--quiet', '-b', 'larger');
  change("size({ vcpu: 1, memory: '2 GiB' })", "size({ vcpu: 2, memory: '4 GiB' })");
  const { status, stdout, stderr } = pipeline();
  assert.equal(status, 0, stderr);
  assert.match(stdout, /comment\.md: \d+(\.\d+)? USD a month expected/);
  assert.match(comment(), /environments\/production|production: \d+ block/);
  assert.match(comment(), /cpu: "1024" -> "2048"|"1024"[\s\S]*"2048"/);
  assert.match(comment(), /\+\$?\d/);
  assert.ok(Buffer.byteLength(comment()) < 65536, 'GitHub takes no longer comment');
  assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith('.base-')), []);
});

it('fails over the budget, and on mistakes, which the comment names', () => {
  const over = pipeline('--budget', '1');
  assert.deepEqual([over.status, /^over budget: /.test(over.stderr)], [1, true], over.stderr);
  change("memory: '4 GiB' })", "memory: '512 MiB' })");
  const wrong = pipeline();
  assert.deepEqual([wrong.status, /service\/size/.test(wrong.stderr)], [1, true], wrong.stderr);
  assert.match(comment(), /### The stack has errors[\s\S]*`service\/size`/);
});
