import type {
  Alternatives,
  Block,
  Checked,
  Compared,
  Completions,
  Converted,
  Drawn,
  Edits,
  Estimated,
  Finding,
  Hover,
  Overview,
  Preview,
  ProvenanceOfBlock,
  ReadSpec,
  Rule,
  ServiceUsages,
  Synthesis,
  Written,
} from './answers.js';
import { ask } from './engine.js';
import type {
  AlternativesOptions,
  BlocksOptions,
  Change,
  CheckOptions,
  DiagramOptions,
  DiffOptions,
  EditorOptions,
  EstimateOptions,
  Notation,
  OverviewOptions,
  PreviewOptions,
  ProgramOptions,
  ProvenanceOptions,
  SynthOptions,
  UsageOptions,
} from './options.js';
import { type Inputs, type StackInput, sourceOf, sourcesOf } from './source.js';

/**
 * Makes Terraform for every environment of one stack, or of several that are made together. Writes nothing.
 *
 * Mistakes are returned as `diagnostics`, all at once; then there are no files.
 *
 * @example
 * const shop = new Stack('shop').region('eu-west-1').environment(Environment.development('dev'));
 * const { ok, files, diagnostics } = synth(shop, { format: 'hcl' });
 */
export function synth(stacks: Inputs, options: SynthOptions = {}): Synthesis {
  return ask((engine) => engine.synth(texts(stacks), options));
}

/**
 * Finds everything that is wrong, or worth a look: with specs, with the files of a root module, or with a plan.
 *
 * @example
 * const { ok, diagnostics } = check({ name: 'main.tf', text: 'resource "aws_sqs_queue" "jobs" {\n  nmae = "jobs"\n}\n' });
 */
export function check(inputs: Inputs, options: CheckOptions = {}): Checked {
  return ask((engine) => engine.check(texts(inputs), options));
}

/**
 * Prices things by the month: specs, Terraform, or a plan. Prices are part of the package; nothing is asked of AWS.
 *
 * @example
 * const spec = { stack: 'shop', region: 'eu-west-1', environments: { dev: {}, production: { alarms: 'none' } } } as const;
 * const { estimate: bill, overBudget } = estimate(spec, { environment: 'production', budget: '500 USD' });
 * console.log(bill?.monthly.total, overBudget.length);
 */
export function estimate(inputs: Inputs, options: EstimateOptions = {}): Estimated {
  return ask((engine) => engine.estimate(texts(inputs), options));
}

/**
 * Compares one spec, set of Terraform files or plan with another: configuration and cost.
 *
 * @example
 * const before = 'stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n';
 * const after = before.replace('dev: {}', 'dev: { network: { zones: 3 } }');
 * const { diff: changes, text } = diff(before, after, { form: 'markdown' });
 */
export function diff(before: Inputs, after: Inputs, options: DiffOptions = {}): Compared {
  return ask((engine) => engine.diff(texts(before), texts(after), options));
}

/**
 * Writes the program that builds the stack of a spec: complete, and as a person would write it. Comments are left out.
 *
 * @example
 * const { text } = program('stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n', { language: 'typescript' });
 * console.log(text); // import { Environment, Stack } from 'groundplan'; …
 */
export function program(spec: StackInput, options: ProgramOptions): Written {
  return ask((engine) => engine.program(JSON.stringify([sourceOf(spec)]), options));
}

/**
 * Explains a rule, why it exists, and how it is broken on purpose: by its code, or its name under `waive:`.
 *
 * @example
 * console.log(explain('service/size').why, explain('httpsRequired').code);
 */
export function explain(code: string): Rule {
  return ask((engine) => engine.explain(code));
}

/** Every rule. */
export function rules(): readonly Rule[] {
  return ask((engine) => engine.rules());
}

/**
 * Draws an environment of a spec, or a root module, as people draw AWS: self-contained SVG. The part for a resource has its
 * address as `data-address`; colours are custom properties, `--diagram-ink` and others.
 *
 * @example
 * const spec = { stack: 'shop', region: 'eu-west-1', environments: { dev: {} } } as const;
 * const { svg } = diagram(spec, { environment: 'dev' });
 * console.log(svg.length);
 */
export function diagram(inputs: Inputs, options: DiagramOptions = {}): Drawn {
  return ask((engine) => engine.diagram(texts(inputs), options));
}

/**
 * What can be written at an offset of a spec's text, which may be half-written. Offsets count UTF-16 code units.
 *
 * @example
 * const text = 'stack: shop\nreg';
 * const { from, to, items } = complete(text, text.length);
 * console.log(items[0]?.label); // region
 */
export function complete(text: string, offset: number, options: EditorOptions = {}): Completions {
  return ask((engine) => engine.complete(text, offset, options));
}

/** What the key or value at an offset of a spec's text means; null where there is nothing to say. */
export function hover(text: string, offset: number, options: EditorOptions = {}): Hover | null {
  return ask((engine) => engine.hover(text, offset, options));
}

