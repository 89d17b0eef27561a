import type { Json } from '../../schema/index.ts';
import type { Fleet } from '../../world/fleet/params.ts';
import type { Scenario } from '../types.ts';
import type { Doubts } from './doubts.ts';

/** Whose manifests: a Deployment, a Rollout of Argo Rollouts, or a Canary of Flagger. */
export type System = 'kubernetes' | 'argo' | 'flagger';

/** One Kubernetes object, with what a reader should know of it. */
export interface KubernetesObject {
  /** Stands above the object, as one line; empty = nothing. */
  comment: string;
  value: Record<string, Json>;
}

/** A strategy as the objects of one system. */
export interface Written {
  /** In the order in which people read them. */
  objects: KubernetesObject[];
  /** What the objects say of the fleet; the scenario says the rest. */
  says: readonly (keyof Fleet)[];
  /** Knobs of the strategy that no object has a field for, as the scenario says them; left out = there are none. */
  beyond?: Record<string, Json>;
}

/** Writes a scenario's strategy as objects of one system; what cannot be said goes to the doubts, and then nothing is exported. */
export type Exporter = (scenario: Scenario, name: string, doubts: Doubts) => Written;
