export type { Arm } from './arm.ts';
export { play, type Row } from './play.ts';
export { REPLICATIONS_MAX, seedOf } from './seeds.ts';
