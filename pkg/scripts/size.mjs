// Reports how large the package is, and fails when a part of it is over its budget. Sizes are exact; the time of the
// first call in a fresh Node is told, and held against nothing, since machines differ.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const KIB = 1024;

/** Budgets in KiB: of brotli for what a browser loads, of plain bytes for what is installed. */
const BUDGETS = { 'groundplan.wasm': 350, 'aws-schema.gz': 210, 'index.js': 20, package: 3 * KIB };

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } }).length;
const kib = (bytes) => (bytes / KIB).toFixed(1);

const over = [];
const row = (name, bytes, packed, budget, counted) => {
  const verdict = budget === undefined ? '' : counted <= budget * KIB ? `of ${budget}` : `OVER ${budget}`;
  if (verdict.startsWith('OVER')) over.push(name);
  console.log([name.padEnd(18), kib(bytes).padStart(9), ...packed.map((size) => kib(size).padStart(9)), verdict].join('  '));
};

console.log(['KiB'.padEnd(18), 'plain'.padStart(9), 'gzip'.padStart(9), 'brotli'.padStart(9), 'budget'].join('  '));
for (const name of readdirSync(at('dist')).sort()) {
  const bytes = readFileSync(at(`dist/${name}`));
  const packed = [gzipSync(bytes, { level: 9 }).length, brotli(bytes)];
  row(name, bytes.length, packed, BUDGETS[name], packed[1]);
}
const installed = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: at('.'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))[0];
row('package', installed.unpackedSize, [installed.size], BUDGETS.package, installed.unpackedSize);

const FIRST = `const start = process.hrtime.bigint(); const { synth } = require(${JSON.stringify(at('dist/node.cjs'))});
synth({ stack: 'shop', region: 'eu-west-1', services: { api: { image: 'ghcr.io/example/api:1', port: 80 } }, environments: { dev: {}, live: { alarms: 'none' } } });
console.log(Number(process.hrtime.bigint() - start) / 1e6);`;
const times = Array.from({ length: 7 }, () => Number(execFileSync('node', ['-e', FIRST], { encoding: 'utf8' }))).sort((a, b) => a - b);
console.log(`\nfirst synth in a fresh Node: ${times[3].toFixed(0)} ms (median of ${times.length}; wished for: 60)`);

if (over.length) {
  console.error(`over budget: ${over.join(', ')}`);
  process.exitCode = 1;
}
