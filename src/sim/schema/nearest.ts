/** Fewest insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
export function editDistance(from: string, to: string): number {
  let twoAbove: number[] = [],
    above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const here = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let best = Math.min(above[column]! + 1, here[column - 1]! + 1, above[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) best = Math.min(best, twoAbove[column - 2]! + 1);
      here.push(best);
    }
    twoAbove = above;
    above = here;
  }
  return above[to.length]!;
}

/** The candidate that a misspelt word most likely meant, or null when none is near. Capitals, dashes and underscores do not count. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  if (word.length > 64) return null;
  const plain = (text: string) => text.toLowerCase().replaceAll(/[-_ ]/g, '');
  const begins = word.length >= 3 ? candidates.filter((candidate) => plain(candidate).startsWith(plain(word))) : [];
  if (begins.length === 1) return begins[0]!;
  const longer = candidates.filter((candidate) => candidate.length >= 4 && plain(word).startsWith(plain(candidate)));
  if (longer.length === 1) return longer[0]!;
  const reach = Math.min(word.length - 1, Math.max(1, Math.floor(word.length / 3)));
  let best: string | null = null,
    bestDistance = reach + 1;
  for (const candidate of candidates) {
    const distance = editDistance(plain(word), plain(candidate));
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** The cure for a misspelt word: `Did you mean "rolling"?`, or else the words there are. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const meant = nearest(word, candidates);
  if (meant !== null) return `Did you mean "${meant}"?`;
  if (candidates.length > 20) return 'Remove it, or put it where it belongs.';
  return candidates.length === 0 ? 'Remove it.' : `Use ${candidates.length > 1 ? 'one of ' : ''}${candidates.join(', ')}.`;
}
