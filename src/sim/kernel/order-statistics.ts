/**
 * The values that would stand at these places if the list were sorted, without sorting all of it: expected time grows with the length
 * alone. Reorders the list.
 * @param ranks ascending, each within the list
 */
export function orderStatistics(values: Float64Array, ranks: readonly number[]): number[] {
  for (let index = 0, from = 0; index < ranks.length; index++) {
    const rank = ranks[index]!;
    // What stands before a place found is no larger than its value: the next place lies behind it.
    place(values, rank, from, values.length - 1);
    from = rank;
  }
  return ranks.map((rank) => values[rank]!);
}

/** Brings the value of a rank to its place, by cutting around a middle value; equal values are taken together. */
function place(values: Float64Array, rank: number, from: number, to: number): void {
  let low = from,
    high = to;
  while (low < high) {
    const pivot = median(values[low]!, values[(low + high) >> 1]!, values[high]!);
    let smaller = low,
      larger = high,
      at = low;
    while (at <= larger) {
      const value = values[at]!;
      if (value < pivot) swap(values, at++, smaller++);
      else if (value > pivot) swap(values, at, larger--);
      else at++;
    }
    if (rank < smaller) high = smaller - 1;
    else if (rank > larger) low = larger + 1;
    else return;
  }
}

const median = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

function swap(values: Float64Array, a: number, b: number): void {
  const kept = values[a]!;
  values[a] = values[b]!;
  values[b] = kept;
}

/** How many of some ascending values lie at or below a bound. */
export function upTo(values: readonly number[], bound: number): number {
  let low = 0,
    high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
