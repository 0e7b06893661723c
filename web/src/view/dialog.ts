/** What opens over the page: templates, a link, a rule, the bill of other Terraform, keys. */
import type { Rule } from 'groundplan';
import { type TemplateResult, html, nothing } from 'lit-html';

import { words } from '../editor/words.ts';
import type { Dialog, Page } from '../page.ts';
import type { Saved } from '../state/draft.ts';
import { type Template, templates } from '../templates/index.ts';
import { foreign } from './bill.ts';

export interface DialogActions {
  close(): void;
  template(template: Template): void;
  saved(saved: Saved): void;
  forget(saved: Saved): void;
  copy(text: string, what: string): void;
}

export function dialog(shown: Dialog, page: Page, actions: DialogActions): TemplateResult {
  return html`<button class="close" type="button" aria-label="Close" @click=${actions.close}>✕</button>${body(shown, page, actions)}`;
}

function body(shown: Dialog, page: Page, actions: DialogActions): TemplateResult {
  switch (shown.kind) {
    case 'templates':
      return gallery(page, actions);
    case 'share':
      return link(shown.link, actions);
    case 'keys':
      return keys();
    case 'rule':
      return rule(shown.rule);
    case 'bill':
      return html`<h2>${shown.name}</h2>
        ${shown.estimate ? foreign(shown.estimate, undefined) : nothing}
        ${shown.findings.length
          ? html`<h3>What was found</h3>
              <ul class="findings">
                ${shown.findings.map(({ code, severity, message, file, range }) => html`<li class=${severity}><p><b>${code}</b> ${message} <span class="what">${file}${range ? `:${range.start.line}` : ''}</span></p></li>`)}
              </ul>`
          : html`<p class="quiet">Nothing was found that Terraform or AWS would refuse.</p>`}
        ${shown.notes.map((note) => html`<p class="quiet">${note}</p>`)}`;
  }
}

function gallery(page: Page, actions: DialogActions): TemplateResult {
  return html`<h2>Begin with</h2>
    <ul class="gallery">
      ${templates.map((template) => html`<li><button type="button" @click=${() => actions.template(template)}><b>${template.name}</b><span class="quiet">${template.about}</span></button></li>`)}
    </ul>
    ${page.saved.length
      ? html`<h2>Saved in this browser</h2>
          <ul class="gallery">
            ${page.saved.map(
              (saved) => html`<li>
                <button type="button" @click=${() => actions.saved(saved)}><b>${saved.name}</b><span class="quiet">${new Date(saved.at).toLocaleString()}</span></button>
                <button class="link" type="button" aria-label="Forget ${saved.name}" @click=${() => actions.forget(saved)}>forget</button>
              </li>`,
            )}
          </ul>`
      : nothing}`;
}

function link(address: string, actions: DialogActions): TemplateResult {
  return html`<h2>A link to this page</h2>
    <p class="quiet">All of it is in the address, behind the #: no server keeps it or sees it. It is ${address.length.toLocaleString('en-US')} characters long.</p>
    <p class="field share"><input readonly aria-label="Link" .value=${address} @focus=${(event: Event) => (event.target as HTMLInputElement).select()} /> <button class="link" type="button" @click=${() => actions.copy(address, 'The link')}>Copy</button></p>`;
}

function rule({ code, summary, why, source, waiver }: Rule): TemplateResult {
  return html`<h2>${code}</h2>
    <p>${summary}</p>
    ${words(why)} ${source ? html`<p class="what">Source: ${source}</p>` : nothing}
    ${waiver ? html`<p class="quiet">Broken on purpose under <code>waive:</code> as <code>${waiver}</code>, with the reason.</p>` : nothing}`;
}

const KEYS: readonly (readonly [string, string])[] = [
  ['Ctrl Space', 'what can be written here'],
  ['Ctrl .', 'what settles the finding at the cursor'],
  ['Ctrl Z, Ctrl Shift Z', 'undo, redo: also what was applied with a click'],
  ['Ctrl F', 'search, in the spec and in the Terraform'],
  ['F8', 'the next finding'],
  ['Enter, in the Terraform', 'explain the line at the cursor'],
  ['Alt 1 … Alt 4', 'spec, Terraform, cost, what lies below'],
  ['Alt E', 'the next environment'],
  ['Escape', 'close what is open'],
];

function keys(): TemplateResult {
  return html`<h2>Keyboard</h2>
    <table class="lines">
      <tbody>${KEYS.map(([key, what]) => html`<tr><th scope="row"><code>${key}</code></th><td>${what}</td></tr>`)}</tbody>
    </table>`;
}
