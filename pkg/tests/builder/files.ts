// Specs of the repository, as plain data. Tests run in the package's folder.

import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

/** A YAML file of the repository. */
export function yaml(file: string): unknown {
  return parse(readFileSync(path.resolve('..', file), 'utf8'));
}

/** What JSON makes of a value. */
export function json(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
