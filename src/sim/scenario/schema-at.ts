import { infoOf, isMapping, type FieldInfo, type Json, type Schema } from '../schema/index.ts';
import { sourceSchema } from './schema.ts';
import type { Source } from './source.ts';

/** A place in a source, with what the schemas know of it. */
export interface Place {
  info: FieldInfo;
  /** As written; undefined = nothing is. */
  written: Json | undefined;
}

/** The places along a path, the source itself first; it ends where the schemas know nothing more. */
export function placesAlong(source: Source, path: readonly string[]): Place[] {
  const places: Place[] = [{ info: infoOf(sourceSchema as Schema<unknown>), written: source }];
  for (const key of path) {
    const { info, written } = places.at(-1)!,
      { fields, item, tag, variants } = variantOf(info, written);
    const own = (table: Readonly<Record<string, Schema<unknown>>> | undefined) =>
      table !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
    const next = own(fields) ?? item ?? (tag === undefined ? own(variants) : undefined);
    if (next === undefined) break;
    places.push({ info: infoOf(next), written: inside(written, key) });
  }
  return places;
}

/** The variant that an entry says it is, or means; anything else as it is. */
export function variantOf(info: FieldInfo, written: Json | undefined): FieldInfo {
  const word = info.tag === undefined ? undefined : wordOf(info, written);
  return word === undefined ? info : infoOf(info.variants![word]!);
}

/** The word under an entry's tag, or the one meant where it is left out; undefined when it is none of those that there are. */
export function wordOf({ tag, fallback, variants }: FieldInfo, written: Json | undefined): string | undefined {
  const said = isMapping(written) && tag !== undefined ? (written[tag] ?? fallback) : undefined;
  return typeof said === 'string' && Object.hasOwn(variants!, said) ? said : undefined;
}

function inside(written: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(written)) return written[Number(key)];
  return isMapping(written) && Object.hasOwn(written, key) ? written[key] : undefined;
}
