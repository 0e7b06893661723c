/** The tabs below the panes. */
import { type TemplateResult, html, nothing } from 'lit-html';

import type { PageActions, Page, Pane } from '../page.ts';
import type { Lower } from '../state/view-state.ts';

const TABS: readonly (readonly [Lower, string])[] = [
  ['picture', 'Picture'],
  ['decisions', 'Decisions'],
  ['findings', 'Findings'],
  ['compare', 'Compare'],
];

export function lowerTabs(page: Page, actions: PageActions): TemplateResult {
  return html`<div class="tabs" role="tablist" aria-label="Details">
    ${TABS.map(([key, title]) => html`<button type="button" role="tab" aria-controls="lower" aria-selected=${page.lower === key} @click=${() => actions.show({ lower: key })}>${title}</button>`)}
    </div>
    <button type="button" class="status taller" aria-pressed=${page.isTall} @click=${() => actions.show({ isTall: !page.isTall })}>${page.isTall ? 'less room' : 'more room'}</button>`;
}

/** The tabs of the spec's pane, and the number of its findings. */
export function specTabs(page: Page, actions: PageActions): TemplateResult {
  const tab = (key: 'text' | 'form', title: string) =>
    html`<button type="button" role="tab" aria-controls=${key === 'text' ? 'spec' : 'form'} aria-selected=${page.left === key} @click=${() => actions.show({ left: key })}>${title}</button>`;
  return html`<div class="tabs" role="tablist" aria-label="The spec as">${tab('text', `stack.${page.notation}`)}${tab('form', 'Form')}</div>
    <button type="button" class="status ${page.isWrong ? 'is-wrong' : ''}" @click=${() => actions.show({ lower: 'findings', pane: 'more' })}>${status(page)}</button>`;
}

function status(page: Page): string {
  const count = (severity: string) => page.findings.filter(({ diagnostic }) => diagnostic.severity === severity).length;
  const counts = [number(count('error'), 'error'), number(count('warning'), 'warning')].filter(Boolean);
  return counts.join(' · ') || (page.isWrong ? '' : 'sound');
}

const number = (count: number, what: string): string => (count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`);

/** The tabs of the bill. */
export function costTabs(page: Page, actions: PageActions): TemplateResult {
  const tab = (key: 'services' | 'lines', title: string) =>
    html`<button type="button" role="tab" aria-controls="cost" aria-selected=${page.bill === key} @click=${() => actions.show({ bill: key })}>${title}</button>`;
  return html`<div class="tabs" role="tablist" aria-label="The bill by">${tab('services', 'Services')}${tab('lines', 'Lines')}</div>`;
}

const PANES: readonly (readonly [Pane, string])[] = [
  ['spec', 'Describe'],
  ['terraform', 'Terraform'],
  ['cost', 'Cost'],
  ['more', 'More'],
];

/** Which pane a small screen shows. */
export function panes(page: Page, actions: PageActions): TemplateResult {
  return html`${PANES.map(([key, title]) => html`<button type="button" aria-pressed=${page.pane === key} @click=${() => actions.show({ pane: key })}>${title}</button>`)}`;
}

/** What was done, and the way back. */
export function toast({ toast, trouble }: Page, actions: PageActions): TemplateResult | typeof nothing {
  if (trouble !== undefined) return html`<p class="toast"><span>${trouble}</span><button class="link" type="button" @click=${() => actions.show({ trouble: undefined })}>Close</button></p>`;
  if (!toast) return nothing;
  return html`<p class="toast"><span>${toast.text}</span>${toast.canUndo ? html`<button class="link" type="button" @click=${() => actions.undo()}>Undo</button>` : nothing}</p>`;
}
