import type { Why } from '../../trace/facts.ts';
import { servers, theLast, them } from '../kubernetes/words.ts';
import { basicCountsOf, boundsOf, type Scene } from './at-desired.ts';
import { inputsOf, SOURCE, spokenShare, spokenWeight } from './explain.ts';
import { maxWeightOf } from './whole-weight.ts';
import type { CanaryState } from './state.ts';
import { replicasOrWeight } from './wanted.ts';

/** Why the stable side was resized. */
export const explainStable = (to: number, state: CanaryState, scene: Scene): Why =>
  scene.params.trafficRouting === null ? basic('stable', to, scene) : routed('stable', to, state, scene);

/** Why the canary was resized. */
export const explainCanary = (to: number, state: CanaryState, scene: Scene): Why =>
  scene.params.trafficRouting === null ? basic('canary', to, scene) : routed('canary', to, state, scene);

function basic(side: 'canary' | 'stable', to: number, scene: Scene): Why {
  const { params, desired, stable, target } = scene,
    { wanted, room, spare } = basicCountsOf(scene),
    { surge, unavailable, most, least } = boundsOf(scene);
  const revision = side === 'canary' ? target : stable!,
    from = (side === 'canary' ? scene.canarySet : scene.stableSet)?.spec ?? 0,
    goal = wanted[side],
    grows = to > from,
    count = Math.abs(to - from),
    { weight } = replicasOrWeight(scene);
  const total = wanted.canary + wanted.stable,
    realShare = Math.round((1_000 * wanted.canary) / Math.max(1, total)) / 10,
    whole = maxWeightOf(params);
  const because =
    wanted.canary === 0 || wanted.stable === 0
      ? `${wanted.canary === 0 ? stable : target} is to have all the servers`
      : `${wanted[side]} of ${total} come closest to ${spokenWeight(params, side === 'canary' ? weight : whole - weight)}`;
  const splitOf = `${wanted.canary} of ${total} for ${spokenWeight(params, weight)}`;
  return {
    rule: `canary.basic.${grows ? 'grow' : 'shrink'}.${side}`,
    says:
      goal === to
        ? `${grows ? 'Added' : 'Removed'} ${to === 0 ? theLast(count, revision) : servers(count, revision)}: ${because}.`
        : grows
          ? `Added ${servers(count, revision)} of the ${goal - from} still missing: up to ${most} may be wanted at once.`
          : `Removed ${servers(count, revision)} of the ${from - goal} that are to go: ${least} must stay available.`,
    arithmetic: grows
      ? `min(${goal}, ${from} + ${Math.max(0, to - from)}) = ${to}, with room ${desired} + ${surge} − ${most - room} = ${room}`
      : `max(${goal}, ${from} − ${count}) = ${to}, with ${(spare ?? 0) + least} − ${least} = ${spare ?? 0} to spare`,
    inputs: [
      ...inputsOf(scene),
      { name: 'weight', value: spokenWeight(params, weight) },
      { name: 'closest split', value: `${wanted.canary} + ${wanted.stable}` },
      { name: 'maxSurge', value: surge },
      { name: 'maxUnavailable', value: unavailable },
    ],
    alternatives: [
      weight > 0 && weight < whole && realShare * whole !== weight * 100
        ? `An exact share is not possible with this many servers: ${splitOf} is ${realShare} %, the closest there is. A traffic router would divide requests exactly.`
        : `Any other number would have been further from ${spokenWeight(params, weight)} for ${target}.`,
      ...(goal === to
        ? []
        : [
            grows
              ? `Adding ${count + 1} would have made more than ${desired} + ${surge} = ${most}.`
              : `Removing ${count + 1} would have risked fewer than ${desired} − ${unavailable} = ${least} available.`,
          ]),
    ],
    source: `${SOURCE} without traffic routing: ${grows ? 'the stable side has the first call on the room under the ceiling' : 'servers go only as far as enough stay available'}`,
  };
}

function routed(side: 'canary' | 'stable', to: number, state: CanaryState, scene: Scene): Why {
  const { params, desired, stable, target, aborted } = scene,
    most = maxWeightOf(params),
    { replicas, weight } = replicasOrWeight(scene);
  const revision = side === 'canary' ? target : stable!,
    from = (side === 'canary' ? scene.canarySet : scene.stableSet)?.spec ?? 0,
    count = Math.abs(to - from),
    verb = to > from ? 'Added' : 'Removed';
  const real = state.status.weights?.canary ?? 0,
    shown = Math.max(0, side === 'canary' ? weight : most - weight),
    actual = side === 'canary' ? real : most - real,
    isHeld = params.dynamicStableScale && actual > shown && (side === 'stable' || aborted);
  const fromScale = side === 'canary' && replicas !== null,
    stays = side === 'stable' && !params.dynamicStableScale;
  const reason = fromScale
    ? `setCanaryScale asks for ${replicas}`
    : stays
      ? `with a router ${revision} stays whole until the promotion`
      : isHeld
        ? `it still serves ${spokenShare(params, actual)}`
        : `${aborted ? 'on the way back ' : ''}it is to serve ${spokenShare(params, shown)}`;
  const basis = isHeld ? actual : shown;
  return {
    rule: `canary.routed.${side}`,
    says: `${verb} ${to === 0 ? theLast(count, revision) : servers(count, revision)}: ${reason}.`,
    arithmetic: fromScale
      ? `setCanaryScale.replicas = ${to}`
      : stays
        ? `${desired} wanted = ${to}`
        : `⌈${desired} × ${basis} ÷ ${most}⌉ = ${Math.ceil((desired * basis) / most)}${Math.ceil((desired * basis) / most) === to ? '' : `, at least minPodsPerReplicaSet = ${to}`}`,
    inputs: [...inputsOf(scene), { name: 'weight in force', value: spokenWeight(params, real) }],
    alternatives: [
      side === 'canary'
        ? fromScale
          ? `Its weight alone would have asked for a different number; the fixed one holds until another setCanaryScale, or matchTrafficWeight.`
          : to < from
            ? `Keeping ${them(count)} would have paid for more servers than its share of requests needs.`
            : `Fewer servers would each have got more than a stable server’s share of requests.`
        : stays
          ? `With dynamicStableScale it would shrink as the canary grows: cheaper, and slower to go back to.`
          : `With fewer, each would have got more than its share of requests.`,
      ...(side === 'canary' && to > from
        ? [`maxSurge plays no part with a router: up to ${desired} + ${desired} servers may run.`]
        : []),
    ],
    source: `${SOURCE} with traffic routing: ${stays ? 'the stable side keeps all its servers until the promotion' : 'servers are the weight’s share of those wanted, rounded up'}`,
  };
}
