import { ask } from './engine.js';
import type {
  ProvenanceOfBlock,
  Block,
  Change,
  Checked,
  Completions,
  Converted,
  Diff,
  Drawn,
  Edit,
  Estimate,
  Finding,
  Hover,
  OverBudget,
  Overview,
  Preview,
  ReadSpec,
  Rule,
  ServiceUsages,
  Synthesis,
  Alternatives,
} from './result/index.js';
import { type Inputs, type Source, type StackInput, sourceOf, sourcesOf } from './source.js';

/** How a bill or a comparison is told to people, besides the data. */
export type Form = 'table' | 'markdown' | 'html';

/** How Terraform is written. */
export interface SynthOptions {
  /** `*.tf.json` for programs, which is the default, or `*.tf` for people. */
  readonly format?: 'json' | 'hcl' | undefined;
  /** Tests for `terraform test` too; they need no credentials. */
  readonly tests?: boolean | undefined;
  /** This environment and the bootstrap only. */
  readonly environment?: string | undefined;
  /** Whether each way of a choice says what it costs: yes. That takes most of the time, which an editor may not have. */
  readonly priced?: boolean | undefined;
}

/** How things are priced. */
export interface EstimateOptions {
  /** The region to price in: of a spec, in place of its own; of Terraform, where no provider says one. */
  readonly region?: string | undefined;
  /** This environment only. */
  readonly environment?: string | undefined;
  /** Take off what AWS gives each account for nothing. */
  readonly freeTier?: boolean | undefined;
  /** How much things are used, in Infracost's format, as YAML; it goes before what the spec says. */
  readonly usage?: string | Source | undefined;
  /** What everything that is shown may cost a month: `500 USD`. */
  readonly budget?: string | undefined;
  /** Also told to people, as `text`. */
  readonly form?: Form | undefined;
  /** What a table puts together: what one service of AWS charges, or what one file holds. */
  readonly group?: 'service' | 'concern' | undefined;
  /** Every line with its quantity and rate, and why the rest costs nothing. */
  readonly details?: boolean | undefined;
}

/** How two things are compared. */
export interface DiffOptions {
  /** The environment that the old side is of, alone; with `after`, two environments of one spec are compared. */
  readonly before?: string | undefined;
  /** The environment that the new side is of, alone. */
  readonly after?: string | undefined;
  /** How much things are used, in Infracost's format, as YAML. */
  readonly usage?: string | Source | undefined;
  /** Also told to people, as `text`. */
  readonly form?: Form | undefined;
}

/** What `estimate` tells. `ok` is false when a budget is passed, too. */
export interface Estimated extends Checked {
  /** The bill; null when there are errors. */
  readonly estimate: Estimate | null;
  /** The budgets that are passed: of environments, and of all that is shown. */
  readonly overBudget: readonly OverBudget[];
  /** What the usage file or a budget leave open, in sentences. */
  readonly notes: readonly string[];
  /** The bill for people, where a form was asked for. */
  readonly text?: string;
}

/** What `diff` tells. */
export interface Compared extends Checked {
  /** What changes; null when there are errors. */
  readonly diff: Diff | null;
  /** The changes for people, where a form was asked for. */
  readonly text?: string;
}

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
  return ask((engine) => engine.synth(texts(stacks), given(options)));
}

/**
 * Finds everything that is wrong, or worth a look: with specs, with the files of a root module, or with a plan.
 *
 * @example
 * const { ok, diagnostics } = check({ name: 'main.tf', text: 'resource "aws_sqs_queue" "jobs" {\n  nmae = "jobs"\n}\n' });
 */
export function check(inputs: Inputs): Checked {
  return ask((engine) => engine.check(texts(inputs)));
}

/**
 * Tells what things cost a month: specs, Terraform, or a plan. Prices are part of the package; nothing is asked of AWS.
 *
 * @example
 * const spec = { stack: 'shop', region: 'eu-west-1', environments: { dev: {}, production: { alarms: 'none' } } } as const;
 * const { estimate: bill, overBudget } = estimate(spec, { environment: 'production', budget: '500 USD' });
 * console.log(bill?.monthly.total, overBudget.length);
 */
export function estimate(inputs: Inputs, options: EstimateOptions = {}): Estimated {
  return ask((engine) => engine.estimate(texts(inputs), given(options)));
}

/**
 * Tells what changes from one spec, set of Terraform files or plan to another: configuration and cost.
 *
 * @example
 * const before = 'stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n';
 * const after = before.replace('dev: {}', 'dev: { network: { zones: 3 } }');
 * const { diff: changes, text } = diff(before, after, { form: 'markdown' });
 */
