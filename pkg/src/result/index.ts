export type * from './diagram.js';
export type * from './editor.js';
export type * from './estimate.js';
export type * from './rule.js';
export type * from './synthesis.js';
