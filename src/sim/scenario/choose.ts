import { didYouMean, show, type Json } from '../schema/index.ts';
import type { Desk } from './desk.ts';
import { nothingToRehearse, workloadsOf, type Manifest } from './manifests/documents.ts';

/**
 * The workload to rehearse: the one that the scenario names (`manifest: web`), or the first of the most telling kind: a Canary
 * before a Rollout before a Deployment. Null when the file holds none, and a scenario stands by itself.
 */
export function choose(
  manifests: readonly Manifest[],
  wanted: Json | undefined,
  own: number | null,
  desk: Desk,
): Manifest | null {
  const workloads = workloadsOf(manifests),
    first = workloads[0] ?? null;
  if (wanted !== undefined) {
    const named = workloads.find(({ name }) => name === wanted);
    if (named !== undefined) return named;
    const names = workloads.map(({ name }) => name);
    const cure =
      names.length === 0
        ? 'Remove manifest, or put the manifest behind the scenario, after a line with ---.'
        : didYouMean(typeof wanted === 'string' ? wanted : '', names);
    const message = `names ${show(wanted)}, and this file has no Deployment, Rollout or Canary of that name`;
    desk.placeIn(own!, { path: ['manifest'], atKey: false, message, cure });
    return first;
  }
  if (first === null && own === null && desk.faults.length === 0) {
    const { at, message, cure } = nothingToRehearse(manifests);
    desk.placeIn(at.document, { path: [...at.path, 'kind'], atKey: false, message, cure }, []);
    throw desk.error();
  }
  return first;
}
