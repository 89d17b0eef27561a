const EPSILON = 2.220446049250313e-16;
const MOST_STEPS = 1_000;

/** A place, and the function's value there. */
interface Point {
  x: number;
  y: number;
}

/**
 * A zero of `f` between two places at which its signs differ, to within `tolerance`. On a step function, the result is a place next
 * to the step, at which side and how near depends on the way there: so a judge that is to agree with another needs this very method.
 *
 * Source: R. P. Brent, “Algorithms for Minimization without Derivatives”, Prentice-Hall 1973, chapter 4.
 */
export function findZero(f: (x: number) => number, from: number, to: number, tolerance: number): number {
  let before: Point = { x: from, y: f(from) },
    best: Point = { x: to, y: f(to) };
  // The zero lies between `best` and `across`, whose signs differ.
  let across = before;
  if (across.y === 0) return across.x;
  for (let step = 0; step < MOST_STEPS && best.y !== 0; step++) {
    const travelled = best.x - before.x;
    if (Math.abs(across.y) < Math.abs(best.y)) [before, best, across] = [best, across, best];
    const least = 2 * EPSILON * Math.abs(best.x) + tolerance / 2;
    const half = (across.x - best.x) / 2;
    if (Math.abs(half) <= least) return best.x;
    const mayGuess = Math.abs(travelled) >= least && Math.abs(before.y) > Math.abs(best.y);
    const move = mayGuess ? (guess(before, best, across, travelled, least) ?? half) : half;
    const x = best.x + (Math.abs(move) >= least ? move : move > 0 ? least : -least);
    before = best;
    best = { x, y: f(x) };
    if (best.y > 0 === across.y > 0 && best.y !== 0) across = before;
  }
  return best.x;
}

/** How far to move by interpolation: a line through two points, or an inverse parabola through three. Null = not to be trusted. */
function guess(before: Point, best: Point, across: Point, travelled: number, least: number): number | null {
  const gap = across.x - best.x,
    toBefore = best.y / before.y;
  let up: number, down: number;
  if (before.x === across.x) {
    up = gap * toBefore;
    down = 1 - toBefore;
  } else {
    const ends = before.y / across.y,
      toAcross = best.y / across.y;
    up = toBefore * (gap * ends * (ends - toAcross) - (best.x - before.x) * (toAcross - 1));
    down = (ends - 1) * (toAcross - 1) * (toBefore - 1);
  }
  if (up > 0) down = -down;
  else up = -up;
  const isInside = up < 0.75 * gap * down - Math.abs(least * down) / 2,
    isShrinking = up < Math.abs((travelled * down) / 2);
  return isInside && isShrinking ? up / down : null;
}
