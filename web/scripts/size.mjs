// How much script the page loads before the engine, as gzip; fails over its budget.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const BUDGET = 250;
const assets = fileURLToPath(new URL('../dist/assets/', import.meta.url));
const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
const sizes = scripts.map((name) => [name, gzipSync(readFileSync(assets + name), { level: 9 }).length / 1024]);
for (const [name, size] of sizes) console.log(`${size.toFixed(1).padStart(8)} KiB  ${name}`);
const all = sizes.reduce((sum, [, size]) => sum + size, 0);
console.log(`${all.toFixed(1).padStart(8)} KiB of ${BUDGET} of script, packed`);
if (all > BUDGET) process.exitCode = 1;
