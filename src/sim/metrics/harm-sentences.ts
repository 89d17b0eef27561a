import type { Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { countUpTo, failedBy, format, offeredBy, oncePerTrace, servedBy, usersHurtBy } from '../trace/index.ts';
import { rolloutFailures } from './blast.ts';
import { harmGroups } from './harm-groups.ts';
import { enumerate, hurt, number, say, soFar, version, type Part } from './parts.ts';
import { errorBudget } from './slo.ts';

/** Kinds of failure that one sentence names before it sums up the rest. */
const GROUPS_NAMED = 4;

/** How many requests failed, for whom, and of what. */
export function harm(trace: Trace, at: Micros): Part[] {
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

/** How many of them the rollout is to blame for. */
export function blame(trace: Trace, at: Micros): Part[] {
  const failed = failedBy(trace, at);
  if (failed === 0 || at < trace.header.rolloutAt) return [];
  const blamed = countUpTo(blamedTimes(trace), at);
  if (blamed === 0) return [say('The rollout is to blame for none of them.')];
  if (blamed === failed)
    return [say(failed === 1 ? 'It failed because of the rollout.' : 'All of them failed because of the rollout.')];
  return [hurt(format.count(blamed)), say(' of them failed because of the rollout; the others have other reasons.')];
}

/** What share was served, against what was promised. */
export function budget(trace: Trace, at: Micros): Part[] {
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
