import { dump } from 'js-yaml';
import { isMapping, type Json } from '../schema/index.ts';
import type { Source } from './source.ts';

const ORDER = [
  'title',
  'description',
  'horizon',
  'fleet',
  'traffic',
  'slo',
  'alarm',
  'revisions',
  'rollout',
  'strategy',
  'faults',
  'operator',
  'expect',
  'steps',
];

/** The source as YAML text, in the order in which people read it; `parse` reads it back to the same source. */
export function render(source: Source): string {
  const rank = (key: string): number => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);
  const keys = Object.keys(source).toSorted((a, b) => rank(a) - rank(b));
  return keys
    .map((key) => dump({ [key]: source[key] }, { flowLevel: levelOf(source[key]), lineWidth: -1, noRefs: true }))
    .join('');
}

/** Small things stay on one line; larger ones get a line for each of their parts. */
function levelOf(value: Json | undefined): number {
  if (!isMapping(value) && !Array.isArray(value)) return -1;
  return JSON.stringify(value).length <= 100 ? 1 : 2;
}
