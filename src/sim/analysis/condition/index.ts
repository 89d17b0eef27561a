export { evaluateCondition, type Evaluated } from './evaluate.ts';
export { DEPTH_MAX, LENGTH_MAX, STEPS_MAX } from './limits.ts';
export { parseCondition, type Parsed } from './parse.ts';
export type { Problem } from './tokens.ts';
export type { Node } from './tree.ts';
export type { Value } from './value.ts';
