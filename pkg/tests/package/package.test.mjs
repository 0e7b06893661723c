// The packed package, installed in an empty folder and used from each environment that it supports.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { browser, serve } from '../support/browser.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const pkg = join(here, '../..');
const app = join(pkg, '../target/pkg-consumers');
const dist = join(app, 'node_modules/groundplan/dist');
const PROGRAMS = ['program.mjs', 'esm.mjs', 'inline.mjs', 'cjs.cjs', 'page.js', 'page-inline.js', 'typed.ts'];
const EXPECTED = /^\d{2} files of \d{5,6} characters; \d+(\.\d+)? USD, \d{3,5} characters; spec\/unknown-key network; usage; a\.example\.com$/;

let tarball, expected;

/** Runs a command in the app and returns what it prints. */
function run(command, ...args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: app, encoding: 'utf8' });
  assert.equal(status, 0, `${command} ${args.join(' ')}\n${error ?? ''}${stdout}${stderr}`);
  return stdout.trim();
}

const tool = (name) => join(app, 'node_modules/.bin', name);

function install() {
  mkdirSync(app, { recursive: true });
  const lock = readFileSync(join(here, 'package.json'), 'utf8') + readFileSync(join(here, 'package-lock.json'), 'utf8');
  if (!existsSync(join(app, 'node_modules')) || !existsSync(join(app, 'lock')) || readFileSync(join(app, 'lock'), 'utf8') !== lock) {
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(join(here, file), join(app, file));
    run('npm', 'ci', '--silent', '--no-audit', '--no-fund', '--ignore-scripts');
    writeFileSync(join(app, 'lock'), lock);
  }
  for (const file of readdirSync(app).filter((file) => file.endsWith('.tgz'))) rmSync(join(app, file));
  tarball = run('npm', 'pack', '--silent', '--ignore-scripts', pkg).split('\n').at(-1);
  run('npm', 'install', '--silent', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', join(app, tarball));
  for (const file of PROGRAMS) copyFileSync(join(here, file), join(app, file));
}

before(() => {
  install();
  expected = run('node', 'esm.mjs');
});

describe('the package', () => {
  it('does in Node what its program says', () => assert.match(expected, EXPECTED));

  it('needs nothing at run time, and runs no script when it is installed', () => {
    const { dependencies, scripts } = JSON.parse(readFileSync(join(app, 'node_modules/groundplan/package.json'), 'utf8'));
    assert.equal(dependencies, undefined);
    assert.deepEqual(Object.keys(scripts ?? {}).filter((name) => /install|prepare/.test(name)), []);
  });

  it('has nothing that publint finds', () => run(join(pkg, 'node_modules/.bin/publint'), 'run', '--strict', join(app, tarball)));

  it('has types that resolve for everybody', () => {
    const rules = ['--profile', 'node16', '--exclude-entrypoints', './groundplan.wasm.gz', './aws-schema.gz', '--ignore-rules', 'cjs-resolves-to-esm', '--'];
    run(join(pkg, 'node_modules/.bin/attw'), ...rules, join(app, tarball));
  });
});

describe('used by', () => {
  it('Node, as an ES module, inlined', () => assert.equal(run('node', 'inline.mjs'), expected));
  it('Node, as CommonJS', () => assert.equal(run('node', 'cjs.cjs'), expected));
  it('Deno', () => assert.equal(run(tool('deno'), 'run', '--quiet', '--allow-read', '--node-modules-dir=manual', '--no-lock', 'esm.mjs'), expected));
  it('Bun', () => {
    const [bun] = readdirSync(join(app, 'node_modules/@oven')).map((name) => join(app, 'node_modules/@oven', name, 'bin/bun'));
    assert.equal(run(bun, 'run', 'esm.mjs'), expected);
  });

  for (const [resolution, module, types] of [['nodenext', 'nodenext', ['node']], ['nodenext', 'nodenext', []], ['bundler', 'esnext', []]]) {
    it(`TypeScript, resolution ${resolution}, ${types.length ? 'with' : 'without'} the types of Node`, () => {
      const lib = types.length ? ['es2022'] : ['es2022', 'dom'];
      const options = { strict: true, module, moduleResolution: resolution, target: 'es2022', lib, types, skipLibCheck: false, noEmit: resolution === 'bundler', outDir: `out-${resolution}`, exactOptionalPropertyTypes: true };
      writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['typed.ts'] }));
      run(tool('tsc'), '-p', 'tsconfig.json');
      if (!options.noEmit && types.length) {
        assert.equal(run('node', 'out-nodenext/typed.js'), 'true true 0 true shop');
      }
    });
  }
});

