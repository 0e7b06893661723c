/** Everything that the page shows, and everything that can be done with it. */
import type { Advice, Change, Compared, Diagnostic, Drawn, Edit, Estimate, Finding, Overview, Preview, Rule, ServiceUse } from 'groundplan';

import type { Saved, Theme } from './state/draft.ts';
import type { ViewState } from './state/view-state.ts';
import type { Explained } from './view/explain.ts';

/** What is looked at on a screen that has room for one pane. */
export type Pane = 'spec' | 'terraform' | 'cost' | 'more';

/** What opens over the page. */
export type Dialog =
  | { readonly kind: 'templates' }
  | { readonly kind: 'share'; readonly link: string }
  | { readonly kind: 'keys' }
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'bill'; readonly name: string; readonly estimate: Estimate | null; readonly findings: readonly Diagnostic[]; readonly notes: readonly string[] };

export interface Page extends ViewState {
  /** The last answers that had no errors: what was right stays while something is wrong. */
  readonly preview: Preview | undefined;
  readonly overview: Overview | undefined;
  readonly findings: readonly Finding[];
  /** Whether the text has errors, so that what is shown is of an earlier one. */
  readonly isWrong: boolean;
  readonly advice: readonly Advice[] | undefined;
  readonly usage: readonly ServiceUse[];
  readonly drawn: Drawn | undefined;
  readonly compared: Compared | undefined;
  readonly explained: Explained | undefined;
  /** The spec as data, and what a form is made of; while the form is shown. */
  readonly data: Record<string, unknown> | undefined;
  readonly schema: Record<string, unknown> | undefined;
  /** Whether what lies below has more room. */
  readonly isTall: boolean;
  /** Files that the last edits changed, without their endings. */
  readonly touched: ReadonlySet<string>;
  readonly pane: Pane;
  readonly bill: 'services' | 'lines';
  readonly open: ReadonlySet<string>;
  readonly dialog: Dialog | undefined;
  readonly toast: Toast | undefined;
  readonly saved: readonly Saved[];
  readonly theme: Theme;
  /** Why the engine does not answer. */
  readonly trouble: string | undefined;
}

/** A sentence about what was done, which may be undone. */
export interface Toast {
  readonly text: string;
  readonly canUndo: boolean;
}

/** What parts of the page ask of it. */
export interface PageActions {
  show(change: Partial<Page>): void;
  openFile(file: string): void;
  /** Shows a resource in the Terraform. */
  find(address: string): void;
  /** Applies a change to the spec's text. */
  apply(edits: readonly Edit[], done: string): void;
  /** Changes values in the spec. */
  change(changes: readonly Change[], done: string | undefined, kind?: string): Promise<void>;
  /** Shows where the spec says something. */
  reveal(index: number): void;
  why(code: string): void;
  take(advice: Advice): void;
  undo(): void;
}
