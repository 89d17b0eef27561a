import type { Why } from '../../trace/facts.ts';
import { oldSets, setOf, total } from '../kubernetes/pass.ts';
import { are, listed, servers, theLast, them } from '../kubernetes/words.ts';
import type { Step } from './sizes.ts';
import { inputsOf, SOURCE, type View } from './view.ts';

/** Why a set was resized. `view` is the fleet as it was before that step. */
export function explainStep(step: Step, view: View): Why {
  switch (step.rule) {
    case 'scaleUpNew':
      return explainScaleUp(step, view);
    case 'shrinkNew':
      return explainShrink(step, view);
    case 'cleanUpUnhealthy':
      return explainCleanUp(step, view);
    case 'scaleDownOld':
      return explainScaleDown(step, view);
  }
}

function explainScaleUp({ revision, from, to, budget }: Step, view: View): Why {
  const { desired, surge, most } = view.bounds;
  const count = to - from,
    wanted = total(view.sets, 'spec'),
    missing = desired - from;
  const isLast = count === missing,
    old = nameOld(view);
  return {
    rule: 'rolling.scaleUpNew',
    says: isLast
      ? `Added ${servers(count, revision)}, ${from === 0 ? `all that ${count === 1 ? 'is' : 'are'} wanted` : `the last ${count === 1 ? 'one' : 'ones'} missing`}.`
      : `Added ${servers(count, revision)}: up to ${most} servers may be wanted at once, and ${wanted} ${wanted === 1 ? 'was' : 'were'}.`,
    arithmetic: `min(${desired} + ${surge} − ${wanted}, ${desired} − ${from}) = ${count}`,
    inputs: [
      ...inputsOf(view),
      { name: 'servers wanted so far, all revisions', value: wanted },
      { name: `${revision} wanted so far`, value: from },
    ],
    alternatives: [
      isLast && budget >= missing
        ? `Adding one more would have given ${revision} more than the ${servers(desired)} that the service wants.`
        : `Adding ${count + 1} would have made ${wanted + count + 1} servers, above ${desired} + ${surge} = ${most}.`,
      ...(old === '' || wanted < desired
        ? []
        : [`Taking ${old} servers away first would have cost capacity before anything new could replace it.`]),
      ...(isLast ? [] : ['A larger maxSurge would have added more at once, at the price of more servers running side by side.']),
    ],
    source: `${SOURCE}: the new replica set grows into the room under the ceiling`,
  };
}

function explainShrink({ revision, from, to }: Step, view: View): Why {
  return {
    rule: 'rolling.shrinkNew',
    says: `Removed ${servers(from - to, revision)}: only ${to} ${are(to)} wanted.`,
    arithmetic: `${from} − ${to} = ${from - to}`,
    inputs: [...inputsOf(view), { name: `${revision} wanted so far`, value: from }],
    alternatives: [`Keeping ${them(from - to)} would have left more servers than the service asks for.`],
    source: `${SOURCE}: the new replica set never stays above the wanted size`,
  };
}

function explainCleanUp({ revision, from, to, budget }: Step, view: View): Why {
  const set = setOf(view.sets, view.target),
    old = setOf(view.sets, revision);
  const wanted = total(view.sets, 'spec'),
    notYet = set.spec - set.available,
    count = from - to;
  const whole = wanted - view.bounds.least - notYet;
  return {
    rule: 'rolling.cleanUpUnhealthy',
    says: `Removed ${servers(count, revision)} that ${count === 1 ? 'was' : 'were'} not available: no capacity goes with ${them(count)}.`,
    arithmetic: `min(${budget === whole ? `${wanted} − ${view.bounds.least} − ${notYet}` : budget}, ${from} − ${old.available}) = ${count}`,
    inputs: [
      ...inputsOf(view),
      { name: 'servers wanted so far, all revisions', value: wanted },
      { name: 'must stay available', value: view.bounds.least },
      { name: `${view.target} not available yet`, value: notYet },
      { name: `${revision} wanted`, value: from },
      { name: `${revision} available`, value: old.available },
    ],
    alternatives: [
      old.available > 0
        ? `Taking ${revision} servers that work would have cost capacity; the ones that do not work cost none.`
        : `Keeping ${them(count)} would have used up room under the ceiling of ${view.bounds.most} without serving anyone.`,
    ],
    source: `${SOURCE}: old replicas that are not available go first, oldest replica set first`,
  };
}

function explainScaleDown({ revision, from, to, budget }: Step, view: View): Why {
  const { desired, unavailable, least, most } = view.bounds;
  const available = total(view.sets, 'available'),
    count = from - to,
    spare = available - least;
  const isLast = to === 0;
  return {
    rule: 'rolling.scaleDownOld',
    says: `Removed ${isLast ? theLast(count, revision) : servers(count, revision)}: ${available} ${available === 1 ? 'was' : 'were'} available and ${
      least === 0 ? 'none has to' : `${least} must`
    } stay.`,
    arithmetic: `min(${budget === spare ? `${available} − ${least}` : `${available} − ${least} − ${spare - budget}`}, ${from}) = ${count}`,
    inputs: [
      ...inputsOf(view),
      { name: 'available, all revisions', value: available },
      { name: 'must stay available', value: least },
      { name: `${revision} wanted`, value: from },
    ],
    alternatives: [
      count === budget
        ? isLast
          ? `Removing fewer would have kept ${revision} in service longer than maxUnavailable asks.`
          : `Removing ${count + 1} would have left ${available - (spare - budget) - count - 1} available, fewer than ${desired} − ${unavailable} = ${least}.`
        : `There was nothing more of ${revision} to remove, though ${budget - count} more could have been spared.`,
      `Keeping ${them(count)} would have left no room for new ones under the ceiling of ${most}.`,
    ].slice(0, total(view.sets, 'spec') >= most && !isLast ? 2 : 1),
    source: `${SOURCE}: old replicas go as long as enough stay available, oldest replica set first`,
  };
}

const nameOld = (view: View): string =>
  listed(
    oldSets(view.sets, view.target)
      .filter((set) => set.spec > 0)
      .map((set) => set.revision),
  );
