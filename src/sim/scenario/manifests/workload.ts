import { readDeployment } from './deployment.ts';
import type { Manifest } from './documents.ts';
import { readFlaggerCanary } from './flagger/canary.ts';
import type { Queries } from './queries.ts';
import type { WorkloadRead } from './read.ts';
import type { Report } from './reader.ts';
import { readRollout } from './rollout/index.ts';

export type { Said, WorkloadRead } from './read.ts';

/** What a workload comes to, and the other objects that took part in it. */
export type WorkloadWithUsed = WorkloadRead & { used: Manifest[] };

/**
 * Reads one kind of workload together with the objects that it refers to.
 * @param all every object of the file, the chosen one among them
 * @param reportOf where faults and remarks about an object go; each object has its own
 * @param queries what the scenario says that queries measure
 */
export type WorkloadReader = (
  chosen: Manifest,
  all: readonly Manifest[],
  reportOf: (manifest: Manifest) => Report,
  queries: Queries,
) => WorkloadWithUsed;

const READERS: Readonly<Record<string, WorkloadReader>> = {
  Canary: readFlaggerCanary,
  Rollout: readRollout,
  Deployment: (chosen, _all, reportOf) => ({ ...readDeployment(chosen, reportOf(chosen)), used: [] }),
};

/** Reads the workload that is rehearsed, whatever its kind. */
export const readWorkload: WorkloadReader = (chosen, all, reportOf, queries) =>
  READERS[chosen.kind]!(chosen, all, reportOf, queries);
