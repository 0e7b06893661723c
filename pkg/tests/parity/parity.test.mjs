// One core, three front ends: the native command line, the package in Node and the package in Chromium answer with the same
// bytes: for every spec of the repository, its files, findings, decisions and bills; for every document, its findings.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { browser, serve } from '../support/browser.mjs';
import { answers, readings } from './answers.mjs';
import { documents, native, nativeIn, root, specs } from './cases.mjs';

const node = createRequire(import.meta.url)('../../dist/node.cjs');
const cases = specs();
const terraform = documents();
let chromium, server, page;

before(async () => {
  [chromium, server] = await Promise.all([browser(), serve(root)]);
  const opened = await chromium.open(`${server.origin}/pkg/tests/parity/`);
  page = opened;
  await page.page.waitForFunction('window.ready');
});

after(async () => {
  await Promise.all([chromium.close(), server.close()]);
});

/** What the native command line writes into a folder. */
function written(names, ...more) {
  const folder = mkdtempSync(join(tmpdir(), 'groundplan-parity-'));
  try {
    const { status, stdout } = native('synth', ...names, '--out', folder, '--report', 'json', ...more);
    const tree = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = tree.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).filter((path) => !path.endsWith('.groundplan.json'));
    return { status, report: JSON.parse(stdout), files: new Map(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')])) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the native command line says to a case, in the form of `answers`. */
function ofNative({ sources }) {
  const names = sources.map((source) => source.name);
  const json = written(names);
  const hcl = written(names, '--format', 'hcl', '--tests');
  // The order of files is the report's.
  const ordered = ({ report, files }) => report.files.filter(({ path }) => files.has(path)).map(({ path }) => ({ path, text: files.get(path) }));
  const bill = (form) => native('cost', ...names, '--format', form).stdout;
  const estimate = bill('json');
  return {
    files: ordered(json),
    native: ordered(hcl),
    decisions: json.report.decisions,
    waived: json.report.waived,
    diagnostics: json.report.diagnostics,
    checked: JSON.parse(native('check', ...names, '--format', 'json').stdout),
    estimate: estimate ? JSON.parse(estimate) : null,
    bills: ['table', 'markdown', 'html'].map(bill),
  };
}

/** What the native command line finds in a document, and what it costs, in the form of `readings`. */
function readNatively({ sources: [{ name, text }] }) {
  const folder = mkdtempSync(join(tmpdir(), 'groundplan-document-'));
  try {
    writeFileSync(join(folder, name), text);
    const estimate = nativeIn(folder, 'cost', name, '--format', 'json').stdout;
    return { diagnostics: JSON.parse(nativeIn(folder, 'check', name, '--format', 'json').stdout), estimate: estimate ? JSON.parse(estimate) : null };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const inChromium = (what, sources) => page.page.evaluate(([what, sources]) => window[what](window.groundplan, sources), [what, sources]);

describe('every spec', () => {
  it('is compared', () => assert.ok(cases.length > 100, `${cases.length} specs`));

  for (const one of cases) {
    it(one.name, async () => {
      const expected = ofNative(one);
      assert.deepEqual(answers(node, one.sources), expected, 'in Node');
      assert.deepEqual(await inChromium('answers', one.sources), expected, 'in Chromium');
    });
  }
});

describe('every document', () => {
  it('is compared', () => assert.ok(terraform.length > 100, `${terraform.length} documents`));

  for (const one of terraform) {
    it(one.name, async () => {
      const expected = readNatively(one);
      assert.deepEqual(readings(node, one.sources), expected, 'in Node');
      assert.deepEqual(await inChromium('readings', one.sources), expected, 'in Chromium');
    });
  }
});

it('nothing went wrong in the page', () => assert.deepEqual(page.troubles, []));
