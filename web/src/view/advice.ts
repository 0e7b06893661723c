/** What would save money, with amounts; one click takes it, another takes it back. */
import type { Advice } from 'groundplan';
import { type TemplateResult, html } from 'lit-html';

import type { PageActions, Page } from '../page.ts';
import { difference } from './money.ts';

export function advice(page: Page, actions: PageActions): TemplateResult {
  const own = page.advice?.filter((one) => one.environment === page.environment);
  return html`<h2>Worth knowing</h2>
    ${own === undefined
      ? html`<p class="quiet">Looking for what would save money…</p>`
      : own.length === 0
        ? html`<p class="quiet">Nothing would save money without a new warning.</p>`
        : html`<ul class="advice">${own.map((one) => item(one, actions))}</ul>`}`;
}

function item(one: Advice, actions: PageActions): TemplateResult {
  return html`<li>
    <p><code>${setting(one.setting)}</code> <button class="link" type="button" @click=${() => actions.take(one)}>apply</button></p>
    <span class="saves">${difference(`-${one.saves.expected}`)}</span>
    <span class="what">${one.takes}</span>
  </li>`;
}

/** `network.egress: nat` of `{ "network": { "egress": "nat" } }`. */
function setting(text: string): string {
  const steps: string[] = [];
  let value: unknown = JSON.parse(text);
  while (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const entries = Object.entries(value);
    const [entry] = entries;
    if (entries.length !== 1 || !entry) break;
    steps.push(entry[0]);
    value = entry[1];
  }
  return `${steps.join('.')}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}
