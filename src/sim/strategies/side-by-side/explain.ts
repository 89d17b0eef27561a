import type { Why } from '../../trace/facts.ts';
import { setOf } from '../kubernetes/pass.ts';
import { servers, stillMissing, them } from '../kubernetes/words.ts';
import { setsIn } from './environments.ts';
import { PRIMARY, type View } from './state.ts';

/** The counts behind every decision. */
export function inputsOf(view: View): Why['inputs'] {
  const { standing, desired, size, kind } = view;
  return [
    { name: 'wanted', value: desired },
    { name: `wanted in the ${kind.name}`, value: standing.trial === null ? 0 : size },
    { name: `${standing.primary} available`, value: setOf(setsIn(view, PRIMARY), standing.primary).available },
    ...(standing.trial === null
      ? []
      : [{ name: `${standing.trial} in the ${kind.name} available`, value: setOf(setsIn(view, kind.environment), standing.trial).available }]),
  ];
}

export function explainRoute(view: View): Why {
  const { standing, kind, reaching, risk } = view;
  const trial = standing.trial ?? standing.primary;
  return standing.isOpen
    ? {
        rule: 'sideBySide.open',
        says: `Opened the ${kind.name}: ${reaching} now ${kind.hasUsers ? '' : 'also '}go to ${trial}.`,
        arithmetic: `${setOf(setsIn(view, kind.environment), trial).available} of ${view.size} available in the ${kind.name}`,
        inputs: inputsOf(view),
        alternatives: [risk],
        source: kind.source,
      }
    : {
        rule: 'sideBySide.close',
        says: `Closed the ${kind.name}: nothing goes there any more.`,
        arithmetic: `all requests to ${PRIMARY}`,
        inputs: inputsOf(view),
        alternatives: ['Taking its servers away first would have sent requests to nobody until routers had heard of it.'],
        source: kind.source,
      };
}

export function explainTrial(view: View, revision: string, from: number, to: number): Why {
  const { kind, standing, desired } = view,
    named = `${revision} ${kind.name}`;
  const common = { arithmetic: `${from} → ${to}`, inputs: inputsOf(view), source: kind.source };
  if (to > from)
    return {
      rule: from === 0 ? 'sideBySide.start' : 'sideBySide.grow',
      says:
        from === 0
          ? `Started ${servers(to, named)}, beside ${servers(desired, standing.primary)}.`
          : `Added ${servers(to - from, named)}: there are to be ${to}.`,
      ...common,
      alternatives: [
        `A smaller ${kind.name} costs less, and shows less: fewer servers warm up, queue and fail in other ways than many.`,
      ],
    };
  if (revision === standing.trial)
    return {
      rule: 'sideBySide.shrink',
      says: `Removed ${servers(from - to, named)}: there are to be ${to}.`,
      ...common,
      alternatives: [`Their number follows that of the service, which is ${desired}.`],
    };
  return {
    rule: 'sideBySide.remove',
    says: `Removed ${servers(from, named)}: nothing is left for ${them(from)} to do.`,
    ...common,
    alternatives: [`Keeping them would cost ${servers(from)} for nothing; to try again takes a new start.`],
  };
}

export function explainPreparing(view: View): Why {
  const { standing, kind, size, desired } = view,
    revision = standing.trial!;
  const up = setOf(setsIn(view, kind.environment), revision).available,
    stable = setOf(setsIn(view, PRIMARY), standing.primary).available;
  return {
    rule: 'sideBySide.prepare',
    says:
      up < size
        ? `Waiting: ${stillMissing(size - up, size, `${revision} ${kind.name}`, 'up')}.`
        : stable < desired
          ? `Waiting: ${stillMissing(desired - stable, desired, standing.primary, 'up')}, and there is nothing whole to compare with.`
          : 'Waiting: what an earlier rollout left behind is not gone yet.',
    arithmetic: `${kind.name}: ${up} of ${size}; ${PRIMARY}: ${stable} of ${desired}`,
    inputs: inputsOf(view),
    alternatives: [`Opening it now would measure how servers start, and not how ${revision} does.`],
    source: view.kind.source,
  };
}

export const explainClearing = (view: View): Why => ({
  rule: 'sideBySide.clear',
  says: `Waiting: routers still send requests to the ${view.kind.name}.`,
  arithmetic: `asked: ${PRIMARY} alone; routers follow after their lag`,
  inputs: inputsOf(view),
  alternatives: ['Taking its servers away before routers know would fail whatever they still send.'],
  source: view.kind.source,
});

export const explainAnalysis = (view: View): Why => ({
  rule: 'sideBySide.analyse',
  says: `Started to measure ${view.standing.trial ?? view.standing.primary} in the ${view.kind.name}.`,
  arithmetic: view.reaching,
  inputs: inputsOf(view),
  alternatives: ['Without an analysis only the time of comparing would have decided.'],
  source: view.kind.source,
});
