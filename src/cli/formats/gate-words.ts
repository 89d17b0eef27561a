import { METRICS, format, said, type Contrast, type EstimateOf, type Judgement, type Unit } from '../../sim/index.ts';
import type { Gated } from '../gate.ts';

/** The unit in which an estimate is told. */
export const unitOf = ({ expectation: { metric }, estimate }: Judgement): Unit =>
  estimate?.of === 'mean' || estimate?.of === 'change' ? metric.unit : 'share';

/** What an estimate is called. */
const NAMES: Record<EstimateOf, string> = {
  mean: 'mean ',
  change: 'mean change ',
  relativeChange: 'mean change ',
  share: '',
};

/** What the runs say about one expectation, in one line: `mean 99.97% (99.95% to 99.98%) over 100 runs`. */
export function evidenceOf(judgement: Judgement): string {
  const { expectation, estimate, n, none, holding } = judgement;
  const runs = format.plural(n, 'run'),
    without = none === 0 ? '' : `; ${none} more without a value`;
  if (estimate === null) return `none of ${format.plural(none, 'run')} has a value`;
  if (expectation.of === 'every') return `${holding} of ${runs} hold it${without}`;
  const word = estimate.of === 'change' || estimate.of === 'relativeChange' ? signed : said,
    unit = unitOf(judgement);
  const bounds =
    estimate.low === null || estimate.high === null
      ? ' (too few runs for an interval)'
      : ` (${word(unit, estimate.low)} to ${word(unit, estimate.high)})`;
  const is = `${NAMES[estimate.of]}${word(unit, estimate.is)}`;
  return expectation.of === 'mean' ? `${is}${bounds} over ${runs}${without}` : `${is} of ${runs}${bounds} hold it${without}`;
}

/** A difference, with its sign: `+2 s`, `−0.3%`, `0`. */
function signed(unit: Unit, value: number): string {
  if (value > 0) return `+${said(unit, value)}`;
  return unit === 'duration' && value < 0 ? `−${said(unit, -value)}` : said(unit, value);
}

/** The run to look at, where there is one: `worst run: 12 s, cutover run web.yaml --seed 5`. */
export function worstOf({ expectation: { metric, change }, worst }: Judgement, { command }: Gated): string | null {
  if (worst === null) return null;
  const told = change === null ? said(metric.unit, worst.value) : signed(metric.unit, worst.value);
  return `worst run: ${told}, ${command(worst.seed)}`;
}

/** Where to watch that run; null without an app. */
export const linkOf = ({ worst }: Judgement, { links }: Gated): string | null =>
  worst === null ? null : (links.get(worst.seed) ?? null);

/** Why a verdict is undecided, and what can be done. */
export function undecidedOf({ estimate }: Judgement): string {
  if (estimate === null) return 'There is nothing to hold against the bound. Say what that counts for (--undecided).';
  const why = estimate.low === null ? 'There are too few runs for an interval.' : 'The bound lies within the interval.';
  return `${why} Play more runs (--runs), or say what it counts for (--undecided).`;
}

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
      difference: differenceOf(contrast, (value) => signed(unit, value)),
      differs: contrast.differs,
    };
  });
}

function differenceOf({ mean, low, high, differs }: Contrast, word: (value: number) => string): string {
  if (mean === 0 && low === 0 && high === 0) return 'the same in every run';
  if (low === null || high === null) return `${word(mean)} (too few runs for an interval)`;
  return `${word(mean)} (${word(low)} to ${word(high)})${differs ? '' : ', no more than chance'}`;
}
