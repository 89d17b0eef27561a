import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Trace } from '../../../../src/sim/index.ts';
import { DEADLINE_MS, Teller, type Playing } from '../../../../src/ui/compare/together/teller.ts';
import type { FromPlayer } from '../../../../src/ui/player/play-protocol.ts';

/** A worker that answers when it is told to. */
class Desk {
  onmessage: ((event: { data: FromPlayer }) => void) | null = null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;
  seeds: number[] = [];
  ended = false;
  postMessage({ seed }: { seed: number }): void { this.seeds.push(seed); }
  terminate(): void { this.ended = true; }
  say(data: FromPlayer): void { this.onmessage?.({ data }); }
}

const TRACE: FromPlayer = { type: 'trace', trace: {} as Trace };
const playing = (key: string, seed: number): Playing => ({ key, scenario: {} as Playing['scenario'], seed });

function setUp(size = 2): { teller: Teller; desks: Desk[]; heard: string[] } {
  const desks: Desk[] = [], heard: string[] = [];
  const start = (): Worker => {
    desks.push(new Desk());
    return desks.at(-1) as unknown as Worker;
  };
  const teller = new Teller(start, size, {
    onProgress: (key, share) => heard.push(`${key} ${share}`),
    onTrace: (key) => heard.push(`${key} played`),
    onFailure: (key, message) => heard.push(`${key} failed: ${message}`),
  });
  return { teller, desks, heard };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('runs go to whoever is free, one at a time', () => {
  const { teller, desks, heard } = setUp();
  teller.play([playing('a', 1), playing('b', 2), playing('c', 3)]);
  expect(desks.map(({ seeds }) => seeds)).toEqual([[1], [2]]);
  desks[1]!.say({ type: 'progress', share: 0.5 });
  desks[1]!.say(TRACE);
  expect(desks.map(({ seeds }) => seeds)).toEqual([[1], [2, 3]]);
  expect(heard).toEqual(['b 0.5', 'b played']);
});

test('what is under way and still wanted goes on; what is not is ended', () => {
  const { teller, desks, heard } = setUp();
  teller.play([playing('a', 1), playing('b', 2)]);
  teller.play([playing('b', 2), playing('c', 3)]);
  expect(desks.map(({ ended, seeds }) => [ended, seeds])).toEqual([[true, [1]], [false, [2]], [false, [3]]]);
  desks[0]!.say(TRACE);
  desks[1]!.say(TRACE);
  expect(heard).toEqual(['b played']);
});

test('a run that fails, breaks its worker or takes too long is given up, and the others go on', () => {
  const { teller, desks, heard } = setUp(1);
  teller.play([playing('a', 1), playing('b', 2), playing('c', 3), playing('d', 4)]);
  desks[0]!.say({ type: 'failure', message: 'too many events' });
  desks[0]!.onerror!({ message: 'out of memory', preventDefault: () => undefined });
  expect(desks[0]!.ended).toBe(true);
  vi.advanceTimersByTime(DEADLINE_MS);
  desks[2]!.say(TRACE);
  expect(heard).toEqual([
    'a failed: too many events', 'b failed: out of memory',
    'c failed: This run was stopped after 30 seconds. Ask for fewer requests a second or a shorter horizon.', 'd played',
  ]);
});

test('after the end nothing is heard', () => {
  const { teller, desks, heard } = setUp();
  teller.play([playing('a', 1)]);
  teller.end();
  desks[0]!.say(TRACE);
  vi.advanceTimersByTime(DEADLINE_MS);
  expect([desks[0]!.ended, heard]).toEqual([true, []]);
});
