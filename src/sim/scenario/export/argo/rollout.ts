import type { Json } from '../../../schema/index.ts';
import type { Params as BlueGreenParams } from '../../../strategies/blue-green/params.ts';
import type { Params as CanaryParams } from '../../../strategies/canary/params.ts';
import type { Scenario } from '../../types.ts';
import { writeWorkload } from '../deployment.ts';
import type { Doubts } from '../doubts.ts';
import type { KubernetesObject, Written } from '../exporter.ts';

/** A Rollout around its strategy; the other objects stand behind it. */
export function writeRollout(
  scenario: Scenario,
  name: string,
  params: CanaryParams | BlueGreenParams,
  strategy: Json,
  others: readonly KubernetesObject[],
  doubts: Doubts,
): Written {
  const { head, tail, says } = writeWorkload(scenario, name, params, doubts),
    { progressDeadlineAbort, rollbackWindow } = params;
  const value = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name },
    spec: {
      ...head,
      ...(progressDeadlineAbort ? { progressDeadlineAbort } : {}),
      ...(rollbackWindow === null ? {} : { rollbackWindow: { revisions: rollbackWindow } }),
      strategy,
      ...tail,
    },
  };
  return { objects: [{ comment: '', value }, ...others], says };
}

/** How long servers stay that nobody needs any more; what is left out is for the controller to decide. */
export function writeDelays(
  { scaleDownDelay, abortScaleDownDelay }: CanaryParams | BlueGreenParams,
  doubts: Doubts,
): Record<string, Json> {
  return {
    ...(scaleDownDelay === null ? {} : { scaleDownDelaySeconds: doubts.seconds(scaleDownDelay, 'scaleDownDelaySeconds') }),
    ...(abortScaleDownDelay === null
      ? {}
      : { abortScaleDownDelaySeconds: doubts.seconds(abortScaleDownDelay, 'abortScaleDownDelaySeconds') }),
  };
}

/** A Service for one side; the controller adds the hash of that side's pods to its selector. */
export const writeService = (name: string, app: string): KubernetesObject => ({
  comment: '',
  value: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app }, ports: [{ port: 80, targetPort: 'http' }] },
  },
});
