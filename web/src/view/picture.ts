/** The picture of the environment: what stands for a resource leads to it. */
import type { Drawn } from 'groundplan';
import { type TemplateResult, html } from 'lit-html';

export interface PictureActions {
  find(address: string): void;
  saveSvg(): void;
  savePng(): void;
}

export function picture(drawn: Drawn | undefined, actions: PictureActions): TemplateResult {
  if (!drawn?.svg) return html`<p class="quiet pad">The picture appears here.</p>`;
  const find = (event: Event) => {
    const address = (event.target as Element).closest('[data-address]')?.getAttribute('data-address');
    if (address) actions.find(address);
  };
  return html`<div class="picture">
    <div class="drawing" @click=${find} @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && find(event)}>${parsed(drawn.svg)}</div>
    <p class="exports"><button class="link" type="button" @click=${actions.saveSvg}>SVG</button> <button class="link" type="button" @click=${actions.savePng}>PNG</button></p>
  </div>`;
}

let last: { text: string; element: Element } | undefined;

/** The picture as elements. It is read as XML, in which nothing runs; what stands for a resource can be reached with keys. */
function parsed(text: string): Element {
  if (last?.text === text) return last.element;
  const element = document.importNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement, true);
  element.setAttribute('role', 'group');
  for (const node of element.querySelectorAll('.node[data-address]')) {
    if (!node.getAttribute('data-address')) continue;
    node.setAttribute('tabindex', '0');
    node.setAttribute('role', 'button');
    node.setAttribute('aria-label', `${node.querySelector('text')?.textContent ?? ''}: ${node.querySelector('title')?.textContent ?? ''}`);
  }
  last = { text, element };
  return element;
}
