import {
  CAUSE_LABELS,
  causeOf,
  FIRST_CAUSE,
  format,
  parseExpectation,
  said,
  type Expectation,
  type Trace,
} from '../../sim/index.ts';
import { measured } from '../run/measures.ts';
import { stretchesOf } from '../run/moments.ts';
import type { RunRecord } from '../run/played.ts';
import { conditionOf, QUANTITIES } from '../spec/quantities.ts';
import type { Terms } from './order.ts';
import { atClock, upper, violation, type Verdict, type Violation } from './verdict.ts';

const COMPARISONS: Readonly<Record<Expectation['comparison'], (value: number, bound: number) => boolean>> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>=': (value, bound) => value >= bound,
  '>': (value, bound) => value > bound,
};
const IN_WORDS: Readonly<Record<Expectation['comparison'], string>> = {
  '<': 'less than',
  '<=': 'at most',
  '>=': 'at least',
  '>': 'more than',
};

export function total({ trace }: RunRecord, text: string): Verdict {
  const expectation = parseExpectation(text);
  if ('cure' in expectation) throw new Error(expectation.message);
  const { metric, comparison, bound } = expectation,
    value = metric.measure(trace);
  if (value !== null && COMPARISONS[comparison](value, bound)) return null;
  const is = metric.unit === 'share' && value !== null ? exactPercent(value, bound) : said(metric.unit, value);
  const sentence = `${metric.label}: ${is}; asked is ${IN_WORDS[comparison]} ${said(metric.unit, bound)}.`;
  const culprit = culpritOf(trace, expectation);
  return culprit === null ? violation(trace.header.horizon, sentence) : { ...culprit, says: `${sentence} ${culprit.says}` };
}

/** A share with as many digits as it takes to tell it from its bound. */
function exactPercent(value: number, bound: number): string {
  const usual = said('share', value);
  return usual === said('share', bound) ? `${(value * 100).toFixed(3)}%` : usual;
}

/** The request that was one too many, for metrics that count failures. */
function culpritOf(trace: Trace, { metric, bound }: Expectation): Violation | null {
  const cause = /^failed[A-Z]/.test(metric.id) ? metric.id.slice('failed'.length).toLowerCase() : null;
  const isCounted = metric.id === 'failed' || metric.id === 'availability' || cause !== null;
  if (!isCounted) return null;
  const { requests } = trace,
    failures: { at: number; row: number }[] = [];
  for (let row = 0; row < requests.count; row++) {
    const why = requests.outcome[row]! >= FIRST_CAUSE ? causeOf(requests.outcome[row]!) : null;
    if (why !== null && (cause === null || why.toLowerCase() === cause)) failures.push({ at: requests.endedAt[row]!, row });
  }
  failures.sort((a, b) => a.at - b.at || a.row - b.row);
  const allowed = metric.unit === 'share' ? Math.floor((1 - bound) * requests.count) : Math.floor(bound);
  const culprit = failures[Math.min(Math.max(0, allowed), failures.length - 1)];
  if (culprit === undefined) return null;
  const which = allowed <= 0 ? 'The first request to fail' : 'The first that was one too many';
  return violation(
    culprit.at,
    `${which}, ${atClock(culprit.at)}, was ${CAUSE_LABELS[causeOf(requests.outcome[culprit.row]!)!].replace(/^(found|hit|met|failed)/, 'one that $1')}.`,
  );
}

export function always(record: RunRecord, { that, from, to }: { that: string; from: number; to: number }): Verdict {
  const { quantity, holds } = conditionOf(that),
    { at, value } = quantity.steps(record.trace);
  for (let step = 0; step < at.length; step++) {
    const ends = at[step + 1] ?? record.trace.header.horizon;
    if (ends <= from || at[step]! >= to || holds(value[step]!)) continue;
    const instant = Math.max(from, at[step]!);
    return violation(
      instant,
      `${sentenceOf(quantity.label, quantity.unit, value[step]!)} ${atClock(instant)}; asked is ${that}.`,
    );
  }
  return null;
}

/** The largest value of a quantity: the same as its bound holding always, and told by the first instant that breaks it. */
export const max = (record: RunRecord, text: string): Verdict =>
  always(record, { that: text, from: 0, to: record.trace.header.horizon });

export function area(record: RunRecord, { of, atMost }: { of: string; atMost: number }): Verdict {
  const { at, value } = QUANTITIES[of]!.steps(record.trace);
  let sum = 0;
  for (let step = 0; step < at.length; step++) {
    const length = (at[step + 1] ?? record.trace.header.horizon) - at[step]!,
      height = value[step]!;
    if (sum + height * length > atMost) {
      const instant = at[step]! + (atMost - sum) / height;
      return violation(
        instant,
        `${upper(QUANTITIES[of]!.label)} add up to more than ${format.duration(atMost)} of server time ${atClock(instant)}.`,
      );
    }
    sum += height * length;
  }
  return null;
}

export function contrast(
  record: RunRecord,
  other: RunRecord,
  terms: Terms,
  { of, atLeast }: { of: Parameters<typeof measured>[1]; atLeast: number },
): Verdict {
  const end = record.trace.header.horizon;
  if (record.seed !== other.seed) return violation(end, 'The two runs do not have the same seed, so they cannot be compared.');
  const mine = measured(record.trace, of, terms.moments),
    theirs = measured(other.trace, of, terms.moments);
  if (mine.value === null || theirs.value === null) return violation(end, 'One of the two runs does not have what is compared.');
  if (mine.value >= atLeast * theirs.value && mine.value > 0) return null;
  return violation(
    end,
    `It is ${said(mine.unit, mine.value)} here and ${said(theirs.unit, theirs.value)} there, and should be ${format.decimal(atLeast)} times as much at least.`,
  );
}

/** Whether a condition holds at an instant. */
export const holdsAt = (trace: Trace, text: string, at: number): boolean =>
  stretchesOf(trace, text).some(({ from, to }) => from <= at && at < to);

const sentenceOf = (label: string, unit: string, value: number): string =>
  unit === 'share' ? `The share of ${label} is ${format.percent(value)}` : `The number of ${label} is ${format.decimal(value)}`;
