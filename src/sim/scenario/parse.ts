import { didYouMean, infoOf, isMapping, nearest, show, type Json, type Schema } from '../schema/index.ts';
import { noteAssumptions, notePreStop } from './assumptions.ts';
import { tryBuild } from './build.ts';
import { Desk } from './desk.ts';
import type { Note } from './issues.ts';
import { readDeployment, type DeploymentRead } from './manifests/deployment.ts';
import { isDeployment, isManifest, manifestsOf, nameOf, nothingToRehearse, type Manifest } from './manifests/documents.ts';
import { Report } from './manifests/reader.ts';
import { mergeDeployment } from './merge.ts';
import { sourceSchema } from './schema.ts';
import type { Source } from './source.ts';
import type { Scenario } from './types.ts';
import { readYaml, type YamlDocument } from './yaml.ts';

export interface Parsed {
  scenario: Scenario;
  source: Source;
  notes: Note[];
  /** What the file was taken for: `scenario`, `Deployment web`, `scenario and Deployment web`. */
  read: string;
}

/**
 * Reads a scenario, a Deployment manifest, or a scenario followed by manifests. Throws ScenarioError with everything that is wrong,
 * each with its line and column.
 */
export function parse(text: string, { file = 'scenario.yaml' }: { file?: string } = {}): Parsed {
  const yaml = readYaml(text),
    desk = new Desk(yaml, file);
  desk.faults.push(...yaml.faults);
  if (yaml.documents.length === 0 && yaml.faults.length > 0) throw desk.error();
  const { own, manifests } = sort(yaml.documents, desk);
  if (own === null && manifests.length === 0) {
    if (desk.faults.length === 0)
      desk.faults.push({ offset: 0, path: [], message: 'is empty', cure: 'Paste a scenario or a Deployment manifest.' });
    throw desk.error();
  }

  const { deployment: wanted, ...written } = own === null ? {} : (yaml.documents[own]!.value as Source);
  const chosen = choose(manifests, wanted, own, desk);
  for (const manifest of manifests) {
    if (manifest === chosen) continue;
    const why = isDeployment(manifest)
      ? `the rehearsal is of ${chosen === null ? 'the scenario' : nameOf(chosen)}.`
      : 'it takes no part in a rehearsal.';
    desk.remark(manifest.document, {
      kind: 'ignored',
      path: manifest.path,
      message: `${capital(nameOf(manifest))} was ignored: ${why}`,
    });
  }
  const read = chosen === null ? null : readChosen(chosen, desk);
  const { source, faults } = read === null ? { source: written, faults: [] } : mergeDeployment(written, read);
  for (const fault of faults) desk.place(fault, own, read, chosen);

  const { scenario, faults: wrong } = tryBuild(source);
  for (const fault of wrong) desk.place(fault, own, read, chosen);
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
const KEYS = [...Object.keys(infoOf(sourceSchema as Schema<unknown>).fields!), 'deployment'];

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
        cure: 'Begin with title: … or paste a Deployment manifest.',
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

/** The Deployment to rehearse: the one that the scenario names, or the first. */
function choose(manifests: readonly Manifest[], wanted: Json | undefined, own: number | null, desk: Desk): Manifest | null {
  const deployments = manifests.filter(isDeployment);
  if (wanted !== undefined) {
    const named = deployments.find(({ name }) => name === wanted);
    if (named !== undefined) return named;
    const names = deployments.map(({ name }) => name);
    const cure =
      names.length === 0
        ? 'Remove deployment, or put the manifest behind the scenario, after a line with ---.'
        : didYouMean(typeof wanted === 'string' ? wanted : '', names);
    desk.placeIn(own!, {
      path: ['deployment'],
      atKey: false,
      message: `names ${show(wanted)}, and this file has no Deployment of that name`,
      cure,
    });
    return deployments[0] ?? null;
  }
  if (deployments.length === 0 && own === null && desk.faults.length === 0) {
    const { at, message, cure } = nothingToRehearse(manifests);
    desk.placeIn(at.document, { path: [...at.path, 'kind'], atKey: false, message, cure }, []);
    throw desk.error();
  }
  return deployments[0] ?? null;
}

function readChosen({ document, path, value }: Manifest, desk: Desk): DeploymentRead {
  const report = new Report(),
    read = readDeployment(value, path, report);
  for (const fault of report.faults) desk.placeIn(document, fault);
  for (const remark of report.remarks) desk.remark(document, remark);
  return read;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
