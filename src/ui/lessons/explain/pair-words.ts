import { format, type Micros } from '../../../sim/index.ts';
import type { Pair, Toll } from './pair.ts';

/** An instant of the common clock, counted from the start of the rollouts. */
export function sinceStart({ begins }: Pick<Pair, 'begins'>, at: Micros): string {
  const since = Math.round((at - begins) / 1_000_000) * 1_000_000;
  return since < 0 ? `${format.clock(-since)} before the start` : `${format.clock(since)} after the start`;
}

/** What two runs have cost by an instant, in a sentence for those who cannot see the pictures. */
export function tollsInWords(pair: Pair, at: Micros, tolls: readonly [Toll, Toll]): string {
  const told = pair.sides.map(({ name }, i) => {
    const { failed, hurt, held } = tolls[i]!;
    const times = pair.stretches.map(({ says }, row) => `${format.duration(held[row]!)} with ${says}`);
    return `${name}: ${[`${format.plural(failed, 'request')} failed`, `${format.plural(hurt, 'user')} hurt`, ...times].join(', ')}.`;
  });
  return [`At ${sinceStart(pair, at)}.`, ...told].join(' ');
}
