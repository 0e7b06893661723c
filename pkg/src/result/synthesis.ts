/** How bad a finding is: an error stops everything, a warning is worth a look. */
export type Severity = 'error' | 'warning';

/** A place in a text. */
export interface Place {
  /** The line, from 1. */
  readonly line: number;
  /** The column, from 1, in characters. */
  readonly column: number;
  /** The offset in bytes of UTF-8. */
  readonly offset: number;
  /** The offset in UTF-16 code units, as JavaScript counts: `text.slice(start.index, end.index)`. */
  readonly index: number;
}

/** A part of a text. */
export interface Range {
  readonly start: Place;
  readonly end: Place;
}

/** One finding about a spec or about Terraform. */
export interface Diagnostic {
  /** The rule that it comes from; `explain(code)` tells why the rule exists. */
  readonly code: string;
  readonly severity: Severity;
  /** Where in the spec: `services.api.size`. Empty for the whole. */
  readonly path: string;
  /** What is wrong, in a sentence. */
  readonly message: string;
  /** What was given. */
  readonly given?: string;
  /** What is allowed. */
  readonly wants?: string;
  /** What can be pasted. */
  readonly hint?: string;
  /** What each way out costs. */
  readonly costs?: readonly string[];
  /** The environments concerned; empty when all are. */
  readonly environments: readonly string[];
  /** The place in the text, where there is one. */
  readonly range?: Range;
  /** The name of the text. */
  readonly file: string;
}

/** A file of the output. */
export interface OutputFile {
  /** The path below the output folder, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** A decided value, and why it is so. */
export interface Decision {
  readonly stack: string;
  /** The environment; empty for what all share. */
  readonly environment: string;
  /** Where it can be said in the spec. */
  readonly path: string;
  readonly value: string;
  /** Who decided: the spec, the tier, the default, or what follows from other values. */
  readonly origin: string;
  /** Why, in a sentence. */
  readonly reason: string;
  /** Published controls that it meets. */
  readonly controls: readonly string[];
  /** What each way costs a month, where it was priced. */
  readonly costs: readonly { readonly value: string; readonly monthly: string; readonly whole: boolean }[];
}

/** A rule that is broken on purpose. */
export interface Waived {
  readonly stack: string;
  readonly environment: string;
  readonly code: string;
  readonly path: string;
  readonly reason: string;
}

/** What `check` finds. */
export interface Checked {
  /** Whether there are no errors; there may be warnings. */
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** What `synth` makes. */
export interface Synthesis extends Checked {
  /** The files, in the order of their paths; none when there are errors. */
  readonly files: readonly OutputFile[];
  readonly decisions: readonly Decision[];
  readonly waived: readonly Waived[];
}
