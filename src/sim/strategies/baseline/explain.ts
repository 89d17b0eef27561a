import { formatPercent } from '../../schema/units.ts';
import type { Why } from '../../trace/facts.ts';
import { hasShare, revisionOf, sideOf, type Scene } from './scene.ts';
import type { Side } from './sets.ts';

export const SOURCE = 'Spinnaker, canary analysis stage';

/** Every decision is explained with the same counts in front. */
export const explain = (
  scene: Scene,
  { inputs = [], source, ...why }: Omit<Why, 'inputs'> & { inputs?: Why['inputs'] },
): Why => ({
  ...why,
  rule: `baseline.${why.rule}`,
  inputs: [
    { name: 'servers of each side', value: scene.size },
    { name: 'share of each side', value: hasShare(scene) ? formatPercent(scene.params.weight) : '0%' },
    { name: `available, baseline (${scene.stable})`, value: sideOf(scene, 'baseline').available },
    { name: `available, canary (${scene.trial})`, value: sideOf(scene, 'canary').available },
    ...inputs,
  ],
  source: `${SOURCE}: ${source}`,
});

/** `the v2 canary`, `the v1 baseline`. */
export const nameOf = (scene: Pick<Scene, 'stable' | 'trial'>, side: Side): string => `the ${revisionOf(scene, side)} ${side}`;
