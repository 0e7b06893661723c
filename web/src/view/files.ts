/** The files of an environment as tabs, by their names; those that the last edits changed carry a mark. */
import { type TemplateResult, html } from 'lit-html';

import type { PageActions, Page } from '../page.ts';

export function files(page: Page, actions: PageActions): TemplateResult {
  const names = [...(page.preview?.names ?? [])].sort((one, other) => Number(one.startsWith('bootstrap/')) - Number(other.startsWith('bootstrap/')));
  return html`<div class="tabs" role="tablist" aria-label="Files">
      ${names.map(
        (name) => html`<button
          type="button"
          role="tab"
          aria-selected=${name === page.file}
          aria-controls="terraform"
          class=${page.touched.has(name) ? 'is-touched' : ''}
          @click=${() => actions.openFile(name)}
        >
          ${short(name)}
        </button>`,
      )}
    </div>
    <div class="formats" role="group" aria-label="Syntax">
      <button type="button" aria-pressed=${page.format === 'json'} @click=${() => actions.show({ format: 'json' })}>JSON</button
      ><span aria-hidden="true"> · </span
      ><button type="button" aria-pressed=${page.format === 'hcl'} @click=${() => actions.show({ format: 'hcl' })}>HCL</button>
    </div>`;
}

/** `environments/dev/network` is `network`; other folders stay part of the name. */
function short(name: string): string {
  const parts = name.split('/');
  const file = parts.at(-1) ?? name;
  return parts[0] === 'environments' ? file : `${parts.at(-2)}/${file}`;
}
