export type { Arm } from './arm.ts';
export { strategyArms } from './arms.ts';
export type { Cell } from './cell.ts';
export { COMPARED, DOMINANCE } from './compared.ts';
export { summarise, type ArmSummary, type Comparison, type Contrast, type SummaryOptions } from './comparison.ts';
export { VALUES_MIN } from './interval.ts';
export { play, type Row } from './play.ts';
export { PRESETS } from './presets.ts';
export { REPLICATIONS_MAX, seedOf } from './seeds.ts';
