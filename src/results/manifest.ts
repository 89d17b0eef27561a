import { METRICS, fingerprintOf, runsIn, type RunRange } from '../sim/index.ts';
import { digestOf, metricsDigest, sha256Of } from './digest.ts';
import type { Results } from './results.ts';

export const MANIFEST_SCHEMA = 'cutover.results/1';

/** One file of a folder of results. */
export interface ManifestFile {
  name: string;
  /** Of its bytes, as `sha256sum` prints it. */
  sha256: string;
  bytes: number;
  rows: number;
  /** Runs that it holds, each from one up to, and without, another. */
  runs: [from: number, to: number][];
}

/** What lies in a folder of results, and how to tell that it is still what it was. */
export interface Manifest {
  schema: typeof MANIFEST_SCHEMA;
  tool: string;
  /** What the program ran on when it put the folder together. For people: the rows do not depend on it. */
  platform: string;
  title: string;
  /** Of the plan. */
  fingerprint: string;
  root: number;
  replications: number;
  runs: number;
  /** `scenario` is the SHA-256 of its JSON. */
  arms: { id: string; label: string; scenario: string }[];
  metrics: { count: number; digest: string };
  /** What all rows say: the same wherever they were played, on one thread or on many machines. */
  digest: string;
  files: ManifestFile[];
}

/** @param results of a whole plan */
export async function manifestOf({ tool, plan, rows }: Results, files: ManifestFile[], platform: string): Promise<Manifest> {
  const digests = await Promise.all(plan.arms.map(({ source }) => sha256Of(new TextEncoder().encode(JSON.stringify(source)))));
  return {
    ...{ schema: MANIFEST_SCHEMA, tool, platform, title: plan.title, fingerprint: fingerprintOf(plan) },
    ...{ root: plan.root, replications: plan.replications, runs: runsIn(plan) },
    arms: plan.arms.map(({ id, label }, index) => ({ id, label, scenario: digests[index]! })),
    metrics: { count: METRICS.length, digest: await metricsDigest() },
    digest: await digestOf(plan, rows),
    files,
  };
}

/** Ranges as a manifest has them. */
export const pairs = (ranges: readonly RunRange[]): [number, number][] => ranges.map(({ from, to }) => [from, to]);
