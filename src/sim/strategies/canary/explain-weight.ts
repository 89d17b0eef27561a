import type { Why } from '../../trace/facts.ts';
import { listed, servers } from '../kubernetes/words.ts';
import { countsOf, type Scene } from './at-desired.ts';
import { inputsOf, placeOf, SOURCE, spokenShare, spokenWeight } from './explain.ts';
import { maxWeightOf } from './whole-weight.ts';
import type { CanaryState, Extra, ManagedRoute } from './state.ts';
import type { Decision } from './weight.ts';

/**
 * Why the router is told something new.
 * @param moved requests are divided in another way; otherwise only header and mirror routes have changed
 */
export function explainRoute(decision: Decision, routes: readonly ManagedRoute[], moved: boolean, state: CanaryState, scene: Scene): Why {
  const before = state.status.weights,
    { weight } = decision;
  const isOfExperiment = moved && (before?.canary ?? 0) === weight && hasChanged(before?.extra, state.extra);
  const { says, arithmetic, alternatives, source } = isOfExperiment
    ? experimentWords(state.extra ?? [], scene)
    : moved
      ? wordsFor(decision, scene)
      : routeWords(routes, scene);
  return {
    rule: isOfExperiment ? 'canary.weight.experiment' : moved ? `canary.weight.${decision.rule}` : 'canary.managedRoutes',
    says,
    arithmetic,
    inputs: [
      ...inputsOf(scene),
      { name: 'weight so far', value: spokenWeight(scene.params, before?.canary ?? 0) },
      { name: 'weight asked', value: spokenWeight(scene.params, weight) },
    ],
    alternatives,
    source: `${SOURCE}: ${source}`,
  };
}

const hasChanged = (before: readonly Extra[] = [], now: readonly Extra[] = []): boolean => JSON.stringify(before) !== JSON.stringify(now);

type Words = Pick<Why, 'says' | 'arithmetic' | 'alternatives' | 'source'>;

