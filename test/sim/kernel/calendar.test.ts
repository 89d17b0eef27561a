import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Calendar, EventLimitError, PHASE, type Phase } from '../../../src/sim/kernel/index.ts';

/** Plays a calendar and writes down `instant:payload` for each data event. */
function history(calendar: Calendar, until = 1_000): string {
  const played: string[] = [];
  calendar.run(until, (_, payload) => played.push(`${calendar.now}:${payload}`));
  return played.join(' ');
}

describe('a calendar', () => {
  test('plays events in the order of their instants', () => {
    const calendar = new Calendar();
    calendar.schedule(30, PHASE.traffic, 0, 1);
    calendar.schedule(10, PHASE.traffic, 0, 2);
    calendar.schedule(20, PHASE.traffic, 0, 3);
    expect(history(calendar)).toBe('10:2 20:3 30:1');
  });

  test('within one instant plays fault, lifecycle, traffic, control, people, sample', () => {
    const calendar = new Calendar();
    calendar.schedule(5, PHASE.sample, 0, 5);
    calendar.schedule(5, PHASE.people, 0, 4);
    calendar.schedule(5, PHASE.control, 0, 3);
    calendar.schedule(5, PHASE.fault, 0, 0);
    calendar.schedule(5, PHASE.traffic, 0, 2);
    calendar.schedule(5, PHASE.lifecycle, 0, 1);
    expect(history(calendar)).toBe('5:0 5:1 5:2 5:3 5:4 5:5');
  });

  test('within one phase plays events in the order in which they were scheduled', () => {
    const calendar = new Calendar();
    for (const payload of [3, 1, 4, 1, 5, 9, 2, 6]) calendar.schedule(7, PHASE.control, 0, payload);
    expect(history(calendar)).toBe('7:3 7:1 7:4 7:1 7:5 7:9 7:2 7:6');
  });

  test('lets an event add to its own instant, even in an earlier phase', () => {
    const calendar = new Calendar(),
      played: number[] = [];
    calendar.schedule(5, PHASE.control, 0, 1);
    calendar.schedule(5, PHASE.control, 0, 2);
    calendar.run(5, (_, payload) => {
      played.push(payload);
      if (payload === 1) calendar.schedule(5, PHASE.lifecycle, 0, 3);
    });
    expect(played).toEqual([1, 3, 2]);
  });

  test('hands back kind and payload unchanged', () => {
    const calendar = new Calendar(),
      seen: number[][] = [];
    calendar.schedule(1, PHASE.traffic, 2_147_483_647, -2_147_483_648);
    calendar.run(1, (kind, payload) => seen.push([kind, payload]));
    expect(seen).toEqual([[2_147_483_647, -2_147_483_648]]);
  });

  test('plays up to and including `until`, stands there, and keeps the rest', () => {
    const calendar = new Calendar();
    for (const at of [10, 20, 30]) calendar.schedule(at, PHASE.traffic, 0, at);
    expect(history(calendar, 20)).toBe('10:10 20:20');
    expect([calendar.now, calendar.size, calendar.played]).toEqual([20, 1, 2]);
    expect(history(calendar, 25)).toBe('');
    expect(calendar.now).toBe(25);
    expect(history(calendar, 30)).toBe('30:30');
  });

  test('never moves backwards', () => {
    const calendar = new Calendar();
    calendar.run(50, () => {});
    calendar.run(20, () => {});
    expect(calendar.now).toBe(50);
  });

  test('refuses the past and what is no instant, and takes the present', () => {
    const calendar = new Calendar();
    calendar.run(100, () => {});
    expect(() => calendar.schedule(99, PHASE.traffic, 0, 0)).toThrow(new RangeError('cannot schedule at 99: it is already 100'));
    expect(() => calendar.call(99, PHASE.control, () => {})).toThrow(RangeError);
    expect(() => calendar.schedule(NaN, PHASE.traffic, 0, 0)).toThrow(RangeError);
    expect(calendar.size).toBe(0);
    calendar.schedule(100, PHASE.traffic, 0, 7);
    expect(history(calendar)).toBe('100:7');
  });

  test('makes calls among the data events and forgets cancelled ones', () => {
    const calendar = new Calendar(),
      played: string[] = [];
    calendar.call(10, PHASE.control, () => played.push('first'));
    const doomed = calendar.call(20, PHASE.control, () => played.push('doomed'));
    calendar.schedule(20, PHASE.traffic, 0, 0);
    const made = calendar.call(30, PHASE.control, () => played.push('last'));
    calendar.call(15, PHASE.fault, () => calendar.cancel(doomed));
    calendar.run(100, () => played.push('data'));
    calendar.cancel(made);
    calendar.cancel(12_345);
    expect(played).toEqual(['first', 'data', 'last']);
  });

  test('stops with a named error at its event limit', () => {
    const calendar = new Calendar();
    const chase = (): void => calendar.schedule(calendar.now + 500_000, PHASE.traffic, 0, 0);
    chase();
    let error: unknown;
    try {
      calendar.run(Infinity, chase, 1_000);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(EventLimitError);
    expect(error).toMatchObject({ name: 'EventLimitError', limit: 1_000, at: 500_000_000 });
    expect((error as Error).message).toContain('1000 events at 500 s');
    expect(calendar.played).toBe(1_000);
  });

  test('loses only the event that failed when the dispatch throws', () => {
    const calendar = new Calendar();
    for (const at of [10, 20, 30]) calendar.schedule(at, PHASE.traffic, 0, at);
    const failAt20 = (_: number, payload: number): void => {
      if (payload === 20) throw new Error('broken model');
    };
    expect(() => calendar.run(100, failAt20)).toThrow('broken model');
    expect([calendar.now, calendar.size]).toEqual([20, 1]);
    expect(history(calendar)).toBe('30:30');
  });

  test('keeps the order of five thousand events', () => {
    const calendar = new Calendar(),
      played: number[] = [];
    // 1,999 is prime to 5,000, so every instant comes exactly once, well shuffled.
    for (let i = 0; i < 5_000; i++) {
      const at = (i * 1_999) % 5_000;
      calendar.schedule(at, PHASE.traffic, 0, at);
    }
    expect(calendar.size).toBe(5_000);
    calendar.run(5_000, (_, payload) => played.push(payload));
    expect(played).toEqual(Array.from({ length: 5_000 }, (_, at) => at));
  });
});

/** An event that schedules others when it is played. */
interface Plan {
  delay: number;
  phase: Phase;
  children: Plan[];
}

const { plans } = fc.letrec<{ plans: Plan[]; plan: Plan }>((tie) => ({
  plan: fc.record({
    // Few different delays make many ties.
    delay: fc.integer({ min: 0, max: 4 }),
    phase: fc.constantFrom<Phase>(0, 1, 2, 3, 4),
    children: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constant<Plan[]>([]), tie('plans')),
  }),
  plans: fc.array(tie('plan'), { maxLength: 12 }),
}));

