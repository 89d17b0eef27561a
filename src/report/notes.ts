import { DOMINANCE, format, formatPercent, type Comparison, type Outcome } from '../sim/index.ts';
import type { Report } from './report.ts';
import { headOf, isUnbeaten, OUTCOMES, type TableColumn } from './table.ts';

/** The signs that a table uses; each form has its own. */
export interface Signs {
  differs: string;
  unbeaten: string;
  /** Where only some of the runs have a value. */
  some: string;
  none: string;
}

export const TEXT_SIGNS: Signs = { differs: '*', unbeaten: '◆', some: '[n]', none: '–' };

/** The ways in which at least one run ended. */
export const outcomesIn = ({ arms }: Comparison): Outcome[] =>
  OUTCOMES.filter((outcome) => arms.some(({ outcomes }) => outcomes[outcome] > 0));

/** What was played. */
export function termsOf({ arms, comparison, root }: Report): string {
  const isOneWorld = new Set(arms.map(({ file }) => file)).size === 1;
  const same = `${isOneWorld ? 'all rows play' : 'rows of one world play'} the same users, arrivals and boots`;
  return `${format.plural(comparison.replications, 'run')} of each row, root seed ${root}; ${same}`;
}

/** Which way is good, in a sentence or two. */
export function betterSaid(columns: readonly Pick<TableColumn, 'head' | 'better'>[]): string {
  const [lower, higher, neither] = (['lower', 'higher', 'neither'] as const).map((better) =>
    columns.filter((one) => one.better === better).map(({ head }) => head),
  ) as [string[], string[], string[]];
  const everywhere = neither.length === 0 ? ' in every column' : '';
  const good =
    lower.length === 0
      ? higher.length === 0
        ? ''
        : `More is better${everywhere}.`
      : higher.length === 0
        ? `Less is better${everywhere}.`
        : `Less is better, but for ${format.listed(higher)} more.`;
  return [good, neither.length === 0 ? '' : `Neither is better for ${format.listed(neither)}.`].join(' ').trim();
}

const LONGER = 'a longer one may tell how it goes on.';

/** What the marks mean, and how far the numbers can be trusted. @param name by which the rows go */
export function notesOf({ comparison, reached }: Report, signs: Signs = TEXT_SIGNS, name: 'label' | 'id' = 'label'): string[] {
  const { arms, confidence, family, metrics } = comparison,
    cells = arms.flatMap((arm) => metrics.map((id) => arm.cells[id]!)),
    reference = arms.find(({ id }) => id === comparison.reference)?.[name] ?? comparison.reference;
  const [together, each] = [confidence, 1 - (1 - confidence) / family].map((share) => format.percent(share));
  const when = (is: boolean, ...notes: string[]): string[] => (is ? notes : []);
  return [
    `Mean ± half of its interval. The means and their differences from ${reference} hold all together with ${together} confidence: Bonferroni over ${family} Student intervals of ${each}; less where a few runs have a long tail.`,
    ...when(
      arms.some(({ contrasts }) => metrics.some((id) => contrasts[id]?.differs)),
      `${signs.differs} differs from ${reference}: the interval of the difference, run by run, leaves out zero.`,
    ),
    ...when(
      arms.some(isUnbeaten),
      `${signs.unbeaten} no other row is at least as good in all of ${listed(DOMINANCE.map(headOf))} and better beyond chance in one.`,
    ),
    ...when(outcomesIn(comparison).includes('stalled'), `Stalled: neither there nor back when the run ended; ${LONGER}`),
    ...when(outcomesIn(comparison).includes('degraded'), `Degraded: users were being failed when the run ended; ${LONGER}`),
    ...when(
      cells.some(({ n, none }) => n > 0 && none > 0),
      `${signs.some} only n of the runs have the value; the mean is over these.`,
    ),
    ...when(
      cells.some(({ n, none }) => n === 0 && none > 0),
      `${signs.none} no run has the value.`,
    ),
    ...when(
      cells.some(({ mean, high }) => mean !== null && high === mean),
      '± 0: all runs are alike, which says nothing about what is rarer than one run in as many.',
    ),
    ...when(
      cells.some(({ n, high }) => n > 0 && high === null),
      'No ±: fewer than 6 runs have the value.',
    ),
    ...(reached === null ? [] : [precisionSaid(reached, comparison.replications)]),
  ];
}

function precisionSaid({ metric, share, is }: NonNullable<Report['reached']>, runs: number): string {
  const asked = `${headOf(metric)} within ${formatPercent(share)}`;
  const after = `after ${format.plural(runs, 'run')} of each`;
  if (is === null) return `${asked}: no run has the value ${after}.`;
  if (is === Infinity) return `${asked}: not reached ${after}; too few runs have the value.`;
  return `${asked}: ${is <= share ? 'reached' : 'not reached'} ${after}; the widest is ±${format.percent(is)} of its mean.`;
}

const listed = (words: readonly string[]): string => format.listed(words).toLowerCase();
