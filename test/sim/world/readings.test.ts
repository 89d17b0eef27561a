import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Seen } from '../../../src/sim/analysis/index.ts';
import { SECOND, seconds } from '../../../src/sim/kernel/index.ts';
import { IN_FLIGHT, SERVED } from '../../../src/sim/trace/facts.ts';
import { Columns } from '../../../src/sim/world/traffic/columns.ts';
import type { Replica } from '../../../src/sim/world/fleet/replica.ts';
import { Readings } from '../../../src/sim/world/traffic/readings.ts';

const POOLS = ['v1', 'v2', 'baseline'];
const replicas = POOLS.map((pool) => ({ pool }) as Replica);

interface Attempt {
  sentAt: number;
  /** How long it takes. */
  took: number;
  failed: boolean;
  /** Index of a replica; −1 = it reached none. */
  replica: number;
}

const attempt = fc.record({
  sentAt: fc.integer({ min: 0, max: 60 * SECOND }),
  took: fc.integer({ min: 0, max: 20 * SECOND }),
  failed: fc.boolean(),
  replica: fc.integer({ min: -1, max: 2 }),
});

/** As a plain search through everything sees it. */
function walk(
  all: readonly Attempt[],
  pool: string | null,
  after: number,
  until: number,
): { requests: number; failed: number; durations: number[] } {
  const seen = all.filter(({ sentAt, took, replica }) => {
    const endedAt = sentAt + took;
    return endedAt > after && endedAt <= until && (pool === null || POOLS[replica] === pool);
  });
  const durations = seen.filter(({ failed }) => !failed).map(({ took }) => took / SECOND);
  return { requests: seen.length, failed: seen.length - durations.length, durations: durations.sort((a, b) => a - b) };
}

const plain = ({ requests, failed, durationsAt }: Seen) => ({
  requests,
  failed,
  durations: durationsAt(Array.from({ length: requests - failed }, (_, place) => place)),
});

test('whenever and whatever is asked, a reading is what a search through all attempts would find', () => {
  const ask = fc.record({
    at: fc.integer({ min: 0, max: 80 * SECOND }),
    window: fc.integer({ min: 0, max: 90 * SECOND }),
    lag: fc.constantFrom(0, 0, 5 * SECOND),
    pool: fc.constantFrom(null, ...POOLS, 'nobody'),
  });
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 60 }), fc.array(ask, { maxLength: 12 }), (attempts, asks) => {
      const columns = new Columns(10),
        readings = new Readings(columns.attempts, replicas);
      const sent = [...attempts].sort((a, b) => a.sentAt - b.sentAt);
      let next = 0;
      for (const { at, window, lag, pool } of [...asks].sort((a, b) => a.at - b.at)) {
        for (; next < sent.length && sent[next]!.sentAt <= at; next++)
          columns.addAttempt(sent[next]!.sentAt, columns.addRequest(0, 0, false), sent[next]!.replica, 0);
        for (let row = 0; row < next; row++) {
          const { sentAt, took, failed } = sent[row]!;
          if (sentAt + took > at) expect(columns.attempts.outcome[row]).toBe(IN_FLIGHT);
          else [columns.attempts.endedAt[row], columns.attempts.outcome[row]] = [sentAt + took, failed ? SERVED + 1 : SERVED];
        }
        expect(plain(readings.read(pool, at - window - lag, at - lag))).toEqual(
          walk(sent.slice(0, next), pool, at - window - lag, at - lag),
        );
      }
    }),
    { numRuns: 300, seed: 8 },
  );
});

test('the end of a window belongs to it, and its beginning to the one before', () => {
  const columns = new Columns(10);
  for (const at of [1, 2, 3]) {
    const row = columns.addAttempt(seconds(at), columns.addRequest(seconds(at), 0, false), 0, 0);
    [columns.attempts.endedAt[row], columns.attempts.outcome[row]] = [seconds(at), SERVED];
  }
  const readings = new Readings(columns.attempts, replicas);
  expect(readings.read('v1', seconds(1), seconds(3)).requests).toBe(2);
  expect(readings.read(null, seconds(0), seconds(1)).requests).toBe(1);
  expect(readings.read('v2', seconds(0), seconds(3)).requests).toBe(0);
});

test('windows of thousands of answers slide, jump and stand still, and are right each time', () => {
  const columns = new Columns(10),
    all: Attempt[] = [];
  for (let row = 0; row < 6_000; row++) {
    const sent = { sentAt: row * 10_000, took: 20_000 + ((row * 7_919) % 300_000), failed: row % 17 === 0, replica: row % 2 };
    all.push(sent);
    columns.addAttempt(sent.sentAt, columns.addRequest(sent.sentAt, 0, false), sent.replica, 0);
    [columns.attempts.endedAt[row], columns.attempts.outcome[row]] = [sent.sentAt + sent.took, sent.failed ? SERVED + 1 : SERVED];
  }
  const readings = new Readings(columns.attempts, replicas);
  const look = (pool: string | null, after: number, until: number): void =>
    expect(plain(readings.read(pool, seconds(after), seconds(until)))).toEqual(walk(all, pool, seconds(after), seconds(until)));
  for (const [after, until] of [
    [0, 20],
    [1, 21],
    [1, 21],
    [3, 23],
    [15, 35],
    [40, 60],
    [41, 61],
    [5, 25],
    [6, 26],
  ] as const)
    look(null, after, until);
  for (const [after, until] of [
    [0, 30],
    [10, 40],
    [15, 45],
  ] as const)
    look('v1', after, until);
});
