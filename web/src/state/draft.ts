/** What is kept in this browser: the draft that is being written, and points that were saved under a name. */
import { type ViewState, isShown } from './view-state.ts';

const DRAFT = 'groundplan/draft';
const SAVED = 'groundplan/saved';
const THEME = 'groundplan/theme';

/** A point to come back to. */
export interface Saved {
  readonly name: string;
  /** When it was saved, in milliseconds. */
  readonly at: number;
  readonly shown: ViewState;
}

export type Theme = 'light' | 'dark' | 'system';

export const readDraft = (): ViewState | undefined => {
  const draft = read(DRAFT);
  return isShown(draft) ? draft : undefined;
};
export const writeDraft = (shown: ViewState): boolean => write(DRAFT, shown);

export function readSaved(): Saved[] {
  const saved = read(SAVED);
  return Array.isArray(saved) ? saved.filter(isSaved) : [];
}
export const writeSaved = (saved: readonly Saved[]): boolean => write(SAVED, saved);

export function readTheme(): Theme {
  const theme = read(THEME);
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}
export const writeTheme = (theme: Theme): boolean => write(THEME, theme);

function isSaved(value: unknown): value is Saved {
  const saved = value as Partial<Saved> | null;
  return typeof saved === 'object' && saved !== null && typeof saved.name === 'string' && typeof saved.at === 'number' && isShown(saved.shown);
}

/** A browser may keep nothing: then there is nothing. */
function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
