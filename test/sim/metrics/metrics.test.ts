import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SECOND, seconds } from '../../../src/sim/kernel/index.ts';
import { FAILURE_CAUSES } from '../../../src/sim/trace/index.ts';
import { METRICS, exported, measure, outcomeOf, rollbackOf, sentences } from '../../../src/sim/metrics/index.ts';
import type { Trace } from '../../../src/sim/trace/index.ts';
import { acted, alarm, buildTrace, enters, fault, forgotten, known, request, scaled, state, weights } from './build-trace.ts';
import type { Ending, RequestSketch } from './build-trace.ts';

/** One request a second that a server serves in a tenth of a second, in [from, to). */
const steady = (from: number, to: number, replica: string, outcome: Ending = 'served', user = 50): RequestSketch[] =>
  Array.from({ length: to - from }, (_, i) => request(user, from + i, from + i + 0.1, replica, outcome));

// Two v1 servers give way to two v2 servers, one after the other; nothing goes wrong.
const smooth = buildTrace({
  facts: [
    enters(0, 'v1-1', 'available'),
    enters(0, 'v1-2', 'available'),
    known(0, 'v1-1'),
    known(0, 'v1-2'),
    weights(0, { v1: 1 }),
    state(0, 'idle'),
    scaled(10, 'v2', 0, 1),
    state(10, 'progressing'),
    enters(10, 'v2-1', 'starting', 6),
    enters(14, 'v2-1', 'available'),
    known(15, 'v2-1'),
    weights(15, { v1: 0.5, v2: 0.5 }),
    scaled(15, 'v1', 2, 1),
    enters(15, 'v1-1', 'terminating'),
    forgotten(16, 'v1-1'),
    enters(18, 'v1-1', 'gone'),
    scaled(16, 'v2', 1, 2),
    enters(16, 'v2-2', 'starting'),
    enters(19, 'v2-2', 'available'),
    known(20, 'v2-2'),
    scaled(20, 'v1', 1, 0),
    enters(20, 'v1-2', 'terminating'),
    forgotten(21, 'v1-2'),
    weights(21, { v2: 1 }),
    enters(24, 'v1-2', 'gone'),
    state(24, 'complete'),
  ],
  requests: [...steady(0, 15, 'v1-1'), ...steady(15, 21, 'v2-1'), ...steady(21, 59, 'v2-2')],
});

// v2 answers with errors; the pager goes off at 26 s, somebody undoes at 30 s.
const broken = buildTrace({
  header: { horizon: 90 * SECOND },
  facts: [
    enters(0, 'v1-1', 'available'),
    enters(0, 'v1-2', 'available'),
    known(0, 'v1-1'),
    known(0, 'v1-2'),
    weights(0, { v1: 1 }),
    state(0, 'idle'),
    scaled(10, 'v2', 0, 1),
    state(10, 'progressing'),
    enters(10, 'v2-1', 'starting'),
    enters(14, 'v2-1', 'available'),
    known(15, 'v2-1'),
    weights(15, { v1: 0.5, v2: 0.5 }),
    alarm(26),
    acted(30, 'undo'),
    state(30, 'rollingBack'),
    scaled(30, 'v2', 1, 0),
    enters(30, 'v2-1', 'terminating'),
    forgotten(32, 'v2-1'),
    weights(32, { v1: 1 }),
    enters(38, 'v2-1', 'gone'),
    state(38, 'restored'),
  ],
  requests: [
    ...steady(0, 90, 'v1-1'),
    request(1, 15.5, 15.6, 'v1-2'),
    request(1, 16, 16.2, 'v2-1', 'bug'),
    request(1, 17, 17.1, 'v1-2'),
    request(2, 20, 20.2, 'v2-1', 'bug'),
    request(2, 21, 21.1, 'v2-1'),
    request(3, 30.5, 31, 'v2-1', 'reset'),
    request(1, 33, 33.1, 'v1-2'),
  ],
});

const some = (trace: Trace, ...ids: string[]) => Object.fromEntries(ids.map((id) => [id, measure(trace)[id]]));
const text = (trace: Trace, at: number) =>
  sentences(trace, seconds(at)).map(({ id, parts }) => `${id}: ${parts.map((part) => part.text).join('')}`);