export function diff(before: Inputs, after: Inputs, options: DiffOptions = {}): Compared {
  return ask((engine) => engine.diff(texts(before), texts(after), given(options)));
}

/** Which program is written. */
export interface ProgramOptions {
  /** Its language: TypeScript for this package, Rust for the library of the same name. */
  readonly language: 'rust' | 'typescript';
}

/** What `program` tells. `ok` is false when the form of the spec is wrong; rules that it breaks are no matter here. */
export interface Written extends Checked {
  /** The program; empty when there are errors. */
  readonly text: string;
}

/**
 * Writes the program that builds the stack of a spec: complete, and as a person would write it. Comments stay behind.
 *
 * @example
 * const { text } = program('stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n', { language: 'typescript' });
 * console.log(text); // import { Environment, Stack } from 'groundplan'; …
 */
export function program(spec: StackInput, options: ProgramOptions): Written {
  return ask((engine) => engine.program(JSON.stringify([sourceOf(spec)]), JSON.stringify(options)));
}

/**
 * Tells what a rule says, why, and how it is broken on purpose: by its code, or its name under `waive:`.
 *
 * @example
 * console.log(explain('service/size').why, explain('httpsRequired').code);
 */
export function explain(code: string): Rule {
  return ask((engine) => engine.explain(code));
}

/** Every rule. */
export function rules(): Rule[] {
  return ask((engine) => engine.rules());
}

/** What is drawn. */
export interface DiagramOptions {
  /** The environment; the last root module, unless said otherwise. */
  readonly environment?: string | undefined;
}

/**
 * Draws an environment of a spec, or a root module, as people draw AWS: SVG that stands alone. What stands for a resource has its
 * address as `data-address`; colours are custom properties, `--diagram-ink` and others.
 *
 * @example
 * const spec = { stack: 'shop', region: 'eu-west-1', environments: { dev: {} } } as const;
 * const { svg } = diagram(spec, { environment: 'dev' });
 * console.log(svg.length);
 */
export function diagram(inputs: Inputs, options: DiagramOptions = {}): Drawn {
  return ask((engine) => engine.diagram(texts(inputs), JSON.stringify(options)));
}

/** In which notation a text is. */
export interface EditorOptions {
  /** YAML, unless said otherwise. */
  readonly notation?: 'yaml' | 'json' | undefined;
}

/**
 * What can stand at an offset of a spec's text, which may be half-written. Offsets count UTF-16 code units.
 *
 * @example
 * const text = 'stack: shop\nreg';
 * const { from, to, items } = complete(text, text.length);
 * console.log(items[0]?.label); // region
 */
export function complete(text: string, offset: number, options: EditorOptions = {}): Completions {
  return ask((engine) => engine.complete(text, offset, options.notation ?? 'yaml'));
}

/** What the key or value at an offset of a spec's text means; null where there is nothing to tell. */
export function hover(text: string, offset: number, options: EditorOptions = {}): Hover | null {
  return ask((engine) => engine.hover(text, offset, options.notation ?? 'yaml'));
}

/**
 * Checks a spec's text, and tells how each finding can be settled.
 *
 * @example
 * const text = 'stack: shop\nregoin: eu-west-1\nenvironments: { dev: {} }\n';
 * for (const { diagnostic, fixes: options } of fixes(text)) console.log(diagnostic.message, options[0]?.edits);
 */
export function fixes(text: string, options: EditorOptions = {}): Finding[] {
  return ask((engine) => engine.fixes(text, options.notation ?? 'yaml'));
}

/** What somebody who writes a spec looks at. */
export interface PreviewOptions extends EditorOptions {
  /** The syntax of Terraform: `*.tf.json`, unless said otherwise. */
  readonly format?: 'json' | 'hcl' | undefined;
  /** The environment; the first, where nothing is said or there is none of this name. */
  readonly environment?: string | undefined;
  /** The file, without its ending: `environments/dev/network`. */
  readonly file?: string | undefined;
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
  const { notation = 'yaml', ...rest } = options;
  return ask((engine) => engine.preview(text, notation, JSON.stringify(rest)));
}

/** What of a spec is told by `overview`. */
export interface OverviewOptions extends EditorOptions {
  /** The syntax of Terraform: `*.tf.json`, unless said otherwise. */
  readonly format?: 'json' | 'hcl' | undefined;
  /** Only the files of this environment and the bootstrap; all, where there is none of this name. */
  readonly environment?: string | undefined;
}

/**
 * Everything about a spec but advice: what its environments cost, its files, decisions and findings with their fixes.
 *
 * @example
 * const text = 'stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n';
 * for (const { name, tier, monthly } of overview(text).environments) console.log(name, tier, monthly?.total);
 */
