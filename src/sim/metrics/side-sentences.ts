import type { Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { countUpTo, format, nearestRank } from '../trace/index.ts';
import { comparisonOf, type Arm } from './comparison.ts';
import { copiedWritesOf } from './duplicates.ts';
import { hurt, number, say, soFar, version, type Part } from './parts.ts';
import { driftBy } from './stickiness.ts';

/** What mirrored copies did outside, or would have. */
export function sideEffects(trace: Trace, at: Micros): Part[] {
  const writes = copiedWritesOf(trace);
  if (writes === null) return [];
  const done = countUpTo(writes.done, at),
    caught = countUpTo(writes.caught, at);
  const parts: Part[] = [];
  if (done > 0)
    parts.push(
      hurt(format.plural(done, 'write')),
      say(` ${done === 1 ? 'was' : 'were'} done twice${soFar(trace, at)}: a mirrored copy changes things outside as its original does.`),
    );
  if (caught > 0)
    parts.push(
      ...(parts.length > 0 ? [say(' ')] : []),
      number(format.plural(caught, 'write')),
      say(` of mirrored copies ${caught === 1 ? 'was' : 'were'} caught by stand-ins${soFar(trace, at)}.`),
    );
  return parts;
}

/** How far cookies took the new version beyond its weight. */
export function stickiness(trace: Trace, at: Micros): Part[] {
  const drift = driftBy(trace, at);
  // A share of ten seconds is never quite the weight: only what chance does not explain is worth a word.
  if (drift === null || drift.measured - drift.asked < 0.1) return [];
  return [
    say(`Cookies took the ${drift.pool} to `),
    hurt(format.percent(drift.measured)),
    say(` of requests at ${format.clock(drift.at)}, where ${format.percent(drift.asked)} were asked for: who met it once stays, and everybody else draws again.`),
  ];
}

/** What was measured of both versions while they ran side by side. */
export function comparison(trace: Trace, at: Micros): Part[] {
  const found = comparisonOf(trace);
  if (found === null || at <= found.from) return [];
  const { stable, next, isMirrored } = found;
  const isOver = at >= found.to;
  return [
    say('Side by side for '),
    number(format.duration(Math.min(at, found.to) - found.from)),
    say(': '),
    ...armSays(trace, stable, at, isOver, false),
    say('; '),
    ...armSays(trace, next, at, isOver, isMirrored),
    say('.'),
  ];
}

function armSays(trace: Trace, { revision, endedAt, failedAt, durations }: Arm, at: Micros, isOver: boolean, areCopies: boolean): Part[] {
  const until = isOver ? Infinity : at;
  const ended = countUpTo(endedAt, until),
    failed = countUpTo(failedAt, until);
  const parts = [version(trace, revision), say(' failed ')];
  if (ended === 0) return [version(trace, revision), say(' has nothing to show yet')];
  parts.push(failed === 0 ? number('none') : hurt(format.percent(failed / ended)), say(` of ${format.count(ended)} ${areCopies ? 'copies' : 'requests'}`));
  // Quantiles are told of the whole: they do not add up on the way.
  const p95 = isOver ? nearestRank(durations, 0.95) : null;
  return p95 === null ? parts : [...parts, say(', 95 of 100 within '), number(format.duration(p95))];
}
