// Makes dist/ from src/ and from the WebAssembly module in target/wasm, which `scripts/wasm` has built.
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const wasm = at('../target/wasm');
const packed = (file) => gzipSync(readFileSync(file), { level: 9 });

rmSync(at('dist'), { recursive: true, force: true });
mkdirSync(at('dist'));
copyFileSync(`${wasm}/groundplan.wasm`, at('dist/groundplan.wasm'));
writeFileSync(at('dist/aws-schema.gz'), packed(at('../crates/groundplan/schema/aws.txt')));
for (const licence of ['LICENSE-APACHE', 'LICENSE-MIT']) copyFileSync(at(`../${licence}`), at(licence));

// The module as text within the inlined entry.
const module = {
  name: 'module',
  setup(build) {
    build.onResolve({ filter: /^#module$/ }, () => ({ path: 'module', namespace: 'module' }));
    build.onLoad({ filter: /.*/, namespace: 'module' }, () => ({
      contents: `export default '${packed(`${wasm}/groundplan.wasm`).toString('base64')}';`,
    }));
  },
};
// The command loads the entry for Node, which lies beside it.
const beside = {
  name: 'beside',
  setup(build) {
    build.onResolve({ filter: /^\.\.\/node\.js$/ }, () => ({ path: './node.cjs', external: true }));
  },
};
const shared = { bundle: true, target: 'es2022', legalComments: 'none', logLevel: 'warning', alias: { '#glue': `${wasm}/glue.js` } };
const script = (entry, outfile, more) => build({ ...shared, entryPoints: [at(`src/${entry}`)], outfile: at(`dist/${outfile}`), ...more });
await Promise.all([
  script('index.ts', 'index.js', { format: 'esm' }),
  script('inline.ts', 'inline.js', { format: 'esm', plugins: [module] }),
  script('node.ts', 'node.cjs', { format: 'cjs', platform: 'node', target: 'node20' }),
  script('cli/bin.ts', 'bin.js', { format: 'esm', platform: 'node', target: 'node20', plugins: [beside] }),
]);

for (const [entry, file] of [['index', 'index.d.ts'], ['inline', 'inline.d.ts'], ['node', 'node.d.cts']]) {
  const types = await rollup({ input: at(`src/${entry}.ts`), plugins: [dts({ tsconfig: at('tsconfig.json') })], external: [/^node:/], onwarn: (warning) => { throw new Error(warning.message); } });
  await types.write({ file: at(`dist/${file}`), format: 'es' });
}
