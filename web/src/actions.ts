/** What is taken away from the page, and brought to it: files, programs, tables, links and saved points. */
import type { OutputFile } from 'groundplan';

import { isSpec, texts } from './files.ts';
import type { Playground } from './playground.ts';
import { type Saved, writeSaved } from './state/draft.ts';
import { fresh } from './state/first.ts';
import { packed } from './state/share.ts';
import { painted, save, zipped } from './download.ts';

export class Actions {
  constructor(private readonly playground: Playground) {}

  /** Files from elsewhere: a spec is opened, Terraform and plans are priced and checked. */
  async open(given: readonly File[]): Promise<void> {
    const all = await texts(given);
    if (all.length === 0) return;
    const [first] = all;
    if (first && isSpec(all)) {
      this.playground.open({ ...fresh(first.text), notation: first.name.endsWith('.json') ? 'json' : 'yaml' });
      return;
    }
    const name = all.map((one) => one.name).join(', ');
    const [priced, checked] = await Promise.all([this.playground.live.ask('estimate', all), this.playground.live.ask('check', all)]);
    this.playground.page.set({ dialog: { kind: 'bill', name, estimate: priced.estimate, findings: [...priced.diagnostics, ...checked.diagnostics.filter((one) => !priced.diagnostics.some((known) => known.message === one.message))], notes: priced.notes } });
  }

  async download(): Promise<void> {
    const { text, notation, format } = this.playground.page.value;
    const { ok, files } = await this.playground.live.ask('synth', this.playground.source, { format });
    if (!ok) return this.playground.notify('There are errors: Terraform is made when they are gone');
    const spec: OutputFile = { path: `groundplan.${notation}`, text };
    save(await zipped(files, spec), `${this.playground.name}-terraform.zip`);
    this.playground.notify('The README in the zip says how to begin: bootstrap first, then each environment');
  }

  async copyProgram(language: 'rust' | 'typescript'): Promise<void> {
    const { ok, text } = await this.playground.live.ask('program', this.playground.source, { language });
    if (!ok) return this.playground.notify('There are errors: the program is written when they are gone');
    await this.playground.copy(text, language === 'rust' ? 'The Rust program' : 'The TypeScript program');
  }

  async copyTable(): Promise<void> {
    const [last] = this.playground.page.value.saved;
    const table = last
      ? await this.playground.live.ask('diff', { name: `stack.${last.shown.notation}`, text: last.shown.text }, this.playground.source, { form: 'markdown' })
      : await this.playground.live.ask('estimate', this.playground.source, { form: 'markdown' });
    if (table.text === undefined) return this.playground.notify('There are errors: the table is made when they are gone');
    await this.playground.copy(table.text, last ? `What changed since ${last.name} was saved` : 'The table');
  }

  async convert(): Promise<void> {
    const { text, notation } = this.playground.page.value;
    const to = notation === 'yaml' ? 'json' : 'yaml';
    const { ok, text: converted } = await this.playground.live.ask('convert', text, notation, to);
    if (!ok) return this.playground.notify('The text cannot be read: it is converted when its errors are gone');
    this.playground.open({ ...this.playground.shown, text: converted, notation: to });
  }

  saveSvg(): void {
    const { drawn, environment } = this.playground.page.value;
    if (drawn) save(new Blob([drawn.svg], { type: 'image/svg+xml' }), `${this.playground.name}-${environment}.svg`);
  }

  async savePng(): Promise<void> {
    const { drawn, environment } = this.playground.page.value;
    if (drawn) save(await painted(drawn.svg, '#fbfaf7'), `${this.playground.name}-${environment}.png`);
  }

  async share(): Promise<void> {
    const hash = await packed(this.playground.shown);
    history.replaceState(null, '', `#${hash}`);
    this.playground.page.set({ dialog: { kind: 'share', link: location.href } });
  }

  save(): void {
    const name = this.playground.name;
    const saved = [{ name, at: Date.now(), shown: this.playground.shown }, ...this.playground.page.value.saved].slice(0, 50);
    this.playground.page.set({ saved });
    this.playground.notify(writeSaved(saved) ? `Saved as ${name} in this browser` : 'This browser keeps nothing: the point lasts until the page is closed');
  }

  forget(gone: Saved): void {
    const saved = this.playground.page.value.saved.filter((one) => one !== gone);
    this.playground.page.set({ saved });
    writeSaved(saved);
  }
}
