import { MINUTE } from '../kernel/index.ts';
import type { Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { countUpTo, failedBy, format, frameAt, offeredBy, oncePerTrace, series, servedBy, usersHurtBy } from '../trace/index.ts';
import { rolloutFailures } from './blast.ts';
import { fewestReady } from './capacity.ts';
import { peakServers, serverTime } from './cost.ts';
import { harmGroups } from './harm-groups.ts';
import { mixedTime } from './mixed.ts';
import { momentsOf } from './moments.ts';
import type { Outcome } from './outcome.ts';
import { outcomeAt, outcomeOf } from './outcome.ts';
import { rollbackOf } from './rollback.ts';
import { errorBudget } from './slo.ts';

/** A piece of a sentence; the role says in which look to set it. */
export interface Part {
  text: string;
  role?: 'stable' | 'next' | 'harm' | 'number';
}
export interface Sentence {
  /** What it is about; stable, for layout and tests. */
  id: 'harm' | 'blame' | 'budget' | 'traffic' | 'capacity' | 'rollback' | 'cost' | 'outcome';
  parts: Part[];
}

export const OUTCOME_LABELS: Record<Outcome, string> = {
  promoted: 'promoted',
  rolledBack: 'rolled back',
  stalled: 'stalled',
  degraded: 'degraded',
};

/** What can be said about the run up to an instant, most important first. At the horizon it is the summary. */
export function sentences(trace: Trace, at: Micros): Sentence[] {
  const all: [Sentence['id'], Part[]][] = [
    ['harm', harm(trace, at)],
    ['blame', blame(trace, at)],
    ['budget', budget(trace, at)],
    ['traffic', traffic(trace, at)],
    ['capacity', capacity(trace, at)],
    ['rollback', rollback(trace, at)],
    ['cost', cost(trace, at)],
    ['outcome', outcome(trace, at)],
  ];
  return all.filter(([, parts]) => parts.length > 0).map(([id, parts]) => ({ id, parts }));
}

const say = (text: string): Part => ({ text });
const number = (text: string): Part => ({ text, role: 'number' });
const hurt = (text: string): Part => ({ text, role: 'harm' });
const version = (trace: Trace, revision: string): Part => ({
  text: revision,
  role: revision === trace.header.stable ? 'stable' : 'next',
});
const soFar = (trace: Trace, at: Micros): string => (at < trace.header.horizon ? ' so far' : '');

/** Joins the pieces of a list: `a, b and c`. */
const enumerate = (items: Part[][]): Part[] =>
  items.flatMap((item, index) => (index === 0 ? item : [say(index === items.length - 1 ? ' and ' : ', '), ...item]));

/** Kinds of failure that one sentence names before it sums up the rest. */
const GROUPS_NAMED = 4;

function harm(trace: Trace, at: Micros): Part[] {
  const failed = failedBy(trace, at);
  const served = servedBy(trace, at);
  if (failed === 0) {
    if (served === 0)
      return [say(offeredBy(trace, at) === 0 ? 'No request was made yet.' : 'No request has come to an end yet.')];
    return [
      say(`No request failed${soFar(trace, at)}: `),
      number(format.count(served)),
      say(served === 1 ? ' was served.' : ' were served.'),
    ];
  }
  const groups = harmGroups(trace)
    .map((group) => ({ ...group, count: countUpTo(group.times, at) }))
    .filter((group) => group.count > 0)
    .sort((a, b) => b.count - a.count);
  const named = groups.slice(0, groups.length > GROUPS_NAMED + 1 ? GROUPS_NAMED : groups.length);
  const others = failed - named.reduce((sum, group) => sum + group.count, 0);
  const items = named.map(({ count, says, revision }) => [
    hurt(format.count(count)),
    say(` ${says}`),
    ...(revision === null ? [] : [say(' in '), version(trace, revision)]),
  ]);
  if (others > 0) items.push([hurt(format.count(others)), say(' otherwise')]);
  const users = usersHurtBy(trace, at);
  return [
    hurt(format.count(failed)),
    say(` ${failed === 1 ? 'request' : 'requests'} failed${soFar(trace, at)}, for `),
    hurt(format.count(users)),
    say(` of ${format.plural(trace.header.users, 'user')}. ${failed === 1 ? 'It has a cause' : 'Every one has a cause'}: `),
    ...enumerate(items),
    say('.'),
  ];
}

const blamedTimes = oncePerTrace((trace: Trace): Micros[] => rolloutFailures(trace).map((failure) => failure.at));

function blame(trace: Trace, at: Micros): Part[] {
  const failed = failedBy(trace, at);
  if (failed === 0 || at < trace.header.rolloutAt) return [];
  const blamed = countUpTo(blamedTimes(trace), at);
  if (blamed === 0) return [say('The rollout is to blame for none of them.')];
  if (blamed === failed)
    return [say(failed === 1 ? 'It failed because of the rollout.' : 'All of them failed because of the rollout.')];
  return [hurt(format.count(blamed)), say(' of them failed because of the rollout; the others have other reasons.')];
}

function budget(trace: Trace, at: Micros): Part[] {
  const failed = failedBy(trace, at);
  const ended = failed + servedBy(trace, at);
  if (ended === 0) return [];
  const { slo } = trace.header;
  const parts = [
    number(format.percent((ended - failed) / ended)),
    say(` of requests were served; the goal is ${format.percent(slo.availability)}.`),
  ];
  const allowed = errorBudget(trace);
  if (failed === 0 || allowed <= 0) return parts;
  const spent = hurt(format.percent(failed / allowed));
  return [...parts, say(' That spent '), spent, say(` of the error budget of ${format.period(slo.period)}.`)];
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
    case 'stalled':
      return undo === null
        ? [say('Stalled: '), next, say(' had not taken over from '), stable, say(' by the end of the run.')]
        : [say('Stalled: the way back to '), stable, say(' was not finished by the end of the run.')];
    case 'degraded':
      return [hurt('Degraded'), say(': users were still being failed at the end of the run.')];
  }
}
