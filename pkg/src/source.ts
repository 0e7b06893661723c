import type { Stack } from './builder/index.js';
import { GroundplanError } from './error.js';
import type { StackSpec } from './spec.js';

/** A text by its name: a spec in YAML or JSON, a file of Terraform, or what `terraform show -json PLAN` prints. */
export interface Source {
  /** What it is called in findings. `*.json` is read as JSON; `*.tf` and `*.tf.json` are Terraform. */
  readonly name: string;
  /** What it says. */
  readonly text: string;
}

/** A stack in any form: built, as an object, as YAML or JSON, or as a text with a name. */
export type StackInput = Stack | StackSpec | string | Source;

/** One input, or several: stacks that are made together, or the files of root modules. */
export type Inputs = StackInput | readonly StackInput[];

/** Every input as a text: what crosses the boundary is text, so that no key is lost on the way. */
export function sourcesOf(inputs: Inputs): Source[] {
  const all = Array.isArray(inputs) ? (inputs as readonly StackInput[]) : [inputs as StackInput];
  return all.map(sourceOf);
}

/** An input as a text. */
export function sourceOf(input: StackInput, index = 0): Source {
  if (typeof input === 'string') return { name: `groundplan${suffix(index)}.yaml`, text: input };
  if (typeof input !== 'object' || input === null) {
    throw new GroundplanError('usage/input', `a stack is an object or a text, not ${input === null ? 'null' : typeof input}`);
  }
  if (isSource(input)) return { name: input.name, text: input.text };
  return { name: nameOf(input, index), text: textOf(input) };
}

function isSource(input: object): input is Source {
  return 'text' in input && 'name' in input && typeof input.text === 'string' && typeof input.name === 'string';
}

function textOf(spec: object): string {
  try {
    return JSON.stringify(spec, null, 2);
  } catch (cause) {
    throw new GroundplanError('usage/input', `a stack must be plain data: ${(cause as Error).message}`, '', [], { cause });
  }
}

function nameOf(spec: object, index: number): string {
  const plain = 'toJSON' in spec && typeof spec.toJSON === 'function' ? (spec.toJSON() as object) : spec;
  const name = 'stack' in plain && typeof plain.stack === 'string' ? plain.stack : `groundplan${suffix(index)}`;
  return `${name}.json`;
}

function suffix(index: number): string {
  return index === 0 ? '' : `-${index + 1}`;
}
