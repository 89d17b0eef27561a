import { format } from '../../sim/index.ts';
import type { Form } from '../spec/forms.ts';
import type { CheckSpec } from '../spec/schema.ts';

const PLACE = /\{(\w+)\}/g;
/** Fields that hold a length of time; others are counted. */
const LENGTHS = ['within', 'atMost', 'atLeast'];

/** The numbers of a check's form, as its sentence may name them: `{atMost}`. */
export function boundsOf({ kind, params }: Form): Record<string, string> {
  if (typeof params === 'string') return {};
  const isTime = kind !== 'contrast';
  const entries = Object.entries(params).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === 'share' ? format.percent(value) : isTime && LENGTHS.includes(key) ? format.duration(value) : format.decimal(value),
    ]),
  );
}

/** Names in a sentence that stand for no number of its form. */
export const unknownBounds = ({ says, must }: CheckSpec): string[] =>
  [...says.matchAll(PLACE)].map((match) => match[1]!).filter((name) => !Object.hasOwn(boundsOf(must), name));

/** What a check asks, with its own bounds in the sentence, so that no number is written twice. */
export function asked({ says, must }: CheckSpec): string {
  const bounds = boundsOf(must);
  return says.replace(PLACE, (_, name: string) => bounds[name] ?? '');
}
