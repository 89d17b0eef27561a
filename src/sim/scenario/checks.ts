import { SECOND } from '../kernel/index.ts';
import { didYouMean, formatDuration, formatPercent, isMapping, type Fault } from '../schema/index.ts';
import type { Scenario } from './types.ts';
import { strategyOf } from '../strategies/index.ts';
import { checkSteps } from './steps.ts';
import { checkWork } from './work.ts';

/** What no single field can know: names that must exist, times that must fit, numbers that must agree. */
export function checkScenario(scenario: Scenario): Fault[] {
  return [
    ...checkRollout(scenario),
    ...checkFleet(scenario),
    ...checkCohorts(scenario),
    ...checkStrategy(scenario),
    ...checkTimes(scenario),
    ...checkNames(scenario),
    ...checkOperator(scenario),
    ...checkSteps(scenario),
    ...checkWork(scenario),
  ];
}

const fault = (path: Fault['path'], message: string, cure: string): Fault => ({ path, atKey: false, message, cure });

function checkRollout({ revisions, rollout }: Scenario): Fault[] {
  const ids = revisions.map(({ id }) => id);
  if (ids.length < 2) return [fault(['revisions'], `has only ${ids[0]}, so nothing can be rolled out`, 'Add a second revision.')];
  if (!ids.includes(rollout.to))
    return [fault(['rollout', 'to'], `names ${rollout.to}, which is no revision`, didYouMean(rollout.to, ids.slice(1)))];
  if (rollout.to === ids[0]) {
    return [
      fault(
        ['rollout', 'to'],
        `is ${rollout.to}, which is in service already as the first revision`,
        `Roll out ${ids.slice(1).join(' or ')}.`,
      ),
    ];
  }
  return [];
}

function checkFleet({ fleet }: Scenario): Fault[] {
  const faults: Fault[] = [];
  if (fleet.quota !== null && fleet.quota < fleet.replicas) {
    faults.push(
      fault(
        ['fleet', 'quota'],
        `is ${fleet.quota}, less than the ${fleet.replicas} servers wanted`,
        `Write ${fleet.replicas} or more.`,
      ),
    );
  }
  if (fleet.perNode !== null && fleet.perNode * fleet.nodes < fleet.replicas) {
    const room = `${fleet.nodes} nodes × ${fleet.perNode} = ${fleet.perNode * fleet.nodes}`;
    faults.push(
      fault(
        ['fleet', 'perNode'],
        `leaves too little room: ${room} servers, and ${fleet.replicas} are wanted`,
        'Raise fleet.perNode or fleet.nodes.',
      ),
    );
  }
  const { autoscaler } = fleet;
  if (autoscaler !== null && autoscaler.max < autoscaler.min) {
    const message = `is ${autoscaler.max}, less than the ${autoscaler.min} of fleet.autoscaler.min`;
    faults.push(fault(['fleet', 'autoscaler', 'max'], message, `Write ${autoscaler.min} or more.`));
  }
  return faults;
}

/** A user is of one cohort at the most, and a rule for nobody would be no rule. */
function checkCohorts({ traffic: { cohorts }, strategy: { kind, params } }: Scenario): Fault[] {
  const total = cohorts.reduce((sum, [, share]) => sum + share, 0),
    names = cohorts.map(([name]) => name);
  const unknown = (strategyOf(kind).cohorts?.(params) ?? []).filter(({ cohort }) => !names.includes(cohort));
  return [
    ...(total > 1 + 1e-9
      ? [fault(['traffic', 'cohorts'], `add up to ${formatPercent(Math.round(total * 1e6) / 1e6)} of all users`, 'Make them 100% or less together.')]
      : []),
    ...unknown.map(({ path, cohort }) =>
      fault(
        ['strategy', kind, ...keysOf(path)],
        `names ${cohort}, and there is no such group of users`,
        names.length === 0 ? `Add ${cohort}: 10% to traffic.cohorts.` : didYouMean(cohort, names),
      ),
    ),
  ];
}

/** A dot path as keys, indices as numbers. */
const keysOf = (path: string): Fault['path'] => path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));

/** Rules of the Deployment's API that hold between the parameters of a rolling update or a recreation. */
function checkStrategy({ strategy: { kind, params } }: Scenario): Fault[] {
  if (!isMapping(params)) return [];
  const { conflicts } = strategyOf(kind);
  const faults = (conflicts?.(params) ?? []).map(({ path, message, cure }) =>
    fault(['strategy', kind, ...keysOf(path)], message, cure),
  );
  const { maxSurge, maxUnavailable, minReady, progressDeadline } = params;
  const zero = (bound: unknown): boolean => isMapping(bound) && bound['value'] === 0;
  if (conflicts === undefined && zero(maxSurge) && zero(maxUnavailable)) {
    const message =
      'and maxSurge are both 0, so no server could ever be replaced (Kubernetes: "may not be 0 when `maxSurge` is 0")';
    faults.push(fault(['strategy', kind, 'maxUnavailable'], message, 'Set one of them to 1 or more.'));
  }
  if (typeof minReady === 'number' && typeof progressDeadline === 'number' && progressDeadline <= minReady) {
    const message = `is ${formatDuration(progressDeadline)}, no more than minReady (Kubernetes: "must be greater than minReadySeconds")`;
    faults.push(fault(['strategy', kind, 'progressDeadline'], message, `Write more than ${formatDuration(minReady)}.`));
  }
  return faults;
}

function checkTimes({ horizon, rollout, faults, operator }: Scenario): Fault[] {
  const late = (path: Fault['path'], at: number | null): Fault[] =>
    at === null || at < horizon
      ? []
      : [
          fault(
            path,
            `is ${formatDuration(at)}, and the run ends at ${formatDuration(horizon)}`,
            'Make it earlier, or raise horizon.',
          ),
        ];
  return [
    ...late(['rollout', 'at'], rollout.at),
    ...faults.flatMap(({ at }, index) => late(['faults', index, 'at'], at)),
    ...operator.flatMap(({ at }, index) => late(['operator', index, 'at'], at)),
  ];
}

function checkNames({ revisions, faults, operator, fleet }: Scenario): Fault[] {
  const ids = revisions.map(({ id }) => id);
  const unknown = (path: Fault['path'], name: string): Fault[] =>
    ids.includes(name) ? [] : [fault(path, `names ${name}, which is no revision`, didYouMean(name, ids))];
  return [
    ...faults.flatMap((entry, index) => {
      if ('revision' in entry && entry.revision !== null) return unknown(['faults', index, 'revision'], entry.revision);
      if (entry.kind === 'nodeLoss' && entry.node >= fleet.nodes) {
        return [
          fault(
            ['faults', index, 'node'],
            `is ${entry.node}, and there are ${fleet.nodes} nodes, counted from 0`,
            `Write 0 to ${fleet.nodes - 1}.`,
          ),
        ];
      }
      return [];
    }),
    ...operator.flatMap((entry, index) => (entry.do === 'deploy' ? unknown(['operator', index, 'to'], entry.to) : [])),
  ];
}

function checkOperator({ operator }: Scenario): Fault[] {
  return operator.flatMap(({ at, afterAlarm }, index) => {
    if (at === null && afterAlarm === null) {
      return [
        fault(
          ['operator', index],
          'does not say when',
          `Add at: ${formatDuration(90 * SECOND)} or afterAlarm: ${formatDuration(60 * SECOND)}.`,
        ),
      ];
    }
    if (at !== null && afterAlarm !== null)
      return [fault(['operator', index], 'says both at and afterAlarm', 'Keep one of them.')];
    return [];
  });
}
