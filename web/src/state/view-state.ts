/** The spec and what the page shows of it: everything that has to be kept to show the same page again. */
export interface ViewState {
  readonly text: string;
  readonly notation: Notation;
  readonly environment: string;
  /** The file of the Terraform pane, without its ending. */
  readonly file: string;
  readonly format: Format;
  readonly left: 'text' | 'form';
  readonly lower: Lower;
  /** What is compared with: an environment, or a saved point. */
  readonly against: string;
}

export type Notation = 'yaml' | 'json';
export type Format = 'hcl' | 'json';
export type Lower = 'picture' | 'decisions' | 'findings' | 'compare';

const CHOICES: { readonly [K in keyof ViewState]?: readonly string[] } = {
  notation: ['yaml', 'json'],
  format: ['hcl', 'json'],
  left: ['text', 'form'],
  lower: ['picture', 'decisions', 'findings', 'compare'],
};
const KEYS: readonly (keyof ViewState)[] = ['text', 'notation', 'environment', 'file', 'format', 'left', 'lower', 'against'];

/** Whether something from outside is a state of the page: texts, and where there is a choice, one of its ways. */
export function isShown(value: unknown): value is ViewState {
  if (typeof value !== 'object' || value === null) return false;
  const given = value as Record<string, unknown>;
  return KEYS.every((key) => {
    const one = given[key];
    return typeof one === 'string' && (CHOICES[key]?.includes(one) ?? true);
  });
}
