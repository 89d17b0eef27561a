import { infoOf, isMapping, type Json, type Schema } from '../schema/index.ts';
import { sourceSchema } from './schema.ts';
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

/** Editing one of the entries that a dictionary has by default must not lose the others. */
function withDefaults(source: Source, [name, entry]: readonly string[]): Source {
  if (name === undefined || entry === undefined || Object.hasOwn(source, name)) return source;
  const fields = infoOf(sourceSchema as Schema<unknown>).fields!;
  const info = Object.hasOwn(fields, name) ? infoOf(fields[name]!) : undefined;
  return info?.control === 'dictionary' && info.default !== undefined ? { ...source, [name]: info.default } : source;
}

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

/** Another strategy, chosen by its name alone, keeps the parameters that both know. */
function keepParams(before: Source, after: Source): Source {
  const kind = after['strategy'];
  if (typeof kind !== 'string' || !Object.hasOwn(STRATEGY_SCHEMAS, kind)) return after;
  const known = infoOf(STRATEGY_SCHEMAS[kind]!).fields!;
  const params = isMapping(before['strategy']) ? Object.values(before['strategy']).filter(isMapping) : [];
  const kept = Object.entries(params[0] ?? {}).filter(([key]) => Object.hasOwn(known, key));
  return { ...after, strategy: { [kind]: Object.fromEntries(kept) } };
}

/** An entry of a list that has been made another kind keeps what the new kind knows, and gets what it cannot do without. */
function reshape(source: Source, [list, index, tag]: readonly string[]): Source {
  const fieldsOfSource = infoOf(sourceSchema as Schema<unknown>).fields!;
  const listed = list !== undefined && Object.hasOwn(fieldsOfSource, list) ? fieldsOfSource[list] : undefined;
  const item = listed === undefined ? undefined : infoOf(listed).item,
    info = item === undefined ? undefined : infoOf(item);
  const entry = valueAt(source, [list ?? '', index ?? '']),
    named = isMapping(entry) ? entry[tag ?? ''] : undefined,
    word = typeof named === 'string' ? named : '';
  if (info === undefined || tag === undefined || info.tag !== tag || !isMapping(entry) || !Object.hasOwn(info.variants!, word))
    return source;
  const fields = infoOf(info.variants![word]!).fields!;
  const kept = Object.entries(entry).filter(([key]) => key === tag || Object.hasOwn(fields, key));
  const added = Object.keys(fields).filter((key) => infoOf(fields[key]!).default === undefined && !Object.hasOwn(entry, key));
  const reshaped = Object.fromEntries([...kept, ...added.map((key) => [key, missing(key, source)] as const)]);
  return put(source, [list!, index!], reshaped) as Source;
}

/** What an entry is most likely about: the revision that is being rolled out, or the number of servers that there are. */
function missing(key: string, source: Source): Json {
  if (key === 'replicas') return valueAt(source, ['fleet', 'replicas']) ?? 4;
  const revisions = source['revisions'];
  return valueAt(source, ['rollout', 'to']) ?? (isMapping(revisions) ? Object.keys(revisions)[1] : undefined) ?? 'v2';
}
