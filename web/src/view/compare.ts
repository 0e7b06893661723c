/**
 * Two environments, or the spec as it is and as it was saved: what costs more, what is configured otherwise and, for one
 * environment at two times, what an apply does to what runs.
 */
import type { ChangeCause, Compared, CostChange, Difference, ModuleDiff, ObjectChange } from 'groundplan';
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
    ${others.length + page.saved.length === 0 ? html`<p class="quiet">There is one environment. Save a point (under More) to compare with it later.</p>` : body(page.compared, actions, page.saved.some((saved) => page.against === point(saved.at)))}
  </div>`;
}

function body(compared: Compared | undefined, actions: PageActions, isOneEnvironment: boolean): TemplateResult {
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
      ${isOneEnvironment ? configuration.map((module) => runs(module, actions)) : nothing}
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

/** What an apply does to what runs, the worst first. */
function runs({ change }: ModuleDiff, actions: PageActions): TemplateResult {
  const unknown = change.unknown ?? [];
  return html`<h3>What an apply does to what runs</h3>
    ${change.objects.length + unknown.length === 0
      ? html`<p class="quiet">Nothing changes.</p>`
      : html`<ul class="differences">
          ${change.objects.map((one) => object(one, actions))}
          ${unknown.map(({ address, why }) => html`<li>not known: <span class="address">${address}</span><span class="what">${why}</span></li>`)}
        </ul>`}`;
}

function object(one: ObjectChange, actions: PageActions): TemplateResult {
  const isGone = one.effect === 'destroyed' || one.effect === 'forgotten';
  const word = one.routine === true ? 'new version' : one.effect;
  return html`<li class=${one.effect}>
    <b>${word}</b>
    ${isGone ? html`<span class="address">${one.address}</span>` : html`<button class="link address" type="button" @click=${() => actions.find(one.address)}>${one.address}</button>`}
    ${consequences(one).map((line) => html`<span class="what">${line}</span>`)}
  </li>`;
}

function consequences(one: ObjectChange): string[] {
  const causes = (one.effect === 'updated' ? one.arguments : one.because) ?? [];
  const { data, interrupted, refused, movedFrom, perhaps, orImported } = one;
  return [
    ...(movedFrom === undefined ? [] : [`from ${movedFrom}`]),
    ...(orImported === true ? ['imported instead where it exists'] : []),
    ...(causes.length === 0 ? [] : [`${one.effect === 'forgotten' ? 'by' : 'because of'} ${causes.map(cause).join(', ')}${one.newFirst === true ? '; the new one first' : ''}`]),
    ...(refused === undefined ? [] : [`refused: ${refused}`]),
    ...(data === undefined ? [] : [`data ${data.lost ? 'lost' : 'kept'}: ${data.holds}${data.kept === undefined ? '' : `, ${data.kept}`}`]),
    ...(interrupted === undefined ? [] : [`interrupted: ${interrupted.what}, at best ${interrupted.atBest}`]),
    ...(perhaps === undefined || one.effect !== 'updated' ? [] : [`not known whether it is replaced: ${perhaps.map(cause).join(', ')}`]),
  ];
}

const cause = ({ argument, follows, unlessDefault }: ChangeCause): string =>
  follows !== undefined ? `${argument} follows ${follows}` : unlessDefault === true ? `${argument} (unless the default is the same)` : argument;

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
