/** The bar above: which environment is looked at and what it costs, and what can be taken away. */
import { type TemplateResult, html } from 'lit-html';

import type { Page } from '../page.ts';
import { rounded } from './money.ts';

export interface TopActions {
  environment(name: string): void;
  compare(): void;
  templates(): void;
  share(): void;
  openFiles(): void;
  download(): void;
  copyProgram(language: 'rust' | 'typescript'): void;
  copyTable(): void;
  convert(): void;
  save(): void;
  keys(): void;
  theme(): void;
}

const THEMES = { light: '○', dark: '●', system: '◐' } as const;

export function top(page: Page, actions: TopActions): TemplateResult {
  return html`
    <a class="brand" href="./" aria-label="groundplan, start anew">${mark()}<span>groundplan</span></a>
    <nav class="environments" aria-label="Environments">
      ${environments(page).map(
        ({ name, total }) => html`<button
          type="button"
          aria-pressed=${page.lower !== 'compare' && name === page.environment}
          class=${name === page.environment ? 'is-shown' : ''}
          @click=${() => actions.environment(name)}
        >
          ${name} <span class="money">${total}</span>
        </button>`,
      )}
      <button type="button" aria-pressed=${page.lower === 'compare'} @click=${actions.compare}>compare</button>
    </nav>
    <div class="deeds">
      <button type="button" @click=${actions.templates}>Templates</button>
      <button type="button" @click=${actions.share}>Share</button>
      <button type="button" @click=${actions.openFiles}>Open plan…</button>
      ${menu(page, actions)}
      <button type="button" class="main" @click=${actions.download}>Download Terraform</button>
      <button type="button" class="theme" aria-label="Colours: ${page.theme}" title="Colours: ${page.theme}" @click=${actions.theme}>${THEMES[page.theme]}</button>
    </div>
  `;
}

function environments(page: Page): { name: string; total: string }[] {
  const all = page.overview?.environments ?? [];
  const shown = page.preview?.estimate?.monthly.total;
  return all.map(({ name, monthly, unpriced }) => {
    // The one that is written at is newer than what all of them were when they were looked at together.
    const total = name === page.preview?.environment ? shown : monthly?.total;
    return { name, total: total === undefined ? '' : `${rounded(total)}${unpriced ? '+' : ''}` };
  });
}

function menu(page: Page, actions: TopActions): TemplateResult {
  const item = (title: string, act: () => void, isNarrow = false) => html`<li class=${isNarrow ? 'narrow' : ''}>
    <button
      type="button"
      @click=${(event: Event) => {
        (event.target as HTMLElement).closest('details')?.removeAttribute('open');
        act();
      }}
    >
      ${title}
    </button>
  </li>`;
  return html`<details class="menu">
    <summary>More</summary>
    <ul>
      ${item('Templates', actions.templates, true)} ${item('Share', actions.share, true)} ${item('Open plan…', actions.openFiles, true)}
      ${item('Copy as a Rust program', () => actions.copyProgram('rust'))}
      ${item('Copy as a TypeScript program', () => actions.copyProgram('typescript'))}
      ${item('Copy the pull-request table', actions.copyTable)}
      ${item(page.notation === 'yaml' ? 'Write the spec as JSON' : 'Write the spec as YAML', actions.convert)}
      ${item('Save this point', actions.save)}
      ${item('Keyboard', actions.keys)}
    </ul>
  </details>`;
}

function mark(): TemplateResult {
  return html`<svg viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" stroke-width="1.6" aria-hidden="true">
    <path d="M3 3h18v18H3zM3 12h9M12 3v18M12 15h9" />
  </svg>`;
}
