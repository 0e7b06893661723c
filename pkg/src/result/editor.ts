import type { Amount, Estimate, Monthly, OverBudget } from './estimate.js';
import type { Checked, Decision, Diagnostic, OutputFile, Waived } from './synthesis.js';

/** A part of a text, in UTF-16 code units: `text.slice(from, to)`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Something that can stand at the cursor. */
export interface CompletionItem {
  readonly label: string;
  /** What is inserted, with quotes and indentation right for the text. */
  readonly insert: string;
  /** Where the cursor stands afterwards, within what was inserted. */
  readonly caret: number;
  readonly kind: 'key' | 'value' | 'name' | 'snippet';
  /** Its type or its allowed values, in short. */
  readonly detail?: string;
  /** What it changes in the cloud, as Markdown. */
  readonly documentation?: string;
  /** Whether it begins with what was typed. */
  readonly preferred: boolean;
}

/** What can stand at the cursor, and which part of the text it takes the place of. */
export interface Completions extends Span {
  readonly items: readonly CompletionItem[];
}

/** What a key or a value means. */
export interface Hover extends Span {
  /** The path in the spec. */
  readonly path: string;
  /** As Markdown. */
  readonly documentation: string;
}

/** A part of a text that another one takes the place of. */
export interface Edit extends Span {
  readonly insert: string;
}

/** A way to settle a finding. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** A finding, and the ways to settle it. */
export interface Finding {
  readonly diagnostic: Diagnostic;
  readonly fixes: readonly Fix[];
}

/** What somebody who writes a spec looks at. */
export interface Preview extends Checked {
  /** The environment that is looked at. */
  readonly environment: string;
  /** The files of the environment and of the bootstrap, without an ending; none when there are errors. */
  readonly names: readonly string[];
  /** The file that was asked for; null when there is none of this name, or there are errors. */
  readonly file: OutputFile | null;
  /** The bill of the environment, without advice; null when there are errors. */
  readonly estimate: Estimate | null;
}

/** An environment and what it costs a month. */
export interface EnvironmentOverview {
  readonly name: string;
  readonly tier: 'development' | 'staging' | 'production';
  readonly monthly: Monthly | null;
  /** How many things have no price. */
  readonly unpriced: number;
}

/** Everything about a spec but advice. */
export interface Overview {
  /** Whether there are no errors; there may be warnings. */
  readonly ok: boolean;
  readonly environments: readonly EnvironmentOverview[];
  readonly files: readonly OutputFile[];
  readonly decisions: readonly Decision[];
  readonly waived: readonly Waived[];
  readonly findings: readonly Finding[];
  /** The budgets of environments that are passed. */
  readonly overBudget: readonly OverBudget[];
}

/** What becomes of a place in a spec; paths are written as findings write them. */
export type Change = { readonly path: string; readonly value: unknown } | { readonly path: string; readonly rename: string };

/** Lines of a file, from 1. */
export interface Lines {
  readonly from: number;
  readonly to: number;
}

/** A block of Terraform. */
export interface Block extends Lines {
  /** `aws_vpc.main`, `data.aws_region.here`, `local.names`, `output.url`. */
  readonly address: string;
  /** The file, below the output folder. */
  readonly file: string;
  /** The outer before the inner: `health_check`, `health_check.path`. */
  readonly arguments: readonly (Lines & { readonly path: string })[];
}

/** A decision, or a word of the spec, that a block follows from. */
export interface Provenance {
  /** The path within the environment. */
  readonly path: string;
  /** Where it is to be said, so that it counts in this environment. */
  readonly place: string;
  readonly value: string;
  readonly origin: string;
  readonly reason: string;
  readonly controls: readonly string[];
  /** The arguments that follow from it; none, where the whole block does. */
  readonly arguments: readonly string[];
}

/** What a block follows from. */
export interface ProvenanceOfBlock extends Checked {
  readonly provenance: readonly Provenance[];
}

/** A value of a choice. */
export interface Alternative {
  readonly value: unknown;
  readonly monthly: Amount;
  /** To what the environment costs now. */
  readonly difference: Amount;
  /** Whether everything has a price. */
  readonly whole: boolean;
  /** What would be found then, and is not now. */
  readonly findings: readonly string[];
}

/** What each value of a choice would cost. */
export interface Alternatives extends Checked {
  /** Where it is to be said. */
  readonly place: string;
  /** What it is, as Markdown. */
  readonly documentation: string;
  /** What the environment costs now. */
  readonly monthly: Amount;
  /** The values that are accepted; none, where there is no choice. */
  readonly alternatives: readonly Alternative[];
}

/** A figure of a service's use. */
export interface ServiceUse {
  readonly service: string;
  readonly key: string;
  readonly label: string;
  /** As a spec writes it: `30M`. */
  readonly value: string;
  /** Whether the spec says it; it is assumed otherwise. */
  readonly explicit: boolean;
  /** Rising figures around it. */
  readonly steps: readonly string[];
  /** The step that is nearest. */
  readonly at: number;
  /** Where it is to be said. */
  readonly path: string;
}

/** How much services are used. */
export interface ServiceUsages extends Checked {
  readonly usage: readonly ServiceUse[];
}

/** A spec as data. */
export interface ReadSpec extends Checked {
  readonly spec: Record<string, unknown> | null;
}

/** A spec in another notation. */
export interface Converted extends Checked {
  /** Empty where the text cannot be read. */
  readonly text: string;
}
