import { MINUTE, oncePerTrace, type Micros, type Trace } from '../../../sim/index.ts';

/** How many columns a run's arrivals are gathered in: fine enough for the shape of a day, too coarse for its noise. */
const COLUMNS = 72;

/** Requests that arrived, column by column. */
export interface Arrivals {
  /** Width of a column. */
  width: Micros;
  perMinute: readonly number[];
  most: number;
}

export const arrivalsOf = oncePerTrace(({ header, requests }: Trace): Arrivals => {
  const width = header.horizon / COLUMNS,
    counts = new Array<number>(COLUMNS).fill(0);
  for (let row = 0; row < requests.count; row++) counts[Math.min(COLUMNS - 1, Math.floor(requests.arrivedAt[row]! / width))]! += 1;
  const perMinute = counts.map((count) => (count * MINUTE) / width);
  return { width, perMinute, most: Math.max(...perMinute) };
});
