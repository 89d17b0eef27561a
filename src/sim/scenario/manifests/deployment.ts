import type { Source } from '../source.ts';
import { readPace, readReplicas, readTemplate } from './common.ts';
import type { Manifest } from './documents.ts';
import { checkHead } from './head.ts';
import { horizonFor } from './horizon.ts';
import { DEPLOYMENT, DEPLOYMENT_SPEC } from './known-fields.ts';
import { sayInto, type WorkloadRead } from './read.ts';
import { Reader, type Report } from './reader.ts';
import { readStrategy } from './rolling-update.ts';

/**
 * Reads an apps/v1 Deployment as the API server would: what it would reject goes to the report with the reason that it would give.
 * @param isPart whether it only lends its pods to another workload (a Rollout's workloadRef, a Canary's target)
 */
export function readDeployment({ value, path, document }: Manifest, report: Report, isPart = false): WorkloadRead {
  const root = new Reader(value, path, DEPLOYMENT, report);
  const name = checkHead(root, 'Deployment', ['apps/v1'], report);
  const said: WorkloadRead['said'] = [],
    say = sayInto(said, document);

  const spec = root.mapping('spec', DEPLOYMENT_SPEC);
  if (spec === null) {
    if (!root.has('spec')) report.fault(root.at('spec'), 'is missing ("Required value")', 'Add the spec of the Deployment.');
    return { name, source: { title: name, strategy: { rolling: {} } }, said };
  }

  const replicas = readReplicas(spec, report, isPart);
  if (spec.has('replicas')) say('fleet.replicas', spec.at('replicas'));
  const strategy = readStrategy(spec, report);
  if (spec.has('strategy')) say('strategy', spec.at('strategy'));
  for (const bound of ['maxSurge', 'maxUnavailable'])
    say(`strategy.rolling.${bound}`, [...spec.path, 'strategy', 'rollingUpdate', bound]);
  const { minReadySeconds, params } = readPace(spec, strategy.kind, report, say);
  const pod = readTemplate(spec, report, say);

  const fleet: Source = { ...(replicas === null ? {} : { replicas }), ...pod };
  const chosen: Source =
    strategy.kind === 'recreate'
      ? { recreate: params }
      : { rolling: { maxSurge: strategy.maxSurge, maxUnavailable: strategy.maxUnavailable, ...params } };
  const horizon = horizonFor(replicas ?? 1, strategy, minReadySeconds, pod);
  return { name, source: { title: name, horizon, fleet, strategy: chosen }, said };
}
