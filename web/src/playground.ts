/**
 * The playground. The spec's text is the one thing that is said; everything else on the page follows from it, and every
 * button that changes something changes the text.
 *
 * With each key, one file and one bill are asked of the engine; when nobody writes for a moment, everything else; what takes
 * longer is left to a second engine, so that nobody waits for it.
 */
import type { Advice, Behind, Change, Decision, Edit, OutputFile, Preview, ServiceUse } from 'groundplan';
import { render } from 'lit-html';

import { SpecEditor } from './editor/spec.ts';
import { TerraformView } from './editor/terraform.ts';
import { Engine, isStopped } from './engine/engine.ts';
import { Explaining } from './explaining.ts';
import { type Given, chosen, isSpec, texts, whenDropped } from './files.ts';
import { type FormData, form } from './form/form.ts';
import { painted, save, zipped } from './take.ts';
import { Latest } from './engine/latest.ts';
import type { Acts, Page } from './page.ts';
import { type Saved, readSaved, readTheme, writeDraft, writeSaved, writeTheme } from './state/draft.ts';
import { answers, fresh } from './state/first.ts';
import { packed, unpacked } from './state/share.ts';
import type { Shown } from './state/shown.ts';
import { Store } from './state/store.ts';
import { advice } from './view/advice.ts';
import { bill } from './view/bill.ts';
import { compare, point } from './view/compare.ts';
import { decisions } from './view/decisions.ts';
import { type DialogActs, dialog } from './view/dialog.ts';
import { explain, placed } from './view/explain.ts';
import { files } from './view/files.ts';
import { findings } from './view/findings.ts';
import { costTabs, lowerTabs, panes, specTabs, told } from './view/lower.ts';
import { picture } from './view/picture.ts';
import type { SliderActs } from './view/sliders.ts';
import { type TopActs, top } from './view/top.ts';

const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

/** Milliseconds without a key, after which everything is looked at, and after which what takes long is. */
const PAUSE = 140;
const REST = 500;
/** Milliseconds between keys that make a burst: what a burst changed is marked. */
const BURST = 1500;

export class Playground implements Acts, SliderActs {
  readonly page: Store<Page>;
  readonly live = new Engine();
  readonly quiet = new Engine();
  readonly spec: SpecEditor;
  readonly terraform: TerraformView;
  readonly #explaining: Explaining;
  /** What every part of the page may ask: a plain object, since templates call it. */
  readonly #previews = new Latest<number>((at) => this.#preview(at));
  #pause = 0;
  #rest = 0;
  #lastKey = 0;
  #kept = 0;
  /** Files as they were before the last burst of edits, by their names without endings. */
  #earlier = new Map<string, string>();
  #now = new Map<string, string>();
  #shownFile = '';
  #shows = new Map<string, readonly unknown[]>();

