/** What a line of Terraform follows from, or a decision: why, who decided, what it meets, what it costs, how to change it. */
import type { Alternative, Block, Line, Provenance } from 'groundplan';
import { type TemplateResult, html, nothing } from 'lit-html';

import type { Page } from '../page.ts';
import { origin } from './decisions.ts';
import { difference, dollars, sum } from './money.ts';

/** What is explained, as far as it is known by now. */
export interface Explained {
  /** Where on the screen it is asked for. */
  readonly at: DOMRect;
  readonly block: Block | undefined;
  /** The argument of the line. */
  readonly argument: string;
  /** What the block costs. */
  readonly lines: readonly Line[];
  /** The decisions that it follows from, those of the argument first; undefined while they are looked for. */
  readonly provenance: readonly Provenance[] | undefined;
  /** The alternatives of each decision that is a choice, by its path. */
  readonly alternatives: ReadonlyMap<string, readonly Alternative[]>;
}

export interface ExplainActions {
  close(): void;
  /** Says another value in the spec. */
  change(place: string, value: unknown): void;
  /** Shows where the spec says it. */
  show(place: string): void;
}

const MOST = 6;

export function explain(explained: Explained, page: Page, actions: ExplainActions): TemplateResult {
  const { block, argument, provenance } = explained;
  const own = provenance?.filter((one) => concerns(one, argument)) ?? [];
  const rest = provenance?.filter((one) => !concerns(one, argument)) ?? [];
  const shown = (own.length > 0 ? own : rest).slice(0, MOST);
  const others = own.length > 0 ? rest : rest.slice(MOST);
  return html`<button class="close" type="button" aria-label="Close" @click=${actions.close}>✕</button>
    ${block ? html`<p class="address">${block.address}${argument ? html` <span class="quiet">${argument}</span>` : nothing}</p>` : nothing}
    ${cost(explained.lines)}
    ${provenance === undefined
      ? html`<p class="quiet">Looking for the decisions behind it…</p>`
      : shown.length === 0
        ? html`<p class="quiet">No setting of the spec changes this.</p>`
        : shown.map((one) => decision(one, explained.alternatives.get(one.path), page, actions))}
    ${others.length > 0
      ? html`<section><p class="quiet">This block also follows from: ${others.map((one, at) => html`${at > 0 ? ', ' : ''}<button class="link" type="button" title=${one.reason} @click=${() => actions.show(one.place)}>${one.path}</button>`)}</p></section>`
      : nothing}`;
}

/** Whether a decision is about an argument, a value within it, or the block around it. */
function concerns(one: Provenance, argument: string): boolean {
  if (argument === '') return one.arguments.length === 0;
  return one.arguments.some((path) => path === argument || path.startsWith(`${argument}.`) || argument.startsWith(`${path}.`));
}

function decision(one: Provenance, alternatives: readonly Alternative[] | undefined, page: Page, actions: ExplainActions): TemplateResult {
  const [title, ...rest] = one.reason.split(/(?<=\.) /);
  const now = alternatives?.find((alternative) => String(alternative.value) === one.value);
  const others = alternatives?.filter((alternative) => alternative !== now) ?? [];
  return html`<section>
    <h2>${title?.replace(/\.$/, '') || one.path}</h2>
    ${rest.length ? html`<p class="reason">${rest.join(' ')}</p>` : nothing}
    <dl>
      <dt>is</dt>
      <dd><button class="link address" type="button" title="Show it in the spec" @click=${() => actions.show(one.place)}>${one.path}</button> = <code>${one.value}</code></dd>
      <dt>decided by</dt>
      <dd>${origin(one.origin, page)}</dd>
      ${one.controls.length ? html`<dt>meets</dt><dd>${one.controls.join(', ')}</dd>` : nothing}
      ${others.length
        ? html`<dt>change</dt>
            <dd>
              ${others.map((alternative) => html`<p><button class="link" type="button" @click=${() => actions.change(one.place, alternative.value)}>${leaf(one.path)}: ${String(alternative.value)}</button> ${effect(alternative)}</p>`)}
            </dd>`
        : nothing}
    </dl>
  </section>`;
}

const leaf = (path: string): string => path.split('.').at(-1) ?? path;

function effect(alternative: Alternative): TemplateResult {
  const words = alternative.difference === null ? 'what it saves or costs is not known: parts of it have no price' : change(Number(alternative.difference));
  return html`<span class="what">${words}${alternative.findings.length ? html`; ${alternative.findings[0]}` : nothing}</span>`;
}

function change(amount: number): string {
  return Math.abs(amount) < 0.005 ? 'costs the same' : amount < 0 ? `saves ${dollars(-amount)}` : `costs ${difference(amount)}`;
}

function cost(lines: readonly Line[]): TemplateResult | typeof nothing {
  if (lines.length === 0) return nothing;
  const total = sum(lines.map((line) => line.monthly));
  return html`<p class="quiet">costs <b>${dollars(total)}</b> a month: ${lines.map((line) => line.item).join(', ')}</p>`;
}

/** Places the box beside what it explains, within the screen. */
export function placed(at: DOMRect, box: HTMLElement): void {
  const { innerWidth, innerHeight } = window;
  const { offsetWidth: width, offsetHeight: height } = box;
  const left = Math.min(Math.max(12, at.left + 12), innerWidth - width - 12);
  const below = at.bottom + 10;
  const top = below + height < innerHeight - 12 ? below : Math.max(12, at.top - height - 10);
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}
