import type { Source } from '../source.ts';
import type { Path } from './reader.ts';

/** A path of the scenario, and the place in the file that says what stands there. */
export interface Said {
  scenario: readonly string[];
  document: number;
  manifest: Path;
}

/** A workload in the scenario's words. `said` tells which of them the manifests say; the rest are the defaults of the API. */
export interface WorkloadRead {
  name: string;
  source: Source;
  said: Said[];
}

/** Notes that a manifest says something of the scenario, at a dotted path. */
export type Say = (scenario: string, manifest: Path) => void;

/** Notes what the objects of one document say. */
export const sayInto =
  (said: Said[], document: number): Say =>
  (scenario, manifest) =>
    void said.push({ scenario: scenario.split('.'), document, manifest });
