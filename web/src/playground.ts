/**
 * The playground. The spec's text is the only source: everything else on the page follows from it, and every button that
 * changes something changes the text.
 *
 * Each keystroke asks the engine for one file and one bill, a pause in typing for everything else. A second engine answers
 * what takes longer, so that it delays nothing.
 */
import type { Advice, Change, Edit, Preview, ServiceUse } from 'groundplan';

import { SpecEditor } from './editor/spec.ts';
import { TerraformView } from './editor/terraform.ts';
import { Engine, isStopped } from './engine/engine.ts';
import { Latest } from './engine/latest.ts';
import { ProvenanceFinder } from './provenance.ts';
import type { Args } from './files.ts';
import { listen } from './keys.ts';
import type { PageActions, Page } from './page.ts';
import { Renderer, byId, quoted } from './render.ts';
import { readSaved, readTheme, writeDraft, writeTheme } from './state/draft.ts';
import { answers } from './state/first.ts';
import { packed } from './state/share.ts';
import type { ViewState } from './state/view-state.ts';
import { Store } from './state/store.ts';
import { Actions } from './actions.ts';
import { point } from './view/compare.ts';
import type { SliderActions } from './view/sliders.ts';

/** Milliseconds without a key, after which everything is looked at, and after which what takes long is. */
const PAUSE = 140;
const REST = 500;
/** Milliseconds between keys that make a burst: what a burst changed is marked. */
const BURST = 1500;

export class Playground implements PageActions, SliderActions {
  readonly page: Store<Page>;
  readonly live = new Engine();
  readonly quiet = new Engine();
  readonly spec: SpecEditor;
  readonly terraform: TerraformView;
  readonly provenanceFinder: ProvenanceFinder;
  readonly #renderer: Renderer;
  readonly #previews = new Latest<number>((at) => this.#preview(at));
  #pause = 0;
  #rest = 0;
  #lastKey = 0;
  #kept = 0;
  /** Files as they were before the last burst of edits, by their names without endings. */
  #earlier = new Map<string, string>();
  #now = new Map<string, string>();
  #shownFile = '';

