#!/usr/bin/env node
// The command line of groundplan: the code of the native one, as a module, over the files of Node.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { initSync, loadOwnSchema, run } from '#library';

import { Machine } from './machine.js';
import { described, isProgram } from './program.js';

const texts = new Map<string, string>();

try {
  const given: string[] = [];
  for (const argument of process.argv.slice(2)) given.push(await asSpec(argument));
  load();
  process.exitCode = run(['groundplan', ...given], new Machine(texts));
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

/** What a program describes is a spec in JSON: under that name it is read, and findings point into it. */
async function asSpec(argument: string): Promise<string> {
  if (!isProgram(argument)) return argument;
  const name = `${argument}.json`;
  texts.set(name, await described(argument));
  return name;
}

function load(): void {
  const beside = (file: string) => gunzipSync(readFileSync(new URL(file, import.meta.url)));
  initSync({ module: beside('groundplan.wasm.gz') });
  loadOwnSchema(beside('aws-schema.gz').toString('utf8'));
}
