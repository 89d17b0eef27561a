import { firstDifference } from '../../schema/index.ts';
import { strategyOf } from '../../strategies/index.ts';
import { ScenarioError } from '../issues.ts';
import { parse } from '../parse.ts';
import type { Scenario } from '../types.ts';
import { Doubts } from './doubts.ts';
import type { System } from './exporter.ts';
import { scenarioDocument } from './scenario-document.ts';
import { EXPORTERS } from './table.ts';
import { toText } from './text.ts';

export type { System } from './exporter.ts';

/** Every system that manifests can be written for, with its name and the kind of object that holds the strategy. */
export const SYSTEMS: readonly { id: System; title: string; kind: string }[] = [
  { id: 'kubernetes', title: 'Kubernetes', kind: 'Deployment' },
  { id: 'argo', title: 'Argo Rollouts', kind: 'Rollout' },
  { id: 'flagger', title: 'Flagger', kind: 'Canary' },
];

/** A file of YAML documents, or why there is none: whole sentences. */
export type Exported = { text: string } | { cannot: string[] };

/**
 * A scenario as the manifests of a system, with what manifests cannot say in a scenario document in front of them. `parse` makes the
 * same scenario of the text again, in its plainest form: what would not come back the same is not given out.
 */
export function exportManifest(given: Scenario, system: System): Exported {
  const scenario = plainest(given),
    exporter = EXPORTERS[scenario.strategy.kind]?.[system];
  if (exporter === undefined) return { cannot: [`${strategyOf(scenario.strategy.kind).title} cannot be exported.`] };
  if (typeof exporter === 'string') return { cannot: [exporter] };
  const name = nameFrom(scenario.title),
    doubts = new Doubts();
  const written = exporter(scenario, name, doubts);
  if (doubts.sentences.length > 0) return { cannot: doubts.sentences };
  const text = toText(scenarioDocument(scenario, name, written), written.objects),
    lost = lostIn(text, scenario);
  return lost === null ? { text } : { cannot: [lost] };
}

/** The scenario with everything that can be said in two ways said in one; a run of it is the same. */
export function plainest(scenario: Scenario): Scenario {
  const { kind, params } = scenario.strategy,
    plain = EXPORTERS[kind]?.plain;
  return plain === undefined ? scenario : { ...scenario, strategy: { kind, params: plain(params) } };
}

/** A title that can be the name of an object stays, unless it would be taken for one side of a rollout; others become `web`. */
const nameFrom = (title: string): string =>
  /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/.test(title) && !SIDES.test(title) ? title : 'web';
const SIDES = /canary|preview|stable|primary|baseline|active|latest|green|blue|new|next|old|current/;

/** What a reader of the text would understand otherwise, as a sentence; null = nothing. */
function lostIn(text: string, scenario: Scenario): string | null {
  try {
    const path = firstDifference(plainest(parse(text).scenario), scenario);
    return path === null ? null : `The manifests would be read as another scenario: ${path.join('.')} would differ.`;
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const [{ path, message }] = error.issues as [ScenarioError['issues'][0]];
    return `The manifests could not be read again: ${path === '' ? 'the file' : path} ${message}.`;
  }
}
