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
