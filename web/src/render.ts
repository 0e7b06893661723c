/** Draws the page: each part by itself, and only when it shows something else than before. */
import type { Provenance, Decision } from 'groundplan';
import { render } from 'lit-html';

import { chosen } from './files.ts';
import { type FormData, form } from './form/form.ts';
import type { Page } from './page.ts';
import type { Playground } from './playground.ts';
import { fresh } from './state/first.ts';
import type { Actions } from './actions.ts';
import { advice } from './view/advice.ts';
import { bill } from './view/bill.ts';
import { compare } from './view/compare.ts';
import { decisions } from './view/decisions.ts';
import { type DialogActions, dialog } from './view/dialog.ts';
import { explain, placed } from './view/explain.ts';
import { files } from './view/files.ts';
import { findings } from './view/findings.ts';
import { costTabs, lowerTabs, panes, specTabs, toast } from './view/lower.ts';
import { picture } from './view/picture.ts';
import { type TopActions, top } from './view/top.ts';

export const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

export class Renderer {
  #tab = '';
  #shows = new Map<string, readonly unknown[]>();

  constructor(
    private readonly playground: Playground,
    private readonly actions: Actions,
  ) {}

  /** Parts of the page, each with what it shows: one that shows the same as before is left alone. */
  paint(): void {
    const page = this.playground.page.value;
    document.body.dataset.pane = page.pane;
    const { overview, preview, environment, findings, isWrong } = page;
    this.#part('top', [overview, preview, environment, page.lower, page.theme, page.notation], () => top(page, this.#top));
    this.#part('spec-tabs', [page.left, page.notation, findings, isWrong], () => specTabs(page, this.playground));
    this.#part('terraform-tabs', [preview?.names.join(), page.file, page.format, page.touched], () => files(page, this.playground));
    this.#showTab(page.file);
    this.#part('cost-tabs', [page.bill], () => costTabs(page, this.playground));
    this.#part('cost', [preview, page.bill, page.open, page.usage], () => bill(page, this.playground));
    this.#part('lower-tabs', [page.lower, page.isTall], () => lowerTabs(page, this.playground));
    this.#part('lower', [page.lower, overview, environment, findings, page.drawn, page.compared, page.against, page.saved], () => this.#lower(page));
    this.#part('pane-advice', [page.advice, environment], () => advice(page, this.playground));
    byId('spec').hidden = page.left === 'form';
    byId('form').hidden = page.left !== 'form';
    if (page.left === 'form') this.#part('form', [page.data, overview, environment, findings], () => this.#formOf(page));
    document.querySelector('main')?.classList.toggle('is-tall', page.isTall);
    this.#paintExplained(page);
    this.#part('toast', [page.toast, page.trouble], () => toast(page, this.playground));
    this.#part('switch', [page.pane], () => panes(page, this.playground));
    this.#paintDialog(page);
    const isDark = page.theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : page.theme === 'dark';
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  }

  /** The tab of the file that is shown is in sight, however many there are. */
  #showTab(file: string): void {
    if (this.#tab === file) return;
    const tab = document.querySelector<HTMLElement>('#terraform-tabs [aria-selected=true]');
    const strip = tab?.parentElement;
    if (!tab || !strip) return;
    this.#tab = file;
    const [left, right] = [tab.offsetLeft - strip.offsetLeft, tab.offsetLeft - strip.offsetLeft + tab.offsetWidth];
    if (left < strip.scrollLeft || right > strip.scrollLeft + strip.clientWidth) strip.scrollLeft = left - 40;
  }

  #part(id: string, shows: readonly unknown[], content: () => unknown): void {
    const before = this.#shows.get(id);
    if (before && shows.every((one, at) => Object.is(one, before[at]))) return;
    this.#shows.set(id, shows);
    render(content(), byId(id));
  }

  #paintExplained(page: Page): void {
    const box = byId('explain');
    box.className = page.explained ? 'explain' : '';
    box.hidden = !page.explained;
    if (!page.explained) return;
    const actions = {
      close: () => this.playground.provenanceFinder.stop(),
      change: (place: string, value: unknown) => void this.playground.change([{ path: place, value }], `${place} is ${String(value)} now`).catch(this.playground.failed),
      show: (place: string) => void this.playground.showPlace(place).catch(this.playground.failed),
    };
    render(explain(page.explained, page, actions), box);
    placed(page.explained.at, box);
  }

  #formOf(page: Page) {
    if (!page.data || !page.schema) return '';
    const decided = new Map((page.overview?.decisions ?? []).filter((one) => one.environment === page.environment || !one.environment).map((one): [string, Decision] => [one.path, one]));
    const findings = new Map(page.findings.map(({ diagnostic }): [string, string] => [diagnostic.path, diagnostic.message]));
    const data: FormData = { schema: page.schema, spec: page.data, decided, findings };
    return form(data, { set: (path, value) => void this.playground.change([{ path, value: value ?? null }], undefined, 'input.form').catch(this.playground.failed) });
  }

  #paintDialog(page: Page): void {
    const element = byId('dialog') as HTMLDialogElement;
    if (page.dialog) render(dialog(page.dialog, page, this.#dialog), element);
    if (page.dialog && !element.open) element.showModal();
    if (!page.dialog && element.open) element.close();
  }

  #lower(page: Page) {
    switch (page.lower) {
      case 'picture':
        return picture(page.drawn, { find: (address) => this.playground.find(address), saveSvg: () => this.actions.saveSvg(), savePng: () => void this.actions.savePng().catch(this.playground.failed) });
      case 'decisions':
        return decisions(page, (one, at) => this.playground.provenanceFinder.decision(provenanceOf(one), at));
      case 'findings':
        return findings(page, this.playground);
      case 'compare':
        return compare(page, this.playground, (against) => this.playground.page.set({ against }));
    }
  }

  readonly #top: TopActions = {
    environment: (name) => this.playground.environment(name),
    compare: () => this.playground.page.set({ lower: 'compare', pane: 'more' }),
    templates: () => this.playground.page.set({ dialog: { kind: 'templates' } }),
    share: () => void this.actions.share().catch(this.playground.failed),
    openFiles: () => void chosen().then((given) => this.actions.open(given)).catch(this.playground.failed),
    download: () => void this.actions.download().catch(this.playground.failed),
    copyProgram: (language) => void this.actions.copyProgram(language).catch(this.playground.failed),
    copyTable: () => void this.actions.copyTable().catch(this.playground.failed),
    convert: () => void this.actions.convert().catch(this.playground.failed),
    save: () => this.actions.save(),
    keys: () => this.playground.page.set({ dialog: { kind: 'keys' } }),
    theme: () => this.playground.page.set({ theme: THEMES[this.playground.page.value.theme] }),
  };

  readonly #dialog: DialogActions = {
    close: () => this.playground.page.set({ dialog: undefined }),
    template: ({ text }) => this.playground.open(fresh(text)),
    saved: ({ shown }) => this.playground.open(shown),
    forget: (saved) => this.actions.forget(saved),
    copy: (text, what) => void this.playground.copy(text, what),
  };
}

const THEMES = { system: 'light', light: 'dark', dark: 'system' } as const;

export const quoted = (name: string): string => (name.includes('.') ? `"${name}"` : name);

/** A decision as a box explains it. */
function provenanceOf({ path, value, origin, reason, controls, environment }: Decision): Provenance {
  const place = environment === '' ? path : `environments.${quoted(environment)}.${path}`;
  return { path, place, value, origin, reason, controls, arguments: [] };
}
