import { METRICS, didYouMean, formatPercent, summarise, type Comparison, type Plan, type Row } from '../sim/index.ts';
import { csvOf, jsonOf, latexOf, markdownOf, type Reached, type Report } from '../report/index.ts';
import type { Asked, Results } from '../results/index.ts';
import { clean } from './clean.ts';
import { commandOf, fileWord, runCommand, settingWords } from './command.ts';
import { compareTableOf } from './formats/compare-table.ts';
import type { Io } from './io.ts';

export const COMPARE_FORMATS = ['table', 'md', 'latex', 'csv', 'json'] as const;

/** How a comparison is told, wherever its rows come from. */
export interface ReportSettings {
  format: (typeof COMPARE_FORMATS)[number];
  metrics: string[];
  reference?: string;
  confidence: number;
}

/** What cannot be told as it is asked for. */
export const complaintsAboutReport = ({ metrics }: ReportSettings): string[] => {
  const known = METRICS.map(({ id }) => id);
  return metrics.filter((id) => !known.includes(id)).map((id) => `--metrics: there is no "${id}". ${cureOf(id, known)}`);
};

export function cureOf(word: string, known: readonly string[]): string {
  const cure = didYouMean(word, known);
  return cure.startsWith('Did you mean') ? cure : 'See cutover compare --help for all there are.';
}

/** Whether there is a row that the others can be held against; tells when there is not. */
export function hasReference({ arms }: Pick<Plan, 'arms'>, { reference }: ReportSettings, io: Io): boolean {
  const ids = arms.map(({ id }) => id);
  if (reference === undefined || ids.includes(reference)) return true;
  io.err(`${clean(`--reference: no row is called "${reference}". ${didYouMean(reference, ids)}`)}\n`);
  return false;
}

export const comparisonOf = (plan: Plan, rows: readonly Row[], settings: ReportSettings): Comparison => {
  const { confidence, metrics, reference = plan.arms[0]!.id } = settings;
  return summarise(plan.arms, rows, { confidence, metrics, reference });
};

/** Prints what results say. @param reached the precision that was asked for, and what came of it */
export function tellComparison(results: Results, settings: ReportSettings, reached: Reached | null, io: Io): void {
  const { plan, rows, tool, asked } = results,
    { title, root, arms } = plan,
    comparison = comparisonOf(plan, rows, settings);
  const report: Report = {
    ...{ title, rows, comparison, root, tool, reached, link: null },
    command: asked && againOf(comparison, asked, root),
    arms: arms.map((arm, index) => {
      const from = asked?.arms[index];
      return from
        ? { arm, file: from.file, command: (seed) => runCommand(from.file, from.set, seed) }
        : { arm, file: null, command: () => null };
    }),
  };
  io.out(print(report, settings.format, io));
}

/** The command that has the same table again, with as many runs as it came to. */
function againOf({ replications, metrics, reference, confidence }: Comparison, asked: Asked, root: number): string {
  const { files, strategies, set } = asked;
  return commandOf(
    ...['cutover', 'compare', ...files.map(fileWord)],
    ...(strategies === null ? [] : ['--strategies', strategies.join(',')]),
    ...['--runs', String(replications), '--root', String(root), '--metrics', metrics.join(',')],
    ...['--reference', reference, '--confidence', formatPercent(confidence), ...settingWords(set)],
  );
}

function print(report: Report, as: ReportSettings['format'], io: Io): string {
  switch (as) {
    case 'json':
      return jsonOf(report);
    case 'csv':
      return csvOf(report);
    case 'md':
      return markdownOf(report);
    case 'latex':
      return latexOf(report);
    case 'table':
      return compareTableOf(report, io);
  }
}
