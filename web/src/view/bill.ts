/** What an environment costs a month: the sum, its range, and what it is made of. */
import type { Estimate, Line, ModuleEstimate } from 'groundplan';
import { type TemplateResult, html, nothing } from 'lit-html';

import type { PageActions, Page } from '../page.ts';
import { dollars, quantity, rounded, sum } from './money.ts';
import { type SliderActions, sliders } from './sliders.ts';

/** The bill of the environment that is looked at. */
export function bill(page: Page, actions: PageActions & SliderActions): TemplateResult {
  const module = page.preview?.estimate?.modules[0];
  if (!module) return html`<p class="quiet pad">The bill appears here.</p>`;
  return html`
    ${total(module, page.preview?.environment ?? '', page.preview?.estimate?.price_date ?? '')}
    ${page.bill === 'services' ? services(module, page, actions) : lines(module.lines, actions)}
    ${sliders(page.usage, actions)} ${open(module, actions)}
  `;
}

/** A bill of Terraform from elsewhere. */
export function foreign(estimate: Estimate, actions: PageActions | undefined): TemplateResult {
  return html`${estimate.modules.map(
    (module) => html`${total(module, module.name, estimate.price_date)}${lines(module.lines, actions)}${open(module, actions)}`,
  )}`;
}

function total({ monthly, region }: ModuleEstimate, name: string, date: string): TemplateResult {
  const [low, high, expected] = [Number(monthly.low), Number(monthly.high), Number(monthly.total)];
  // The scale ends a little beyond the range, so that both ends can be seen.
  const most = Math.max(high * 1.08, 1);
  const at = (value: number) => `${((100 * value) / most).toFixed(2)}%`;
  return html`
    <div class="total">
      <p class="sum"><output aria-label="Expected a month" class="figure">${dollars(monthly.total)}</output> <span class="of">${name}</span></p>
      <div class="range" aria-hidden="true">
        <i class="span" style="left:${at(low)};right:calc(100% - ${at(high)})"></i><i class="dot" style="left:${at(expected)}"></i>
      </div>
      <p class="ends"><span>quiet month ${rounded(monthly.low)}</span><span>busy month ${rounded(monthly.high)}</span></p>
      <p class="parts">
        <span><i class="key fixed"></i>fixed <b>${dollars(monthly.fixed)}</b></span>
        <span><i class="key usage"></i>by use <b>${dollars(monthly.usage)}</b></span>
      </p>
      <p class="what">Prices of ${region}, the oldest of ${day(date)}</p>
    </div>
  `;
}

function day(text: string): string {
  const at = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(at.getTime()) ? text : at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}

interface Group {
  readonly name: string;
  readonly lines: readonly Line[];
  readonly total: number;
  readonly fixed: number;
}

function services(module: ModuleEstimate, page: Page, actions: PageActions): TemplateResult {
  const groups = grouped(module.lines);
  const most = Math.max(...groups.map((group) => group.total), 0.01);
  return html`<ul class="services">
    ${groups.map((group) => {
      const isOpen = page.open.has(group.name);
      const toggle = () => {
        const open = new Set(page.open);
        if (!open.delete(group.name)) open.add(group.name);
        actions.show({ open });
      };
      return html`<li>
        <button class="service" type="button" aria-expanded=${isOpen} @click=${toggle}>
          <span class="name">${group.name}</span><span class="amount">${dollars(group.total)}</span>
          <span class="what">${summary(group.lines)}</span>
          <span class="bar" aria-hidden="true"
            ><i class="fixed" style="width:${((100 * group.fixed) / most).toFixed(2)}%"></i
            ><i class="usage" style="width:${((100 * (group.total - group.fixed)) / most).toFixed(2)}%"></i
          ></span>
        </button>
        ${isOpen ? lines(group.lines, actions) : nothing}
      </li>`;
    })}
  </ul>`;
}

function grouped(lines: readonly Line[]): Group[] {
  const byName = new Map<string, Line[]>();
  for (const line of lines) byName.set(line.service, [...(byName.get(line.service) ?? []), line]);
  const groups = [...byName].map(([name, of]) => ({
    name,
    lines: of,
    total: Number(sum(of.map((line) => line.monthly))),
    fixed: Number(sum(of.filter((line) => line.basis === 'fixed').map((line) => line.monthly))),
  }));
  return groups.sort((one, other) => other.total - one.total);
}

/** The largest quantities in a few words: `2,190 gateway hours · 120 GB data processed`. */
function summary(lines: readonly Line[]): string {
  const byItem = new Map<string, Line[]>();
  for (const line of lines) byItem.set(`${line.unit} ${line.item}`, [...(byItem.get(`${line.unit} ${line.item}`) ?? []), line]);
  const items = [...byItem.values()].map((of) => ({ of, monthly: Number(sum(of.map((line) => line.monthly))) }));
  const largest = items.sort((one, other) => other.monthly - one.monthly).slice(0, 2);
  return largest.map(({ of }) => counted(of)).join(' · ');
}

/** What is counted; where its name has the unit in it already, that is enough. */
function counted(lines: readonly Line[]): string {
  const { item, unit } = lines[0] as Line;
  const amount = quantity(sum(lines.map((line) => line.quantity)));
  const isNamed = unit.split(/[\s-]/).every((word) => item.toLowerCase().includes(word.toLowerCase()));
  return isNamed ? `${amount} ${item}` : `${amount} ${unit} ${item}`;
}

function lines(all: readonly Line[], actions: PageActions | undefined): TemplateResult {
  return html`<table class="lines">
    <thead class="unseen">
      <tr><th>Resource</th><th>A month</th></tr>
    </thead>
    <tbody>
      ${all.map(
        (line) => html`<tr>
          <th scope="row">
            ${actions ? html`<button class="link address" type="button" @click=${() => actions.find(line.address)}>${line.address}</button>` : html`<span class="address">${line.address}</span>`}
            <span class="what">${line.item}: ${quantity(line.quantity)} ${line.unit} at ${price(line.unit_price)}${line.assumption ? html`<br />${line.assumption}` : nothing}</span>
          </th>
          <td>
            ${dollars(line.monthly)}
            ${line.monthly_low === line.monthly_high ? nothing : html`<span class="what">${rounded(line.monthly_low)} – ${rounded(line.monthly_high)}</span>`}
          </td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

const price = (amount: string): string => `$${Number(amount).toLocaleString('en-US', { maximumSignificantDigits: 6 })}`;

/** What the sum leaves out: resources without a price, and charges whose usage is missing. */
function open(module: ModuleEstimate, actions: PageActions | undefined): TemplateResult {
  const named = (address: string) => (actions ? html`<button class="link address" type="button" @click=${() => actions.find(address)}>${address}</button>` : html`<span class="address">${address}</span>`);
  return html`
    ${module.unpriced.length
      ? html`<section class="open">
          <h3>Not in the sum</h3>
          <ul>${module.unpriced.map(({ address, reason }) => html`<li>${named(address)} <span class="what">${reason}</span></li>`)}</ul>
        </section>`
      : nothing}
    ${module.missing_usage.length
      ? html`<section class="open">
          <h3>Counted as unused</h3>
          <ul>${module.missing_usage.map(({ address, keys }) => html`<li>${named(address)} <span class="what">${keys.join(', ')}</span></li>`)}</ul>
        </section>`
      : nothing}
  `;
}