test('a smooth rolling update: everything served, promoted, with its times', () => {
  expect(outcomeOf(smooth)).toBe('promoted');
  expect(some(smooth, 'offered', 'served', 'failed', 'availability', 'downtime', 'sloBreach', 'mttr', 'budgetBurn')).toEqual({
    offered: 59,
    served: 59,
    failed: 0,
    availability: 1,
    downtime: 0,
    sloBreach: 0,
    mttr: null,
    budgetBurn: 0,
  });
  expect(some(smooth, 'leadTime', 'retireTime', 'mixedVersions', 'readyFloor', 'peakServers')).toEqual({
    leadTime: 11 * SECOND,
    retireTime: 14 * SECOND,
    mixedVersions: 6 * SECOND,
    readyFloor: 2,
    peakServers: 4,
  });
  expect(some(smooth, 'exposureRequests', 'exposureUsers', 'versionFlips', 'rollbackTime', 'rollbackDetect')).toEqual({
    exposureRequests: 6,
    exposureUsers: 1,
    versionFlips: 0,
    rollbackTime: null,
    rollbackDetect: null,
  });
});

test('a bad release and its undo: harm, blame, and the way back in its parts', () => {
  expect(outcomeOf(broken)).toBe('rolledBack');
  expect(
    some(
      broken,
      'failed',
      'failedBug',
      'failedReset',
      'usersHurt',
      'blastRequests',
      'blastUsers',
      'versionFlips',
      'flippedUsers',
    ),
  ).toEqual({
    failed: 3,
    failedBug: 2,
    failedReset: 1,
    usersHurt: 3,
    blastRequests: 3,
    blastUsers: 3,
    versionFlips: 1,
    flippedUsers: 1,
  });
  expect(some(broken, 'rollbackDetect', 'rollbackDecide', 'rollbackExecute', 'rollbackDrain', 'rollbackTime')).toEqual({
    rollbackDetect: 9_800_000,
    rollbackDecide: 4 * SECOND,
    rollbackExecute: 2 * SECOND,
    rollbackDrain: 6 * SECOND,
    rollbackTime: 21_800_000,
  });
  expect(some(broken, 'sloBreach', 'mttr', 'leadTime')).toEqual({ sloBreach: 3 * SECOND, mttr: 15 * SECOND, leadTime: null });
});

test('the sentences grow with the run', () => {
  expect(text(broken, 0)).toEqual([
    'harm: No request has come to an end yet.',
    'traffic: v1 serves alone.',
    'capacity: Never fewer than the wanted 2 servers were ready.',
  ]);
  expect(text(broken, 28)).toEqual([
    'harm: 2 requests failed so far, for 2 of 100 users. Every one has a cause: 2 hit a bug in v2.',
    'blame: All of them failed because of the rollout.',
    'budget: 93.9% of requests were served; the goal is 99%. That spent 5.2% of the error budget of 1 hour.',
    'traffic: v1 gets 50% and v2 gets 50% of requests. Both versions served side by side for 13 s.',
    'capacity: Never fewer than the wanted 2 servers were ready.',
    'rollback: The way back, so far 12 s: detect 9.8 s and decide 2 s and counting.',
    'cost: At most 3 servers existed at once, 1 more than in peace. That came to 0.3 server-minutes above the steady state, 0.005 in money.',
  ]);
  expect(text(broken, 90).filter((line) => /^(harm|rollback|outcome)/.test(line))).toEqual([
    'harm: 3 requests failed, for 3 of 100 users. Every one has a cause: 2 hit a bug in v2 and 1 lost while a server stopped.',
    'rollback: The way back took 22 s: detect 9.8 s, decide 4 s, execute 2 s and drain 6 s.',
    'outcome: Rolled back: v1 has served alone since 0:32, and the last v2 server was gone at 0:38.',
  ]);
  expect(text(smooth, 60)).toContain('harm: No request failed: 59 were served.');
  expect(text(smooth, 60)).toContain(
    'outcome: Promoted: v2 had all requests 11 s after the start, and the last v1 server was gone after 14 s.',
  );
});

