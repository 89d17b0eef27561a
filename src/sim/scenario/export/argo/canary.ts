import type { Json } from '../../../schema/index.ts';
import type { Params } from '../../../strategies/canary/params.ts';
import { writeBounds } from '../deployment.ts';
import type { Doubts } from '../doubts.ts';
import type { Exporter } from '../exporter.ts';
import { usedAs, writeAnalysis } from './analysis.ts';
import { ROLLOUT_HASHES } from './hashes.ts';
import { writeDelays, writeRollout } from './rollout.ts';
import { writeRouting } from './routing.ts';
import { writeSteps } from './steps.ts';

/** A Rollout by canary with the templates of its analyses and, where requests are divided, its Services and their route. */
export const canaryAsRollout: Exporter = (scenario, name, doubts) => {
  const params = scenario.strategy.params as Params,
    cohorts = scenario.traffic.cohorts.map(([cohort]) => cohort);
  const { steps, templates } = writeSteps(params.steps, name, cohorts, doubts),
    routing = writeRouting(params, name, doubts);
  const template = `${name}-background`;
  const background = params.analysis === null ? null : writeAnalysis(params.analysis, template, name, ROLLOUT_HASHES, doubts);
  const canary = {
    ...routing.services,
    ...routing.fields,
    ...writePace(params, doubts),
    ...writeDelays(params, doubts),
    ...(steps.length === 0 ? {} : { steps }),
    ...(background === null ? {} : { analysis: { ...usedAs(template, background), ...startOf(params) } }),
  };
  const others = [...routing.objects, ...(background === null ? [] : [background.template]), ...templates];
  return writeRollout(scenario, name, params, { canary }, others, doubts);
};

const startOf = ({ analysis }: Params): Record<string, Json> =>
  analysis === null || analysis.startingStep === null ? {} : { startingStep: analysis.startingStep };

/** How many servers either side has. */
function writePace(params: Params, doubts: Doubts): Record<string, Json> {
  const { minPodsPerReplicaSet, dynamicStableScale, replicaProgressThreshold: enough } = params;
  if (enough?.value === 0) doubts.cannot('The replicaProgressThreshold of a Rollout is at least 1.');
  return {
    ...boundsOf(params),
    ...(minPodsPerReplicaSet === 1 ? {} : { minPodsPerReplicaSet }),
    ...(dynamicStableScale ? { dynamicStableScale } : {}),
    ...(enough === null
      ? {}
      : { replicaProgressThreshold: { type: enough.unit === 'percent' ? 'Percent' : 'Pod', value: enough.value } }),
  };
}

/** Bounds that are not the controller's own; with a router it does not look at them. */
const boundsOf = (params: Params): Record<string, Json> =>
  Object.fromEntries(Object.entries(writeBounds(params)).filter(([, bound]) => bound !== '25%'));