export function overview(text: string, options: OverviewOptions = {}): Overview {
  const { notation = 'yaml', ...rest } = options;
  return ask((engine) => engine.overview(text, notation, JSON.stringify(rest)));
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
export function edit(text: string, changes: readonly Change[], options: EditorOptions = {}): { readonly edits: readonly Edit[] } {
  return ask((engine) => engine.edit(text, options.notation ?? 'yaml', JSON.stringify(changes)));
}

/**
 * A spec's text as data; null where it cannot be read. Whether it is a good spec is not asked.
 *
 * @example
 * console.log(read('stack: shop # ours\n').spec); // { stack: 'shop' }
 */
export function read(text: string, options: EditorOptions = {}): ReadSpec {
  return ask((engine) => engine.read(text, options.notation ?? 'yaml'));
}

/**
 * The same spec in another notation. Comments are lost, and the order stays.
 *
 * @example
 * console.log(convert('stack: shop\n', 'yaml', 'json').text);
 */
export function convert(text: string, from: 'yaml' | 'json', to: 'yaml' | 'json'): Converted {
  return ask((engine) => engine.convert(text, from, to));
}

/** Which blocks. */
export interface BlocksOptions extends EditorOptions {
  /** Without a name, or with one that there is none of, the first. */
  readonly environment?: string;
  /** A file below the output folder: `environments/dev/network.tf`. Without it, all files. */
  readonly path?: string;
  /** The syntax of all files. */
  readonly format?: 'json' | 'hcl';
}

/**
 * The blocks that a spec makes, with their lines; none where it has errors.
 *
 * @example
 * const spec = 'stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n';
 * const vpc = blocks(spec, { path: 'environments/dev/network.tf' }).find(({ address }) => address === 'aws_vpc.main');
 * console.log(vpc?.from, vpc?.to, vpc?.arguments[0]?.path);
 */
export function blocks(text: string, options: BlocksOptions = {}): Block[] {
  const { notation = 'yaml', ...rest } = options;
  return ask((engine) => engine.blocks(text, notation, JSON.stringify(rest)));
}

/** Which block of which environment. */
export interface ProvenanceOptions extends EditorOptions {
  readonly environment: string;
  /** As bills, comparisons and `blocks` write addresses. */
  readonly address: string;
}

/**
 * The decisions, and the words of the spec, that a block follows from.
 *
 * @example
 * const text = 'stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n';
 * const { provenance: decisions } = provenance(text, { environment: 'dev', address: 'aws_vpc.main' });
 * for (const { path, value, reason } of decisions) console.log(path, value, reason);
 */
export function provenance(text: string, options: ProvenanceOptions): ProvenanceOfBlock {
  const { notation = 'yaml', ...rest } = options;
  return ask((engine) => engine.provenance(text, notation, JSON.stringify(rest)));
}

/** Which choice in which environment. */
export interface AlternativesOptions extends EditorOptions {
  readonly environment: string;
  /** The path within the environment: `network.egress`. */
  readonly path: string;
}

/**
 * What each value of a choice would cost an environment.
 *
 * @example
 * const text = 'stack: shop\nregion: eu-west-1\nenvironments: { dev: {} }\n';
 * for (const { value, difference } of alternatives(text, { environment: 'dev', path: 'network.egress' }).alternatives) console.log(value, difference);
 */
export function alternatives(text: string, options: AlternativesOptions): Alternatives {
  const { notation = 'yaml', ...rest } = options;
  return ask((engine) => engine.alternatives(text, notation, JSON.stringify(rest)));
}

/** Which environment. */
export interface UsageOptions extends EditorOptions {
  readonly environment: string;
}

/**
 * How much the services of an environment are used, as the bill counts it: said by the spec, or assumed.
 *
 * @example
 * const text = "stack: shop\nregion: eu-west-1\nservices: { api: { image: 'a/b:1', port: 80 } }\nenvironments: { dev: {} }\n";
 * for (const { service, label, value } of usage(text, { environment: 'dev' }).usage) console.log(service, label, value);
 */
export function usage(text: string, options: UsageOptions): ServiceUsages {
  const { notation = 'yaml', ...rest } = options;
  return ask((engine) => engine.usage(text, notation, JSON.stringify(rest)));
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

/** Options as text. A usage file may be given without a name. */
function given(options: SynthOptions | EstimateOptions | DiffOptions): string {
  const usage = 'usage' in options ? options.usage : undefined;
  return JSON.stringify({ ...options, usage: typeof usage === 'string' ? { name: 'usage.yml', text: usage } : usage });
}
