import { LESSON_SCHEMA, type Kept } from '../../lessons/index.ts';
import { DAMAGED, pack, unpack, type LinkKind } from '../../link/pack.ts';
import { isMapping, LinkProblem, type Json } from '../../sim/index.ts';

const LESSON: LinkKind = { letter: 'l', schema: LESSON_SCHEMA, tooLong: 'So much was drawn that it does not fit into a link.' };

/** `#l=1.…`: where a learner is in a lesson, with all that was done. */
export const encodeKept = (kept: Kept): Promise<string> => pack(LESSON, JSON.stringify(kept));

/**
 * The lesson that a link is about, and what it holds, of which nothing is checked yet: that takes the lesson (`keptFrom`). Null when the
 * address carries no lesson. Throws LinkProblem.
 */
export async function keptIn(hash: string): Promise<{ lesson: string; value: Json } | null> {
  const text = await unpack(LESSON, hash);
  if (text === null) return null;
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new LinkProblem(DAMAGED);
  }
  const lesson = isMapping(value) ? value['lesson'] : null;
  if (typeof lesson !== 'string') throw new LinkProblem(DAMAGED);
  return { lesson, value };
}
