import * as z from 'zod/mini';
import { describe, infoOf, Problem, type Schema } from './field.ts';
import { inner, refuse } from './inner.ts';

/**
 * Refuses as a whole what was meant for another place, instead of telling of each of its parts that it is not known.
 * @param complaint null when the value belongs here
 */
export function unlessMeant<T>(
  schema: Schema<T>,
  complaint: (written: unknown) => { message: string; cure: string } | null,
): Schema<T> {
  const guarded = z.transform((written: unknown, context): T => {
    const found = complaint(written);
    return found === null ? inner(schema, written, [], context) : refuse(context, written, new Problem(found.message, found.cure));
  });
  return describe(guarded as unknown as Schema<T>, infoOf(schema));
}
