import type { Estimate, Monthly, OverBudget } from './estimate.js';
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
