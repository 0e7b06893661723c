// What users read is true: every example of the READMEs and of the functions' comments compiles under `strict`, and runs.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const pkg = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = join(pkg, '../target/pkg-examples');
const NAMES = 'Environment, Stack, alternatives, blocks, check, complete, convert, diagram, diff, edit, estimate, explain, fixes, overview, preview, program, provenance, read, synth, usage';

/** The examples by the names of their files. */
function examples() {
  const read = (file) => readFileSync(join(pkg, file), 'utf8');
  const fenced = (name, file) => [...read(file).matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code], at) => [`${name}-${at}.ts`, code]);
  const commented = [...read('src/api.ts').matchAll(/^ \* @example\n((?: \*(?: .*)?\n)+?) \*\//gm)];
  const api = commented.map(([, code], at) => [`api-${at}.ts`, `import { ${NAMES} } from 'groundplan';\n${code.replaceAll(/^ \* ?/gm, '')}`]);
  return [...fenced('readme', 'README.md'), ...fenced('root', '../README.md'), ...api];
}

before(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(pkg, join(folder, 'node_modules/groundplan'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
});

function compiled(files) {
  for (const [name, code] of files) writeFileSync(join(folder, name), `${code}\nexport {};\n`);
  const compilerOptions = { strict: true, module: 'nodenext', target: 'es2022', types: [], lib: ['es2022', 'dom'], exactOptionalPropertyTypes: true };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: files.map(([name]) => name) }));
  return spawnSync(join(pkg, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' });
}

it('examples compile and run', () => {
  const files = examples();
  assert.ok(files.length >= 9, `${files.length} examples`);
  const { status, stdout } = compiled(files);
  assert.equal(status, 0, stdout);
  for (const [name] of files) {
    const { status, stderr } = spawnSync(process.execPath, [name.replace('.ts', '.js')], { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 0, `${name}: ${stderr}`);
  }
});

it('an example that is wrong is noticed', () => {
  assert.notEqual(compiled([['planted.ts', "import { synth } from 'groundplan';\nsynth('', { fromat: 'hcl' });"]]).status, 0);
});
