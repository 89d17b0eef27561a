import * as z from 'zod/mini';
import { infoOf, show, type FieldInfo, type Schema } from './field.ts';
import { isMapping } from './json.ts';
import { didYouMean } from './nearest.ts';

/** Something wrong with what was written. The place is a path of keys; `atKey` says that the key itself is wrong, not its value. */
export interface Fault {
  path: (string | number)[];
  atKey: boolean;
  message: string;
  cure: string;
}

/** What a schema makes of a value: the value, or everything that is wrong with it. */
export type Reading<T> = { ok: true; value: T } | { ok: false; faults: Fault[] };

export function read<T>(schema: Schema<T>, written: unknown): Reading<T> {
  const result = z.safeParse(schema, written);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, faults: result.error.issues.flatMap((issue) => faultsOf(issue, schema as Schema<unknown>, written)) };
}

function faultsOf(issue: z.core.$ZodIssue, schema: Schema<unknown>, written: unknown): Fault[] {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, written, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      atKey: true,
      message: 'is not known',
      cure: didYouMean(key, known),
    }));
  }
  if (issue.code === 'invalid_type') {
    const value = path.reduce<unknown>((at, key) => (at as Record<string | number, unknown> | null | undefined)?.[key], written);
    return value === undefined
      ? [{ path, atKey: false, message: 'is missing', cure: 'Add it.' }]
      : [
          {
            path,
            atKey: false,
            message: `must be a mapping, is ${show(value)}`,
            cure: 'Write its fields as key: value, or remove it.',
          },
        ];
  }
  const params = issue.code === 'custom' ? issue.params : undefined;
  return [{ path, atKey: params?.['atKey'] === true, message: issue.message, cure: String(params?.['cure'] ?? '') }];
}

/** The keys that the object at `path` may have. */
function knownKeys(schema: Schema<unknown>, written: unknown, path: (string | number)[]): string[] {
  let info: FieldInfo = infoOf(schema),
    value = written;
  const settle = (): void => {
    if (info.tag === undefined) return;
    const word = isMapping(value) ? (value[info.tag] ?? info.fallback) : undefined;
    const variant = typeof word === 'string' ? info.variants?.[word] : undefined;
    if (variant) info = infoOf(variant);
  };
  settle();
  for (const key of path) {
    const next = info.fields?.[key] ?? info.item ?? (info.tag === undefined ? info.variants?.[key] : undefined);
    if (next === undefined) return [];
    info = infoOf(next);
    value = (value as Record<string | number, never> | undefined)?.[key];
    settle();
  }
  return Object.keys(info.fields ?? {});
}
