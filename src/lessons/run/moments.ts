import { oncePerTrace, type FactId, type Micros, type Trace } from '../../sim/index.ts';
import type { Moment } from '../spec/moments.ts';
import { conditionOf } from '../spec/quantities.ts';

/** When a moment came in a run, and the fact that it is, where it is one. */
export interface Found {
  at: Micros;
  fact: FactId | null;
}

/** Instants at which a condition begins (`true`) and ceases (`false`) to hold; it may hold from the very start. */
const changes = oncePerTrace((trace: Trace) => {
  const known = new Map<string, { at: Micros; holds: boolean }[]>();
  return (text: string): { at: Micros; holds: boolean }[] => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const { quantity, holds } = conditionOf(text),
      { at, value } = quantity.steps(trace);
    const result: { at: Micros; holds: boolean }[] = [];
    for (let step = 0; step < at.length; step++) {
      const now = holds(value[step]!);
      if (now !== (result.at(-1)?.holds ?? false)) result.push({ at: at[step]!, holds: now });
    }
    known.set(text, result);
    return result;
  };
});

/** Stretches of a run in which a condition holds. */
export function stretchesOf(trace: Trace, text: string): { from: Micros; to: Micros }[] {
  const all = changes(trace)(text);
  return all.flatMap((change, index) =>
    change.holds ? [{ from: change.at, to: all[index + 1]?.at ?? trace.header.horizon }] : [],
  );
}

/** The moment in this run; null when it never came. */
export function find(trace: Trace, moment: Moment): Found | null {
  if (moment.fact === null) {
    const isEnd = moment.begins === null;
    const crossings = changes(trace)(moment.begins ?? moment.ends!).filter(({ holds }) => holds !== isEnd);
    const crossing = crossings[moment.nth - 1];
    return crossing ? { at: crossing.at, fact: null } : null;
  }
  let left = moment.nth;
  for (const [id, fact] of trace.facts.entries()) {
    if (fact.type !== moment.fact) continue;
    if (moment.where.some(([field, value]) => String((fact as unknown as Record<string, unknown>)[field]) !== value)) continue;
    if (--left === 0) return { at: fact.at, fact: id };
  }
  return null;
}
