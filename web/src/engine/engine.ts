import type { Answer, Args, Name, Question, Result } from './protocol.ts';

/** An error that the engine threw. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

/** A worker with the engine in it, started when it is first asked. */
export class Engine {
  /** Milliseconds that the engine took for the last answer. */
  took = 0;
  #worker: Worker | undefined;
  #waiting = new Map<number, { result: (value: never) => void; failed: (error: Error) => void }>();
  #last = 0;

  /** Asks one of the package's functions. */
  ask<N extends Name>(name: N, ...given: Args<N>): Promise<Result<N>> {
    const id = ++this.#last;
    const question: Question = { id, name, given };
    return new Promise((result, failed) => {
      this.#waiting.set(id, { result, failed });
      this.#start().postMessage(question);
    });
  }

  /** Forgets everything that was asked, even what is being worked on. */
  stop(): void {
    if (this.#waiting.size === 0) return;
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { failed } of this.#waiting.values()) failed(new EngineError('stopped', 'stopped'));
    this.#waiting.clear();
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => this.#answered(data));
    worker.addEventListener('error', (event) => this.#broken(event.message));
    this.#worker = worker;
    return worker;
  }

  #answered({ id, result, took, error }: Answer): void {
    const asked = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (took !== undefined) this.took = took;
    if (error) asked?.failed(new EngineError(error.message, error.code));
    else asked?.result(result as never);
  }

  #broken(message: string): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { failed } of this.#waiting.values()) failed(new EngineError(message || 'the engine could not be loaded', 'worker'));
    this.#waiting.clear();
  }
}

/** Whether an error only says that nobody waits for the answer any more. */
export const isStopped = (error: unknown): boolean => error instanceof EngineError && error.code === 'stopped';