  constructor(shown: Shown, isKnown: boolean) {
    const known = isKnown ? { preview: answers.preview, overview: answers.overview, findings: answers.overview.findings } : { preview: undefined, overview: undefined, findings: [] };
    this.page = new Store<Page>({
      ...shown,
      ...known,
      isWrong: false,
      advice: undefined,
      usage: [],
      drawn: undefined,
      compared: undefined,
      explained: undefined,
      data: undefined,
      schema: undefined,
      isTall: false,
      touched: new Set(),
      pane: 'spec',
      bill: 'services',
      open: new Set(),
      dialog: undefined,
      told: undefined,
      saved: readSaved(),
      theme: readTheme(),
      trouble: undefined,
    });
    this.#explaining = new Explaining(this.quiet, () => this.page.value, (explained) => this.page.set({ explained }));
    this.#paint();
    this.terraform = new TerraformView(byId('terraform'), { asked: (line, at) => void this.#explain(line, at).catch(this.#failed) });
    this.spec = new SpecEditor(byId('spec'), shown.text, shown.notation, this.live, {
      changed: (text) => this.#changed(text),
      settle: (edits, title) => this.apply(edits, title),
      why: (code) => this.why(code),
    });
    if (isKnown && answers.preview.file) this.#file(answers.preview);
    this.page.watch((page, before) => this.#watched(page, before));
    this.#previews.wish(performance.now());
    this.#later();
    this.#listen();
  }

  show(change: Partial<Page>): void {
    this.page.set(change);
  }

  openFile(file: string): void {
    this.page.set({ file, pane: 'terraform' });
  }

  /** Shows a resource: in the file where it stands. */
  find(address: string): void {
    void this.#find(address.replace(/^resource\./, '').replace(/^locals\./, 'local.').replace(/^variable\./, 'var.')).catch(this.#failed);
  }

  apply(edits: readonly Edit[], done: string): void {
    this.spec.apply(edits);
    this.tell(`${done.replaceAll('`', '')}: done`, true);
  }

  reveal(index: number): void {
    this.page.set({ left: 'text', pane: 'spec' });
    requestAnimationFrame(() => this.spec.reveal(index));
  }

  why(code: string): void {
    void this.live.ask('explain', code).then((rule) => this.page.set({ dialog: { kind: 'rule', rule } }), this.#failed);
  }

  async say(changes: readonly Change[], done: string | undefined, kind?: string): Promise<void> {
    const { text, notation } = this.page.value;
    const { edits } = await this.live.ask('edit', text, changes, { notation });
    // Somebody has typed meanwhile: the places are others now.
    if (text !== this.page.value.text) return;
    this.spec.apply(edits, kind);
    if (done !== undefined) this.tell(done, true);
  }

  take(advice: Advice): void {
    const change = { path: `environments.${quoted(advice.environment)}`, value: JSON.parse(advice.setting) as unknown };
    void this.say([change], `${advice.environment} takes the advice`).catch(this.#failed);
  }

  use(one: ServiceUse, value: string): void {
    const usage = this.page.value.usage.map((known) => (known.path === one.path ? { ...known, value, at: known.steps.indexOf(value), said: true } : known));
    this.page.set({ usage });
    void this.say([{ path: one.path, value: /^\d+$/.test(value) ? Number(value) : value }], undefined, 'input.slide').catch(this.#failed);
  }

  opened(service: string, isOpen: boolean): void {
    const open = new Set(this.page.value.open);
    if (isOpen === open.has(`use of ${service}`)) return;
    if (isOpen) open.add(`use of ${service}`);
    else open.delete(`use of ${service}`);
    this.page.set({ open });
  }

  isOpened(service: string): boolean {
    return this.page.value.open.has(`use of ${service}`);
  }

  assume(one: ServiceUse): void {
    void this.say([{ path: one.path, value: null }], `${one.label} of ${one.service} is assumed`).catch(this.#failed);
  }

  undo(): void {
    void import('@codemirror/commands').then(({ undo }) => undo(this.spec.view));
    this.page.set({ told: undefined });
  }

  tell(text: string, canUndo = false): void {
    this.page.set({ told: { text, canUndo } });
    setTimeout(() => this.page.value.told?.text === text && this.page.set({ told: undefined }), 6000);
  }

  /** What is shown, to be kept or shared. */
  get shown(): Shown {
    const { text, notation, environment, file, format, left, lower, against } = this.page.value;
    return { text, notation, environment, file, format, left, lower, against };
  }

  /** Another spec in place of this one. */
  open(shown: Shown): void {
    this.page.set({ ...shown, overview: undefined, findings: [], advice: undefined, dialog: undefined });
    this.#earlier = new Map();
    this.#now = new Map();
    this.spec.open(shown.text, shown.notation);
  }

  #changed(text: string): void {
    const at = performance.now();
    if (at - this.#lastKey > BURST) this.#earlier = new Map(this.#now);
    this.#lastKey = at;
    this.page.set({ text });
    this.#previews.wish(at);
    this.#later();
  }

  #later(): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#rest);
    this.quiet.stop();
    this.#pause = window.setTimeout(() => void this.#overview().catch(this.#failed), PAUSE);
    this.#rest = window.setTimeout(() => void this.#advise().catch(this.#failed), REST);
  }

  async #preview(at: number): Promise<void> {
    const { text, notation, environment, file, format } = this.page.value;
    try {
      const preview = await this.live.ask('preview', text, { notation, environment, file, format });
      const took = this.live.took;
      // Somebody looks at another environment or file meanwhile: its own answer is on its way.
      const now = this.page.value;
      if (environment !== now.environment || file !== now.file || format !== now.format) return;
      if (!preview.ok) {
        this.page.set({ isWrong: true, trouble: undefined });
        return;
      }
      this.page.set({ preview, environment: preview.environment, isWrong: false, trouble: undefined });
      if (preview.file) this.#file(preview);
      else if (preview.names.length > 0) this.#another(preview);
      // Views are told when this task ends; then both the new Terraform and the new bill are in the page.
      queueMicrotask(() => {
        const written = performance.now() - at;
        requestAnimationFrame(() => {
          performance.measure('keystroke', { start: at, end: performance.now(), detail: { engine: took, written } });
        });
      });
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Shows a file that has come: from its top when it is another one, else with what has changed. */
  #file({ file }: Preview): void {
    if (!file) return;
    const name = nameOf(file.path);
    const key = `${file.path}`;
    if (this.#shownFile === key) this.terraform.update(file.text, this.#earlier.get(key) ?? file.text);
    else this.terraform.open(file.text, file.path.endsWith('.json'));
    if (this.#shownFile !== key && this.#earlier.has(key)) this.terraform.update(file.text, this.#earlier.get(key) ?? '');
    this.#shownFile = key;
    this.#now.set(key, file.text);
    if (!this.#earlier.has(key)) this.#earlier.set(key, file.text);
    if (name !== this.page.value.file) this.page.set({ file: name });
  }

  /** The file that was shown is gone: the same one of this environment, or one that everybody has. */
  #another({ names, environment }: Preview): void {
    const base = this.page.value.file.split('/').at(-1);
    const own = `environments/${environment}/`;
    const file = names.find((name) => name === `${own}${base}`) ?? names.find((name) => name === `${own}network`) ?? names[0] ?? '';
    this.page.set({ file });
  }

  async #overview(): Promise<void> {
    const { text, notation, environment, format } = this.page.value;
    const overview = await this.quiet.ask('overview', text, { notation, environment, format });
    if (text !== this.page.value.text) return;
    this.spec.find(overview.findings);
    await this.#form();
    if (!overview.ok) {
      this.page.set({ findings: overview.findings, isWrong: true });
      return;
    }
    this.page.set({ overview, findings: overview.findings, isWrong: false, touched: this.#touched(overview.files) });
    const { usage } = await this.quiet.ask('usage', text, { notation, environment: this.page.value.environment });
    if (text === this.page.value.text) this.page.set({ usage });
    await this.#draw();
    await this.#compare();
  }

  /** What the form shows, while it is shown. */
  async #form(): Promise<void> {
    const { text, notation, left, schema } = this.page.value;
    if (left !== 'form') return;
    const known = schema ?? (await this.live.ask('jsonSchema'));
    const { spec } = await this.live.ask('read', text, { notation });
    if (spec && text === this.page.value.text) this.page.set({ data: spec, schema: known });
  }

  async #draw(): Promise<void> {
    const { text, environment, lower } = this.page.value;
    if (lower !== 'picture') return;
    const drawn = await this.quiet.ask('diagram', this.#source, { environment });
    if (drawn.ok && text === this.page.value.text) this.page.set({ drawn });
  }

  async #compare(): Promise<void> {
    const { text, environment, lower, overview, saved } = this.page.value;
    if (lower !== 'compare') return;
    const others = (overview?.environments ?? []).map(({ name }) => name).filter((name) => name !== environment);
    const choices = [...others, ...saved.map(({ at }) => point(at))];
    const against = choices.includes(this.page.value.against) ? this.page.value.against : choices[0];
    if (against === undefined) return;
    const then = saved.find(({ at }) => point(at) === against);
    const before = then ? { name: `stack.${then.shown.notation}`, text: then.shown.text } : this.#source;
    const compared = await this.quiet.ask('diff', before, this.#source, { before: then ? environment : against, after: environment });
    if (text === this.page.value.text) this.page.set({ compared, against });
  }

  get #source(): Given {
    const { text, notation } = this.page.value;
    return { name: `stack.${notation}`, text };
  }

  async #explain(line: number, at: DOMRect): Promise<void> {
    const path = this.#shownFile;
    const explained = await this.#explaining.line({ path, text: this.terraform.text }, line, at);
    if (explained?.block) this.terraform.choose(explained.block.from, explained.block.to, false);
  }

  async #find(address: string): Promise<void> {
    const files = this.page.value.overview?.files ?? [];
    const own = `environments/${this.page.value.environment}/`;
    for (const { path, text } of files.filter(({ path }) => path.startsWith(own) || path.startsWith('bootstrap/'))) {
      const block = (await this.live.ask('blocks', path, text)).find((one) => one.address === address);
      if (!block) continue;
      const name = nameOf(path);
      this.page.set({ file: name, pane: 'terraform' });
      await this.#previews.idle();
      if (this.#shownFile === path) this.terraform.choose(block.from, block.to);
      return;
    }
  }

  #touched(all: readonly { path: string; text: string }[]): Set<string> {
    const touched = new Set<string>();
    for (const { path, text } of all) {
      const earlier = this.#earlier.get(path);
      if (earlier === undefined) this.#earlier.set(path, text);
      else if (earlier !== text) touched.add(nameOf(path));
      this.#now.set(path, text);
    }
    return touched;
  }

  /** Keeps the draft, and has it in the address. */
  #keep(): void {
    clearTimeout(this.#kept);
    this.#kept = window.setTimeout(async () => {
      writeDraft(this.shown);
      if (location.hash) history.replaceState(null, '', `#${await packed(this.shown)}`);
    }, REST);
  }

  async #advise(): Promise<void> {
    const { text, notation } = this.page.value;
    const { estimate } = await this.quiet.ask('estimate', { name: `stack.${notation}`, text });
    if (text === this.page.value.text && estimate) this.page.set({ advice: estimate.advice ?? [] });
  }

  readonly #failed = (error: unknown): void => {
    if (isStopped(error)) return;
    this.page.set({ trouble: error instanceof Error ? error.message : String(error) });
  };

  #watched(page: Page, before: Page): void {
    this.#paint();
    if (page.environment !== before.environment || page.file !== before.file || page.format !== before.format) this.#previews.wish(performance.now());
    if (page.environment !== before.environment || page.format !== before.format || page.lower !== before.lower || page.left !== before.left || page.against !== before.against) this.#later();
    if (page.explained && (page.text !== before.text || page.environment !== before.environment || page.file !== before.file)) this.#explaining.stop();
    if (!page.explained && before.explained) this.terraform.release();
    if (page.theme !== before.theme) writeTheme(page.theme);
    if (page.text !== before.text || page.environment !== before.environment) this.#keep();
  }

  /** Parts of the page, each with what it shows: one that shows the same as before is left alone. */
  #paint(): void {
    const page = this.page.value;
    document.body.dataset.pane = page.pane;
    const { overview, preview, environment, findings, isWrong } = page;
    this.#part('top', [overview, preview, environment, page.lower, page.theme, page.notation], () => top(page, this.#top));
    this.#part('spec-tabs', [page.left, page.notation, findings, isWrong], () => specTabs(page, this));
    this.#part('terraform-tabs', [preview?.names.join(), page.file, page.format, page.touched], () => files(page, this));
    this.#part('cost-tabs', [page.bill], () => costTabs(page, this));
    this.#part('cost', [preview, page.bill, page.open, page.usage], () => bill(page, this));
    this.#part('lower-tabs', [page.lower, page.isTall], () => lowerTabs(page, this));
    this.#part('lower', [page.lower, overview, environment, findings, page.drawn, page.compared, page.against, page.saved], () => this.#lower(page));
    this.#part('pane-advice', [page.advice, environment], () => advice(page, this));
    byId('spec').hidden = page.left === 'form';
    byId('form').hidden = page.left !== 'form';
    if (page.left === 'form') this.#part('form', [page.data, overview, environment, findings], () => this.#formOf(page));
    document.querySelector('main')?.classList.toggle('is-tall', page.isTall);
    this.#paintExplained(page);
    this.#part('told', [page.told, page.trouble], () => told(page, this));
    this.#part('switch', [page.pane], () => panes(page, this));
    this.#paintDialog(page);
    const isDark = page.theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : page.theme === 'dark';
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
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
    const acts = {
      close: () => this.#explaining.stop(),
      change: (place: string, value: unknown) => void this.say([{ path: place, value }], `${place} is ${String(value)} now`).catch(this.#failed),
      show: (place: string) => void this.#showPlace(place).catch(this.#failed),
    };
    render(explain(page.explained, page, acts), box);
    placed(page.explained.at, box);
  }

  /** Shows where the spec says something, or is to say it. */
  async #showPlace(place: string): Promise<void> {
    const { text, notation } = this.page.value;
    const steps = place.split('.');
    // The edit that would write there begins where it stands.
    for (let length = steps.length; length > 0; length--) {
      const { edits } = await this.live.ask('edit', text, [{ path: steps.slice(0, length).join('.'), rename: '\u0001' }], { notation }).catch(() => ({ edits: [] }));
      if (edits[0]) return this.reveal(edits[0].from);
    }
  }

