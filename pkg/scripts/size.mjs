// Reports how large the package is, and fails when a part of it is over its budget. Sizes are exact; the time of the
// first call in a fresh Node is only printed, since machines differ.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const KIB = 1024;

/**
 * Budgets in KiB. The module as brotli, which is how its size is compared with others'; what the package holds as it lies
 * there; the whole as it is installed.
 */
const BUDGETS = { module: 1405, 'aws-schema.gz': 325, 'index.js': 64, package: 5170 };

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;
const kib = (bytes) => (bytes / KIB).toFixed(1);

const over = [];
/** A line: plain, gzip and brotli, and the counted size against its budget. */
function row(name, plain, gzip, brotli, counted) {
  const budget = BUDGETS[name];
  const isOver = budget !== undefined && counted > budget * KIB;
  if (isOver) over.push(name);
  const verdict = budget === undefined ? '' : `${isOver ? 'OVER' : 'of'} ${budget}`;
  console.log([name.padEnd(20), ...[plain, gzip, brotli].map((size) => (size === undefined ? '' : kib(size)).padStart(9)), verdict].join('  '));
}

console.log(['KiB'.padEnd(20), 'plain'.padStart(9), 'gzip'.padStart(9), 'brotli'.padStart(9), 'budget'].join('  '));
const bytes = readFileSync(at('../target/wasm/package/module.wasm'));
row('module', bytes.length, gzipSync(bytes, { level: 9 }).length, brotli(bytes), brotli(bytes));
for (const name of readdirSync(at('dist')).sort()) {
  const { length } = readFileSync(at(`dist/${name}`));
  row(name, length, undefined, undefined, length);
}
const packing = ['pack', '--dry-run', '--json', '--ignore-scripts'];
const [{ unpackedSize, size }] = JSON.parse(execFileSync('npm', packing, { cwd: at('.'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
row('package', unpackedSize, size, undefined, unpackedSize);

const FIRST = `const start = process.hrtime.bigint(); const { synth } = require(${JSON.stringify(at('dist/node.cjs'))});
synth({ stack: 'shop', region: 'eu-west-1', services: { api: { image: 'ghcr.io/example/api:1', port: 80 } }, environments: { dev: {}, live: { alarms: 'none' } } });
console.log(Number(process.hrtime.bigint() - start) / 1e6);`;
const times = Array.from({ length: 7 }, () => Number(execFileSync('node', ['-e', FIRST], { encoding: 'utf8' }))).sort((a, b) => a - b);
console.log(`\nfirst synth in a fresh Node: ${times[3].toFixed(0)} ms (median of ${times.length}; wished for: 60)`);

if (over.length) {
  console.error(`over budget: ${over.join(', ')}`);
  process.exitCode = 1;
}
