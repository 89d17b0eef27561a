import { didYouMean, isMapping, show, type Fault, type Json } from '../schema/index.ts';
import { tryBuild } from './build.ts';
import { ScenarioError, type Issue, type Note } from './issues.ts';
import { ISSUES_MAX } from './limits.ts';
import { readDeployment, type DeploymentRead } from './manifests/deployment.ts';
import { isDeployment, isManifest, manifestsOf, nameOf, nothingToRehearse, type Manifest } from './manifests/documents.ts';
import { Report, type Remark } from './manifests/reader.ts';
import { mergeDeployment } from './merge.ts';
import type { Path } from './places.ts';
import { valueAt, type Source } from './source.ts';
import type { Scenario } from './types.ts';
import { readYaml, type YamlDocument, type YamlFile } from './yaml.ts';

export interface Parsed {
  scenario: Scenario;
  source: Source;
  notes: Note[];
}

/** A fault with the offset that it points at. */
interface Placed {
  offset: number;
  path: Path;
  message: string;
  cure: string;
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
  return { scenario, source, notes: desk.notes.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

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
        : didYouMean(String(wanted), names);
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

function noteAssumptions(written: Source, read: DeploymentRead, { document, path }: Manifest, desk: Desk): void {
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
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Where faults and remarks are given their lines. */
class Desk {
  readonly faults: Placed[] = [];
  readonly notes: Note[] = [];
  readonly #yaml: YamlFile;
  readonly #file: string;

  constructor(yaml: YamlFile, file: string) {
    this.#yaml = yaml;
    this.#file = file;
  }

  /** Puts a fault at its place in a document; `shown` is the path that is told, when it differs. */
  placeIn(document: number, fault: Fault, shown: Path = fault.path): void {
    const { places, start } = this.#yaml.documents[document]!;
    const { place, exact } = places.nearest(fault.path);
    const offset = exact ? (fault.atKey ? place.key : place.value) : fault.path.length === 0 ? start : place.key;
    this.faults.push({ offset, path: shown, message: fault.message, cure: fault.cure });
  }

  /** Puts a fault of the merged source where it was written: in the scenario, or in the manifest that said it. */
  place(fault: Fault, own: number | null, read: DeploymentRead | null, chosen: Manifest | null): void {
    const inScenario = own !== null && this.#yaml.documents[own]!.places.get(fault.path) !== undefined;
    if (!inScenario && read !== null && chosen !== null) {
      const origin = read.said
        .filter(({ scenario }) => scenario.every((key, index) => String(fault.path[index]) === key))
        .toSorted((a, b) => b.scenario.length - a.scenario.length)
        .find(({ manifest }) => this.#yaml.documents[chosen.document]!.places.get(manifest) !== undefined);
      if (origin !== undefined) return this.placeIn(chosen.document, { ...fault, path: [...origin.manifest] });
    }
    this.placeIn(own ?? chosen?.document ?? 0, fault);
  }

  remark(document: number, { kind, path, message }: Remark): void {
    const { places, start } = this.#yaml.documents[document]!;
    const offset = path.length === 0 ? start : places.nearest(path).place.key;
    this.notes.push({ kind, path: path.join('.'), line: this.#yaml.lines.at(offset).line, message });
  }

  error(): ScenarioError {
    const seen = new Set<string>();
    const issues = this.faults
      .toSorted((a, b) => a.offset - b.offset)
      .map(({ offset, path, message, cure }): Issue => ({
        file: this.#file,
        ...this.#yaml.lines.at(offset),
        path: path.join('.'),
        message,
        cure,
      }))
      .filter((issue) => {
        const key = `${issue.line}:${issue.column} ${issue.path} ${issue.message}`;
        return !seen.has(key) && seen.add(key);
      });
    if (issues.length <= ISSUES_MAX) return new ScenarioError(issues);
    const rest = issues.length - ISSUES_MAX,
      last = issues[ISSUES_MAX]!;
    return new ScenarioError([
      ...issues.slice(0, ISSUES_MAX),
      { ...last, path: '', message: `has ${rest} more problems from here on`, cure: 'Mend the ones above first.' },
    ]);
  }
}
