import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SECOND, seconds } from '../../../src/sim/kernel/index.ts';
import {
  FAILURE_CAUSES,
  frameAt,
  inFlight,
  lifeOfRequest,
  nextStep,
  previousStep,
  series,
} from '../../../src/sim/trace/index.ts';
import type { Frame, ReplicaState, Trace } from '../../../src/sim/trace/index.ts';
import { acted, buildTrace, enters, forgotten, known, request, scaled, state, weights } from './build-trace.ts';
import type { AttemptSketch, Ending, RequestSketch } from './build-trace.ts';

const story = buildTrace({
  header: { replicas: 1 },
  facts: [
    enters(0, 'v1-1', 'available'),
    known(0, 'v1-1'),
    weights(0, { v1: 1 }),
    state(0, 'idle'),
    scaled(10, 'v2', 0, 1),
    state(10, 'progressing'),
    enters(10, 'v2-1', 'starting'),
    enters(14, 'v2-1', 'crashed'),
    enters(14, 'v2-1', 'backOff'),
    enters(24, 'v2-1', 'starting'),
    enters(30, 'v2-1', 'available'),
    known(31, 'v2-1'),
    weights(31, { v1: 0.5, v2: 0.5 }),
    scaled(32, 'v1', 1, 0),
    enters(32, 'v1-1', 'terminating'),
    forgotten(33, 'v1-1'),
    weights(33, { v2: 1 }),
    enters(40, 'v1-1', 'gone'),
    acted(45, 'undo'),
  ],
  requests: [
    request(7, 1, 1.2, 'v1-1'),
    request(8, 31, 33, 'v1-1'),
    {
      user: 7,
      attempts: [
        { sent: 32.5, ended: 32.5, replica: 'v1-1', outcome: 'refused' },
        { sent: 32.7, started: 33, ended: 33.5, replica: 'v2-1', outcome: 'bug' },
      ],
    },
    { user: 9, attempts: [{ sent: 34, started: 36, ended: 37, replica: 'v2-1', outcome: 'served' }] },
  ],
});

const glance = (trace: Trace, at: number) =>
  frameAt(trace, seconds(at)).replicas.map(
    (r) =>
      `${r.id} ${r.state}${r.known ? ' known' : ''} busy ${r.busy} queued ${r.queued} failing ${r.failing} restarts ${r.restarts}`,
  );

test('a frame shows every living replica with its state, load and restarts', () => {
  expect(glance(story, 1.1)).toEqual(['v1-1 available known busy 1 queued 0 failing 0 restarts 0']);
  expect(glance(story, 20)).toEqual([
    'v1-1 available known busy 0 queued 0 failing 0 restarts 0',
    'v2-1 backOff busy 0 queued 0 failing 0 restarts 0',
  ]);
  expect(glance(story, 32.8)).toEqual([
    'v1-1 terminating known busy 1 queued 0 failing 1 restarts 0',
    'v2-1 available known busy 0 queued 1 failing 0 restarts 1',
  ]);
  expect(glance(story, 40)).toEqual(['v2-1 available known busy 0 queued 0 failing 0 restarts 1']);
});

test('a frame counts requests, failures, users, weights and wanted sizes up to its instant', () => {
  const { replicas: _, ...before } = frameAt(story, seconds(33.4));
  expect(before).toMatchObject({
    weights: { v2: 1 },
    wanted: { v1: 0, v2: 1 },
    machine: 'progressing',
    machineSince: 10 * SECOND,
    offered: 3,
    served: 2,
    failedTotal: 0,
    usersHurt: 0,
  });
  expect(frameAt(story, seconds(33.5))).toMatchObject({
    offered: 3,
    served: 2,
    failedTotal: 1,
    failed: { bug: 1, refused: 0 },
    usersHurt: 1,
  });
});

test('a state lasts from its fact until the next one, or until the horizon', () => {
  expect(frameAt(story, seconds(25)).replicas[1]).toMatchObject({ state: 'starting', since: 24 * SECOND, until: 30 * SECOND });
  expect(frameAt(story, seconds(50)).replicas[0]).toMatchObject({ state: 'available', since: 30 * SECOND, until: 60 * SECOND });
});

test('attempts alive in an interval are found, however long ago they were sent', () => {
  expect(inFlight(story, seconds(32.9), seconds(33.1))).toEqual([1, 3]);
  expect(inFlight(story, seconds(50), seconds(60))).toEqual([]);
});

test('the life of a request tells every attempt', () => {
  expect(lifeOfRequest(story, 2).lines).toEqual([
    'User 7 asked at 0:32.500.',
    '0.000 s sent to v1-1 · refused by a server that did not listen (the server was going away)',
    '0.200 s sent to v2-1 · waited 300 ms in its queue · worked on for 500 ms · hit a bug',
    '1.000 s the user gave up after 2 attempts.',
  ]);
  expect(lifeOfRequest(story, 3).lines).toEqual([
    'User 9 asked at 0:34.000.',
    '0.000 s sent to v2-1 · waited 2 s in its queue · worked on for 1 s · served',
    '3.000 s the user had the answer.',
  ]);
});

