import { type Micros, MINUTE, SECOND } from '../../../sim/index.ts';

const STEPS = [1, 2, 5, 10, 15, 30].map((n) => n * SECOND).concat([1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440].map((n) => n * MINUTE));

/** Round instants at least `room` pixels apart, up to `to`. */
export function timeTicks(to: Micros, width: number, room = 72, from: Micros = 0): Micros[] {
  const length = to - from, step = STEPS.find((candidate) => (candidate / length) * width >= room) ?? length;
  const ticks: Micros[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return ticks;
}
