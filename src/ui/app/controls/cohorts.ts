import type { Json } from '../../../sim/index.ts';

/** Where the rules of a strategy name a group of users: dot paths, in the order in which they stand. */
export function namingsOf(cohort: string, value: Json | undefined, path = 'strategy'): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'cohort' && inner === cohort ? [`${path}.${key}`] : namingsOf(cohort, inner as Json, `${path}.${key}`),
  );
}

/** Names that people give to groups of users. */
export const USUAL_COHORTS = ['beta', 'staff', 'testers', 'mobile'];

/** The first usual name that is free; a number when all are taken. */
export function freeName(taken: readonly string[], usual: readonly string[]): string {
  const free = usual.find((name) => !taken.includes(name));
  if (free !== undefined) return free;
  let number = taken.length + 1;
  while (taken.includes(`group-${number}`)) number++;
  return `group-${number}`;
}