function wordsFor({ rule, weight, canaryRevision: revision }: Decision, scene: Scene): Words {
  const { params, desired, stable, target, canarySet, stableSet } = scene;
  const most = maxWeightOf(params),
    share = spokenWeight(params, weight),
    available = canarySet?.available ?? 0,
    stableAvailable = stableSet?.available ?? available;
  const back = `max(0, min(${spokenWeight(params, scene.weights?.canary ?? 0)}, ${most} − ⌊${most} × ${stableAvailable} ÷ ${desired}⌋)) = ${weight}`;
  switch (rule) {
    case 'rollBackGradually':
    case 'abortGradually':
      return {
        says:
          weight === 0
            ? `Sent all requests back to ${stable}: its ${servers(stableAvailable)} can take them.`
            : `Left ${share} of requests with ${revision}: ${servers(stableAvailable, stable!)} can take the rest.`,
        arithmetic: back,
        alternatives: [
          ...(weight === 0
            ? []
            : [`Sending everything back at once would have put the load of ${desired} servers on ${stableAvailable}.`]),
          'Without dynamicStableScale the stable side would have stayed whole, and could have taken everything at once.',
        ],
        source: 'with dynamicStableScale, weights go back only as far as the stable side is available again',
      };
    case 'abort':
      return {
        says: `Sent all requests back to ${stable}: the rollout is aborted.`,
        arithmetic: `canary weight 0 of ${most}`,
        alternatives: [
          `Scaling ${target} down first would have broken requests on their way to it.`,
          `Going back gradually is not needed: ${stable} was never made smaller.`,
        ],
        source: 'an abort sets the weight to 0 in the very next pass',
      };
    case 'promoted':
      return {
        says: `Sent all requests to ${target}, which is the stable revision.`,
        arithmetic: `canary weight 0 of ${most}`,
        alternatives: ['A share for anybody else is no choice: after a promotion, as after a way back, only one revision is asked for.'],
        source: 'once fully promoted, the stable side gets everything',
      };
    case 'canaryEmpty':
      return {
        says: `Sent all requests to ${stable}: no ${target} server is available.`,
        arithmetic: `${available} available, so the weight is 0 of ${most}`,
        alternatives: [`Any weight for ${target} would have sent requests to nobody.`],
        source: 'a canary with nobody available gets no weight, and header and mirror routes go',
      };
    case 'promoteFull':
      return {
        says: `Sent ${spokenShare(params, weight)} to ${target}: as many as its ${servers(available)} can take, for it is to be promoted in full.`,
        arithmetic: `max(weight so far, ⌊${most} × ${available} ÷ ${desired}⌋) = ${weight}`,
        alternatives: [`Sending everything at once would have put the load of ${desired} servers on ${available}.`],
        source: 'promote --full with dynamicStableScale raises the weight as the canary becomes available',
      };
    case 'previousStep':
      return {
        says: `Sent ${spokenShare(params, weight)} to ${target}, as in the step before: not all servers for ${placeOf(params, scene.stepIndex ?? 0)} are there.`,
        arithmetic: `${available} of ${countsOf(scene).canary} available, so the weight of the step before: ${weight}`,
        alternatives: [`The step's own weight would have asked more of ${servers(available, target)} than they are meant for.`],
        source: 'until the servers of a step are there, the weight of the step before holds',
      };
    case 'step':
      return {
        says: `Sent ${spokenShare(params, weight)} to ${target}: ${available === 1 ? 'the server' : `the ${available} servers`} for that ${available === 1 ? 'is' : 'are'} available.`,
        arithmetic: `last setWeight at or before ${placeOf(params, scene.stepIndex ?? 0)} = ${weight} of ${most}`,
        alternatives: [
          `A pass earlier the servers were not there: weights follow servers, never the other way round.`,
          ...(weight < most ? [`Sending more would have been ahead of the steps.`] : []),
        ],
        source: 'a step’s weight is set once its servers are available',
      };
    case 'allSteps':
      return {
        says: `Sent all requests to ${target}: every step is done, and all ${servers(desired)} ${desired === 1 ? 'is' : 'are'} available.`,
        arithmetic: `${available} ≥ ${desired}, so the weight is ${most} of ${most}`,
        alternatives: [`Stopping at the last step’s weight is no choice: after the last step the canary gets everything.`],
        source: 'past the last step the canary gets everything',
      };
    case 'noSteps':
      return {
        says: `Left all requests with ${stable}: there are no steps, so the switch comes with the promotion.`,
        arithmetic: `canary weight 0 of ${most}`,
        alternatives: ['A setWeight step would have tried the new version on a share of requests first.'],
        source: 'without steps there is no weight before the promotion',
      };
  }
}

function experimentWords(extra: readonly Extra[], { params, stable, weights }: Scene): Words {
  const shares = extra.map(({ pool, weight }) => `${spokenShare(params, weight)} to ${pool}`),
    most = maxWeightOf(params),
    canary = weights?.canary ?? 0;
  const left = extra.reduce((rest, { weight }) => rest - weight, most - canary);
  return {
    says:
      extra.length === 0
        ? `Gave the experiment’s share back to ${stable}: its servers are to get no more requests.`
        : `Sent ${listed(shares)} for the experiment: all its servers are available.`,
    arithmetic: `${stable}: ${most} − ${canary}${extra.map(({ weight }) => ` − ${weight}`).join('')} = ${left} of ${most}`,
    alternatives:
      extra.length === 0
        ? ['Removing its servers first would have broken requests on their way to them.']
        : ['Without weights, nobody but its analyses would ever have asked its servers anything.'],
    source: 'templates of an experiment get their weights while it runs, at the expense of the stable side',
  };
}

function routeWords(routes: readonly ManagedRoute[], { target }: Scene): Words {
  const names = routes.map(({ kind, name, cohort, share }) =>
    kind === 'header' ? `${name} (users of ${cohort})` : `${name} (copies of ${share * 100} % of requests)`,
  );
  return {
    says: names.length === 0 ? 'Took away the header and mirror routes.' : `Set up for ${target}: ${names.join(', ')}.`,
    arithmetic: `${routes.length} managed ${routes.length === 1 ? 'route' : 'routes'}`,
    alternatives: ['A weight would have picked users by chance; a header route picks them by what their requests carry.'],
    source: 'setHeaderRoute and setMirrorRoute hold from their step on, until an abort or the promotion',
  };
}
