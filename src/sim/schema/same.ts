/** Whether two plain values (of numbers, texts, lists and mappings) are the same in every part, whatever the order of their keys. */
export function same(a: unknown, b: unknown): boolean {
  return firstDifference(a, b) === null;
}

/** Where two plain values part, as a path of keys; null = nowhere. */
export function firstDifference(a: unknown, b: unknown): (string | number)[] | null {
  if (Object.is(a, b)) return null;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b))
    return [];
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const inside = firstDifference(left[key], right[key]);
    if (inside !== null) return [Array.isArray(a) ? Number(key) : key, ...inside];
  }
  return null;
}
