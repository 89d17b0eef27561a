import { describe, expect, test } from 'vitest';
import { build, measure, routeAt, run, sentences, type Trace } from '../../../src/sim/index.ts';
import { SECOND } from '../../../src/sim/kernel/index.ts';

const WEIGHT = 0.1;

/** Flagger at one weight of 10 % for ten minutes: 600 users, sixty requests of each. */
const play = (sessionAffinity: { maxAge: string } | 'none'): Trace =>
  run(
    build({
      title: 'sticky',
      horizon: '11m',
      fleet: { replicas: 2, boot: '2s' },
      traffic: { rate: '60/s', users: 600 },
      revisions: { v1: { latency: '5ms' }, v2: { latency: '5ms' } },
      rollout: { at: '10s', to: 'v2' },
      strategy: { flagger: { interval: '5m', stepWeight: 100 * WEIGHT, maxWeight: 100, sessionAffinity } },
    }),
  );

/** Of users who made their k-th request since the canary got its weight: the share for whom it went to v2. */
function shareAt(trace: Trace, k: number): { share: number; users: number } {
  const from = trace.facts.find((fact) => fact.type === 'route.effective' && (fact.route.weights?.['canary'] ?? 0) > 0)!.at,
    to = trace.facts.find((fact) => fact.type === 'route.effective' && fact.at > from)?.at ?? trace.header.horizon;
  const made = new Map<number, number>();
  let users = 0,
    onCanary = 0;
  for (let row = 0; row < trace.attempts.count; row++) {
    const at = trace.attempts.sentAt[row]!;
    if (at < from || at >= to) continue;
    const user = trace.requests.user[trace.attempts.request[row]!]!,
      count = (made.get(user) ?? 0) + 1;
    made.set(user, count);
    if (count !== k) continue;
    users++;
    if (trace.attempts.revision[row] === 1) onCanary++;
  }
  return { share: onCanary / users, users };
}

// fluxcd/flagger#1655: a cookie on the canary alone.
describe('a cookie on one side only, at a weight of 10 %', () => {
  const trace = play({ maxAge: '1h' });

  test.each([1, 2, 5, 7, 10, 22])('after %i requests of each user, 1 − 0.9^k of them are on the canary', (k) => {
    const { share, users } = shareAt(trace, k);
    expect(users).toBeGreaterThan(550);
    // Five standard errors of a share of so many users, at the most.
    expect(Math.abs(share - (1 - (1 - WEIGHT) ** k))).toBeLessThan(0.07);
  });

  test('the router goes on saying 10 %, and the measured share says what it has come to', () => {
    expect(routeAt(trace, 400 * SECOND).weights).toEqual({ primary: 0.9, canary: 0.1 });
    expect(measure(trace).shareBeyondWeight).toBeGreaterThan(0.8);
    const said = sentences(trace, 500 * SECOND).find(({ id }) => id === 'stickiness');
    expect(said?.parts.map(({ text }) => text).join('')).toMatch(/^Cookies took the canary to [89]\d(\.\d)?% of requests at \d:\d\d, where 10% were asked for/);
  });

  test('without a cookie the share stays where it was asked to be, and there is nothing to tell', () => {
    const plain = play('none');
    for (const k of [1, 10, 22]) expect(Math.abs(shareAt(plain, k).share - WEIGHT)).toBeLessThan(0.07);
    expect(measure(plain).shareBeyondWeight).toBeNull();
    expect(sentences(plain, 500 * SECOND).some(({ id }) => id === 'stickiness')).toBe(false);
  });
});