  constructor(shown: ViewState, isKnown: boolean) {
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
      toast: undefined,
      saved: readSaved(),
      theme: readTheme(),
      trouble: undefined,
    });
    this.provenanceFinder = new ProvenanceFinder(this.quiet, () => this.page.value, (explained) => this.page.set({ explained }));
    const actions = new Actions(this);
    this.#renderer = new Renderer(this, actions);
    this.repaint();
    this.terraform = new TerraformView(byId('terraform'), { asked: (line, at) => void this.#explain(line, at).catch(this.failed) });
    this.spec = new SpecEditor(byId('spec'), shown.text, shown.notation, this.live, {
      changed: (text) => this.#changed(text),
      settle: (edits, title) => this.apply(edits, title),
      why: (code) => this.why(code),
    });
    if (isKnown && answers.preview.file) this.#file(answers.preview);
    this.page.watch((page, before) => this.#watched(page, before));
    this.#previews.request(performance.now());
    this.#later();
    listen(this, actions);
  }

  /** Draws what has changed. */
  repaint(): void {
    this.#renderer.paint();
  }

  show(change: Partial<Page>): void {
    this.page.set(change);
  }

  openFile(file: string): void {
    this.page.set({ file, pane: 'terraform' });
  }

  /** Shows a resource in its file. */
  find(address: string): void {
    void this.#find(address).catch(this.failed);
  }

  apply(edits: readonly Edit[], done: string): void {
    this.spec.apply(edits);
    this.notify(`${done.replaceAll('`', '')}: done`, true);
  }

  reveal(index: number): void {
    this.page.set({ left: 'text', pane: 'spec' });
    requestAnimationFrame(() => this.spec.reveal(index));
  }

  why(code: string): void {
    void this.live.ask('explain', code).then((rule) => this.page.set({ dialog: { kind: 'rule', rule } }), this.failed);
  }

  async change(changes: readonly Change[], done: string | undefined, kind?: string): Promise<void> {
    const { text, notation } = this.page.value;
    const { edits } = await this.live.ask('edit', text, changes, { notation });
    // Somebody has typed meanwhile: the places are others now.
    if (text !== this.page.value.text) return;
    this.spec.apply(edits, kind);
    if (done !== undefined) this.notify(done, true);
  }

  take(advice: Advice): void {
    const change = { path: `environments.${quoted(advice.environment)}`, value: JSON.parse(advice.setting) as unknown };
    void this.change([change], `${advice.environment} takes the advice`).catch(this.failed);
  }

  use(one: ServiceUse, value: string): void {
    const usage = this.page.value.usage.map((known) => (known.path === one.path ? { ...known, value, at: known.steps.indexOf(value), explicit: true } : known));
    this.page.set({ usage });
    void this.change([{ path: one.path, value: /^\d+$/.test(value) ? Number(value) : value }], undefined, 'input.slide').catch(this.failed);
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
    void this.change([{ path: one.path, value: null }], `${one.label} of ${one.service} is assumed`).catch(this.failed);
  }

  undo(): void {
    void import('@codemirror/commands').then(({ undo }) => undo(this.spec.view));
    this.page.set({ toast: undefined });
  }

  notify(text: string, canUndo = false): void {
    this.page.set({ toast: { text, canUndo } });
    setTimeout(() => this.page.value.toast?.text === text && this.page.set({ toast: undefined }), 6000);
  }

  /** What is shown, to be kept or shared. */
  get shown(): ViewState {
    const { text, notation, environment, file, format, left, lower, against } = this.page.value;
    return { text, notation, environment, file, format, left, lower, against };
  }

  /** Another spec in place of this one. */
  open(shown: ViewState): void {
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
    this.#previews.request(at);
    this.#later();
  }

  #later(): void {
    clearTimeout(this.#pause);
    clearTimeout(this.#rest);
    this.quiet.stop();
    this.#pause = window.setTimeout(() => void this.#overview().catch(this.failed), PAUSE);
    this.#rest = window.setTimeout(() => void this.#advise().catch(this.failed), REST);
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
      // Views are notified when this task ends; then both the new Terraform and the new bill are in the page.
      queueMicrotask(() => {
        const written = performance.now() - at;
        requestAnimationFrame(() => {
          performance.measure('keystroke', { start: at, end: performance.now(), detail: { engine: took, written } });
        });
      });
    } catch (error) {
      this.failed(error);
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
    const drawn = await this.quiet.ask('diagram', this.source, { environment });
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
    const before = then ? { name: `stack.${then.shown.notation}`, text: then.shown.text } : this.source;
    const compared = await this.quiet.ask('diff', before, this.source, { before: then ? environment : against, after: environment });
    if (text === this.page.value.text) this.page.set({ compared, against });
  }

  get source(): Args {
    const { text, notation } = this.page.value;
    return { name: `stack.${notation}`, text };
  }

  async #explain(line: number, at: DOMRect): Promise<void> {
    const path = this.#shownFile;
    const explained = await this.provenanceFinder.line(path, line, at);
    if (explained?.block) this.terraform.choose(explained.block.from, explained.block.to, false);
  }

  async #find(address: string): Promise<void> {
    const { text, notation, environment, format } = this.page.value;
    const blocks = await this.live.ask('blocks', text, { notation, environment, format });
    const block = blocks.find((one) => one.address === address);
    if (!block) return;
    this.page.set({ file: nameOf(block.file), pane: 'terraform' });
    await this.#previews.idle();
    if (this.#shownFile === block.file) this.terraform.choose(block.from, block.to);
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

  readonly failed = (error: unknown): void => {
    if (isStopped(error)) return;
    this.page.set({ trouble: error instanceof Error ? error.message : String(error) });
  };

  #watched(page: Page, before: Page): void {
    this.repaint();
    if (page.environment !== before.environment || page.file !== before.file || page.format !== before.format) this.#previews.request(performance.now());
    if (page.environment !== before.environment || page.format !== before.format || page.lower !== before.lower || page.left !== before.left || page.against !== before.against) this.#later();
    if (page.explained && (page.text !== before.text || page.environment !== before.environment || page.file !== before.file)) this.provenanceFinder.stop();
    if (!page.explained && before.explained) this.terraform.release();
    if (page.theme !== before.theme) writeTheme(page.theme);
    if (page.text !== before.text || page.environment !== before.environment) this.#keep();
  }

  /** Shows where the spec sets a value, or would set it. */
  async showPlace(place: string): Promise<void> {
    const { text, notation } = this.page.value;
    const steps = place.split('.');
    // An edit of the value begins at its position.
    for (let length = steps.length; length > 0; length--) {
      const { edits } = await this.live.ask('edit', text, [{ path: steps.slice(0, length).join('.'), rename: '\u0001' }], { notation }).catch(() => ({ edits: [] }));
      if (edits[0]) return this.reveal(edits[0].from);
    }
  }

  get name(): string {
    return /^\s*"?stack"?:\s*"?([\w-]+)/m.exec(this.page.value.text)?.[1] ?? 'stack';
  }

  environment(name: string): void {
    const file = this.page.value.file.replace(/^environments\/[^/]+/, `environments/${name}`);
    this.page.set({ environment: name, file, lower: this.page.value.lower === 'compare' ? 'picture' : this.page.value.lower });
  }

  async copy(text: string, what: string): Promise<void> {
    await navigator.clipboard.writeText(text);
    this.notify(`${what} is in the clipboard`);
  }
}

/** The name of a file without its ending. */
const nameOf = (path: string): string => path.replace(/\.tf(\.json)?$/, '');
