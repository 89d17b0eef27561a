/**
 * The probabilities at which a quantile function is tabulated, and the table lookup itself.
 *
 * The grid is finer towards both tails: each halving of the distance to 0 (and, mirrored, to 1) is an octave of
 * `BINS_PER_OCTAVE` bins, and each bin is a cubic through four exact values. Beyond the last octave, once in a quarter of a
 * million draws, the exact function answers. A table makes a draw a few multiplications instead of a logarithm and an exponential.
 */
const BIN_BITS = 3;
const BINS_PER_OCTAVE = 1 << BIN_BITS;
const OCTAVES = 18;
const BINS = BINS_PER_OCTAVE * OCTAVES;
/** Distances to the nearer end are scaled to integers below 2³⁰, whose leading bit is their octave. */
const SCALE = 2 ** 31;
const TOP_OCTAVE = 29;
const LOWEST_OCTAVE = TOP_OCTAVE - OCTAVES + 1;
const SCALED_MIN = 2 ** LOWEST_OCTAVE;
const SCALED_MAX = 2 ** 30;
/** Bins per unit of scaled distance, by octave. */
const DENSITY = Float64Array.from({ length: TOP_OCTAVE + 1 }, (_, octave) => BINS_PER_OCTAVE / 2 ** octave);

/** Distances to the nearer end at which the exact function is needed: three per bin, and the last one, a half. */
const DISTANCES = Float64Array.from({ length: 3 * BINS + 1 }, (_, node) => {
  const bin = Math.floor(node / 3),
    octave = LOWEST_OCTAVE + Math.floor(bin / BINS_PER_OCTAVE);
  return (2 ** octave + ((bin % BINS_PER_OCTAVE) + (node % 3) / 3) / DENSITY[Math.min(octave, TOP_OCTAVE)]!) / SCALE;
});

/** All probabilities of the grid, in the order in which `tabulate` wants their values: those near 0, then those near 1. */
export const GRID: Float64Array = Float64Array.of(...DISTANCES, ...DISTANCES.map((distance) => 1 - distance));

/**
 * A fast stand-in for a smooth quantile function.
 * @param values the function's values at `GRID`
 * @param exact the function, for probabilities beyond the grid and for exactly a half
 */
export function tabulate(values: Float64Array, exact: (uniform: number) => number): (uniform: number) => number {
  const cubics = new Float64Array(2 * BINS * 4);
  for (let side = 0; side < 2; side++) {
    for (let bin = 0; bin < BINS; bin++) {
      const node = side * DISTANCES.length + 3 * bin;
      fit(cubics, 4 * (side * BINS + bin), values[node]!, values[node + 1]!, values[node + 2]!, values[node + 3]!);
    }
  }
  // Without branches on chance, for no processor predicts them: which half, octave and bin a draw falls in is arithmetic.
  return (uniform) => {
    const scaled = Math.min(uniform, 1 - uniform) * SCALE;
    if (!(scaled >= SCALED_MIN && scaled < SCALED_MAX)) return exact(uniform);
    const whole = scaled | 0,
      octave = 31 - Math.clz32(whole),
      leading = whole >> (octave - BIN_BITS);
    const x = scaled * DENSITY[octave]! - leading;
    const bin = +(uniform > 0.5) * BINS + ((octave - LOWEST_OCTAVE - 1) << BIN_BITS) + leading,
      c = bin << 2;
    return cubics[c]! + x * (cubics[c + 1]! + x * (cubics[c + 2]! + x * cubics[c + 3]!));
  };
}

/** Writes the coefficients, constant first, of the cubic through values at 0, 1/3, 2/3 and 1. */
function fit(into: Float64Array, at: number, y0: number, y1: number, y2: number, y3: number): void {
  const first = y1 - y0,
    second = y2 - 2 * y1 + y0,
    third = y3 - 3 * y2 + 3 * y1 - y0;
  into[at] = y0;
  into[at + 1] = 3 * first - 1.5 * second + third;
  into[at + 2] = 4.5 * (second - third);
  into[at + 3] = 4.5 * third;
}
