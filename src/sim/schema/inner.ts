import * as z from 'zod/mini';
import type { Problem, Schema } from './field.ts';

/** What a transform is given to report to. */
export type Context = { issues: unknown[] };

/** Reports a problem and gives up on the value. */
export function refuse<T>(
  context: Context,
  input: unknown,
  { message, cure }: Problem,
  path: PropertyKey[] = [],
  atKey = false,
): T {
  context.issues.push({ code: 'custom', message, params: { cure, atKey }, input, path });
  return z.NEVER;
}

/** Runs a schema inside another's transform; its issues keep their paths, put behind ours. */
export function inner<T>(schema: Schema<T>, written: unknown, path: PropertyKey[], context: Context): T {
  const result = z.safeParse(schema, written);
  if (result.success) return result.data;
  for (const issue of result.error.issues) context.issues.push({ ...issue, input: written, path: [...path, ...issue.path] });
  return z.NEVER;
}
