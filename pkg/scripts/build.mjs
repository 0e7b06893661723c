// Makes dist/ from src/ and from the WebAssembly module in target/wasm, which `scripts/wasm` has built.
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const wasm = (file) => at(`../target/wasm/package/${file}`);
const gzip = (file) => gzipSync(readFileSync(file), { level: 9 });

rmSync(at('dist'), { recursive: true, force: true });
mkdirSync(at('dist'));
// Compressed: every runtime can unpack gzip, without support from the host.
const module = gzip(wasm('module.wasm'));
writeFileSync(at('dist/groundplan.wasm.gz'), module);
// What older versions have otherwise follows the schema, and then what the provider was asked.
const schema = ['aws', 'since', 'values', 'combinations', 'replaces'].map((name) => readFileSync(at(`../crates/groundplan/schema/${name}.txt`)));
writeFileSync(at('dist/aws-schema.gz'), gzipSync(Buffer.concat(schema), { level: 9 }));
for (const licence of ['LICENSE-APACHE', 'LICENSE-MIT']) copyFileSync(at(`../${licence}`), at(licence));

// The module as text within the inlined entry.
const inlined = {
  name: 'inlined',
  setup(build) {
    build.onResolve({ filter: /^#module$/ }, () => ({ path: 'module', namespace: 'module' }));
    build.onLoad({ filter: /.*/, namespace: 'module' }, () => ({ contents: `export default '${module.toString('base64')}';` }));
  },
};
const shared = {
  bundle: true,
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
  minifySyntax: true,
  minifyWhitespace: true,
  alias: { '#library': wasm('glue.js') },
};
const script = (entry, outfile, more) => build({ ...shared, entryPoints: [at(`src/${entry}`)], outfile: at(`dist/${outfile}`), ...more });
const node = { platform: 'node', target: 'node20' };
await Promise.all([
  script('index.ts', 'index.js', { format: 'esm' }),
  script('inline.ts', 'inline.js', { format: 'esm', plugins: [inlined] }),
  script('node.ts', 'node.cjs', { format: 'cjs', ...node }),
  script('cli/bin.ts', 'bin.js', { format: 'esm', ...node }),
]);
chmodSync(at('dist/bin.js'), 0o755);

// One file of types, so that nothing has to be found from it: what CommonJS says, ES modules may say again.
const warn = (warning) => {
  throw new Error(warning.message);
};
const types = await rollup({ input: at('src/node.ts'), plugins: [dts({ tsconfig: at('tsconfig.json') })], external: [/^node:/], onwarn: warn });
await types.write({ file: at('dist/node.d.cts'), format: 'es' });
for (const file of ['index.d.ts', 'inline.d.ts']) writeFileSync(at(`dist/${file}`), "export * from './node.cjs';\n");
