import { expect, test } from 'vitest';
import type { Fact, Trace } from '../../../src/sim/index.ts';
import { placesOf } from '../../../src/ui/views/stage/places.ts';
import { fixtureTrace } from './fixture.ts';

/** A trace that holds nothing but the births and ends of replicas. */
function lives(...stays: [id: string, from: number, to: number | null][]): Trace {
  const facts = stays.flatMap(([replica, from, to]) => [
    { at: from, cause: null, type: 'replica.starting', replica, revision: 'v1', node: 0, detail: '', until: null },
    ...(to === null ? [] : [{ at: to, cause: null, type: 'replica.gone', replica, revision: 'v1', node: 0, detail: '', until: null }]),
  ]) as Fact[];
  facts.sort((a, b) => a.at - b.at);
  return { ...fixtureTrace({ replicas: 1, rate: 1 }), replicas: stays.map(([id]) => id), facts };
}

test('a newcomer takes the lowest place that is free, and only when it is free', () => {
  const trace = lives(['a', 0, null], ['b', 0, 50], ['c', 0, null], ['d', 20, null], ['e', 50, null], ['f', 60, null]);
  expect(placesOf(trace)).toEqual({ of: [0, 1, 2, 3, 1, 4], count: 5, groups: [5] });
});

test('there are as many places as servers ever existed at once', () => {
  const trace = lives(['a', 0, 10], ['b', 10, 20], ['c', 20, 30], ['d', 25, null]);
  expect(placesOf(trace)).toEqual({ of: [0, 0, 0, 1], count: 2, groups: [2] });
});

test('no two servers of a rolling update ever stand in one place', () => {
  const trace = fixtureTrace({ replicas: 12 });
  const { of } = placesOf(trace);
  const standing = new Map<number, string>();
  for (const fact of trace.facts) {
    if (!('replica' in fact)) continue;
    const place = of[trace.replicas.indexOf(fact.replica)]!;
    if (fact.type === 'replica.gone') standing.delete(place);
    else expect(standing.get(place) ?? fact.replica).toBe(fact.replica);
    if (fact.type === 'replica.starting') standing.set(place, fact.replica);
  }
  expect(of.length).toBeGreaterThan(24);
});
