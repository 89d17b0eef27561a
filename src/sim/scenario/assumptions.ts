import { formatDuration, isMapping } from '../schema/index.ts';
import type { Desk } from './desk.ts';
import type { Manifest } from './manifests/documents.ts';
import type { WorkloadRead } from './manifests/read.ts';
import { valueAt, type Source } from './source.ts';
import type { Scenario } from './types.ts';

/** What a manifest cannot say, and what is taken for it. */
export function noteAssumptions(written: Source, read: WorkloadRead, { document, path }: Manifest, desk: Desk): void {
  const assume = (message: string): void => desk.remark(document, { kind: 'assumed', path, message });
  if (!Object.hasOwn(written, 'traffic'))
    assume('Traffic: a manifest does not say; 40 requests a second assumed. Set traffic.rate.');
  if (!Object.hasOwn(written, 'revisions'))
    assume('Revisions: v1 → v2, the same code newly rolled out. Set revisions to give v2 a fault or another latency.');
  const fleet = isMapping(written['fleet']) ? written['fleet'] : {};
  const counted = Object.hasOwn(fleet, 'replicas') || valueAt(read.source, ['fleet', 'replicas']) !== undefined;
  if (!counted) assume('Replicas: the manifest does not say, which Kubernetes takes for 1. Set fleet.replicas.');
  if (!Object.hasOwn(fleet, 'boot'))
    assume('Boot: a manifest does not say; half of all starts within 6s and 99% within 12s assumed. Set fleet.boot.');
  if (!Object.hasOwn(fleet, 'onTerm')) assume('On TERM: assumed to stop listening and finish its requests. Set fleet.onTerm.');
  noteCohorts(written, read, desk);
  notePreview(written, read, desk);
}

/** An analysis before the switch needs somebody to try the new environment, and no manifest says who. */
function notePreview(written: Source, read: WorkloadRead, desk: Desk): void {
  const analysis = ['strategy', 'blue-green', 'prePromotionAnalysis'];
  const place = read.said.find(({ scenario }) => scenario.join('.') === analysis.join('.'));
  if (place === undefined || valueAt(read.source, analysis) === undefined) return;
  if (valueAt(written, ['strategy', 'blue-green', 'previewTraffic']) !== undefined) return;
  const message =
    'Preview: a manifest does not say who sends it requests, and nobody does here, so an analysis of it has nothing to measure. Set strategy: { blue-green: { previewTraffic: 10% } }.';
  desk.remark(place.document, { kind: 'assumed', path: place.manifest, message });
}

/** A rule by header says who, and not how many: the reader of the manifest took a share, and the scenario may know better. */
function noteCohorts(written: Source, read: WorkloadRead, desk: Desk): void {
  for (const { scenario, document, manifest: path } of read.said) {
    const [section, group, name] = scenario;
    if (section !== 'traffic' || group !== 'cohorts' || name === undefined || valueAt(written, scenario) !== undefined) continue;
    const share = String(valueAt(read.source, scenario));
    const message = `Cohort ${name}: a manifest does not say how many users match; ${share} assumed. Set traffic: { cohorts: { ${name}: ${share} } }.`;
    desk.remark(document, { kind: 'assumed', path, message });
  }
}

/** A hook that outlasts the grace period is allowed, and hardly ever meant. */
export function notePreStop(
  { fleet: { preStop, grace } }: Scenario,
  own: number | null,
  read: WorkloadRead | null,
  chosen: Manifest | null,
  desk: Desk,
): void {
  if (preStop === 0 || preStop < grace) return;
  const { document, path } = desk.placeOf(['fleet', 'preStop'], own, read, chosen);
  const [wait, patience] = [formatDuration(preStop), formatDuration(grace)];
  const message = `preStop takes ${wait}, and the grace period ends after ${patience}: the server gets TERM at ${patience} and KILL 2s later, whatever it still has to do.`;
  desk.remark(document, { kind: 'assumed', path, message });
}
