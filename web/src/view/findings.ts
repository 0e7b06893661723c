/** What was found, as a list: where, what, and what settles it. */
import type { Finding } from 'groundplan';
import { type TemplateResult, html, nothing } from 'lit-html';

import type { PageActions, Page } from '../page.ts';

export function findings(page: Page, actions: PageActions): TemplateResult {
  if (page.findings.length === 0) return html`<p class="quiet pad">Nothing is wrong, and nothing is worth a warning.</p>${waived(page)}`;
  return html`<ol class="findings">
      ${page.findings.map((finding) => one(finding, actions))}
    </ol>
    ${waived(page)}`;
}

function one({ diagnostic, fixes }: Finding, actions: PageActions): TemplateResult {
  const { code, severity, message, wants, hint, waiver, costs, path, environments, range } = diagnostic;
  return html`<li class=${severity}>
    <p>
      <b>${code}</b> ${message}
      <span class="what">${[path, ...environments].filter(Boolean).join(' · ')}${wants ? html` — wanted: ${wants}` : nothing}</span>
    </p>
    ${costs?.length ? html`<p class="what">A month: ${costs.join(' · ')}</p>` : nothing}
    <p class="actions">
      ${fixes.map(({ title, edits }) => html`<button class="link" type="button" @click=${() => actions.apply(edits, title)}>${title.replaceAll('`', '')}</button>`)}
      ${fixes.length === 0 && hint ? html`<code>${hint}</code>` : nothing}
      ${fixes.length === 0 && waiver ? html`<code>${waiver}</code>` : nothing}
      ${range ? html`<button class="link" type="button" @click=${() => actions.reveal(range.start.index)}>Show line ${range.start.line}</button>` : nothing}
      <button class="link" type="button" @click=${() => actions.why(code)}>Why?</button>
    </p>
  </li>`;
}

function waived(page: Page): TemplateResult | typeof nothing {
  const waived = page.overview?.waived ?? [];
  if (waived.length === 0) return nothing;
  return html`<h3 class="pad">Broken on purpose</h3>
    <ul class="findings">
      ${waived.map(({ environment, code, reason }) => html`<li><p><b>${code}</b> ${reason} <span class="what">${environment}</span></p></li>`)}
    </ul>`;
}
