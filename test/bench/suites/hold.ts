import FlatQueue from 'flatqueue';
import { Calendar, PHASE, quantileOf, Random, SECOND, type Micros } from '../../../src/sim/kernel/index.ts';
import { timed, type Suite } from '../suite.ts';

/** Delays are drawn beforehand: the queues are measured, not the drawing. */
const DELAYS = (() => {
  const stream = new Random(1).stream('delays'),
    quantile = quantileOf({ kind: 'exponential', mean: SECOND });
  return Float64Array.from({ length: 65_536 }, () => Math.round(quantile(stream())));
})();
const MASK = DELAYS.length - 1;
const EVENTS = 2_000_000;

function calendar(entries: number): number {
  const agenda = new Calendar();
  let drawn = 0;
  const dispatch = (kind: number, payload: number): void =>
    agenda.schedule(agenda.now + DELAYS[drawn++ & MASK]!, PHASE.traffic, kind, payload);
  while (drawn < entries) dispatch(0, drawn);
  agenda.run(untilFor(entries), dispatch);
  return agenda.played;
}

function flatqueue(entries: number): number {
  const queue = new FlatQueue<number>(),
    until = untilFor(entries);
  let drawn = 0,
    played = 0;
  while (drawn < entries) queue.push(drawn, DELAYS[drawn++ & MASK]!);
  for (let now = queue.peekValue()!; now <= until; now = queue.peekValue()!) {
    const id = queue.pop()!;
    queue.push(id, now + DELAYS[drawn++ & MASK]!);
    played++;
  }
  return played;
}

/** Each entry comes round once a second on average. */
function untilFor(entries: number): Micros {
  return Math.round(EVENTS / entries) * SECOND;
}

const holdOf = (entries: number): Suite => ({
  id: `hold${entries}`,
  title: `Hold model, ${entries.toLocaleString('en')} entries: take the first, put it back later`,
  unit: 'events',
  contestants: [
    { name: 'Cutover calendar', round: () => timed(() => calendar(entries)) },
    { name: 'flatqueue 3.1.0, bare', goal: 0.5, round: () => timed(() => flatqueue(entries)) },
  ],
});

// M/M/1 keeps two events on the agenda, a small rollout a few dozen, a fleet under load a thousand.
export const suites: Suite[] = [holdOf(2), holdOf(16), holdOf(1_000)];
