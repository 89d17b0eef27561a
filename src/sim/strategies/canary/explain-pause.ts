import type { Micros } from '../../kernel/index.ts';
import type { Why } from '../../trace/facts.ts';
import { spoken } from '../kubernetes/words.ts';
import { inputsOf, placeOf, SOURCE } from './explain.ts';
import { sceneOf } from './pass.ts';
import type { Params } from './params.ts';
import type { CanaryState } from './state.ts';

/** Why a pause began. */
export const explainPause = (duration: Micros | null, params: Params, state: CanaryState): Why => ({
  rule: 'canary.pause',
  says: duration === null ? 'Paused until a person promotes.' : `Paused for ${spoken(duration)}.`,
  arithmetic: duration === null ? 'no duration' : `noted now, over after ${spoken(duration)}`,
  inputs: [...inputsOf(sceneOf(params, state)), { name: 'pause', value: placeOf(params, state.status.stepIndex) }],
  alternatives: [
    duration === null ? 'With a duration it would have gone on by itself.' : 'Promoting ends the pause at once.',
    'Nothing is measured in a pause, unless an analysis runs in the background.',
  ],
  source: `${SOURCE}: a pause counts from when it is noted`,
});
