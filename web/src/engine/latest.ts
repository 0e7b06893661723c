/**
 * Runs a task for the latest of many wishes: one at a time, and of those that come meanwhile only the last.
 */
export class Latest<T> {
  #next: { request: T } | undefined;
  #isRunning = false;
  #waiting: (() => void)[] = [];

  constructor(private readonly run: (request: T) => Promise<void>) {}

  /** Wishes; whatever was wished before and has not begun is dropped. */
  request(request: T): void {
    this.#next = { request };
    if (!this.#isRunning) void this.#loop();
  }

  /** Resolves when nothing is left to be done. */
  async idle(): Promise<void> {
    // What was set a moment ago becomes a wish when the present task ends.
    await new Promise((done) => setTimeout(done));
    if (this.#isRunning) await new Promise<void>((done) => this.#waiting.push(done));
  }

  async #loop(): Promise<void> {
    this.#isRunning = true;
    try {
      for (let next = this.#next; next; next = this.#next) {
        this.#next = undefined;
        await this.run(next.request);
      }
    } finally {
      this.#isRunning = false;
      for (const done of this.#waiting.splice(0)) done();
    }
  }
}
