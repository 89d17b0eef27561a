import { infoOf, isMapping, read, type Json, type Schema } from '../schema/index.ts';
import { strategyOf } from '../strategies/index.ts';
import { STRATEGY_SCHEMAS } from './strategies.ts';

type Params = Record<string, Json>;

/** What of one strategy's parameters makes sense for another: those that both know by one name, with values that both can read. */
export function keptParams(kind: string, written: Params): Params {
  const kept = fitting(STRATEGY_SCHEMAS[kind]!, written);
  const reading = read(STRATEGY_SCHEMAS[kind]!, kept);
  // What was fine beside the old knobs may contradict the new ones, or need one that is not there.
  const conflicts = reading.ok ? (strategyOf(kind).conflicts?.(reading.value) ?? []) : [];
  const clashing = new Set(conflicts.map(({ path }) => path.split('.')[0]));
  return Object.fromEntries(Object.entries(kept).filter(([key]) => !clashing.has(key)));
}

/** The fields of a mapping that a schema knows, and of those the ones that it can read. */
function fitting(schema: Schema<unknown>, written: Params): Params {
  const { fields = {} } = infoOf(schema);
  return Object.fromEntries(
    Object.entries(written).flatMap(([key, value]): [string, Json][] => {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (field === undefined) return [];
      const kept = infoOf(field).control === 'object' && isMapping(value) ? fitting(field, value) : value;
      return read(field, kept).ok ? [[key, kept]] : [];
    }),
  );
}
