#!/usr/bin/env node
// The command line of groundplan: the code of the native one, which is part of the module, over the files of Node.
import { runCommandLine } from '../node.js';

import { Machine } from './machine.js';
import { described, isProgram } from './program.js';

const texts = new Map<string, string>();

/** What a program describes is a spec in JSON: under that name it is read, and findings point into it. */
async function asSpec(argument: string): Promise<string> {
  if (!isProgram(argument)) return argument;
  const name = `${argument}.json`;
  texts.set(name, await described(argument));
  return name;
}

try {
  const given: string[] = [];
  for (const argument of process.argv.slice(2)) given.push(await asSpec(argument));
  process.exitCode = runCommandLine(['groundplan', ...given], new Machine(texts));
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
