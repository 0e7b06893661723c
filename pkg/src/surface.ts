export * from './api.js';
export * from './builder/index.js';
export { GroundplanError } from './error.js';
export type * from './result/index.js';
export type { Inputs, Source, StackInput } from './source.js';
