import { type Micros, MINUTE, SECOND } from '../../../sim/index.ts';

const STEPS = [1, 2, 5, 10, 15, 30].map((n) => n * SECOND).concat([1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440].map((n) => n * MINUTE));

/** Round instants at least `room` pixels apart. */
export function timeTicks(horizon: Micros, width: number, room = 72): Micros[] {
  const step = STEPS.find((candidate) => (candidate / horizon) * width >= room) ?? horizon;
  const ticks: Micros[] = [];
  for (let at = 0; at <= horizon; at += step) ticks.push(at);
  return ticks;
}
