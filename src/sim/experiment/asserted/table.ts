import { said } from '../../metrics/index.ts';
import { format } from '../../trace/index.ts';
import { intervalOf, type Interval } from '../interval.ts';
import { HAPPENINGS, type Happening, type Mix } from '../mix/mix.ts';
import { tellingOf, tellingUnder, type Telling } from './telling.ts';
import { expectedOf } from '../mix/risk.ts';
import type { Trial } from '../mix/trial.ts';
import { proportionOf, type Proportion } from '../statistics/index.ts';
import { ASPECTS, ASSERTED, wordFor, type Aspect, type Claim } from './words.ts';

/** One strategy with everything that was played of it. */
export interface Played {
  strategy: string;
  label: string;
  /** In the order of the replications, equally many of each. */
  trials: Readonly<Record<Happening, readonly Trial[]>>;
}

export type Mark = 'agrees' | 'disagrees' | 'not decided' | 'not asserted';

export interface AssertedCell {
  aspect: Aspect;
  /** Null where no run has the value: nothing was ever taken back. */
  measured: string | null;
  value: Interval | null;
  asserted: string | null;
  mark: Mark;
  /** One sentence, with the numbers. */
  why: string;
  /** The runs that show it best; null where no run has the value. */
  telling: Telling | null;
}

export interface AssertedRow {
  strategy: string;
  label: string;
  cells: AssertedCell[];
  /** Failed requests to be expected because of the rollout, under the mix. */
  failed: Interval;
}

export interface AssertedTable {
  mix: Mix;
  confidence: number;
  /** How many intervals hold together (Bonferroni). */
  family: number;
  rows: AssertedRow[];
}

/** In which a rollback is looked at: it is about the way back, and not about noticing. */
const BUGGY: Happening = 'obviousBug';

/** What an aspect is counted in. Risk is a length of time, too: that of the outage which would fail as many. */
export const unitOf = (aspect: Aspect): 'times' | 'duration' => (aspect === 'cost' ? 'times' : 'duration');

/** Holds what was measured against what is asserted. @param confidence with which all intervals hold together */
export function assertedTable(played: readonly Played[], mix: Mix, confidence = 0.95): AssertedTable {
  // One interval a cell, and in each row one more for failed requests and one for who took a release back.
  const family = played.length * (ASPECTS.length + 2),
    each = 1 - (1 - confidence) / family;
  return { mix, confidence, family, rows: played.map((one) => rowOf(one, mix, each)) };
}

function rowOf({ strategy, label, trials }: Played, mix: Mix, confidence: number): AssertedRow {
  const under = (value: (trial: Trial) => number): Interval =>
    expectedOf(
      mix,
      Object.fromEntries(HAPPENINGS.map((id) => [id, trials[id].map(value)])) as Record<Happening, number[]>,
      confidence,
    );
  const over = (some: readonly Trial[], value: (trial: Trial) => number | null): Interval | null => {
    const values = some.flatMap((trial) => value(trial) ?? []);
    return values.length === 0 ? null : intervalOf(values, confidence);
  };
  const buggy = trials[BUGGY],
    undone = buggy.filter((trial) => trial.undoneBy !== null);
  const values: Record<Aspect, Interval | null> = {
    downtime: over(trials.good, (trial) => trial.downtime),
    speed: over(trials.good, (trial) => trial.leadTime),
    cost: over(trials.good, (trial) => trial.peak),
    risk: under((trial) => trial.outage),
    rollback: over(undone, (trial) => trial.wayBack),
  };
  const failed = under((trial) => trial.harm),
    byPerson =
      undone.length === 0
        ? null
        : proportionOf(undone.filter((trial) => trial.undoneBy === 'person').length, undone.length, confidence);
  const facts: Record<Aspect, string> = {
    downtime: `downtime of a good release was ${spanned('duration', values.downtime)}`,
    speed: `a good release took ${spanned('duration', values.speed)}${finished(values.speed, trials.good.length)}`,
    cost: `at its peak a good release had ${spanned('times', values.cost)} the usual servers`,
    risk: `the mix fails ${spanned('requests', failed)} requests a release, as many as a full outage of ${spanned('duration', values.risk)}`,
    rollback:
      byPerson === null
        ? `none of ${format.plural(buggy.length, 'release')} with an obvious bug was taken back`
        : `${byPerson.n} of ${format.plural(buggy.length, 'release')} with an obvious bug were taken back, ${byPerson.hits} by a person, in ${spanned('duration', values.rollback)}`,
  };
  const shown: Record<Aspect, Telling | null> = {
    downtime: tellingOf('good', trials.good, (trial) => trial.downtime),
    speed: tellingOf('good', trials.good, (trial) => trial.leadTime),
    cost: tellingOf('good', trials.good, (trial) => trial.peak),
    risk: tellingUnder(mix, trials, (trial) => trial.outage),
    rollback: tellingOf(BUGGY, undone, (trial) => trial.wayBack),
  };
  const cells = ASPECTS.map((aspect): AssertedCell => {
    const claim = ASSERTED[strategy]?.[aspect],
      value = values[aspect],
      mark = markOf(claim, value, byPerson);
    return {
      aspect,
      measured: measuredWord(aspect, value, byPerson),
      value,
      asserted: claim?.word ?? null,
      mark,
      why: sentence(facts[aspect], aspect, claim, mark),
      telling: shown[aspect],
    };
  });
  return { strategy, label, cells, failed };
}

