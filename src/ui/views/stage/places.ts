import { livesOf, oncePerTrace } from '../../../sim/index.ts';

/** Where every replica of a run stands: `of[i]` is the place of replica `i`, out of `count` places. */
export interface Places {
  of: number[];
  count: number;
}

/**
 * A replica keeps its place while it exists; a freed place goes to the next newcomer, lowest first. The eye can thus follow one
 * server through its life, and the grid never grows beyond the most servers that ever existed at once.
 */
export const placesOf = oncePerTrace((trace): Places => {
  const stays = livesOf(trace)
    .map((life, index) => ({
      index, from: life.starts[0] ?? Infinity,
      to: life.stretches.at(-1)?.state === 'gone' ? life.starts.at(-1)! : Infinity,
    }))
    .filter((stay) => stay.from < Infinity)
    .sort((a, b) => a.from - b.from || a.index - b.index);
  const freeFrom: number[] = [];
  const of = trace.replicas.map(() => -1);
  for (const stay of stays) {
    const free = freeFrom.findIndex((at) => at <= stay.from);
    const place = free >= 0 ? free : freeFrom.length;
    freeFrom[place] = stay.to;
    of[stay.index] = place;
  }
  return { of, count: Math.max(1, freeFrom.length) };
});
