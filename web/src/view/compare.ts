/** Two environments, or the spec as it is and as it was saved: what costs more, what is configured otherwise. */
import type { Compared, CostChange, Difference } from 'groundplan';
import { type TemplateResult, html, nothing } from 'lit-html';

import type { PageActions, Page } from '../page.ts';
import { difference, dollars } from './money.ts';

/** What a saved point is called as a choice. */
export const point = (at: number): string => `saved:${at}`;

export function compare(page: Page, actions: PageActions, choose: (against: string) => void): TemplateResult {
  const others = (page.overview?.environments ?? []).map(({ name }) => name).filter((name) => name !== page.environment);
  const here = page.environment;
  return html`<div class="compare">
    <p class="field">
      <label
        >From
        <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
          ${others.map((name) => html`<option value=${name} ?selected=${page.against === name}>${name}</option>`)}
          ${page.saved.map((saved) => html`<option value=${point(saved.at)} ?selected=${page.against === point(saved.at)}>${saved.name}, ${new Date(saved.at).toLocaleString()}</option>`)}
        </select></label
      >
      to <b>${here}</b> as it is now
    </p>
    ${others.length + page.saved.length === 0 ? html`<p class="quiet">There is one environment. Save a point (under More) to compare with it later.</p>` : body(page.compared, actions)}
  </div>`;
}

function body(compared: Compared | undefined, actions: PageActions): TemplateResult {
  if (!compared) return html`<p class="quiet">Comparing…</p>`;
  if (!compared.diff) return html`<p class="quiet">They can be compared when neither has errors.</p>`;
  const { cost, configuration } = compared.diff;
  const changes = cost.pairs.flatMap((pair) => pair.changes);
  const [pair] = cost.pairs;
  const differences = configuration.flatMap((module) => module.differences);
  return html`<div class="sides">
    <section>
      <h3>Money</h3>
      <table class="lines">
        <thead>
          <tr><th scope="col">What</th><th scope="col">Before</th><th scope="col">After</th><th scope="col">Difference</th></tr>
        </thead>
        <tbody>
          ${pair ? html`<tr class="sum-row"><th scope="row">A month</th><td>${dollars(pair.monthly_before.total)}</td><td>${dollars(pair.monthly_after.total)}</td><td>${difference(cost.difference.expected)}</td></tr>` : nothing}
          ${changes.map((change) => money(change, actions))}
        </tbody>
      </table>
      ${changes.length === 0 ? html`<p class="quiet">Both cost the same.</p>` : nothing}
    </section>
    <section>
      <h3>Configuration</h3>
      ${differences.length === 0 ? html`<p class="quiet">Nothing differs.</p>` : html`<ul class="differences">${differences.map((one) => block(one, actions))}</ul>`}
    </section>
  </div>`;
}

function money(change: CostChange, actions: PageActions): TemplateResult {
  return html`<tr>
    <th scope="row"><button class="link address" type="button" @click=${() => actions.find(change.address)}>${change.address}</button><span class="what">${change.item}: ${change.reason}</span></th>
    <td>${change.before ? dollars(change.before.expected) : '–'}</td>
    <td>${change.after ? dollars(change.after.expected) : '–'}</td>
    <td class=${Number(change.difference.expected) < 0 ? 'saves' : ''}>${difference(change.difference.expected)}</td>
  </tr>`;
}

const SIGNS = { create: '+', update: '~', delete: '−' } as const;

function block(one: Difference, actions: PageActions): TemplateResult {
  return html`<li class=${one.action}>
    <span class="sign" aria-hidden="true">${SIGNS[one.action]}</span><span class="unseen">${one.action}</span>
    ${one.action === 'delete' ? html`<span class="address">${one.address}</span>` : html`<button class="link address" type="button" @click=${() => actions.find(one.address)}>${one.address}</button>`}
    ${one.action === 'update'
      ? html`<dl>${one.arguments.map(({ path, before, after }) => html`<dt>${path}</dt><dd><del>${before ?? '–'}</del> <ins>${after ?? '–'}</ins></dd>`)}</dl>`
      : nothing}
  </li>`;
}
