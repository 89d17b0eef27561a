export { axisOf, scaled, VALUES_MAX, type Axis } from './axis.ts';
export { exampleOf, type Dial, type DialKind } from './dial.ts';
export { dialOf, DIALS } from './dials/index.ts';
export { gridOf, POINTS_MAX, type Grid, type GridPoint } from './grid.ts';
export type { Knee } from './knee.ts';
export { leavesOf } from './leaves.ts';
export { sweepMetricOf, SWEPT, type SweepMetric } from './sweep-metric.ts';
export { sweepOf, type Sweep, type SweepOptions, type SweptMetric } from './sweep.ts';
export { sayBeyond, sayKnees, sayUnfinished } from './words.ts';
