/** The nearest-rank percentile of an ascending list: the least value that at least `share` of them do not exceed. Null for an empty list. */
export function nearestRank(sorted: ArrayLike<number>, share: number): number | null {
  return sorted.length === 0 ? null : sorted[rankOf(sorted.length, share)]!;
}

/** Where the nearest-rank percentile stands in an ascending list of this length, from 0. */
export const rankOf = (length: number, share: number): number => Math.min(length - 1, Math.max(0, Math.ceil(share * length) - 1));