  #formOf(page: Page) {
    if (!page.data || !page.schema) return '';
    const decided = new Map((page.overview?.decisions ?? []).filter((one) => one.environment === page.environment || !one.environment).map((one): [string, Decision] => [one.path, one]));
    const findings = new Map(page.findings.map(({ diagnostic }): [string, string] => [diagnostic.path, diagnostic.message]));
    const data: FormData = { schema: page.schema, spec: page.data, decided, findings };
    return form(data, { say: (path, value) => void this.say([{ path, value: value ?? null }], undefined, 'input.form').catch(this.#failed) });
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
        return picture(page.drawn, { find: (address) => this.find(address), saveSvg: () => this.#saveSvg(), savePng: () => void this.#savePng().catch(this.#failed) });
      case 'decisions':
        return decisions(page, (one, at) => this.#explaining.decision(behindOf(one), at));
      case 'findings':
        return findings(page, this);
      case 'compare':
        return compare(page, this, (against) => this.page.set({ against }));
    }
  }

  /** Keys that count everywhere, files that are dropped, and addresses that are pasted. */
  #listen(): void {
    document.addEventListener('keydown', (event) => this.#pressed(event));
    document.addEventListener('pointerdown', (event) => {
      const target = event.target as HTMLElement;
      if (this.page.value.explained && !target.closest('#explain, #terraform, #lower')) this.#explaining.stop();
      if (!target.closest('.menu')) document.querySelector('.menu[open]')?.removeAttribute('open');
    });
    byId('dialog').addEventListener('close', () => this.page.set({ dialog: undefined }));
    window.addEventListener('hashchange', () => void unpacked(location.hash).then((shown) => shown && this.open(shown)));
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#paint());
    whenDropped(document.body, (given) => void this.#take(given).catch(this.#failed));
  }

  #pressed(event: KeyboardEvent): void {
    const panes = { Digit1: 'spec', Digit2: 'terraform', Digit3: 'cost', Digit4: 'lower' } as const;
    if (event.key === 'Escape' && this.page.value.explained) return this.#explaining.stop();
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.code in panes) {
      event.preventDefault();
      this.#focus(panes[event.code as keyof typeof panes]);
    } else if (event.code === 'KeyE') {
      event.preventDefault();
      const names = (this.page.value.overview?.environments ?? []).map(({ name }) => name);
      const next = names[(names.indexOf(this.page.value.environment) + 1) % names.length];
      if (next !== undefined) this.environment(next);
    }
  }

  #focus(pane: 'spec' | 'terraform' | 'cost' | 'lower'): void {
    this.page.set({ pane: pane === 'lower' ? 'more' : pane });
    const focus = { spec: () => this.spec.view.focus(), terraform: () => this.terraform.view.focus(), cost: () => byId('cost').focus(), lower: () => byId('lower').focus() };
    requestAnimationFrame(focus[pane]);
  }

  /** Files from elsewhere: a spec is opened, Terraform and plans are priced and checked. */
  async #take(given: readonly File[]): Promise<void> {
    const all = await texts(given);
    if (all.length === 0) return;
    const [first] = all;
    if (first && isSpec(all)) {
      this.open({ ...fresh(first.text), notation: first.name.endsWith('.json') ? 'json' : 'yaml' });
      return;
    }
    const name = all.map((one) => one.name).join(', ');
    const [priced, checked] = await Promise.all([this.live.ask('estimate', all), this.live.ask('check', all)]);
    this.page.set({ dialog: { kind: 'bill', name, estimate: priced.estimate, findings: [...priced.diagnostics, ...checked.diagnostics.filter((one) => !priced.diagnostics.some((known) => known.message === one.message))], notes: priced.notes } });
  }

  async #download(): Promise<void> {
    const { text, notation, format } = this.page.value;
    const { ok, files } = await this.live.ask('synth', this.#source, { format, priced: false });
    if (!ok) return this.tell('There are errors: Terraform is made when they are gone');
    const spec: OutputFile = { path: `groundplan.${notation}`, text };
    save(await zipped(files, spec), `${this.#name}-terraform.zip`);
    this.tell('The README in the zip says how to begin: bootstrap first, then each environment');
  }

  async #copyProgram(language: 'rust' | 'typescript'): Promise<void> {
    const { ok, text } = await this.live.ask('program', this.#source, { language });
    if (!ok) return this.tell('There are errors: the program is written when they are gone');
    await this.copy(text, language === 'rust' ? 'The Rust program' : 'The TypeScript program');
  }

  async #copyTable(): Promise<void> {
    const [last] = this.page.value.saved;
    const table = last
      ? await this.live.ask('diff', { name: `stack.${last.shown.notation}`, text: last.shown.text }, this.#source, { form: 'markdown' })
      : await this.live.ask('estimate', this.#source, { form: 'markdown' });
    if (table.text === undefined) return this.tell('There are errors: the table is made when they are gone');
    await this.copy(table.text, last ? `What changed since ${last.name} was saved` : 'The table');
  }

  async #convert(): Promise<void> {
    const { text, notation } = this.page.value;
    const to = notation === 'yaml' ? 'json' : 'yaml';
    const { ok, text: converted } = await this.live.ask('convert', text, notation, to);
    if (!ok) return this.tell('The text cannot be read: it is converted when its errors are gone');
    this.open({ ...this.shown, text: converted, notation: to });
  }

  #saveSvg(): void {
    const { drawn, environment } = this.page.value;
    if (drawn) save(new Blob([drawn.svg], { type: 'image/svg+xml' }), `${this.#name}-${environment}.svg`);
  }

