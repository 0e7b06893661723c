import type * as groundplan from 'groundplan';

/** What can be asked of the engine: the package's own functions. */
export type Functions = Pick<
  typeof groundplan,
  | 'provenance'
  | 'blocks'
  | 'check'
  | 'complete'
  | 'convert'
  | 'diagram'
  | 'diff'
  | 'edit'
  | 'estimate'
  | 'explain'
  | 'fixes'
  | 'hover'
  | 'jsonSchema'
  | 'overview'
  | 'preview'
  | 'program'
  | 'read'
  | 'synth'
  | 'usage'
  | 'version'
  | 'alternatives'
>;

export type Name = keyof Functions;
export type Args<N extends Name> = Parameters<Functions[N]>;
export type Result<N extends Name> = ReturnType<Functions[N]>;

export interface Question {
  readonly id: number;
  readonly name: Name;
  readonly given: readonly unknown[];
}

/** An answer, or why there is none: errors lose what is theirs when they are sent. */
export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  /** Milliseconds that the engine took. */
  readonly took?: number;
  readonly error?: { readonly message: string; readonly code: string };
}
