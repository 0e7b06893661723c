/** A value that parts of the page look at. Watchers are notified when the present task ends, however often it changes. */
export class Store<T extends object> {
  #value: T;
  #watchers: ((value: T, before: T) => void)[] = [];
  #shown: T;
  #isPlanned = false;

  constructor(value: T) {
    this.#value = value;
    this.#shown = value;
  }

  get value(): T {
    return this.#value;
  }

  /** Changes some of it. */
  set(change: Partial<T>): void {
    const keys = Object.keys(change) as (keyof T)[];
    if (keys.every((key) => Object.is(this.#value[key], change[key]))) return;
    this.#value = { ...this.#value, ...change };
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    queueMicrotask(() => this.#notify());
  }

  /** Looks at it from now on. */
  watch(watcher: (value: T, before: T) => void): void {
    this.#watchers.push(watcher);
  }

  #notify(): void {
    this.#isPlanned = false;
    const before = this.#shown;
    this.#shown = this.#value;
    for (const watcher of this.#watchers) watcher(this.#value, before);
  }
}
