export type * from './answers.js';
export * from './api.js';
export * from './builder/index.js';
export { GroundplanError } from './error.js';
export type * from './options.js';
export type { Inputs, Source, StackInput } from './source.js';
