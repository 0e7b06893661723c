// What a pipeline does with a pull request: Terraform, its cost, what changes against the main branch, and a comment.
//
//   node pipeline.mjs [--stack stack.mjs] [--base origin/main] [--out infra] [--comment comment.md] [--budget 900]
//
// Exit codes: 0 all is well, 1 the stack has errors or is over the budget.
import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { diff, estimate, synth } from 'groundplan';

const { values: options } = parseArgs({
  options: {
    stack: { type: 'string', default: 'stack.mjs' },
    base: { type: 'string', default: 'origin/main' },
    out: { type: 'string', default: 'infra' },
    comment: { type: 'string', default: 'comment.md' },
    budget: { type: 'string' },
  },
});
// A pipeline finds its own comment by this line, and changes it in place of writing another one.
const MARK = '<!-- groundplan -->';

const stack = await imported(options.stack);
const synthesis = synth(stack);
if (!synthesis.ok) {
  await writeFile(options.comment, comment(['### The stack has errors', ...synthesis.diagnostics.map(finding)]));
  console.error(synthesis.diagnostics.map(finding).join('\n'));
  process.exit(1);
}

for (const { path, text } of synthesis.files) {
  await mkdir(join(options.out, dirname(path)), { recursive: true });
  await writeFile(join(options.out, path), text);
}
console.log(`${synthesis.files.length} files in ${options.out}`);

const bill = estimate(stack, { form: 'markdown' });
const base = await ofBase(options.base, options.stack);
const changes = base ? diff(base, stack, { form: 'markdown' }).text : `There is no ${options.stack} in ${options.base} yet.`;
const warnings = synthesis.diagnostics.map(finding);
await writeFile(options.comment, comment([changes, `<details><summary>The whole bill</summary>\n\n${bill.text}\n</details>`, ...warnings]));
console.log(`${options.comment}: ${bill.estimate.monthly.total} USD a month expected`);

const over = [...bill.overBudget];
if (options.budget && Number(bill.estimate.monthly.total) > Number(options.budget)) over.push(`more than ${options.budget} USD a month`);
for (const budget of over) console.error(`over budget: ${budget}`);
process.exitCode = over.length ? 1 : 0;

/** The stack that a module has as its default. */
async function imported(path) {
  return (await import(pathToFileURL(resolve(path)).href)).default;
}

/** The stack of another commit: its module lies beside ours for a moment, so that its imports are found. */
async function ofBase(commit, path) {
  let text;
  try {
    text = execFileSync('git', ['show', `${commit}:./${path}`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
  const beside = join(dirname(path), `.base-${process.pid}.mjs`);
  await writeFile(beside, text);
  try {
    return await imported(beside);
  } finally {
    await rm(beside);
  }
}

function finding({ severity, code, path, message, hint }) {
  return `- **${severity}** \`${code}\` at \`${path || 'the whole'}\`: ${message}${hint ? ` (try \`${hint}\`)` : ''}`;
}

function comment(parts) {
  return [MARK, ...parts].join('\n\n') + '\n';
}
