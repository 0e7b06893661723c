/** Finds out what a line follows from: first its block, then the decisions, then what each choice would cost. */
import type { Alternative, Provenance } from 'groundplan';

import { type Engine, isStopped } from './engine/engine.ts';
import type { Page } from './page.ts';
import type { Explained } from './view/explain.ts';

/** How many decisions have their alternatives priced: each takes as long as some previews. */
const PRICED = 4;

export class ProvenanceFinder {
  #asked = 0;

  constructor(
    private readonly engine: Engine,
    private readonly page: () => Page,
    private readonly show: (explained: Explained | undefined) => void,
  ) {}

  /** Forgets what was asked. */
  stop(): void {
    this.#asked++;
    this.show(undefined);
  }

  /** Explains a line of a file. */
  async line(path: string, line: number, at: DOMRect): Promise<Explained | undefined> {
    const { text, notation, environment } = this.page();
    const blocks = await this.engine.ask('blocks', text, { notation, environment, path });
    const block = blocks.find(({ from, to }) => from <= line && line <= to);
    if (!block) return undefined;
    const argument = block.arguments.filter(({ from, to }) => from <= line && line <= to).at(-1)?.path ?? '';
    const lines = this.page().preview?.estimate?.modules[0]?.lines.filter((one) => one.address === block.address) ?? [];
    const explained: Explained = { at, block, argument, lines, provenance: undefined, alternatives: new Map() };
    this.show(explained);
    void this.#follow(explained, block.address).catch(stopped);
    return explained;
  }

  /** Explains a decision, without a block. */
  decision(one: Provenance, at: DOMRect): void {
    const explained: Explained = { at, block: undefined, argument: '', lines: [], provenance: [{ ...one, arguments: [] }], alternatives: new Map() };
    this.show(explained);
    void this.#price(explained, [one], ++this.#asked).catch(stopped);
  }

  async #follow(explained: Explained, address: string): Promise<void> {
    const asked = ++this.#asked;
    const { text, notation, environment } = this.page();
    const { provenance } = await this.engine.ask('provenance', text, { notation, environment, address });
    if (asked !== this.#asked) return;
    const known = { ...explained, provenance };
    this.show(known);
    const own = provenance.filter((one) => one.arguments.includes(explained.argument));
    await this.#price(known, own.length > 0 ? own : provenance, asked);
  }

  async #price(explained: Explained, decisions: readonly Provenance[], asked: number): Promise<void> {
    const { text, notation, environment } = this.page();
    const alternatives = new Map<string, readonly Alternative[]>();
    for (const { path } of decisions.slice(0, PRICED)) {
      const found = await this.engine.ask('alternatives', text, { notation, environment, path });
      if (asked !== this.#asked) return;
      if (found.alternatives.length > 0) alternatives.set(path, found.alternatives);
      this.show({ ...explained, alternatives: new Map(alternatives) });
    }
  }
}

function stopped(error: unknown): void {
  if (!isStopped(error)) throw error;
}