/**
 * Checks a spec's text, and lists how each finding can be settled.
 *
 * @example
 * const text = 'stack: shop\nregoin: eu-west-1\nenvironments: { dev: {} }\n';
 * for (const { diagnostic, fixes: options } of fixes(text)) console.log(diagnostic.message, options[0]?.edits);
 */
export function fixes(text: string, options: EditorOptions = {}): readonly Finding[] {
  return ask((engine) => engine.fixes(text, options));
}

/**
 * One file of one environment, and the bill of this environment: quick enough to be asked for with each key. What only the
 * provider's schema and lints find is left to `overview`.
 *
 * @example
 * const text = 'stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n';
 * const { file, estimate: bill } = preview(text, { file: 'environments/dev/network', format: 'hcl' });
 * console.log(file?.text, bill?.monthly.total);
 */
export function preview(text: string, options: PreviewOptions = {}): Preview {
  return ask((engine) => engine.preview(text, options));
}

/**
 * Everything about a spec but advice: what its environments cost, its files, decisions and findings with their fixes.
 *
 * @example
 * const text = 'stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n';
 * for (const { name, tier, monthly } of overview(text).environments) console.log(name, tier, monthly?.total);
 */
export function overview(text: string, options: OverviewOptions = {}): Overview {
  return ask((engine) => engine.overview(text, options));
}

/**
 * Changes values in a spec's text; comments, order and style of the rest stay. `null` removes what is there, and a map is laid
 * over it: what `estimate` advises is `{ path: 'environments.NAME', value: JSON.parse(setting) }`.
 *
 * @example
 * const text = 'stack: shop # ours\nregion: eu-west-1\n';
 * const { edits } = edit(text, [{ path: 'region', value: 'eu-central-1' }]);
 * const changed = edits.reduceRight((now, { from, to, insert }) => now.slice(0, from) + insert + now.slice(to), text);
 * console.log(changed);
 */
export function edit(text: string, changes: readonly Change[], options: EditorOptions = {}): Edits {
  return ask((engine) => engine.edit(text, JSON.stringify(changes), options));
}

/**
 * A spec's text as data; null where it cannot be read. Whether it is a good spec is not asked.
 *
 * @example
 * console.log(read('stack: shop # ours\n').spec); // { stack: 'shop' }
 */
export function read(text: string, options: EditorOptions = {}): ReadSpec {
  return ask((engine) => engine.read(text, options));
}

/**
 * The same spec in another notation. Comments are lost, and the order stays.
 *
 * @example
 * console.log(convert('stack: shop\n', 'yaml', 'json').text);
 */
export function convert(text: string, from: Notation, to: Notation): Converted {
  return ask((engine) => engine.convert(text, from, to));
}

/**
 * The blocks that a spec makes, with their lines; none where it has errors.
 *
 * @example
 * const spec = 'stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n';
 * const vpc = blocks(spec, { path: 'environments/dev/network.tf' }).find(({ address }) => address === 'aws_vpc.main');
 * console.log(vpc?.from, vpc?.to, vpc?.arguments[0]?.path);
 */
export function blocks(text: string, options: BlocksOptions = {}): readonly Block[] {
  return ask((engine) => engine.blocks(text, options));
}

/**
 * The decisions, and the parts of the spec, that a block follows from.
 *
 * @example
 * const text = 'stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n';
 * const { provenance: decisions } = provenance(text, { environment: 'dev', address: 'aws_vpc.main' });
 * for (const { path, value, reason } of decisions) console.log(path, value, reason);
 */
export function provenance(text: string, options: ProvenanceOptions): ProvenanceOfBlock {
  return ask((engine) => engine.provenance(text, options));
}

/**
 * What each value of a choice would cost an environment.
 *
 * @example
 * const text = 'stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n';
 * for (const { value, difference } of alternatives(text, { environment: 'dev', path: 'network.egress' }).alternatives) console.log(value, difference);
 */
export function alternatives(text: string, options: AlternativesOptions): Alternatives {
  return ask((engine) => engine.alternatives(text, options));
}

/**
 * How much the services of an environment are used, as the bill counts it: from the spec, or assumed.
 *
 * @example
 * const text = "stack: shop\nregion: eu-west-1\nservices: { api: { image: 'a/b:1', port: 80 } }\nenvironments: { dev: {} }\n";
 * for (const { service, label, value } of usage(text, { environment: 'dev' }).usage) console.log(service, label, value);
 */
export function usage(text: string, options: UsageOptions): ServiceUsages {
  return ask((engine) => engine.usage(text, options));
}

/** The JSON Schema of specs. */
export function jsonSchema(): Record<string, unknown> {
  return ask((engine) => engine.jsonSchema());
}

/** The version of groundplan. */
export function version(): string {
  return ask((engine) => JSON.stringify(engine.version()));
}

function texts(inputs: Inputs): string {
  return JSON.stringify(sourcesOf(inputs));
}
