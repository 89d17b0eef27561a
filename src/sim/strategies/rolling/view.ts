import type { Why } from '../../trace/facts.ts';
import type { ReplicaSetView } from '../strategy.ts';
import type { Bounds } from './bounds.ts';

/** What a pass looked at. `knobs` are the two parameters as the user wrote them. */
export interface View {
  target: string;
  sets: readonly ReplicaSetView[];
  bounds: Bounds;
  knobs: { maxSurge: number | string; maxUnavailable: number | string };
}

export const SOURCE = 'Kubernetes Deployment controller, RollingUpdate';

/** The knobs behind every decision, with what they came to. */
export const inputsOf = ({ bounds, knobs }: View): Why['inputs'] => [
  { name: 'wanted', value: bounds.desired },
  { name: 'maxSurge', value: resolved(knobs.maxSurge, bounds.surge) },
  { name: 'maxUnavailable', value: resolved(knobs.maxUnavailable, bounds.unavailable) },
];
const resolved = (knob: number | string, replicas: number): number | string =>
  knob === replicas ? replicas : `${knob} → ${replicas}`;
