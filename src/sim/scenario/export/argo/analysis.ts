import type { Json } from '../../../schema/index.ts';
import { metricNames } from '../../../strategies/argo/params.ts';
import type { Doubts } from '../doubts.ts';
import type { KubernetesObject } from '../exporter.ts';
import { QUERY_COMMENT } from '../promql.ts';
import { HASHES, writeMetric, type Analysis } from './metric.ts';

/** An AnalysisTemplate, and how the Rollout refers to it. */
export interface WrittenAnalysis {
  template: KubernetesObject;
  reference: Record<string, Json>;
}

const JUDGES = {
  kayenta: 'Kayenta’s judge needs the provider kayenta, which names a Kayenta server and a configuration that is kept there.',
  sequential: 'Argo Rollouts has no sequential test; a metric provider of your own (a plugin) would have to do it.',
} as const;

/**
 * Writes an analysis as a template of its own.
 * @param container the name that the service's container has in every pod
 */
export function writeAnalysis({ metrics }: Analysis, templateName: string, container: string, doubts: Doubts): WrittenAnalysis {
  const sides = (['canary', 'stable'] as const).filter((side) => metrics.some(({ population }) => population === side));
  const names = metricNames(metrics);
  const written = metrics.flatMap((metric, index) => {
    if (names[index] === '') doubts.cannot('A metric of a template needs a name.');
    if (metric.judge === 'argo') return [writeMetric(metric, names[index]!, container, doubts)];
    doubts.cannot(JUDGES[metric.judge]);
    return [];
  });
  const dry = metrics.flatMap(({ dryRun }, index) => (dryRun ? [names[index]!] : []));
  for (const name of dry)
    if (!/^[\w .-]+$/.test(name))
      doubts.cannot(`A rule of dryRun is a pattern, and the metric’s name ${name} could not stand for itself.`);
  const value = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name: templateName },
    spec: { ...(sides.length === 0 ? {} : { args: sides.map((side) => ({ name: HASHES[side].argument })) }), metrics: written },
  };
  return {
    template: { comment: QUERY_COMMENT, value },
    reference: {
      templates: [{ templateName }],
      ...(sides.length === 0 ? {} : { args: sides.map(handOver) }),
      ...(dry.length === 0 ? {} : { dryRun: dry.map((name) => ({ metricName: `^${name.replaceAll('.', '\\.')}$` })) }),
    },
  };
}

const handOver = (side: keyof typeof HASHES): Json => ({
  name: HASHES[side].argument,
  valueFrom: { podTemplateHashValue: HASHES[side].value },
});
