import { decimal, formatDuration, type Json } from '../../../schema/index.ts';
import type { Params } from '../../../strategies/blue-green/params.ts';
import type { Doubts } from '../doubts.ts';
import type { Exporter, KubernetesObject } from '../exporter.ts';
import { usedAs, writeAnalysis } from './analysis.ts';
import { ROLLOUT_HASHES } from './hashes.ts';
import { writeDelays, writeRollout, writeService } from './rollout.ts';

/** A Rollout by blue/green with its two Services and the templates of its analyses. */
export const blueGreenAsRollout: Exporter = (scenario, name, doubts) => {
  const params = scenario.strategy.params as Params,
    { autoPromotion, autoPromotionSeconds, previewReplicas, scaleDownDelayRevisionLimit } = params;
  if (scaleDownDelayRevisionLimit !== null && scaleDownDelayRevisionLimit > params.revisionHistoryLimit)
    doubts.cannot('A Rollout refuses a scaleDownDelayRevisionLimit above its revisionHistoryLimit.');
  const pre = analysisOf(params, 'prePromotionAnalysis', `${name}-before-the-switch`, name, doubts),
    post = analysisOf(params, 'postPromotionAnalysis', `${name}-after-the-switch`, name, doubts);
  const blueGreen = {
    activeService: `${name}-active`,
    previewService: `${name}-preview`,
    ...(previewReplicas === null ? {} : { previewReplicaCount: previewReplicas }),
    ...(autoPromotion ? {} : { autoPromotionEnabled: false }),
    ...(autoPromotionSeconds === 0 ? {} : { autoPromotionSeconds: doubts.seconds(autoPromotionSeconds, 'autoPromotionSeconds') }),
    ...pre.reference,
    ...post.reference,
    ...writeDelays(params, doubts),
    ...(scaleDownDelayRevisionLimit === null ? {} : { scaleDownDelayRevisionLimit }),
  };
  const services = [writeService(`${name}-active`, name), writeService(`${name}-preview`, name)];
  const rollout = writeRollout(scenario, name, params, { blueGreen }, [...services, ...pre.templates, ...post.templates], doubts);
  return { ...rollout, beyond: beyondOf(params) };
};

/** Who tries the preview, and how users learn of the switch: things around the Rollout. */
function beyondOf({ previewTraffic, dnsTtl }: Params): Record<string, Json> {
  return {
    ...(previewTraffic === null ? {} : { previewTraffic: `${decimal(previewTraffic, 2)}%` }),
    ...(dnsTtl === null ? {} : { dnsTtl: formatDuration(dnsTtl) }),
  };
}

function analysisOf(
  params: Params,
  key: 'prePromotionAnalysis' | 'postPromotionAnalysis',
  templateName: string,
  container: string,
  doubts: Doubts,
): { reference: Record<string, Json>; templates: KubernetesObject[] } {
  const analysis = params[key];
  if (analysis === null) return { reference: {}, templates: [] };
  const written = writeAnalysis(analysis, templateName, container, ROLLOUT_HASHES, doubts);
  return { reference: { [key]: usedAs(templateName, written) }, templates: [written.template] };
}
