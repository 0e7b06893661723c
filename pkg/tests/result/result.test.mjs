// The types of answers are made of those of Rust: the compiler checks what really comes out against them, as literals, so that
// a key too many, one too few or one of another kind is an error.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { before, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { documents, root, specs } from '../parity/cases.mjs';

const pkg = join(dirname(fileURLToPath(import.meta.url)), '../..');
const { synth, check, estimate, diff, program, explain, rules, complete, hover, fixes, preview, overview, provenance, blocks, convert, diagram, edit, read, usage, alternatives } = createRequire(import.meta.url)('../../dist/node.cjs');
const folder = join(pkg, '../target/pkg-results');
const shop = readFileSync(join(root, 'examples/shop.yaml'), 'utf8');
const minimal = readFileSync(join(root, 'examples/minimal.yaml'), 'utf8');
const wrong = 'stack: shop\nregion: eu-west-1\nnetwrk: {}\nservices: { api: { size: { vcpu: 0.5, memory: 512 MiB } } }\nenvironments: { dev: { budget: 1 USD } }\n';

/** Literals by the name of their type. */
function literals() {
  const over = 'stack: shop\nregion: us-east-1\nenvironments: { dev: { budget: 1 USD } }\n';
  const broken = specs().filter(({ name }) => name.includes('/rules/')).slice(0, 30);
  return {
    Synthesis: [synth(shop), synth(wrong), synth(specs().find(({ name }) => name.includes('waived')).sources)],
    Checked: [check(shop), ...broken.map(({ sources }) => check(sources)), ...documents().slice(0, 30).map(({ sources }) => check(sources))],
    Estimated: [estimate(shop, { form: 'table' }), estimate(wrong), estimate(over), estimate(shop, { freeTier: true, environment: 'dev' })],
    Compared: [diff(minimal, shop, { form: 'html' }), diff(wrong, shop)],
    Written: [program(shop, { language: 'rust' }), program(wrong, { language: 'typescript' })],
    Rule: [explain('httpsRequired'), explain('aws/log-retention'), ...rules().slice(0, 20)],
    Completions: [complete(shop, shop.indexOf('region:') + 8), complete(shop, 0)],
    'Hover | null': [hover(shop, shop.indexOf('region:') + 2), hover('# nothing', 3)],
    'Finding[]': [fixes(wrong)],
    Preview: [preview(shop, { format: 'hcl', file: 'environments/dev/network' }), preview(over), preview(wrong)],
    ProvenanceOfBlock: [provenance(shop, { environment: 'dev', address: 'aws_vpc.main' }), provenance(wrong, { environment: 'dev', address: 'aws_vpc.main' })],
    Converted: [convert(shop, 'yaml', 'json'), convert('a: [', 'yaml', 'json')],
    ReadSpec: [read(shop), read('a: [')],
    Drawn: [diagram(shop, { environment: 'dev' }), diagram(wrong)],
    'Block[]': [blocks(shop, { path: 'environments/dev/network.tf' }), blocks(shop, { format: 'hcl' }), blocks(wrong)],
    Edits: [edit(shop, [{ path: 'region', value: 'us-east-1' }])],
    ServiceUsages: [usage(shop, { environment: 'dev' })],
    Alternatives: [alternatives(shop, { environment: 'dev', path: 'network.egress' }), alternatives(wrong, { environment: 'dev', path: 'network.egress' })],
    Overview: [overview(shop), overview(over, { format: 'hcl', environment: 'dev' }), overview(wrong)],
  };
}

function compile(more = '') {
  const lines = Object.entries(literals()).flatMap(([type, values]) => values.map((value, at) => `export const _${type.replace(/\W/g, '')}${at}: ${type} = ${JSON.stringify(value)};`));
  const names = 'Alternatives, ProvenanceOfBlock, Block, Checked, Compared, Completions, Converted, Drawn, Edits, Estimated, Finding, Hover, Overview, Preview, ReadSpec, Rule, ServiceUsages, Synthesis, Written';
  writeFileSync(join(folder, 'results.ts'), `import type { ${names} } from '../../pkg/dist/index.js';\n${lines.join('\n')}\n${more}`);
  const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', target: 'es2022', types: [], exactOptionalPropertyTypes: true };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['results.ts'] }));
  return spawnSync(join(pkg, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' });
}

before(() => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});

it('what comes out is what the types say', () => {
  const { status, stdout } = compile();
  assert.equal(status, 0, stdout.slice(0, 4000));
});

it('a key that the types do not know is noticed', () => {
  const { status, stdout } = compile(`export const planted: Rule = ${JSON.stringify({ ...explain('httpsRequired'), surprise: 1 })};`);
  assert.notEqual(status, 0);
  assert.match(stdout, /surprise\W+ does not exist in type 'Rule'/);
});
