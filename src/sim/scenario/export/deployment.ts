import { MINUTE } from '../../kernel/index.ts';
import type { IntOrPercent, Json } from '../../schema/index.ts';
import type { Params as RecreateParams } from '../../strategies/recreate/params.ts';
import type { Params as RollingParams } from '../../strategies/rolling/params.ts';
import type { Scenario } from '../types.ts';
import type { Doubts } from './doubts.ts';
import type { Exporter, Written } from './exporter.ts';
import { writePod } from './pod.ts';

/** The progress deadline by which Kubernetes means none. */
const FOREVER = 2_147_483_647;

/** A Deployment that stops everything old before anything new starts. */
export const recreateAsDeployment: Exporter = (scenario, name, doubts) =>
  writeDeployment(scenario, name, scenario.strategy.params as RecreateParams, { type: 'Recreate' }, doubts);

/** A Deployment that replaces a few servers at a time. */
export const rollingAsDeployment: Exporter = (scenario, name, doubts) => {
  const params = scenario.strategy.params as RollingParams;
  return writeDeployment(scenario, name, params, { type: 'RollingUpdate', rollingUpdate: writeBounds(params) }, doubts);
};

/** How far the number of servers may stray from the wanted one. */
export const writeBounds = ({
  maxSurge,
  maxUnavailable,
}: {
  maxSurge: IntOrPercent;
  maxUnavailable: IntOrPercent;
}): Record<string, Json> => ({
  maxSurge: writeBound(maxSurge),
  maxUnavailable: writeBound(maxUnavailable),
});

const writeBound = ({ unit, value }: IntOrPercent): Json => (unit === 'percent' ? `${value}%` : value);

/** What a Deployment and a Rollout have in common: size, history, deadlines, pods. Fields at the API's defaults are left out. */
export function writeWorkload(
  { fleet, rollout }: Pick<Scenario, 'fleet' | 'rollout'>,
  name: string,
  params: RecreateParams,
  doubts: Doubts,
): { head: Record<string, Json>; tail: Record<string, Json>; says: Written['says'] } {
  const { minReady, progressDeadline, revisionHistoryLimit, paused } = params,
    pod = writePod(fleet, name, rollout.to);
  const deadline = progressDeadline === null ? FOREVER : doubts.seconds(progressDeadline, 'progressDeadlineSeconds');
  const head = {
    replicas: fleet.replicas,
    ...(minReady === 0 ? {} : { minReadySeconds: doubts.seconds(minReady, 'minReadySeconds') }),
    ...(progressDeadline === 10 * MINUTE ? {} : { progressDeadlineSeconds: deadline }),
    ...(revisionHistoryLimit === 10 ? {} : { revisionHistoryLimit }),
    ...(paused ? { paused } : {}),
  };
  const tail = { selector: { matchLabels: { app: name } }, template: pod.template };
  return { head, tail, says: ['replicas', ...pod.says] };
}

/** A Deployment of the service's pods that rolls by `strategy`. */
export function writeDeployment(
  scenario: Scenario,
  name: string,
  params: RecreateParams,
  strategy: Json,
  doubts: Doubts,
): Written {
  const { head, tail, says } = writeWorkload(scenario, name, params, doubts);
  const value = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { ...head, strategy, ...tail } };
  return { objects: [{ comment: '', value }], says };
}