function measuredWord(aspect: Aspect, value: Interval | null, byPerson: Proportion | null): string | null {
  if (value === null) return null;
  const word = wordFor(aspect, value.mean);
  if (aspect !== 'rollback' || byPerson === null) return word;
  return `${word}, ${byPerson.share > 0.5 ? 'by a person' : 'by itself'}`;
}

/** A claim stands or falls only where the whole interval does. */
function markOf(claim: Claim | undefined, value: Interval | null, byPerson: Proportion | null): Mark {
  if (claim === undefined) return 'not asserted';
  if ('byPerson' in claim) return byPerson === null ? 'not decided' : decide(byPerson, 0.5, Infinity);
  return value === null ? 'not decided' : decide(value, claim.from, claim.to);
}

/** Whether a value lies from one bound up to, and without, the other. Nothing here is below 0, though a symmetric interval may reach there. */
function decide({ low, high }: { low: number | null; high: number | null }, from: number, to: number): Mark {
  if (low === null || high === null) return 'not decided';
  if (Math.max(low, 0) >= from && high < to) return 'agrees';
  return high < from || low >= to ? 'disagrees' : 'not decided';
}

function sentence(fact: string, aspect: Aspect, claim: Claim | undefined, mark: Mark): string {
  const start = `${fact[0]!.toUpperCase()}${fact.slice(1)}`;
  if (claim === undefined) return `${start}; nothing is asserted.`;
  const bounds = 'byPerson' in claim ? 'more than half of them by a person' : boundsOf(aspect, claim);
  const ends: Record<Mark, string> = {
    agrees: 'which it is',
    disagrees: 'which it is not',
    'not decided': 'which these runs do not decide',
    'not asserted': '',
  };
  return `${start}; “${claim.word}” would be ${bounds}, ${ends[mark]}.`;
}

/** In words which values a range has: `under 10 s`, `1:00 min to 5:00 min`. */
export function boundsOf(aspect: Aspect, { from, to }: { from: number; to: number }): string {
  const unit = unitOf(aspect);
  if (from === 0) return `under ${said(unit, to)}`;
  return to === Infinity ? `${said(unit, from)} or more` : `${said(unit, from)} to ${said(unit, to)}`;
}

/** How many runs got there, where not all did. */
const finished = (value: Interval | null, runs: number): string =>
  value === null || value.n === runs ? '' : ` in the ${value.n} of ${format.plural(runs, 'run')} that got there`;

/** A mean with its interval, as people read it. */
function spanned(unit: 'duration' | 'requests' | 'times', value: Interval | null): string {
  if (value === null) return 'no time that was measured';
  const { mean, low, high } = value;
  if (low === null || high === null) return `${said(unit, mean)} (too few runs for an interval)`;
  const between = low === high ? '' : ` (${said(unit, Math.max(low, 0))} to ${said(unit, high)})`;
  return `${said(unit, mean)}${between}`;
}
