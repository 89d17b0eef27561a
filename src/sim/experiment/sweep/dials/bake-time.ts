import type { Source } from '../../../scenario/index.ts';
import { isMapping, type Json } from '../../../schema/index.ts';
import { durationsAround } from '../around.ts';
import { plainDial } from '../dial.ts';
import { strategyIn } from './strategy.ts';

/** Where each strategy says how long it looks before it goes on; a canary has one place a step. */
const PLACES: Readonly<Record<string, string>> = {
  rolling: 'minReady',
  flagger: 'interval',
  baseline: 'lifetime',
  shadow: 'watch',
  'ab-test': 'watch',
};

function places(source: Source): readonly string[] | string {
  const { kind, title, params } = strategyIn(source),
    at = (key: string): string => `strategy.${kind}.${key}`;
  if (Object.hasOwn(PLACES, kind)) return [at(PLACES[kind]!)];
  if (kind === 'blue-green')
    return params['autoPromotion'] === false ? 'A person decides when this blue/green is switched.' : [at('autoPromotionSeconds')];
  const steps = kind === 'canary' && Array.isArray(params['steps']) ? params['steps'] : [];
  const timed = steps.flatMap((step, index) => (isMapping(step) && isTimed(step['pause']) ? [at(`steps.${index}.pause`)] : []));
  return timed.length > 0 ? timed : `${title} waits nowhere for a length of time that could be set.`;
}

/** A pause without a length waits for a person, whatever time it takes. */
const isTimed = (pause: Json | undefined): boolean =>
  isMapping(pause) ? pause['duration'] !== undefined : pause !== undefined && pause !== null && pause !== 'none';

/** How long the new version is looked at before the next step: every pause of a canary, and what comes near to it elsewhere. */
export const bakeTime = plainDial({
  id: 'bakeTime',
  label: 'Bake time',
  help: 'How long each step is looked at before the next: every timed pause of a canary, the tick of Flagger, the comparison of a test, the delay before a switch, the minimum ready time of a rolling update.',
  kind: 'duration',
  places,
  around: (own) => durationsAround(own, ['10s', '20s', '40s', '80s', '160s']),
});
