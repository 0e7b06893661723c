// Patches are laid as the core lays them: `patches.json` is what the core made of each.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { merged } from '../../src/builder/merge.js';
import { plain } from '../../src/builder/plain.js';
import type { Plain } from '../../src/builder/plain.js';
import { json } from './files.js';

type Triple = { readonly known: Plain; readonly patch: Plain; readonly merged: Plain };

const triples = JSON.parse(readFileSync(path.resolve('tests/builder/patches.json'), 'utf8')) as Triple[];

test('a patch makes of a stack what the core makes of it', () => {
  assert.ok(triples.length > 80, `${triples.length} patches`);
  for (const { known, patch, merged: wanted } of triples) {
    const found = merged('Stack', plain(known), plain(patch));
    assert.deepEqual(json(found), wanted, JSON.stringify({ known, patch }));
  }
});
