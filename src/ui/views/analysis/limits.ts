import type { Measured } from '../../../sim/index.ts';
import { sayValue } from './words.ts';

/** A limit as a line over the chart; `side` = where the values lie that it turns away. */
export interface LimitLine { value: number; side: 'above' | 'below'; says: string; kind: 'fine' | 'fails' }

/** The lines of a measurement's limits, as far as its conditions are plain numbers. */
export function linesOf({ limits: { atLeast, atMost, failsBelow, failsAbove }, unit, judge }: Measured): LimitLine[] {
  const say = (value: number): string => sayValue(value, unit);
  const lines: LimitLine[] = [];
  const passes = judge === 'kayenta' ? 'passes' : 'is fine';
  if (atLeast !== null) lines.push({ value: atLeast, side: 'below', says: `${judge === 'kayenta' ? '' : 'at least '}${say(atLeast)} ${passes}`, kind: 'fine' });
  if (atMost !== null) lines.push({ value: atMost, side: 'above', says: judge === 'sequential' ? `${say(atMost)} tells` : `at most ${say(atMost)} ${passes}`, kind: 'fine' });
  if (failsBelow !== null) lines.push({ value: failsBelow, side: 'below', says: `below ${say(failsBelow)} fails`, kind: 'fails' });
  if (failsAbove !== null) lines.push({ value: failsAbove, side: 'above', says: `above ${say(failsAbove)} fails`, kind: 'fails' });
  return lines;
}

/** Which values fail: beyond the failing bound where there is one, else beyond the one that is fine. */
export function failingSide({ limits: { atLeast, atMost, failsBelow, failsAbove } }: Measured): { below: number | null; above: number | null } {
  const hasMiddle = failsBelow !== null || failsAbove !== null;
  return { below: hasMiddle ? failsBelow : atLeast, above: hasMiddle ? failsAbove : atMost };
}