/** What must happen, by sorting a list again after every event. */
function expected(roots: Plan[]): string[] {
  const list: { at: number; plan: Plan; order: number }[] = [],
    played: string[] = [];
  let order = 0;
  const add = (now: number, plan: Plan): unknown => list.push({ at: now + plan.delay, plan, order: order++ });
  roots.forEach((plan) => add(0, plan));
  for (;;) {
    list.sort((a, b) => a.at - b.at || a.plan.phase - b.plan.phase || a.order - b.order);
    const next = list.shift();
    if (!next) return played;
    played.push(`${next.at}:${next.order}`);
    next.plan.children.forEach((plan) => add(next.at, plan));
  }
}

function actual(roots: Plan[], stride: number): string[] {
  const calendar = new Calendar(),
    known: Plan[] = [],
    played: string[] = [];
  const add = (plan: Plan): void => calendar.schedule(calendar.now + plan.delay, plan.phase, 0, known.push(plan) - 1);
  roots.forEach(add);
  for (let until = 0; calendar.size > 0; until += stride) {
    calendar.run(until, (_, payload) => {
      played.push(`${calendar.now}:${payload}`);
      known[payload]!.children.forEach(add);
    });
  }
  return played;
}

test('a calendar plays any agenda as a sorted list would, in one go or in slices', () => {
  fc.assert(
    fc.property(plans, fc.integer({ min: 1, max: 7 }), (roots, stride) => {
      expect(actual(roots, stride)).toEqual(expected(roots));
      expect(actual(roots, 1_000)).toEqual(expected(roots));
    }),
    { numRuns: 500, seed: 1 },
  );
});
