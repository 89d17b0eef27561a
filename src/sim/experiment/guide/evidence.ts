import { build, type Source } from '../../scenario/index.ts';
import { intervalOf, type Interval } from '../interval.ts';
import { HAPPENINGS, USUAL_MIX, type Happening, type Mix } from '../mix/mix.ts';
import { expectedOf } from '../mix/risk.ts';
import type { Row } from '../play.ts';
import type { Candidate } from './candidates.ts';
import { CRITERIA, type Criterion, type CriterionId } from './criteria.ts';
import { rehearsalOf, type Rehearsal } from './rehearsal.ts';

/** One run to look at. */
export interface RunAt {
  happening: Happening;
  seed: number;
  source: Source;
}

/** What the runs say about one criterion, whatever the limit is. */
export interface Measured {
  /** The mean over the runs that have the value; null where none has. */
  value: Interval | null;
  /** Runs of which the value was asked, and how many had it. */
  runs: number;
  got: number;
  /** Of the part of the mix that counts most: the run nearest to its middle. */
  typical: RunAt | null;
  /** The run with the largest value. */
  worst: RunAt | null;
}

/** Everything measured of one candidate. */
export interface Evidence {
  id: string;
  label: string;
  /** Why it cannot be played in this situation, as the rest of a sentence that begins with its label. */
  cannot: string | null;
  /** Whole replications: of each, every part of the mix has been played. */
  replications: number;
  /** Runs that were neither there nor back at their end. */
  unfinished: number;
  measured: Readonly<Record<CriterionId, Measured>>;
  /** One value a replication, by criterion: what two strategies are held against each other with. */
  series: Readonly<Record<CriterionId, ReadonlyMap<number, number>>>;
}

/** How many intervals hold together (Bonferroni): one of each criterion, and of each difference that may set two strategies apart. */
export const familyOf = (strategies: number): number =>
  strategies * CRITERIA.length + ((strategies * (strategies - 1)) / 2) * TOLD_APART.length;

/** By what one strategy can be said to be better than another without weighing one thing against another. Less is better in all. */
export const TOLD_APART: readonly CriterionId[] = ['harm', 'out', 'spare', 'back'];

/**
 * What the rows say about candidates. Their order does not matter, and some may still be missing: a replication counts once every part of the
 * mix is there.
 * @param rowsOf all rows of a source that have been played so far
 * @param confidence with which all intervals hold together
 * @param mix how likely each part is
 */
export function evidenceOf(
  candidates: readonly Candidate[],
  rowsOf: (source: Source) => readonly Row[],
  confidence = 0.95,
  mix = USUAL_MIX,
): Evidence[] {
  const each = 1 - (1 - confidence) / familyOf(candidates.length);
  return candidates.map(({ id, label, parts }) => {
    if (typeof parts === 'string') return { id, label, cannot: parts, ...measuredOf(null, mix, each) };
    // The parts differ in what goes wrong, and not in their length, servers or users.
    const scenario = build(parts.good),
      runs = wholeOf((happening) => rowsOf(parts[happening]).map((row) => rehearsalOf(row, scenario)));
    return { id, label, cannot: null, ...measuredOf({ parts, runs }, mix, each) };
  });
}

type Runs = Readonly<Record<Happening, readonly Rehearsal[]>>;

/** Only replications of which every part has been played, in their order. */
function wholeOf(runsOf: (happening: Happening) => Rehearsal[]): Runs {
  const all = HAPPENINGS.map((happening) => new Map(runsOf(happening).map((run) => [run.replication, run])));
  const whole = [...all[0]!.keys()].filter((replication) => all.every((part) => part.has(replication))).sort((a, b) => a - b);
  return Object.fromEntries(
    HAPPENINGS.map((happening, part) => [happening, whole.map((replication) => all[part]!.get(replication)!)]),
  ) as Record<Happening, Rehearsal[]>;
}

interface Played {
  parts: Readonly<Record<Happening, Source>>;
  runs: Runs;
}

