/** The engine, away from the page's own thread. It answers in the order of the questions. */
import * as groundplan from 'groundplan';

import moduleAddress from '../../../target/wasm/web/module.wasm.gz?url';
import schemaAddress from '../../../target/wasm/web/aws-schema.gz?url';
import type { Answer, Question } from './protocol.ts';

const here = (address: string) => new URL(address, self.location.href).href;
const ready = groundplan.init(here(moduleAddress)).then(() => groundplan.loadSchema(here(schemaAddress)));

self.addEventListener('message', async ({ data }: MessageEvent<Question>) => {
  const { id, name, given } = data;
  let answer: Answer;
  try {
    await ready;
    const start = performance.now();
    const result = (groundplan[name] as (...given: readonly unknown[]) => unknown)(...given);
    answer = { id, result, took: performance.now() - start };
  } catch (error) {
    const { message, code = 'internal' } = error as { message: string; code?: string };
    answer = { id, error: { message, code } };
  }
  self.postMessage(answer);
});
