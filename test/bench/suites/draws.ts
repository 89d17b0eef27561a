import erfcinv from '@stdlib/math-base-special-erfcinv';
import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import { quantileOf, Random } from '../../../src/sim/kernel/index.ts';
import { timed, type Suite } from '../suite.ts';

const DRAWS = 3_000_000;
const stream = new Random(1).stream('draws');

function sum(draw: () => number): number {
  let total = 0;
  for (let i = 0; i < DRAWS; i++) total += draw();
  // Reading the total keeps the engine from dropping the work.
  return total > 0 ? DRAWS : 0;
}

const lognormal = quantileOf({ kind: 'lognormal', median: 40_000, p99: 200_000 });
const exponential = quantileOf({ kind: 'exponential', mean: 40_000 });
const spread = ln(5) / (-Math.SQRT2 * erfcinv(1.98));

export const suites: Suite[] = [
  {
    id: 'lognormal',
    title: 'Lognormal draws',
    unit: 'draws',
    contestants: [
      { name: 'Cutover, tabulated', round: () => timed(() => sum(() => lognormal(stream()))) },
      {
        name: 'exact: exp and erfcinv',
        round: () => timed(() => sum(() => 40_000 * exp(-spread * Math.SQRT2 * erfcinv(2 * stream())))),
      },
    ],
  },
  {
    id: 'exponential',
    title: 'Exponential draws',
    unit: 'draws',
    contestants: [
      { name: 'Cutover, tabulated', round: () => timed(() => sum(() => exponential(stream()))) },
      { name: 'exact: ln', round: () => timed(() => sum(() => -40_000 * ln(1 - stream()))) },
    ],
  },
];
