import { infoOf, isMapping, type Json } from '../schema/index.ts';
import { keptParams } from './keep-params.ts';
import { placesAlong, wordOf } from './schema-at.ts';
import { valueAt, type Source } from './source.ts';
import { STRATEGY_SCHEMAS } from './strategies.ts';

/**
 * A copy of the source with the value at a dot path replaced (`fleet.replicas`, `faults.0.at`) or, when it is undefined, taken out.
 * Mappings and lists on the way are made, beginning with the revisions that there are by default; an index past the end of a list
 * appends, and nothing is checked.
 */
export function edit(source: Source, path: string, value: Json | undefined): Source {
  const keys = path.split('.'),
    edited = (put(withDefaults(source, keys), keys, value) ?? {}) as Source;
  return path === 'strategy' ? keepParams(source, edited) : reshape(edited, keys);
}

/** Editing an entry that a dictionary or a list has by default must not lose the others, nor the rest of that entry. */
function withDefaults(source: Source, keys: readonly string[]): Source {
  const places = placesAlong(source, keys);
  const first = places.findIndex(
    ({ info, written }, depth) =>
      depth > 0 && depth < keys.length && written === undefined && (info.control === 'dictionary' || hasEntries(info.default)),
  );
  const unwritten = first < 0 ? undefined : places[first]!.info.default;
  return unwritten === undefined ? source : (put(source, keys.slice(0, first), unwritten) as Source);
}

/** A list that is not empty by default. */
const hasEntries = (usual: Json | undefined): boolean => Array.isArray(usual) && usual.length > 0;

function put(at: Json | undefined, keys: readonly string[], value: Json | undefined): Json | undefined {
  const [key, ...rest] = keys;
  // Switching on what is on already keeps its settings.
  if (key === undefined) return value === true && isMapping(at) ? at : value;
  if (at === undefined && key === '0') return value === undefined ? undefined : [put(undefined, rest, value)!];
  if (Array.isArray(at) && /^\d{1,6}$/.test(key)) {
    const index = Math.min(Number(key), at.length),
      changed = put(at[index], rest, value);
    return [...at.slice(0, index), ...(changed === undefined ? [] : [changed]), ...at.slice(index + 1)];
  }
  // A new mapping rather than a changed one, and own keys only: a path never reaches an object's prototype.
  const entries = isMapping(at) ? Object.entries(at) : [];
  const place = entries.findIndex(([name]) => name === key),
    before = entries[place]?.[1];
  const changed = put(before, rest, value);
  const entry: [string, Json][] = changed === undefined ? [] : [[key, changed]];
  return Object.fromEntries(
    place < 0 ? [...entries, ...entry] : [...entries.slice(0, place), ...entry, ...entries.slice(place + 1)],
  );
}

/** Another strategy, chosen by its name alone, keeps the parameters that make sense for both. */
function keepParams(before: Source, after: Source): Source {
  const kind = after['strategy'];
  if (typeof kind !== 'string' || !Object.hasOwn(STRATEGY_SCHEMAS, kind)) return after;
  const params = isMapping(before['strategy']) ? Object.values(before['strategy']).filter(isMapping) : [];
  return { ...after, strategy: { [kind]: keptParams(kind, params[0] ?? {}) } };
}

/** An entry of a list that has been made another kind keeps what the new kind knows, and gets what it cannot do without. */
function reshape(source: Source, keys: readonly string[]): Source {
  const path = keys.slice(0, -1),
    places = placesAlong(source, path),
    last = places.at(-1)!;
  const { info, written: entry } = last;
  if (places.length <= path.length || info.tag === undefined || info.tag !== keys.at(-1) || !isMapping(entry)) return source;
  const word = wordOf(info, entry);
  if (word === undefined) return source;
  const fields = infoOf(info.variants![word]!).fields!;
  const kept = Object.entries(entry).filter(([key]) => key === info.tag || Object.hasOwn(fields, key));
  const added = Object.keys(fields).filter((key) => infoOf(fields[key]!).default === undefined && !Object.hasOwn(entry, key));
  const reshaped = Object.fromEntries([...kept, ...added.map((key) => [key, missing(key, source)] as const)]);
  return put(source, path, reshaped) as Source;
}

/** What an entry is most likely about: the revision that is being rolled out, or the number of servers that there are. */
function missing(key: string, source: Source): Json {
  if (key === 'replicas') return valueAt(source, ['fleet', 'replicas']) ?? 4;
  const revisions = source['revisions'];
  return valueAt(source, ['rollout', 'to']) ?? (isMapping(revisions) ? Object.keys(revisions)[1] : undefined) ?? 'v2';
}
