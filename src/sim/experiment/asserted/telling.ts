import { HAPPENINGS, type Happening, type Mix } from '../mix/mix.ts';
import type { Trial } from '../mix/trial.ts';
import { quantileOfSorted } from '../statistics/index.ts';

/** One run of a strategy: under which part of the mix, and with which seed. */
export interface TellingRun {
  happening: Happening;
  seed: number;
}

/** The run nearest to the median, and the one with the largest value; of several the first. */
export interface Telling {
  typical: TellingRun;
  worst: TellingRun;
}

/** Those of one part of the mix; null where no run has the value. @param value larger is worse */
export function tellingOf(happening: Happening, trials: readonly Trial[], value: (trial: Trial) => number | null): Telling | null {
  return tellingAmong(trials.map((trial) => ({ value: value(trial), run: { happening, seed: trial.seed } })));
}

/**
 * Those of the mix as a whole. What has a median is the sum over its parts, one a replication; what can be opened is one run, and it is the part
 * that adds most to the sum.
 * @param trials of each part, in the order of the replications, equally many of each
 */
export function tellingUnder(mix: Mix, trials: Readonly<Record<Happening, readonly Trial[]>>, value: (trial: Trial) => number): Telling | null {
  return tellingAmong(
    trials.good.map(({ seed }, replication) => {
      const parts = HAPPENINGS.map((id) => ({ id, adds: mix[id] * value(trials[id][replication]!) })),
        most = parts.reduce((before, part) => (part.adds > before.adds ? part : before));
      return { value: parts.reduce((sum, { adds }) => sum + adds, 0), run: { happening: most.id, seed } };
    }),
  );
}

function tellingAmong(all: readonly { value: number | null; run: TellingRun }[]): Telling | null {
  const known = all.flatMap(({ value, run }) => (value === null ? [] : [{ value, run }]));
  if (known.length === 0) return null;
  const median = quantileOfSorted(
    known.map(({ value }) => value).sort((a, b) => a - b),
    0.5,
  );
  const least = (cost: (value: number) => number): TellingRun =>
    known.reduce((best, one) => (cost(one.value) < cost(best.value) ? one : best)).run;
  return { typical: least((value) => Math.abs(value - median)), worst: least((value) => -value) };
}
