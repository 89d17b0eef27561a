import { SECOND, toSeconds, type Micros } from '../../kernel/index.ts';
import type { Measured, Monitor, Seen, Side } from '../question.ts';

/** What is computed of a reading. */
export interface Asked {
  metric: Measured;
  quantile: number;
}

export const UNIT_OF = { successRate: 'share', errorRate: 'share', latency: 'seconds', requestRate: 'perSecond' } as const;

/** The value of a reading; null where there is nothing to make it of. Nobody at all is a request rate of 0, as monitoring systems have it. */
export function valueOf({ metric, quantile }: Asked, reading: Seen, length: Micros): number | null {
  const { requests, failed } = reading;
  if (metric === 'requestRate') return requests / toSeconds(length);
  if (requests === 0) return null;
  if (metric === 'successRate') return (requests - failed) / requests;
  if (metric === 'errorRate') return failed / requests;
  const answered = requests - failed;
  return answered === 0 ? null : reading.durationsAt([Math.min(answered - 1, Math.floor(quantile * answered))])[0]!;
}

export const sideOf = (asked: Asked, reading: Seen, length: Micros): Side => ({
  requests: reading.requests,
  failed: reading.failed,
  value: valueOf(asked, reading, length),
});

/** The values of a stretch of time cut into equal parts. */
export function overTime(
  asked: Asked,
  ask: Monitor,
  population: string | null,
  after: Micros,
  until: Micros,
  points: number,
): (number | null)[] {
  const cut = (part: number): Micros => after + Math.round(((until - after) * part) / points);
  return Array.from({ length: points }, (_, part) =>
    valueOf(asked, ask(population, cut(part), cut(part + 1)), cut(part + 1) - cut(part)),
  );
}

/** The 0th, 10th, … 100th percentile of how long answers took; empty without any. */
export function decilesOf(reading: Seen): number[] {
  const last = reading.requests - reading.failed - 1;
  return last < 0 ? [] : reading.durationsAt(Array.from({ length: 11 }, (_, tenth) => Math.floor((tenth * last) / 10)));
}

/** How many parts a window is cut into to show a course: of a second at least, and no more than can be told apart in a small picture. */
export const partsOf = (window: Micros): number => Math.max(1, Math.min(12, Math.floor(window / SECOND)));

/** What a person calls a metric: `error rate`, `latency p99`. */
export function nameOf({ metric, quantile }: Asked): string {
  if (metric === 'latency') return `latency p${Number((quantile * 100).toPrecision(6))}`;
  return { successRate: 'success rate', errorRate: 'error rate', requestRate: 'request rate' }[metric];
}
