import { MINUTE } from '../kernel/index.ts';
import type { Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { format, frameAt, series } from '../trace/index.ts';
import { fewestReady } from './capacity.ts';
import { peakServers, serverTime } from './cost.ts';
import { blame, budget, harm } from './harm-sentences.ts';
import { mixedTime } from './mixed.ts';
import { momentsOf } from './moments.ts';
import { outcomeAt, outcomeOf } from './outcome.ts';
import { enumerate, hurt, number, say, version, type Part } from './parts.ts';
import { rollbackOf } from './rollback.ts';
import { comparison, sideEffects, stickiness } from './side-sentences.ts';

export type { Part } from './parts.ts';

export interface Sentence {
  /** What it is about; stable, for layout and tests. */
  id:
    | 'harm'
    | 'blame'
    | 'sideEffects'
    | 'stickiness'
    | 'budget'
    | 'traffic'
    | 'comparison'
    | 'capacity'
    | 'rollback'
    | 'cost'
    | 'outcome';
  parts: Part[];
}

/** What can be said about the run up to an instant, most important first. At the horizon it is the summary. */
export function sentences(trace: Trace, at: Micros): Sentence[] {
  const all: [Sentence['id'], Part[]][] = [
    ['harm', harm(trace, at)],
    ['blame', blame(trace, at)],
    ['sideEffects', sideEffects(trace, at)],
    ['stickiness', stickiness(trace, at)],
    ['budget', budget(trace, at)],
    ['traffic', traffic(trace, at)],
    ['comparison', comparison(trace, at)],
    ['capacity', capacity(trace, at)],
    ['rollback', rollback(trace, at)],
    ['cost', cost(trace, at)],
    ['outcome', outcome(trace, at)],
  ];
  return all.filter(([, parts]) => parts.length > 0).map(([id, parts]) => ({ id, parts }));
}

function traffic(trace: Trace, at: Micros): Part[] {
  const { weights } = frameAt(trace, at);
  const shares = Object.entries(weights).filter(([, share]) => share > 0);
  const mixed = mixedTime(trace, at);
  const both = mixed === 0 ? [] : [say(' Both versions served side by side for '), number(format.duration(mixed)), say('.')];
  if (shares.length === 0) return [hurt('No server takes requests.'), ...both];
  if (shares.length === 1) return [version(trace, shares[0]![0]), say(' serves alone.'), ...both];
  const items = shares.map(([revision, share]) => [version(trace, revision), say(' gets '), number(format.percent(share))]);
  return [...enumerate(items), say(' of requests.'), ...both];
}

function capacity(trace: Trace, at: Micros): Part[] {
  const { ready, at: since } = fewestReady(trace, at);
  const { replicas } = trace.header;
  if (!Number.isFinite(ready)) return [];
  if (ready >= replicas && replicas === 1) return [say('Never without a ready server.')];
  if (ready >= replicas) return [say(`Never fewer than the wanted ${format.plural(replicas, 'server')} were ready.`)];
  return [
    say('At worst '),
    hurt(ready === 0 ? 'none' : format.count(ready)),
    say(` of ${format.plural(replicas, 'server')} ${ready > 1 ? 'were' : 'was'} ready, first at ${format.clock(since)}.`),
  ];
}

function rollback(trace: Trace, at: Micros): Part[] {
  const { undo } = momentsOf(trace);
  const parts = rollbackOf(trace).filter((part) => part.from <= at);
  // Harm that nobody ever answers is told by the sentence about harm; a way back begins with an alarm or an undo.
  if (parts.length === 0 || (undo === null && !parts.some((part) => part.part === 'decide'))) return [];
  const items = parts.map(({ part, from, to }): Part[] => {
    const isDone = to !== null && to <= at;
    return [say(`${part} `), number(format.duration((isDone ? to : at) - from)), ...(isDone ? [] : [say(' and counting')])];
  });
  const last = parts.at(-1)!;
  const end = last.to !== null && last.to <= at ? last.to : at;
  return [
    say('The way back'),
    say(last.part === 'drain' && end === last.to ? ' took ' : ', so far '),
    number(format.duration(end - parts[0]!.from)),
    say(': '),
    ...enumerate(items),
    say('.'),
  ];
}

function cost(trace: Trace, at: Micros): Part[] {
  const peak = peakServers(trace, at);
  const { replicas, pricePerHour } = trace.header;
  const surplus = serverTime(trace, at) - replicas * at;
  const minutes = Math.abs(surplus) / MINUTE;
  const parts: Part[] = [];
  if (peak > replicas) {
    parts.push(
      say('At most '),
      number(format.plural(peak, 'server')),
      say(` existed at once, ${format.count(peak - replicas)} more than in peace.`),
    );
  }
  if (minutes < 0.1) return parts;
  const price = pricePerHour > 0 ? `, ${format.money((minutes / 60) * pricePerHour)} in money` : '';
  const against = surplus > 0 ? 'above the steady state' : 'below the steady state, for want of servers';
  parts.push(
    say(parts.length > 0 ? ' That came to ' : 'It took '),
    number(`${format.decimal(minutes)} server-minutes`),
    say(` ${against}${price}.`),
  );
  return parts;
}

function outcome(trace: Trace, at: Micros): Part[] {
  const { header } = trace;
  const reached = outcomeAt(trace);
  if (at < reached || series(trace).fleet.at.length === 0) return [];
  const { allOnNext, stableGone, undo, allOnStable, nextGone } = momentsOf(trace);
  const [stable, next] = [version(trace, header.stable), version(trace, header.next)];
  switch (outcomeOf(trace)) {
    case 'promoted':
      return [
        say('Promoted: '),
        next,
        say(' had all requests '),
        number(format.duration((allOnNext ?? reached) - header.rolloutAt)),
        say(' after the start, and the last '),
        stable,
        say(' server was gone after '),
        number(format.duration((stableGone ?? reached) - header.rolloutAt)),
        say('.'),
      ];
    case 'rolledBack':
      return [
        say('Rolled back: '),
        stable,
        say(` has served alone since ${format.clock(allOnStable ?? reached)}, and the last `),
        next,
        say(` server was gone at ${format.clock(nextGone ?? reached)}.`),
      ];
    case 'compared':
      return [
        say('Compared: the test of '),
        next,
        say(` is over, its last server was gone at ${format.clock(reached)}, and `),
        stable,
        say(' has served all along.'),
      ];
    case 'stalled':
      return undo === null
        ? [say('Stalled: '), next, say(' had not taken over from '), stable, say(' by the end of the run.')]
        : [say('Stalled: the way back to '), stable, say(' was not finished by the end of the run.')];
    case 'degraded':
      return [hurt('Degraded'), say(': users were still being failed at the end of the run.')];
  }
}
