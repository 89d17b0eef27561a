/** A point in pixels. */
type Point = readonly [x: number, y: number];

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Path data of a staircase: each value holds until the next x. */
export function steps(points: readonly Point[]): string {
  return points.map(([x, y], i) => (i === 0 ? `M${x},${y}` : `H${x}V${y}`)).join('');
}

/** The area between two staircases over the same x. */
export function stepsBetween(xs: readonly number[], low: readonly number[], high: readonly number[]): string {
  if (xs.length === 0) return '';
  let path = steps(xs.map((x, i): Point => [x, high[i]!]));
  for (let i = xs.length - 1; i >= 0; i--) path += i === xs.length - 1 ? `V${low[i]!}` : `V${low[i]!}H${xs[i]!}`;
  return `${path}Z`;
}

/** A curve through points of ascending x that rises and falls only where they do. */
export function smooth(points: readonly Point[]): string {
  const [first, ...others] = points;
  return first === undefined ? '' : others.length === 0 ? `M${first.join()}Z` : `M${first.join()}${bends(points).map(({ from, to, end }) => `C${from.join()},${to.join()},${end.join()}`).join('')}`;
}

/** The area between two such curves over the same x. */
export function smoothBetween(low: readonly Point[], high: readonly Point[]): string {
  const [last] = low.slice(-1);
  if (last === undefined) return '';
  const back = bends(low).map(({ start, from, to }) => `C${to.join()},${from.join()},${start.join()}`).reverse().join('');
  return `${smooth(high).replace(/Z$/, '')}L${last.join()}${back}Z`;
}

interface Bend { start: Point; from: Point; to: Point; end: Point }

/**
 * Cubic pieces between neighbours, with slopes that never overshoot: M. Steffen, A simple method for monotonic interpolation in one
 * dimension, Astronomy and Astrophysics 239 (1990), 443–450.
 */
function bends(points: readonly Point[]): Bend[] {
  const slopes = points.map((_, i) => slopeAt(points, i));
  return points.slice(1).map((end, i) => {
    const start = points[i]!, third = (end[0] - start[0]) / 3;
    return {
      start, end,
      from: [rounded(start[0] + third), rounded(start[1] + third * slopes[i]!)],
      to: [rounded(end[0] - third), rounded(end[1] - third * slopes[i + 1]!)],
    };
  });
}

function slopeAt(points: readonly Point[], i: number): number {
  const before = secant(points, i - 1), after = secant(points, i);
  if (before === null || after === null) return endSlope(points, i);
  const left = points[i]![0] - points[i - 1]![0], right = points[i + 1]![0] - points[i]![0];
  const middle = (before * right + after * left) / (left + right);
  return (Math.sign(before) + Math.sign(after)) * Math.min(Math.abs(before), Math.abs(after), Math.abs(middle) / 2);
}

/** At an end the curve leaves as a parabola through its neighbour would. */
function endSlope(points: readonly Point[], i: number): number {
  const piece = secant(points, i === 0 ? 0 : i - 1), neighbour = i === 0 ? 1 : i - 1;
  if (piece === null) return 0;
  return neighbour <= 0 || neighbour >= points.length - 1 ? piece : (3 * piece - slopeAt(points, neighbour)) / 2;
}

/** The slope from a point to the next one; null where there is none. */
function secant(points: readonly Point[], i: number): number | null {
  const from = points[i], to = points[i + 1];
  return from === undefined || to === undefined ? null : to[0] === from[0] ? 0 : (to[1] - from[1]) / (to[0] - from[0]);
}
