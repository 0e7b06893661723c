/** What is shown at first: what the address says, else the draft of this browser, else the first template. */
import first from 'virtual:first';

import { readDraft } from './draft.ts';
import { unpacked } from './share.ts';
import type { ViewState } from './view-state.ts';

const TEMPLATE: ViewState = {
  text: first.text,
  notation: 'yaml',
  environment: first.preview.environment,
  file: first.file,
  format: 'hcl',
  left: 'text',
  lower: 'picture',
  against: '',
};

/** The first state, and whether its answers are known already. */
export async function begin(hash: string): Promise<{ shown: ViewState; isKnown: boolean; isBroken: boolean }> {
  const shared = hash.length > 1 ? await unpacked(hash) : undefined;
  const shown = shared ?? readDraft() ?? TEMPLATE;
  const isKnown = shown.text === first.text && shown.environment === TEMPLATE.environment && shown.file === TEMPLATE.file && shown.format === TEMPLATE.format;
  return { shown, isKnown, isBroken: hash.length > 1 && !shared };
}

/** A state with another spec. */
export const fresh = (text: string): ViewState => ({ ...TEMPLATE, text, environment: '' });

export const answers = first;