describe('bundled by', () => {
  let chromium, server;
  before(async () => {
    [chromium, server] = await Promise.all([browser(), serve(app)]);
  });
  after(() => Promise.all([chromium.close(), server.close()]));

  /** Opens what a bundler made, and reads what its program found. */
  async function opened(folder) {
    const { page, troubles } = await chromium.open(`${server.origin}/${folder}/`);
    await page.waitForFunction(() => document.title !== '', undefined, { timeout: 30_000 }).catch(() => {});
    assert.deepEqual([await page.title(), troubles], [expected, []]);
    await page.close();
  }

  const load = async (name) => import(pathToFileURL(createRequire(join(app, 'package.json')).resolve(name)));
  const page = (folder, script) => {
    mkdirSync(join(app, folder), { recursive: true });
    writeFileSync(join(app, folder, 'index.html'), `<!doctype html><link rel="icon" href="data:,"><script type="module" src="./${script}"></script>`);
  };
  // Those that do not follow `new URL(…, import.meta.url)`: the module is copied beside the script.
  const copy = (folder) => copyFileSync(join(dist, 'groundplan.wasm.gz'), join(app, folder, 'groundplan.wasm.gz'));

  for (const entry of ['page', 'page-inline']) {
    const fresh = (tool) => {
      const folder = `built/${tool}-${entry}`;
      rmSync(join(app, folder), { recursive: true, force: true });
      return folder;
    };

    it(`Vite: ${entry}`, async () => {
      const folder = fresh('vite');
      const root = `${folder}-source`;
      page(root, `${entry}.js`);
      for (const file of [`${entry}.js`, 'program.mjs']) copyFileSync(join(app, file), join(app, root, file));
      const { build } = await load('vite');
      await build({ root: join(app, root), base: './', logLevel: 'error', configFile: false, build: { outDir: join(app, folder), target: 'es2022', emptyOutDir: true } });
      await opened(folder);
    });

    it(`webpack: ${entry}`, async () => {
      const folder = fresh('webpack');
      const { default: webpack } = await load('webpack');
      const stats = await new Promise((done, failed) =>
        webpack({ mode: 'production', context: app, entry: `./${entry}.js`, output: { path: join(app, folder), filename: 'bundle.js', module: true, publicPath: 'auto' }, experiments: { outputModule: true }, performance: false }, (error, stats) => (error ? failed(error) : done(stats))),
      );
      assert.equal(stats.toString({ all: false, errors: true, warnings: true }), '');
      page(folder, 'bundle.js');
      await opened(folder);
    });

    it(`esbuild: ${entry}`, async () => {
      const folder = fresh('esbuild');
      const { build } = await load('esbuild');
      const { warnings } = await build({ entryPoints: [join(app, `${entry}.js`)], bundle: true, format: 'esm', target: 'es2022', outfile: join(app, folder, 'bundle.js'), logLevel: 'silent' });
      assert.deepEqual(warnings, []);
      page(folder, 'bundle.js');
      if (entry === 'page') copy(folder);
      await opened(folder);
    });

    it(`rollup: ${entry}`, async () => {
      const folder = fresh('rollup');
      const [{ rollup }, { nodeResolve }] = await Promise.all([load('rollup'), load('@rollup/plugin-node-resolve')]);
      const bundle = await rollup({ input: join(app, `${entry}.js`), plugins: [nodeResolve({ browser: true })] });
      await bundle.write({ file: join(app, folder, 'bundle.js'), format: 'es' });
      page(folder, 'bundle.js');
      if (entry === 'page') copy(folder);
      await opened(folder);
    });
  }

  it('nothing: a page that names the files itself', async () => {
    page('plain', 'page.js');
    for (const file of ['page.js', 'program.mjs']) copyFileSync(join(app, file), join(app, 'plain', file));
    const map = JSON.stringify({ imports: { groundplan: '../node_modules/groundplan/dist/index.js' } });
    const html = readFileSync(join(app, 'plain/index.html'), 'utf8').replace('<script', `<script type="importmap">${map}</script><script`);
    writeFileSync(join(app, 'plain/index.html'), html);
    await opened('plain');
  });
});
