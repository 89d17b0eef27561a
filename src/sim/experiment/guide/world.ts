import { MINUTE } from '../../kernel/index.ts';
import { formatDuration, formatRate, isMapping, type Json } from '../../schema/index.ts';
import { build, edit, type Source } from '../../scenario/index.ts';
import { strategyArms } from '../arms.ts';
import { unnoticed } from './people.ts';
import type { Situation } from './situation.ts';

/** Run at least so long behind the start of the rollout, so that a slow rollout, its alarm and its way back all come to an end. */
const LENGTH = 15 * MINUTE;
/** Where nobody watches, everything takes so much longer. */
const LENGTH_UNNOTICED = 20 * MINUTE;

type Params = { [key: string]: Json };

/** What a strategy cannot do without; a canary can do without either. */
const NEEDS: Readonly<Record<string, { routing?: string; analysis?: string }>> = {
  flagger: {
    routing: 'needs a router that splits requests by weight',
    analysis: 'advances by its checks alone, and needs metrics',
  },
  baseline: {
    routing: 'needs a router that sends a small share to each side',
    analysis: 'is nothing but a comparison, and needs metrics',
  },
  shadow: { routing: 'needs a router that copies requests', analysis: 'is nothing but a comparison, and needs metrics' },
  'ab-test': { routing: 'needs a router that tells users apart', analysis: 'is nothing but a comparison, and needs metrics' },
};

/** Steps that only a router can take. */
const ROUTER_STEPS = ['setCanaryScale', 'setHeaderRoute', 'setMirrorRoute'];
/** Parameters that the controller takes only with a router. */
const ROUTER_PARAMS = ['trafficRouting', 'scaleDownDelay', 'dynamicStableScale'];
const ANALYSES = ['analysis', 'prePromotionAnalysis', 'postPromotionAnalysis'];
const ANALYSIS_STEPS = ['analysis', 'experiment'];

/**
 * A strategy in the world of a situation: the world's own parameters or the preset, without what the situation lacks, and run long enough.
 * @returns why there can be no such thing, as the rest of a sentence that begins with its name
 * @throws RangeError when there is no such strategy, ScenarioError when the world itself is not valid
 */
export function worldFor(source: Source, id: string, situation: Situation): Source | string {
  const { routing, monitoring, traffic } = situation,
    needs = NEEDS[id],
    [arm] = strategyArms(source, [id]);
  if (!routing && needs?.routing !== undefined) return needs.routing;
  if (monitoring !== 'analysis' && needs?.analysis !== undefined) return needs.analysis;
  let params: Params = paramsOf(arm!.source, id);
  if (!routing && id === 'canary') params = without(params, ROUTER_PARAMS, ROUTER_STEPS);
  if (monitoring !== 'analysis') params = without(params, ANALYSES, ANALYSIS_STEPS);
  const { horizon, rollout, traffic: users } = build(source),
    length = rollout.at + (monitoring === 'nothing' ? LENGTH_UNNOTICED : LENGTH);
  let world: Source = { ...arm!.source, strategy: { [id]: params } };
  if (length > horizon) world = edit(world, 'horizon', formatDuration(length));
  if (traffic !== 1) world = edit(world, 'traffic.rate', formatRate(users.rate * traffic));
  if (monitoring === 'nothing') world = edit(world, 'operator', unnoticed(source));
  return world;
}

function paramsOf(source: Source, id: string): Params {
  const strategy = source['strategy'],
    params = isMapping(strategy) ? strategy[id] : undefined;
  return isMapping(params) ? params : {};
}

/** The parameters without some of them, and without steps of some kinds. */
function without(params: Params, keys: readonly string[], kinds: readonly string[]): Params {
  const kept = Object.entries(params).filter(([key]) => !keys.includes(key));
  return Object.fromEntries(
    kept.map(([key, value]): [string, Json] => [
      key,
      key === 'steps' && Array.isArray(value)
        ? value.filter((step) => !isMapping(step) || !kinds.some((kind) => Object.hasOwn(step, kind)))
        : value,
    ]),
  );
}
