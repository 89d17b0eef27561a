/** The nearest-rank percentile of an ascending list: the least value that at least `share` of them do not exceed. Null for an empty list. */
export function nearestRank(sorted: ArrayLike<number>, share: number): number | null {
  if (sorted.length === 0) return null;
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!;
}
