import { infoOf, isMapping, nearest, show, type Json, type Schema } from '../schema/index.ts';
import { noteAssumptions, notePreStop } from './assumptions.ts';
import { tryBuild } from './build.ts';
import { choose } from './choose.ts';
import { Desk } from './desk.ts';
import type { Note } from './issues.ts';
import { isManifest, isWorkload, manifestsOf, nameOf, type Manifest } from './manifests/documents.ts';
import { Queries } from './manifests/queries.ts';
import { Report } from './manifests/reader.ts';
import { readWorkload, type WorkloadWithUsed } from './manifests/workload.ts';
import { mergeWorkload } from './merge.ts';
import { sourceSchema } from './schema.ts';
import { writtenOut } from './short-forms.ts';
import type { Source } from './source.ts';
import type { Scenario } from './types.ts';
import { readYaml, type YamlDocument } from './yaml.ts';

export interface Parsed {
  scenario: Scenario;
  source: Source;
  notes: Note[];
  /** What the file was taken for: `scenario`, `Rollout web`, `scenario and Deployment web`. */
  read: string;
}

/**
 * Reads a scenario, the manifests of a workload, or a scenario followed by manifests. Throws ScenarioError with everything that is
 * wrong, each with its line and column.
 */
export function parse(text: string, { file = 'scenario.yaml' }: { file?: string } = {}): Parsed {
  const yaml = readYaml(text),
    desk = new Desk(yaml, file);
  desk.faults.push(...yaml.faults);
  if (yaml.documents.length === 0 && yaml.faults.length > 0) throw desk.error();
  const { own, manifests } = sort(yaml.documents, desk);
  if (own === null && manifests.length === 0) {
    if (desk.faults.length === 0)
      desk.faults.push({
        offset: 0,
        path: [],
        message: 'is empty',
        cure: 'Paste a scenario, or the manifest of a Deployment, a Rollout or a Canary.',
      });
    throw desk.error();
  }

  const { manifest: wanted, queries: mapped, ...written } = own === null ? {} : writtenOut(yaml.documents[own]!.value as Source, yaml.documents[own]!.places);
  const chosen = choose(manifests, wanted, own, desk),
    queries = new Queries(mapped);
  const read = chosen === null ? null : readChosen(chosen, manifests, desk, queries);
  noteIgnored(manifests, chosen, read?.used ?? [], desk);
  for (const fault of [...queries.faults, ...queries.unasked()])
    desk.placeIn(own!, { ...fault, path: ['queries', ...fault.path] });
  const { source, faults } =
    read === null
      ? { source: written, faults: [] }
      : mergeWorkload(written, read, nameOf({ kind: chosen!.kind, name: read.name }));
  for (const fault of faults) desk.place(fault, own, read, chosen);

  const { scenario, faults: wrong } = tryBuild(source);
  for (const fault of wrong) desk.placeUnlessKnown(fault, own, read, chosen);
  if (scenario === null || desk.faults.length > 0) throw desk.error();
  if (read !== null && chosen !== null) noteAssumptions(written, read, chosen, desk);
  notePreStop(scenario, own, read, chosen, desk);
  return {
    scenario,
    source,
    notes: desk.notes.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    read: [...(own === null ? [] : ['scenario']), ...(chosen === null ? [] : [nameOf(chosen)])].join(' and '),
  };
}

/** What a scenario may say. */
const KEYS = [...Object.keys(infoOf(sourceSchema as Schema<unknown>).fields!), 'manifest', 'queries'];

/** Somebody's other file; a lone misspelt key or two is not that. */
const isForeign = (value: Record<string, Json>): boolean =>
  Object.keys(value).length > 0 && Object.keys(value).every((key) => nearest(key, KEYS) === null);

/** Which document is the scenario, and what objects the others hold. */
function sort(documents: readonly YamlDocument[], desk: Desk): { own: number | null; manifests: Manifest[] } {
  let own: number | null = null;
  const manifests: Manifest[] = [];
  for (const [index, { value, start }] of documents.entries()) {
    if (value === null) continue;
    if (isManifest(value)) manifests.push(...manifestsOf(value, index));
    else if (!isMapping(value)) {
      desk.faults.push({
        offset: start,
        path: [],
        message: `must be a mapping, is ${show(value)}`,
        cure: 'Begin with title: … or paste a manifest.',
      });
    } else if (isForeign(value)) {
      desk.faults.push({
        offset: start,
        path: [],
        message: 'is neither a scenario nor a manifest: not one of its keys is known',
        cure: `A scenario has strategy, fleet, traffic and so on; a manifest has apiVersion and kind.`,
      });
    } else if (own === null) own = index;
    else
      desk.faults.push({
        offset: start,
        path: [],
        message: 'holds a second scenario',
        cure: 'Keep one scenario in a file; further documents may be Kubernetes manifests.',
      });
  }
  return { own, manifests };
}

/** Each object has its own report, so that its faults and remarks find its document. */
function readChosen(chosen: Manifest, all: readonly Manifest[], desk: Desk, queries: Queries): WorkloadWithUsed {
  const reports = new Map<Manifest, Report>();
  const reportOf = (manifest: Manifest): Report => {
    const report = reports.get(manifest) ?? new Report();
    reports.set(manifest, report);
    return report;
  };
  const read = readWorkload(chosen, all, reportOf, queries);
  for (const [{ document }, { faults, remarks }] of reports) {
    for (const fault of faults) desk.placeIn(document, fault);
    for (const remark of remarks) desk.remark(document, remark);
  }
  return read;
}

function noteIgnored(manifests: readonly Manifest[], chosen: Manifest | null, used: readonly Manifest[], desk: Desk): void {
  for (const manifest of manifests) {
    if (manifest === chosen || used.includes(manifest)) continue;
    const why = isWorkload(manifest)
      ? `the rehearsal is of ${chosen === null ? 'the scenario' : nameOf(chosen)}.`
      : manifest.kind === 'HorizontalPodAutoscaler'
        ? 'no manifest says how busy the servers are. Set fleet.autoscaler in a scenario to have one act.'
        : 'it takes no part in a rehearsal.';
    const message = `${capital(nameOf(manifest))} was ignored: ${why}`;
    desk.remark(manifest.document, { kind: 'ignored', path: manifest.path, message });
  }
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
