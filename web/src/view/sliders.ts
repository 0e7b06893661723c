/** How much the services are used: each a slider, and each a word of the spec. */
import type { ServiceUse } from 'groundplan';
import { type TemplateResult, html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

export interface SliderActions {
  /** Says another figure in the spec. */
  use(one: ServiceUse, value: string): void;
  /** Notes that the sliders of a service are looked at, or no longer. */
  opened(service: string, isOpen: boolean): void;
  isOpened(service: string): boolean;
  /** Goes back to what is assumed. */
  assume(one: ServiceUse): void;
}

export function sliders(usage: readonly ServiceUse[], actions: SliderActions): TemplateResult | typeof nothing {
  if (usage.length === 0) return nothing;
  const services = [...new Set(usage.map((one) => one.service))];
  // With many services, each is opened when it is looked for: nobody reads seven hundred sliders.
  const isFew = services.length <= 2;
  const of = (service: string) => usage.filter((one) => one.service === service).map((one) => slider(one, actions));
  return html`<section class="sliders">
    ${services.map((service) =>
      isFew
        ? html`<h3>How much ${service} is used</h3>
            ${of(service)}`
        : html`<details @toggle=${(event: Event) => actions.opened(service, (event.target as HTMLDetailsElement).open)}>
            <summary>How much ${service} is used</summary>
            ${actions.isOpened(service) ? of(service) : nothing}
          </details>`,
    )}
  </section>`;
}

function slider(one: ServiceUse, actions: SliderActions): TemplateResult {
  const moved = (event: Event) => {
    const value = one.steps[Number((event.target as HTMLInputElement).value)];
    if (value !== undefined) actions.use(one, value);
  };
  return html`<div class=${one.explicit ? 'slider' : 'slider is-assumed'}>
    <label>
      <span>${one.label}</span>
      <input type="range" min="0" max=${one.steps.length - 1} .value=${live(String(one.at))} aria-valuetext=${one.value} data-path=${one.path} @input=${moved} />
      <output>${one.value}</output>
    </label>
    ${one.explicit
      ? html`<button class="link" type="button" aria-label="Take ${one.label} of ${one.service} out of the spec" title="Set in the spec; without it, the value is assumed" @click=${() => actions.assume(one)}>×</button>`
      : html`<span class="quiet" title="Assumed: not set in the spec">~</span>`}
  </div>`;
}
