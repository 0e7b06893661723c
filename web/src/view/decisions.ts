/** Every decision with its reason and its origin: the spec, the tier, another decision, or a default for everybody. */
import type { Decision } from 'groundplan';
import { type TemplateResult, html, nothing } from 'lit-html';

import type { Page } from '../page.ts';
import { rounded } from './money.ts';

export function decisions(page: Page, ask: (decision: Decision, at: DOMRect) => void): TemplateResult {
  const own = (page.overview?.decisions ?? []).filter((one) => one.environment === page.environment || one.environment === '');
  if (own.length === 0) return html`<p class="quiet pad">What is decided for you appears here, with the reason.</p>`;
  return html`<table class="decisions">
    <thead>
      <tr><th scope="col">Setting</th><th scope="col">Value</th><th scope="col">Decided by</th><th scope="col">Why</th><th scope="col">Meets</th></tr>
    </thead>
    <tbody>
      ${own.map(
        (one) => html`<tr>
          <th scope="row">
            <button class="link address" type="button" @click=${(event: Event) => ask(one, (event.target as HTMLElement).getBoundingClientRect())}>
              ${one.path}
            </button>
          </th>
          <td><code>${one.value}</code></td>
          <td>${origin(one.origin, page)}</td>
          <td>${one.reason}${one.costs.length ? html` <span class="what">A month: ${one.costs.map((cost) => `${rounded(cost.monthly)} with ${cost.value}`).join(', ')}</span>` : nothing}</td>
          <td class="controls">${one.controls.join(', ')}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The origin of a decision, in words. */
export function origin(name: string, page: Page): TemplateResult {
  const tier = page.overview?.environments.find((one) => one.name === page.environment)?.tier ?? '';
  switch (name) {
    case 'explicit':
      return html`the spec`;
    case 'tier':
      return html`tier <i>${tier}</i>`;
    case 'derived':
      return html`another decision`;
    default:
      return html`everybody`;
  }
}
