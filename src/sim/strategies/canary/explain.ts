import type { Why } from '../../trace/facts.ts';
import { weightOf } from '../argo/words.ts';
import { spoken } from '../kubernetes/words.ts';
import type { Scene } from './at-desired.ts';
import type { Params } from './params.ts';
import { maxWeightOf } from './whole-weight.ts';
import { currentStep, type CanaryStep } from './steps.ts';

export const SOURCE = 'Argo Rollouts controller, canary';

/** A weight out of what all weights add up to, as a person says it. */
export const spokenWeight = (params: Pick<Params, 'trafficRouting'>, weight: number): string =>
  weightOf(weight, maxWeightOf(params));

/** The same as a share of requests: `20 % of requests`, `all requests`. */
export const spokenShare = (params: Pick<Params, 'trafficRouting'>, weight: number): string =>
  weight >= maxWeightOf(params) ? 'all requests' : weight <= 0 ? 'no requests' : `${spokenWeight(params, weight)} of requests`;

/** A step in a few words: `setWeight 20 %`, `pause of 5 minutes`. */
export function nameStep(params: Pick<Params, 'trafficRouting'>, step: CanaryStep): string {
  switch (step.kind) {
    case 'setWeight':
      return `setWeight ${spokenWeight(params, step.params)}`;
    case 'pause':
      return step.params === null ? 'pause until promoted' : `pause of ${spoken(step.params)}`;
    case 'setCanaryScale':
      return 'setCanaryScale';
    case 'analysis':
      return 'analysis';
    case 'experiment':
      return step.params.duration === null ? 'experiment' : `experiment of ${spoken(step.params.duration)}`;
    case 'setHeaderRoute':
      return `header route ${step.params.name}`;
    case 'setMirrorRoute':
      return `mirror route ${step.params.name}`;
  }
}

/** `step 2 of 5 (setWeight 20 %)`; past the last one, `all 5 steps done`. */
export function placeOf(params: Params, stepIndex: number): string {
  const { step, index } = currentStep(params.steps, stepIndex);
  const count = params.steps.length;
  if (step === null) return ['no steps', 'its one step done', 'both steps done'][count] ?? `all ${count} steps done`;
  return `step ${index! + 1} of ${count} (${nameStep(params, step)})`;
}

/** What every decision looked at. */
export const inputsOf = (scene: Scene): Why['inputs'] => [
  { name: 'wanted', value: scene.desired },
  { name: 'step', value: scene.aborted ? 'aborted' : placeOf(scene.params, scene.stepIndex ?? 0) },
  { name: `${scene.target} wanted so far`, value: scene.canarySet?.spec ?? 0 },
  { name: `${scene.target} available`, value: scene.canarySet?.available ?? 0 },
  ...(scene.stableSet === null
    ? []
    : [
        { name: `${scene.stable} wanted so far`, value: scene.stableSet.spec },
        { name: `${scene.stable} available`, value: scene.stableSet.available },
      ]),
];
