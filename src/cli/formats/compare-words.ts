import {
  DOMINANCE,
  METRICS,
  OUTCOME_LABELS,
  format,
  formatPercent,
  type ArmSummary,
  type Comparison,
  type Metric,
  type Outcome,
} from '../../sim/index.ts';
import type { Compared } from '../compare.ts';
import { estimate } from './estimate.ts';

/** Heads for the columns that are shown by default; others go by their labels. */
const HEADS: Readonly<Record<string, string>> = {
  blastRequests: 'Failed by rollout',
  usersHurt: 'Users hurt',
  downtime: 'Downtime',
  leadTime: 'Lead time',
  rollbackTime: 'Rollback time',
  surplus: 'Surplus cost',
  peakServers: 'Peak servers',
};

export const metricOf = (id: string): Metric => METRICS.find((metric) => metric.id === id)!;
export const headOf = (id: string): string => HEADS[id] ?? metricOf(id).label;

/** The rows, marked where nothing beats them. */
export const nameOf = ({ id, isDominated }: ArmSummary): string => `${id}${isDominated ? '' : ' ◆'}`;

/** The ways in which at least one run ended. */
export const outcomesIn = ({ arms }: Comparison): Outcome[] =>
  (Object.keys(OUTCOME_LABELS) as Outcome[]).filter((outcome) => arms.some(({ outcomes }) => outcomes[outcome] > 0));

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `42.1 ± 0.8 s*`, with the number of runs that have it where not all do: `42.1 ± 0.8 s [8]`; `–` where none does. */
export function cellText({ cells, contrasts }: ArmSummary, id: string): string {
  const { n, none, mean, high } = cells[id]!;
  if (mean === null) return '–';
  const mark = contrasts[id]?.differs ? '*' : '';
  return `${estimate(metricOf(id).unit, mean, high === null ? null : high - mean)}${none > 0 ? ` [${n}]` : ''}${mark}`;
}

/** What was played. */
export function termsOf({ arms, comparison, settings }: Compared): string {
  const isOneWorld = new Set(arms.map(({ file }) => file)).size === 1;
  const same = `${isOneWorld ? 'all rows play' : 'rows of one world play'} the same users, arrivals and boots`;
  return `${format.plural(comparison.replications, 'run')} of each row, root seed ${settings.root}; ${same}`;
}

const LONGER = 'a longer one (--set horizon=30m) may tell how it goes on.';

/** What the marks mean and how far the numbers can be trusted. */
export function notesOf({ comparison, reached }: Compared): string[] {
  const { arms, confidence, family, metrics, reference } = comparison;
  const cells = arms.flatMap((arm) => metrics.map((id) => arm.cells[id]!));
  const [together, each] = [confidence, 1 - (1 - confidence) / family].map((share) => format.percent(share));
  return [
    `Mean ± half of its interval. The means and their differences from ${reference} hold all together with ${together} confidence: Bonferroni over ${family} Student intervals of ${each}; less where a few runs have a long tail.`,
    ...(arms.some(({ contrasts }) => metrics.some((id) => contrasts[id]?.differs))
      ? [`* differs from ${reference}: the interval of the difference, run by run, leaves out zero.`]
      : []),
    `◆ no other row is at least as good in all of ${listed(DOMINANCE.map(headOf))} and better beyond chance in one.`,
    ...(outcomesIn(comparison).includes('stalled') ? [`Stalled: neither there nor back when the run ended; ${LONGER}`] : []),
    ...(outcomesIn(comparison).includes('degraded') ? [`Degraded: users were being failed when the run ended; ${LONGER}`] : []),
    ...(cells.some(({ n, none }) => n > 0 && none > 0) ? ['[n] only n of the runs have the value; the mean is over these.'] : []),
    ...(cells.some(({ mean }) => mean === null) ? ['– no run has the value.'] : []),
    ...(cells.some(({ mean, high }) => mean !== null && high === mean)
      ? ['± 0: all runs are alike, which says nothing about what is rarer than one run in as many.']
      : []),
    ...(cells.some(({ n, high }) => n > 0 && high === null) ? ['No ±: fewer than 6 runs have the value.'] : []),
    ...(reached === null ? [] : [precisionSaid(reached, comparison.replications)]),
  ];
}

function precisionSaid({ metric, share, is }: NonNullable<Compared['reached']>, runs: number): string {
  const asked = `${headOf(metric)} within ${formatPercent(share)}`;
  const after = `after ${format.plural(runs, 'run')} of each`;
  if (is === null) return `${asked}: no run has the value ${after}.`;
  if (is === Infinity) return `${asked}: not reached ${after}; too few runs have the value.`;
  return `${asked}: ${is <= share ? 'reached' : 'not reached'} ${after}; the widest is ±${format.percent(is)} of its mean.`;
}

const listed = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`.toLowerCase();
