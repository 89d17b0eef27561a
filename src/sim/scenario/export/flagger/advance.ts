import type { Json } from '../../../schema/index.ts';
import type { Params } from '../../../strategies/flagger/params.ts';
import type { Doubts } from '../doubts.ts';

/** How the canary advances. The CRD wants exactly one of iterations, stepWeight and stepWeights. */
export function writeAdvance(params: Params, doubts: Doubts): Record<string, Json> {
  const { iterations, stepWeight, stepWeights, maxWeight, stepWeightPromotion, provider } = params;
  const ways = [
    ...(iterations > 0 ? ['iterations'] : []),
    ...(stepWeight > 0 ? ['stepWeight'] : []),
    ...(stepWeights.length > 0 ? ['stepWeights'] : []),
  ];
  if (ways.length > 1)
    doubts.cannot(`A Canary has one of iterations, stepWeight and stepWeights, and here are ${ways.join(' and ')}.`);
  if (stepWeights.some((weight) => weight > 100))
    doubts.cannot('The weights of primary and canary add up to 100, and one of stepWeights is more.');
  if (params.mirror && provider === 'kubernetes')
    doubts.cannot('Plain Kubernetes services copy no requests, so mirroring needs a mesh.');
  if (params.mirror && params.mirrorWeight === 0)
    doubts.cannot('A mirrorWeight of 0 means 100 to Flagger; leave mirror out instead.');
  return {
    ...(iterations > 0 ? { iterations } : stepWeights.length > 0 ? { stepWeights } : { stepWeight }),
    ...(maxWeight === 100 ? {} : { maxWeight }),
    ...(stepWeightPromotion === 0 ? {} : { stepWeightPromotion }),
    ...(params.mirror ? { mirror: true, ...(params.mirrorWeight === 100 ? {} : { mirrorWeight: params.mirrorWeight }) } : {}),
  };
}