test('an undo without an alarm: somebody noticed, so detecting lasts until the undo', () => {
  const quiet = buildTrace({
    facts: [weights(0, { v1: 1 }), weights(15, { v1: 0.5, v2: 0.5 }), acted(30, 'undo'), weights(31, { v1: 1 })],
    requests: [request(1, 16, 16.5, 'v2-1', 'bug')],
  });
  expect(rollbackOf(quiet)).toEqual([
    { part: 'detect', from: 16.5 * SECOND, to: 30 * SECOND },
    { part: 'execute', from: 30 * SECOND, to: 31 * SECOND },
    { part: 'drain', from: 31 * SECOND, to: 31 * SECOND },
  ]);
  expect(some(quiet, 'rollbackDecide', 'rollbackTime')).toEqual({ rollbackDecide: null, rollbackTime: 14.5 * SECOND });
});

test('blame: a crash on stable is bad luck; a stop by decision, an empty router and a short-handed fleet are the rollout', () => {
  const trace = buildTrace({
    facts: [
      fault(20, 'crash'),
      enters(20, 'v1-3', 'crashed', 0),
      scaled(22, 'v1', 3, 2),
      enters(22, 'v1-2', 'terminating', 2),
      enters(0, 'v1-1', 'available'),
    ]
      .sort((a, b) => a.at - b.at)
      .map((fact) => (fact.cause === null ? fact : { ...fact, cause: fact.at === 20 * SECOND ? 1 : 3 })),
    requests: [
      request(1, 5, 6, 'v1-1', 'timeout'), // before the rollout
      request(2, 19, 20, 'v1-3', 'reset'), // crash
      request(3, 22, 23, 'v1-2', 'reset'), // stopped by decision
      request(4, 24, 24, undefined, 'noEndpoint'),
      request(5, 25, 26, 'v1-1', 'queueFull'), // one server left of two, another one leaving
      request(6, 27, 28, 'v1-1', 'bug'), // stable's own
      request(7, 29, 30, 'v2-1', 'bug'),
    ],
  });
  expect(trace.facts.map((fact) => fact.type)).toEqual([
    'replica.available',
    'fault.injected',
    'replica.crashed',
    'replicaset.scaled',
    'replica.terminating',
  ]);
  expect(some(trace, 'failed', 'blastRequests', 'blastUsers')).toEqual({ failed: 7, blastRequests: 4, blastUsers: 4 });
});

test('downtime: seconds with under half served, and seconds without requests in which routers knew nobody', () => {
  const trace = buildTrace({
    header: { horizon: 10 * SECOND },
    facts: [enters(0, 'v1-1', 'available'), known(0, 'v1-1'), forgotten(5, 'v1-1'), known(7, 'v1-1')],
    requests: [
      request(1, 1, 1.1, 'v1-1'),
      request(1, 1.5, 1.6, 'v1-1', 'bug'),
      request(1, 2, 2.1, 'v1-1', 'bug'),
      request(1, 3, 3.1, 'v1-1'),
    ],
  });
  expect(measure(trace).downtime).toBe(3 * SECOND); // second 2, and seconds 5 and 6
});

test('capacity floor: slots of the ready servers over the slots that the load keeps busy', () => {
  const trace = buildTrace({
    header: { horizon: 20 * SECOND, concurrency: 4, replicas: 2 },
    facts: [
      enters(0, 'v1-1', 'available'),
      enters(0, 'v1-2', 'available'),
      scaled(12, 'v1', 2, 1),
      enters(12, 'v1-2', 'terminating'),
    ],
    requests: Array.from({ length: 40 }, (_, i) => request(1, i / 2, i / 2 + 0.5, 'v1-1')), // 2 a second × 0.5 s = 1 busy slot
  });
  expect(measure(trace).capacityFloor).toBeCloseTo(4, 10);
  expect(measure(trace).readyFloor).toBe(1);
});

