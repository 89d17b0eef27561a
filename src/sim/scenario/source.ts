import { isMapping, type Json } from '../schema/index.ts';

/**
 * A scenario as people write it: plain JSON of scenario.yaml's shape in human units (`8s`, `25%`), manifests folded in, no defaults
 * filled in. Edits, links and undo work on it; it may be invalid until `build` has looked at it.
 */
export type Source = { [key: string]: Json };

/**
 * A copy of the source with the value at a dot path replaced (`fleet.replicas`, `faults.0.at`) or, when it is undefined, taken out.
 * Mappings on the way are made, an index past the end of a list appends, and nothing is checked.
 */
export function edit(source: Source, path: string, value: Json | undefined): Source {
  return (put(source, path.split('.'), value) ?? {}) as Source;
}

function put(at: Json | undefined, keys: readonly string[], value: Json | undefined): Json | undefined {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (Array.isArray(at) && /^\d{1,6}$/.test(key)) {
    const index = Math.min(Number(key), at.length), changed = put(at[index], rest, value);
    return [...at.slice(0, index), ...(changed === undefined ? [] : [changed]), ...at.slice(index + 1)];
  }
  // A new mapping rather than a changed one, and own keys only: a path never reaches an object's prototype.
  const entries = isMapping(at) ? Object.entries(at) : [];
  const place = entries.findIndex(([name]) => name === key), before = entries[place]?.[1];
  const changed = put(before, rest, value);
  const entry: [string, Json][] = changed === undefined ? [] : [[key, changed]];
  return Object.fromEntries(place < 0 ? [...entries, ...entry] : [...entries.slice(0, place), ...entry, ...entries.slice(place + 1)]);
}

/** The value at a path, or undefined when nothing is written there. */
export function valueAt(source: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  let value: Json | undefined = source;
  for (const key of path) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isMapping(value) && Object.hasOwn(value, String(key))) value = value[String(key)];
    else return undefined;
  }
  return value;
}
