import { METRICS, type Metric, type Unit } from '../metrics/index.ts';
import { nearest, parseDuration, parsePercent, plain } from '../schema/index.ts';

/** What a team asks of its runs: `availability >= 99.9%`, `change in leadTime <= 10%`. */
export interface Expectation {
  /** As it was written, with single spaces. */
  text: string;
  metric: Metric;
  /**
   * Null: the value itself is meant. Else what an edit makes of it, run by run on the same seeds: the value after less the value before
   * (`amount`), or that as a share of the value before (`share`).
   */
  change: 'amount' | 'share' | null;
  comparison: '<' | '<=' | '>=' | '>';
  /** In the engine's units; of a `share` of the value before, 0.1 is a tenth more. */
  bound: number;
  /** What must hold it: the mean, every run, or at least this share of the runs. */
  of: 'mean' | 'every' | { share: number };
}

/** What is wrong with a text that is no expectation, without its subject, and how to put it right, in a whole sentence. */
export interface NoExpectation {
  message: string;
  cure: string;
}

export const EXPECTATION_EXAMPLE = 'availability >= 99.9%';

const FORM = /^(change in )?([A-Za-z][\w-]*)\s*(<=|>=|==|=|<|>)\s*(\S+)(?:\s+in\s+(.+))?$/;

/**
 * Reads `METRIC COMPARISON VALUE`, which the mean over runs must hold, or the same with `in every run` or `in 95% of runs` behind it.
 * METRIC is the id of one of `METRICS`; VALUE has that metric's unit: `99.9%`, `90s`, `12`.
 *
 * `change in METRIC COMPARISON VALUE` speaks of what an edit changes, in the metric's unit (of a share in percentage points), or, where the
 * metric is no share, in per cent of the value before: `change in failed <= 0`, `change in availability >= -0.1%`, `change in leadTime <= 10%`.
 */
export function parseExpectation(written: string): Expectation | NoExpectation {
  const text = written.trim().replace(/\s+/g, ' ');
  const [, changes, name, comparison, value, quantifier] = FORM.exec(text) ?? [];
  if (name === undefined || comparison === undefined || value === undefined)
    return {
      message: `is no expectation: "${plain(text, 60)}"`,
      cure: `Write a metric, a comparison and a value: ${EXPECTATION_EXAMPLE}.`,
    };
  const metric = METRICS.find(({ id }) => id === name);
  if (metric === undefined) {
    const meant = nearest(
      name,
      METRICS.map(({ id }) => id),
    );
    return {
      message: `names ${plain(name, 40)}, which is no metric`,
      cure: meant === null ? 'cutover run --format json prints all there are.' : `Did you mean "${meant}"?`,
    };
  }
  if (comparison === '==' || comparison === '=')
    return { message: `asks for exactly ${plain(value, 20)}`, cure: 'Write <= or >=; a mean over runs is hardly ever exact.' };
  const { read, not, cure } = VALUES[metric.unit],
    change = changes === undefined ? null : metric.unit !== 'share' && value.endsWith('%') ? 'share' : 'amount',
    bound = change === 'share' ? VALUES.share.read(value) : read(value);
  if (bound === null)
    return {
      message: `compares ${change === null ? '' : 'the change in '}${name} with ${plain(value, 20)}, which is ${change === 'share' ? VALUES.share.not : not}`,
      cure:
        change === null || metric.unit === 'share' ? cure : cure.replace(/\.$/, ', or a share of the value before such as 10%.'),
    };
  const of = quantifierOf(quantifier);
  if (of === null) return { message: `ends in "in ${plain(quantifier!, 30)}"`, cure: 'Write in every run, or in 95% of runs.' };
  return { text, metric, change, comparison: comparison as Expectation['comparison'], bound, of };
}

function quantifierOf(text: string | undefined): Expectation['of'] | null {
  if (text === undefined) return 'mean';
  if (text === 'every run') return 'every';
  const share = parsePercent(/^(\S+) of runs$/.exec(text)?.[1] ?? '');
  if (share === null || share <= 0 || share > 1) return null;
  return share === 1 ? 'every' : { share };
}

interface Values {
  read(text: string): number | null;
  not: string;
  cure: string;
}

/** A minus in front, where there can be one: money saved, a budget not used. */
const signed =
  (read: (text: string) => number | null) =>
  (text: string): number | null => {
    const value = read(text.replace(/^-/, ''));
    return value === null || !text.startsWith('-') || value === 0 ? value : -value;
  };

const NUMBER: Values = {
  read: signed((text) => (/^\d{1,15}(?:\.\d{1,9})?$/.test(text) ? Number(text) : null)),
  not: 'no number',
  cure: 'Write a plain number such as 12 or 0.5.',
};

const VALUES: Record<Unit, Values> = {
  share: { read: signed(parsePercent), not: 'no percentage', cure: 'Write a percentage such as 99.9%.' },
  duration: { read: signed(parseDuration), not: 'no duration', cure: 'Write a duration such as 90s.' },
  requests: NUMBER,
  users: NUMBER,
  servers: NUMBER,
  serverHours: NUMBER,
  money: { ...NUMBER, not: 'no amount of money', cure: 'Write an amount without a currency, such as 1.50.' },
  times: NUMBER,
  flips: NUMBER,
};
