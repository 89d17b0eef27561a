import { infoOf, plain, type Schema } from './field.ts';
import { isMapping, type Json } from './json.ts';
import { nearest } from './nearest.ts';

type Table = Readonly<Record<string, Schema<unknown>>>;

/** The word that was meant: a synonym that people use for it, or the nearest of those there are. */
export function meantBy(word: string, table: Table, synonyms: Readonly<Record<string, string>> = {}): string | null {
  const same = Object.keys(synonyms).find((synonym) => synonym.toLowerCase() === word.toLowerCase());
  return same === undefined ? nearest(word, Object.keys(table)) : synonyms[same]!;
}

/**
 * How to write an entry whose kind stands in another place than under `tag`: as a key (`{ at: 60s, crash: { replicas: 1 } }`), under
 * another key (`{ at: 60s, type: crash }`), or alone (`crash`). Null when no kind can be made out.
 */
export function cureForEntry(
  written: unknown,
  tag: string,
  table: Table,
  synonyms?: Readonly<Record<string, string>>,
): string | null {
  if (typeof written === 'string') {
    const kind = meantBy(written, table, synonyms);
    return kind === null ? null : `Write ${flow({ [tag]: kind })}.`;
  }
  if (!isMapping(written)) return null;
  for (const [key, value] of Object.entries(written)) {
    const { [key]: _taken, ...rest } = written;
    const known = Object.hasOwn(table, key) ? key : meantBy(key, table, synonyms);
    const isField = known !== null && key !== known && Object.hasOwn(infoOf(table[known]!).fields ?? {}, key);
    if (known !== null && !isField) return `Write ${flow({ ...rest, [tag]: known, ...fieldsFrom(value, table[known]!) })}.`;
    const kind = typeof value === 'string' && value.length > 2 ? meantBy(value, table, synonyms) : null;
    if (kind !== null && !['at', 'for', 'revision', 'to'].includes(key)) return `Write ${flow({ ...rest, [tag]: kind })}.`;
  }
  return null;
}

/** What stands behind a kind used as a key: its fields, or the one value that it cannot do without (`scale: 3`, `deploy: v2`). */
function fieldsFrom(value: Json, variant: Schema<unknown>): Record<string, Json> {
  if (isMapping(value)) return value;
  const needed = Object.entries(infoOf(variant).fields ?? {}).find(([, field]) => infoOf(field).default === undefined);
  return needed === undefined || value === null || Array.isArray(value) ? {} : { [needed[0]]: value };
}

/** A mapping on one line, as people write it; only the first few entries, and each of them short. */
export function flow(value: Json, depth = 2): string {
  if (isMapping(value)) {
    const entries = Object.entries(value);
    const shown = entries
      .slice(0, 6)
      .map(([key, inner]) => `${plain(key, 30)}: ${depth > 1 || !isMapping(inner) ? flow(inner, depth - 1) : '{ … }'}`);
    return entries.length === 0 ? '{}' : `{ ${[...shown, ...(entries.length > 6 ? ['…'] : [])].join(', ')} }`;
  }
  if (Array.isArray(value)) return '[ … ]';
  const text = plain(String(value), 30);
  return typeof value === 'string' && !/^[\w.%/-]+$/.test(text) ? `"${text}"` : text;
}