test('steps go by event, by decision and by phase, both ways, and end at start and horizon', () => {
  expect(nextStep(story, 'event', seconds(10))).toBe(14 * SECOND);
  expect(nextStep(story, 'decision', seconds(10))).toBe(32 * SECOND);
  expect(nextStep(story, 'phase', seconds(10))).toBe(45 * SECOND);
  expect(nextStep(story, 'phase', seconds(45))).toBe(60 * SECOND);
  expect(previousStep(story, 'decision', seconds(45))).toBe(32 * SECOND);
  expect(previousStep(story, 'decision', seconds(10))).toBe(0);
});

test('series hold step counts by revision, capacity, buckets and latency bands', () => {
  const { fleet, requests, latency } = series(story);
  const row = (at: number) => fleet.at.indexOf(seconds(at));
  expect(fleet.byRevision.v2!.alive[row(10)]).toBe(1);
  expect(fleet.byRevision.v2!.broken[row(14)]).toBe(1);
  expect(fleet.byRevision.v1!.terminating[row(32)]).toBe(1);
  expect(fleet.capacity[row(31)]).toBe(8);
  expect(fleet.capacity[row(32)]).toBe(4);
  expect(fleet.costRate[row(40)]).toBe(1);
  expect(requests.offered[32]).toBe(1);
  expect(requests.failed.bug[32]).toBe(1);
  expect(latency.width).toBe(SECOND);
  expect([latency.p50[1], latency.p99[34], latency.p50[5]]).toEqual([200_000, 3_000_000, null]);
});

// A slow reader that replays everything from the beginning, to hold the fast one against.
function naive(
  trace: Trace,
  at: number,
): Pick<Frame, 'offered' | 'served' | 'failedTotal' | 'usersHurt'> & { replicas: string[] } {
  const states = new Map<string, string>();
  for (const fact of trace.facts) {
    if (fact.at <= at && 'node' in fact) states.set(fact.replica, fact.type.slice('replica.'.length));
  }
  const { requests, attempts } = trace;
  const rows = [...requests.arrivedAt.keys()];
  const ended = rows.filter((row) => requests.outcome[row]! > 0 && requests.endedAt[row]! <= at);
  const failed = ended.filter((row) => requests.outcome[row]! > 1);
  const busy = (id: string) =>
    [...attempts.sentAt.keys()].filter((row) => {
      const end = attempts.outcome[row] === 0 ? trace.header.horizon : attempts.endedAt[row]!;
      return trace.replicas[attempts.replica[row]!] === id && attempts.sentAt[row]! <= at && end > at;
    }).length;
  return {
    replicas: trace.replicas
      .filter((id) => states.has(id) && states.get(id) !== 'gone')
      .map((id) => `${id} ${states.get(id)} ${busy(id)}`),
    offered: rows.filter((row) => requests.arrivedAt[row]! <= at).length,
    served: ended.length - failed.length,
    failedTotal: failed.length,
    usersHurt: new Set(failed.map((row) => requests.user[row])).size,
  };
}

const IDS = ['v1-1', 'v1-2', 'v2-1', 'v2-2'];
const instant = fc.integer({ min: 0, max: 60_000 }).map((ms) => ms / 1000);
const anyFact = fc
  .tuple(
    instant,
    fc.constantFrom(...IDS),
    fc.constantFrom<ReplicaState>('starting', 'available', 'terminating', 'crashed', 'gone'),
  )
  .map(([at, id, to]) => enters(at, id, to));
const anyRequest = fc
  .record({
    user: fc.nat(5),
    at: instant,
    wait: fc.nat(2000),
    work: fc.nat(9000),
    replica: fc.option(fc.constantFrom(...IDS), { nil: undefined }),
    outcome: fc.constantFrom<Ending>('served', 'inFlight', ...FAILURE_CAUSES),
  })
  .map(({ user, at, wait, work, replica, outcome }): RequestSketch => {
    const attempt: AttemptSketch = {
      sent: at,
      started: at + wait / 1000,
      ended: Math.min(60, at + (wait + work) / 1000),
      replica,
      outcome,
    };
    return { user, attempts: [attempt] };
  });

test('at any instant the frame equals a naive replay of the facts, and its counts add up', () => {
  fc.assert(
    fc.property(fc.array(anyFact), fc.array(anyRequest), instant, (facts, requests, at) => {
      const trace = buildTrace({ facts, requests });
      const frame = frameAt(trace, seconds(at));
      const { offered, served, failedTotal, usersHurt } = frame;
      const replicas = frame.replicas.map((r) => `${r.id} ${r.state} ${r.busy + r.queued}`);
      expect({ replicas, offered, served, failedTotal, usersHurt }).toEqual(naive(trace, seconds(at)));
      expect(Object.values(frame.failed).reduce((sum, n) => sum + n, 0)).toBe(failedTotal);
      expect(served + failedTotal).toBeLessThanOrEqual(offered);
    }),
  );
});