function measuredOf(played: Played | null, mix: Mix, confidence: number): Omit<Evidence, 'id' | 'label' | 'cannot'> {
  const all = <T>(of: (criterion: Criterion) => T): Record<CriterionId, T> =>
    Object.fromEntries(CRITERIA.map((criterion) => [criterion.id, of(criterion)])) as Record<CriterionId, T>;
  return {
    replications: played?.runs.good.length ?? 0,
    unfinished:
      played === null ? 0 : HAPPENINGS.flatMap((id) => played.runs[id]).filter(({ isUnfinished }) => isUnfinished).length,
    measured: all((criterion) => (played === null ? NOTHING : measure(played, criterion, criterion.weights(mix), confidence))),
    series: all((criterion) => (played === null ? new Map() : seriesOf(played.runs, criterion, criterion.weights(mix)))),
  };
}

const NOTHING: Measured = { value: null, runs: 0, got: 0, typical: null, worst: null };

/** The parts of the mix that count, the one with the most weight first. */
const partsOf = (weights: Mix): Happening[] => HAPPENINGS.filter((id) => weights[id] > 0).sort((a, b) => weights[b] - weights[a]);

function measure({ parts, runs }: Played, criterion: Criterion, weights: Mix, confidence: number): Measured {
  const ids = partsOf(weights),
    known = Object.fromEntries(HAPPENINGS.map((id) => [id, knownOf(runs[id], criterion)])) as Record<Happening, Known[]>,
    [only] = ids.length === 1 ? ids : [],
    replications = runs.good.length,
    got = only === undefined ? replications : known[only].length;
  if (got === 0) return { ...NOTHING, runs: replications };

  const valuesOf = (id: Happening): number[] => known[id].map(({ value }) => value);
  const value =
    only === undefined
      ? expectedOf(
          weights,
          Object.fromEntries(HAPPENINGS.map((id) => [id, valuesOf(id)])) as Record<Happening, number[]>,
          confidence,
        )
      : intervalOf(valuesOf(only), confidence);

  const adds = (id: Happening): number => weights[id] * valuesOf(id).reduce((sum, one) => sum + one, 0),
    most = ids.reduce((best, id) => (adds(id) > adds(best) ? id : best)),
    sorted = known[most].toSorted((a, b) => a.value - b.value),
    middle = sorted[Math.floor((sorted.length - 1) / 2)]!;
  const worst = ids
    .flatMap((id) => known[id].map((one) => ({ ...one, id })))
    .reduce((last, one) => (one.value > last.value ? one : last));
  return {
    value,
    runs: replications,
    got,
    typical: { happening: most, seed: middle.seed, source: parts[most] },
    worst: { happening: worst.id, seed: worst.seed, source: parts[worst.id] },
  };
}

interface Known {
  seed: number;
  value: number;
}

const knownOf = (runs: readonly Rehearsal[], criterion: Criterion): Known[] =>
  runs.flatMap((run) => {
    const value = criterion.value(run);
    return value === null ? [] : [{ seed: run.seed, value }];
  });

function seriesOf(runs: Runs, criterion: Criterion, weights: Mix): Map<number, number> {
  const ids = partsOf(weights);
  return new Map(
    runs.good.flatMap(({ replication }, place): [number, number][] => {
      const values = ids.map((id) => criterion.value(runs[id][place]!));
      if (values.includes(null)) return [];
      return [[replication, ids.reduce((sum, id, index) => sum + weights[id] * values[index]!, 0)]];
    }),
  );
}

/**
 * One strategy is at least as good as another in all of `TOLD_APART` on average, and better beyond chance in one.
 * @param confidence of each difference, 0…1
 */
export function beats(one: Evidence, other: Evidence, confidence: number): boolean {
  const differences = TOLD_APART.flatMap((id) => {
    const values = [...one.series[id]].flatMap(([replication, value]) => {
      const against = other.series[id].get(replication);
      return against === undefined ? [] : [value - against];
    });
    return values.length === 0 ? [] : [intervalOf(values, confidence)];
  });
  return differences.every(({ mean }) => mean <= 0) && differences.some(({ high }) => high !== null && high < 0);
}
