import { keepsPools, livesOf, oncePerTrace, poolOfReplica, poolsOf, type Trace } from '../../../sim/index.ts';

/** Where every replica of a run stands: `of[i]` is the place of replica `i`, out of `count` places. */
export interface Places {
  of: number[];
  count: number;
  /** How many of the places each pool has, in the order of the pools; one number for all where the strategy keeps none apart. */
  groups: number[];
}

/** Whether pools stand apart on the stage: there are several, and the strategy keeps them so. */
export const isGrouped = (trace: Trace): boolean => poolsOf(trace).length > 1 && keepsPools(trace);

/**
 * A replica keeps its place while it exists; a freed place goes to the next newcomer of its group, lowest first. The eye can thus follow
 * one server through its life, and no group grows beyond the most servers that it ever had at once.
 */
export const placesOf = oncePerTrace((trace): Places => {
  const grouped = isGrouped(trace);
  const stays = livesOf(trace)
    .map((life, index) => ({
      index, group: grouped ? poolOfReplica(trace, index) : 0, from: life.starts[0] ?? Infinity,
      to: life.stretches.at(-1)?.state === 'gone' ? life.starts.at(-1)! : Infinity,
    }))
    .filter((stay) => stay.from < Infinity)
    .sort((a, b) => a.from - b.from || a.index - b.index);
  const freeFrom = (grouped ? poolsOf(trace) : [null]).map((): number[] => []);
  const within = trace.replicas.map(() => -1), groupOf = trace.replicas.map(() => 0);
  for (const stay of stays) {
    const taken = freeFrom[stay.group]!;
    const free = taken.findIndex((at) => at <= stay.from);
    const place = free >= 0 ? free : taken.length;
    taken[place] = stay.to;
    within[stay.index] = place;
    groupOf[stay.index] = stay.group;
  }
  const groups = freeFrom.map(({ length }) => Math.max(1, length));
  const before = groups.map((_, group) => groups.slice(0, group).reduce((sum, count) => sum + count, 0));
  return { of: within.map((place, index) => (place < 0 ? -1 : before[groupOf[index]!]! + place)), count: before.at(-1)! + groups.at(-1)!, groups };
});

