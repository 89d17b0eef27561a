import type { Json } from '../../../schema/index.ts';
import { metricNames } from '../../../strategies/argo/params.ts';
import type { Doubts } from '../doubts.ts';
import type { KubernetesObject } from '../exporter.ts';
import { QUERY_COMMENT } from '../promql.ts';
import { argumentOf, type Hashes, type Side } from './hashes.ts';
import { writeMetric, type Analysis } from './metric.ts';

/** An AnalysisTemplate, and the arguments that whoever uses it hands over. */
export interface WrittenAnalysis {
  template: KubernetesObject;
  args: Record<string, Json>;
}

const JUDGES = {
  kayenta: 'Kayenta’s judge needs the provider kayenta, which names a Kayenta server and a configuration that is kept there.',
  sequential: 'Argo Rollouts has no sequential test; a metric provider of your own (a plugin) would have to do it.',
} as const;
const SIDES: readonly Side[] = ['canary', 'stable', 'baseline'];

/**
 * Writes an analysis as a template of its own.
 * @param container the name that the service's container has in every pod
 * @param hashes of the sides that there are where it is used
 */
export function writeAnalysis(
  { metrics }: Analysis,
  templateName: string,
  container: string,
  hashes: Hashes,
  doubts: Doubts,
): WrittenAnalysis {
  const sides = SIDES.filter((side) => metrics.some(({ population }) => population === side));
  for (const side of sides)
    if (hashes[side] === undefined) doubts.cannot(`There is no ${side} here whose pods a query could select.`);
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
  const spec = {
    ...(sides.length === 0 ? {} : { args: sides.map((side) => ({ name: argumentOf(side) })) }),
    metrics: written,
    ...(dry.length === 0 ? {} : { dryRun: dry.map((name) => ({ metricName: `^${name.replaceAll('.', '\\.')}$` })) }),
  };
  return {
    template: {
      comment: QUERY_COMMENT,
      value: { apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisTemplate', metadata: { name: templateName }, spec },
    },
    args: sides.length === 0 ? {} : { args: sides.map((side) => ({ name: argumentOf(side), ...hashes[side] })) },
  };
}

/** How a Rollout uses a template. */
export const usedAs = (templateName: string, { args }: WrittenAnalysis): Record<string, Json> => ({
  templates: [{ templateName }],
  ...args,
});
