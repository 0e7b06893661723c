// Compiles the tests in `tests/**/*.test.ts` and runs them with Node's own runner: `node scripts/test.mjs [PART]`
// runs those whose path holds PART. They run in this package's folder.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = path.join(root, '../target/pkg');
const out = path.join(target, 'tests');
const part = process.argv[2] ?? '';

const found = readdirSync(path.join(root, 'tests'), { recursive: true })
  .filter((file) => file.endsWith('.test.ts') && file.includes(part))
  .sort();
if (found.length === 0) {
  console.error(`no test has \`${part}\` in its path`);
  process.exit(1);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
// What is compiled looks for its packages upwards from where it lies.
if (!existsSync(path.join(target, 'node_modules'))) {
  symlinkSync(path.join(root, 'node_modules'), path.join(target, 'node_modules'));
}
await build({
  absWorkingDir: root,
  entryPoints: found.map((file) => path.join('tests', file)),
  outbase: 'tests',
  outdir: out,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const compiled = found.map((file) => path.join(out, file.replace(/\.ts$/, '.mjs')));
const { status } = spawnSync(process.execPath, ['--enable-source-maps', '--test', ...compiled], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(status ?? 1);
