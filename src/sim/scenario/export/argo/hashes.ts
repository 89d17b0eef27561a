import type { Json } from '../../../schema/index.ts';

/** Whose requests a query counts, when not everybody's. */
export type Side = 'canary' | 'stable' | 'baseline';

/** What stands for the hash of each side's pods where a template is used; undefined = there is no such side. */
export type Hashes = Readonly<Partial<Record<Side, Record<string, Json>>>>;

/** The two sides of a Rollout, whose hashes the controller knows. */
export const ROLLOUT_HASHES = {
  canary: { valueFrom: { podTemplateHashValue: 'Latest' } },
  stable: { valueFrom: { podTemplateHashValue: 'Stable' } },
} satisfies Hashes;

/** The argument of a template that the hash is handed over in. */
export const argumentOf = (side: Side): string => `${side}-hash`;