  async #savePng(): Promise<void> {
    const { drawn, environment } = this.page.value;
    if (drawn) save(await painted(drawn.svg, '#fbfaf7'), `${this.#name}-${environment}.png`);
  }

  get #name(): string {
    return /^\s*"?stack"?:\s*"?([\w-]+)/m.exec(this.page.value.text)?.[1] ?? 'stack';
  }

  readonly #top: TopActs = {
    environment: (name) => this.environment(name),
    compare: () => this.page.set({ lower: 'compare', pane: 'more' }),
    templates: () => this.page.set({ dialog: { kind: 'templates' } }),
    share: () => void this.#share(),
    openFiles: () => void chosen().then((given) => this.#take(given)).catch(this.#failed),
    download: () => void this.#download().catch(this.#failed),
    copyProgram: (language) => void this.#copyProgram(language).catch(this.#failed),
    copyTable: () => void this.#copyTable().catch(this.#failed),
    convert: () => void this.#convert().catch(this.#failed),
    save: () => this.#save(),
    keys: () => this.page.set({ dialog: { kind: 'keys' } }),
    theme: () => this.page.set({ theme: THEMES[this.page.value.theme] }),
  };

  readonly #dialog: DialogActs = {
    close: () => this.page.set({ dialog: undefined }),
    template: ({ text }) => this.open(fresh(text)),
    saved: ({ shown }) => this.open(shown),
    forget: (saved) => this.#forget(saved),
    copy: (text, what) => void this.copy(text, what),
  };

  environment(name: string): void {
    const file = this.page.value.file.replace(/^environments\/[^/]+/, `environments/${name}`);
    this.page.set({ environment: name, file, lower: this.page.value.lower === 'compare' ? 'picture' : this.page.value.lower });
  }

  async copy(text: string, what: string): Promise<void> {
    await navigator.clipboard.writeText(text);
    this.tell(`${what} is in the clipboard`);
  }

  async #share(): Promise<void> {
    const hash = await packed(this.shown);
    history.replaceState(null, '', `#${hash}`);
    this.page.set({ dialog: { kind: 'share', link: location.href } });
  }

  #save(): void {
    const name = this.#name;
    const saved = [{ name, at: Date.now(), shown: this.shown }, ...this.page.value.saved].slice(0, 50);
    this.page.set({ saved });
    this.tell(writeSaved(saved) ? `Saved as ${name} in this browser` : 'This browser keeps nothing: the point lasts until the page is closed');
  }

  #forget(gone: Saved): void {
    const saved = this.page.value.saved.filter((one) => one !== gone);
    this.page.set({ saved });
    writeSaved(saved);
  }
}

const THEMES = { system: 'light', light: 'dark', dark: 'system' } as const;

/** The name of a file without its ending. */
const nameOf = (path: string): string => path.replace(/\.tf(\.json)?$/, '');

const quoted = (name: string): string => (name.includes('.') ? `"${name}"` : name);

/** A decision as what is behind something. */
function behindOf({ path, value, origin, reason, controls, environment }: Decision): Behind {
  const place = environment === '' ? path : `environments.${quoted(environment)}.${path}`;
  return { path, place, value, origin, reason, controls, arguments: [] };
}
