import type { Why } from '../../trace/facts.ts';
import { oldSets, setOf, total } from '../kubernetes/pass.ts';
import { are, servers } from '../kubernetes/words.ts';
import { inputsOf, SOURCE, type View } from './view.ts';

/** Why the controller does nothing just now; null when nothing is left to do. */
export function explainHold(view: View): Why | null {
  const { desired, surge, unavailable, most, least } = view.bounds;
  const set = setOf(view.sets, view.target),
    old = oldSets(view.sets, view.target);
  const oldWanted = total(old, 'spec'),
    wanted = set.spec + oldWanted,
    notYet = set.spec - set.available;
  if (oldWanted === 0 && notYet <= 0) return null;
  const refused = set.spec - set.replicas,
    oneOld = nameOneOld(view),
    available = total(view.sets, 'available');
  const waitsFor =
    refused > 0
      ? `${servers(refused, view.target)} could not be created for want of quota`
      : `${servers(notYet, view.target)} ${are(notYet)} not available yet`;
  const isLast = oldWanted === 0;
  return {
    rule: isLast ? 'rolling.waitForLast' : 'rolling.waitForNew',
    says: isLast
      ? `Waiting: ${waitsFor}; nothing else is left to do.`
      : least === 0
        ? `Waiting: ${waitsFor}.`
        : `Waiting: ${waitsFor}, and taking ${oneOld} away would leave ${least === 1 ? 'none' : `fewer than ${least}`}.`,
    arithmetic: isLast
      ? `${desired} − ${set.available} = ${notYet} still to come`
      : `may add: min(${desired} + ${surge} − ${wanted}, ${desired} − ${set.spec}) = ${Math.max(0, Math.min(most - wanted, desired - set.spec))}; may remove: ${wanted} − ${least} − ${notYet} = ${wanted - least - notYet}`,
    inputs: [
      ...inputsOf(view),
      { name: 'servers wanted so far, all revisions', value: wanted },
      { name: 'available, all revisions', value: available },
      { name: 'must stay available', value: least },
      { name: `${view.target} not available yet`, value: notYet },
    ],
    alternatives: [
      ...(isLast
        ? []
        : [
            `Removing ${oneOld} now would leave ${available - 1} available, fewer than ${desired} − ${unavailable} = ${least}.`,
            set.spec === desired
              ? `Nothing is left to add: ${view.target} has ${servers(desired)} already, as many as the service wants.`
              : `Adding one ${view.target} server would make ${wanted + 1}, above ${desired} + ${surge} = ${most}.`,
          ]),
      'Rolling back is not among its choices: it waits for as long as it takes, until a person undoes the rollout.',
    ],
    source: isLast
      ? `${SOURCE}: complete when every replica is new and available`
      : `${SOURCE}: new replicas that are not available are charged to the budget for removals`,
  };
}

const nameOneOld = (view: View): string => {
  const old = oldSets(view.sets, view.target).filter((set) => set.spec > 0);
  return old.length === 1 ? `one ${old[0]!.revision} server` : 'one old server';
};
