import { isMapping, type Json } from '../schema/index.ts';
import type { Path, Places } from './places.ts';
import type { Source } from './source.ts';

/** Where an analysis may stand. */
const ANALYSES = new Set(['analysis', 'prePromotionAnalysis', 'postPromotionAnalysis']);
/** What an analysis says beside its metrics. */
const OWN = new Set(['startingStep']);

/**
 * Writes out what may be written short: the analysis of a single metric goes without the list around it, as in
 * `analysis: { metric: successRate, atLeast: 97% }`.
 * @param places where things stand in the text; what is moved is found at its new path too
 */
export function writtenOut(source: Source, places?: Places): Source {
  return Object.hasOwn(source, 'strategy') ? { ...source, strategy: walk(source['strategy']!, ['strategy'], places) } : source;
}

function walk(value: Json, path: Path, places: Places | undefined): Json {
  if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index], places));
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]): [string, Json] => {
      const at = [...path, key];
      const isShort = ANALYSES.has(key) && isMapping(inner) && Object.hasOwn(inner, 'metric') && !Object.hasOwn(inner, 'metrics');
      return [key, isShort ? listed(inner, at, places) : walk(inner, at, places)];
    }),
  );
}

function listed(analysis: Record<string, Json>, path: Path, places: Places | undefined): Json {
  const entries = Object.entries(analysis),
    metric = entries.filter(([key]) => !OWN.has(key));
  const list = [...path, 'metrics'];
  places?.alias([...list, 0], path);
  for (const [key] of metric) places?.alias([...list, 0, key], [...path, key]);
  return { ...Object.fromEntries(entries.filter(([key]) => OWN.has(key))), metrics: [Object.fromEntries(metric)] };
}