test('cost: every server from its place on a node until it is gone', () => {
  const trace = buildTrace({
    header: { horizon: 3600 * SECOND, replicas: 1, pricePerHour: 2 },
    facts: [
      enters(0, 'v1-1', 'available'),
      enters(0, 'v2-1', 'pending'),
      enters(900, 'v2-1', 'scheduled'),
      enters(2700, 'v2-1', 'gone'),
    ],
  });
  expect(some(trace, 'serverHours', 'cost', 'surplus', 'peakServers')).toEqual({
    serverHours: 1.5,
    cost: 3,
    surplus: 1,
    peakServers: 2,
  });
});

test('latency percentiles by nearest rank, for all and by the version that answered', () => {
  const trace = buildTrace({
    requests: [
      request(1, 1, 1.1, 'v1-1'),
      request(1, 2, 2.2, 'v1-1'),
      request(1, 3, 3.3, 'v2-1'),
      request(1, 4, 4.4, 'v2-1'),
      request(1, 5, 9, 'v2-1', 'bug'),
    ],
  });
  expect(some(trace, 'latencyP50', 'latencyP99', 'latencyP50Stable', 'latencyP50Next', 'latencyP95Next')).toEqual({
    latencyP50: 200_000,
    latencyP99: 400_000,
    latencyP50Stable: 100_000,
    latencyP50Next: 300_000,
    latencyP95Next: 400_000,
  });
});

test('outcomes: nobody to send to is degraded; neither there nor back is stalled', () => {
  expect(outcomeOf(buildTrace({}))).toBe('degraded');
  expect(outcomeOf(buildTrace({ facts: [enters(0, 'v1-1', 'available'), weights(0, { v1: 1 })] }))).toBe('stalled');
  expect(
    outcomeOf(
      buildTrace({
        facts: [enters(0, 'v2-1', 'available'), weights(20, { v2: 1 })],
        requests: [request(1, 55, 55.1, 'v2-1', 'bug')],
      }),
    ),
  ).toBe('degraded');
});

test('MTTR lasts from the first breach to the last, and there is none while the end is still bad', () => {
  const at = (...failing: number[]) =>
    buildTrace({ requests: failing.map((second) => request(1, second, second + 0.1, 'v1-1', 'bug')) });
  expect(measure(at(5, 20)).mttr).toBe(16 * SECOND);
  expect(measure(at(5, 40)).mttr).toBe(null);
  expect(measure(at()).mttr).toBe(null);
});

test('every metric has a unique id, a label and an explanation, and durations are exported in seconds', () => {
  expect(new Set(METRICS.map((metric) => metric.id)).size).toBe(METRICS.length);
  expect(METRICS.filter((metric) => metric.label === '' || !metric.explains.endsWith('.'))).toEqual([]);
  expect([exported('duration', 1_500_000), exported('share', 0.5), exported('duration', null)]).toEqual([1.5, 0.5, null]);
});

const anyRequest = fc
  .record({
    user: fc.nat(5),
    at: fc.integer({ min: 0, max: 59_000 }),
    replica: fc.option(fc.constantFrom('v1-1', 'v2-1'), { nil: undefined }),
    outcome: fc.constantFrom<Ending>('served', 'inFlight', ...FAILURE_CAUSES),
  })
  .map(({ user, at, replica, outcome }) => request(user, at / 1000, at / 1000 + 0.5, replica, outcome));

test('served + failed + in flight = offered, causes add up to failed, blame never exceeds harm', () => {
  fc.assert(
    fc.property(fc.array(anyRequest, { maxLength: 60 }), (requests) => {
      const m = measure(buildTrace({ requests })) as Record<string, number>;
      const inFlight = requests.filter((row) => row.attempts[0]!.outcome === 'inFlight').length;
      const causes = FAILURE_CAUSES.map((cause) => m[`failed${cause[0]!.toUpperCase()}${cause.slice(1)}`]!);
      expect(m.served! + m.failed! + inFlight).toBe(m.offered);
      expect(causes.reduce((sum, n) => sum + n, 0)).toBe(m.failed);
      expect(m.blastRequests!).toBeLessThanOrEqual(m.failed!);
      expect(m.blastUsers!).toBeLessThanOrEqual(m.usersHurt!);
    }),
  );
});
