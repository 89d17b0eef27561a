import { METRICS, format, said, type Contrast, type Judgement } from '../../sim/index.ts';
import type { Gated } from '../gate.ts';

/** What the runs say about one expectation, in one line: `mean 99.97% (99.95% to 99.98%) over 100 runs`. */
export function evidenceOf({ expectation: { metric, of }, estimate, n, none, holding }: Judgement): string {
  if (estimate === null) return `none of ${format.plural(none, 'run')} has a value`;
  const unit = estimate.of === 'share' ? 'share' : metric.unit;
  const bounds =
    estimate.low === null || estimate.high === null
      ? ' (too few runs for an interval)'
      : ` (${said(unit, estimate.low)} to ${said(unit, estimate.high)})`;
  const runs = format.plural(n, 'run');
  const without = none === 0 ? '' : `; ${none} more without a value`;
  if (of === 'mean') return `mean ${said(unit, estimate.is)}${bounds} over ${runs}${without}`;
  return of === 'every'
    ? `${holding} of ${runs} hold it${without}`
    : `${said(unit, estimate.is)} of ${runs}${bounds} hold it${without}`;
}

/** The run to look at, where there is one: `worst run: 12 s, cutover run web.yaml --seed 5`. */
export const worstOf = ({ expectation, worst }: Judgement, { command }: Gated): string | null =>
  worst === null ? null : `worst run: ${said(expectation.metric.unit, worst.value)}, ${command(worst.seed)}`;

/** What an undecided verdict asks for. */
export const UNDECIDED = 'The bound lies within the interval. Play more runs (--runs), or say what it counts for (--undecided).';

/** One line for each metric that the edit may have changed. */
export function changesOf({
  change,
}: Gated): { label: string; before: string; after: string; difference: string; differs: boolean }[] {
  if (change === null) return [];
  const [after, before] = change.comparison.arms;
  return change.comparison.metrics.flatMap((id) => {
    const { label, unit } = METRICS.find((metric) => metric.id === id)!,
      contrast = after!.contrasts[id] ?? null;
    if (contrast === null) return [];
    return {
      label,
      before: said(unit, before!.cells[id]!.mean),
      after: said(unit, after!.cells[id]!.mean),
      difference: differenceOf(contrast, (value) =>
        unit === 'duration' && value < 0 ? `−${said(unit, -value)}` : said(unit, value),
      ),
      differs: contrast.differs,
    };
  });
}

function differenceOf({ mean, low, high, differs }: Contrast, word: (value: number) => string): string {
  if (mean === 0 && low === 0 && high === 0) return 'the same in every run';
  if (low === null || high === null) return `${word(mean)} (too few runs for an interval)`;
  return `${word(mean)} (${word(low)} to ${word(high)})${differs ? '' : ', no more than chance'}`;
}
