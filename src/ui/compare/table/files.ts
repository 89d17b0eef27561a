import { EXPORTED_UNITS, exported, format, OUTCOME_LABELS, type Arm, type Comparison, type Outcome, type Row } from '../../../sim/index.ts';
import { metricOf, tableOf } from './table.ts';

/** Raised whenever a reader of the JSON would have to change. */
const SCHEMA = 'cutover.comparison-summary/1';
const OUTCOMES = Object.keys(OUTCOME_LABELS) as Outcome[];

/** A comparison with all that a reader needs to have it again. */
export interface Taken {
  title: string;
  comparison: Comparison;
  arms: readonly Arm[];
  /** By arm of the comparison. */
  runs: readonly Row[];
  root: number;
  tool: string;
  /** Opens the world with the root seed. */
  link: string;
}

/** One line per row and metric; durations in seconds, shares 0…1; an empty value where there is none. */
export function csvOf({ comparison, root, tool, link }: Taken): string {
  const { replications, confidence, family, reference, metrics } = comparison;
  const head = ['row', 'label', 'root', 'replications', 'confidence', 'family', ...OUTCOMES, 'dominated', 'metric', 'unit', 'runs', 'runsWithout'];
  const figures = ['mean', 'low', 'high', 'median', 'q10', 'q90'] as const;
  const columns = [...head, ...figures, 'typicalSeed', 'worstSeed', 'reference', 'difference', 'differenceLow', 'differenceHigh', 'differs', 'schema', 'tool', 'link'];
  const lines = comparison.arms.flatMap(({ id, label, outcomes, isDominated, cells, contrasts }) =>
    metrics.map((metric) => {
      const { unit } = metricOf(metric),
        found = cells[metric]!,
        contrast = contrasts[metric] ?? null;
      const told = (value: number | null | undefined): number | null => exported(unit, value ?? null);
      return [
        ...[id, label, root, replications, confidence, family, ...OUTCOMES.map((outcome) => outcomes[outcome]), isDominated],
        ...[metric, EXPORTED_UNITS[unit], found.n, found.none, ...figures.map((figure) => told(found[figure]))],
        ...[found.typicalSeed, found.worstSeed, reference, told(contrast?.mean), told(contrast?.low), told(contrast?.high)],
        ...[contrast?.differs, SCHEMA, tool, link],
      ];
    }),
  );
  return [columns, ...lines].map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

/** Text from a scenario that a spreadsheet would take for a formula is made plain text. */
function field(value: string | number | boolean | null | undefined): string {
  const text = String(value ?? ''),
    safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** All of it, with every run and every scenario; durations in seconds, shares 0…1. */
export function jsonOf({ title, comparison, arms, runs, root, tool, link }: Taken): string {
  const { confidence, family, reference, replications, metrics } = comparison;
  const told = (id: string, key: string, value: unknown): unknown => {
    const { unit } = metricOf(id);
    if (Array.isArray(value)) return value.map((each: number) => exported(unit, each));
    return FIGURES.has(key) ? exported(unit, value as number | null) : value;
  };
  const figuresOf = (id: string, figures: object | null): object | null =>
    figures && Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, told(id, key, value)]));
  const each = (of: Record<string, object | null>): object => Object.fromEntries(metrics.map((id) => [id, figuresOf(id, of[id] ?? null)]));
  return `${JSON.stringify({
    ...{ schema: SCHEMA, tool, title, link, root, replications, confidence, family, reference },
    metrics: metrics.map(metricOf).map(({ id, label, unit, better, explains }) => ({ id, label, unit: EXPORTED_UNITS[unit], better, explains })),
    arms: comparison.arms.map(({ cells, contrasts, ...summary }) => ({
      ...summary,
      scenario: arms.find(({ id }) => id === summary.id)!.source,
      cells: each(cells),
      contrasts: each(contrasts),
    })),
    runs: runs.map(({ arm, replication, seed, outcome }) => ({ arm: comparison.arms[arm]!.id, replication, seed, outcome })),
  })}\n`;
}

const FIGURES = new Set(['mean', 'low', 'high', 'median', 'q10', 'q90']);

/** A section with one table and what it takes to trust it. */
export function markdownOf({ title, comparison, root, tool, link }: Taken): string {
  const { columns, rows } = tableOf(comparison);
  const line = (cells: readonly string[]): string => `| ${cells.map(plain).join(' | ')} |`;
  return `${[
    `## ${plain(title)}`,
    '',
    line(['', 'Outcomes', ...columns.map(({ head }) => head)]),
    `| --- | --- |${' ---: |'.repeat(columns.length)}`,
    ...rows.map(({ label, isUnbeaten, isReference, outcomes, cells }) =>
      line([
        `${label}${isUnbeaten ? ' ◆' : ''}${isReference ? ' (reference)' : ''}`,
        outcomes.map(({ count, label: ended }) => `${count} ${ended}`).join(', '),
        ...cells.map((cell) =>
          cell === null
            ? '–'
            : `${cell.said}${cell.half === null ? '' : ` ± ${cell.half}`}${cell.share === null ? '' : ` (${cell.share})`}${cell.difference === null ? '' : ' *'}`,
        ),
      ]),
    ),
    '',
    ...notesOf(comparison, root).map((note) => `- ${plain(note)}`),
    `- ${plain(tool)}, ${SCHEMA}${link === '' ? '' : `, [open this world](${link})`}`,
  ].join('\n')}\n`;
}

/** What the marks mean, and how far the numbers can be trusted. */
export function notesOf({ arms, reference, replications, confidence, family }: Comparison, root: number): string[] {
  const label = arms.find(({ id }) => id === reference)?.label ?? reference;
  return [
    `${format.plural(replications, 'run')} of each strategy, root seed ${root}; in every strategy the same users make the same requests, and servers take as long to boot.`,
    `Mean ± half of its interval. All of them, and all differences, hold together with ${format.percent(confidence)} confidence (Bonferroni over ${family}); a little less where values are skewed.`,
    `* differs from ${label}: the interval of the difference, run by run, leaves out zero.`,
    '◆ no other strategy is at least as good in failures, lead time, cost and rollback time, and better beyond chance in one of them.',
    '(n of m): only n of the m runs have the value, and the mean is over these; –: none has it.',
  ];
}

/** Text that Markdown leaves as it is. */
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_|<>[\]]/g, '\\$&');
