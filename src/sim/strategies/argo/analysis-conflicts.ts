import { parseCondition, refusalOf } from '../../analysis/index.ts';
import type { AnalysisParams, MetricParams } from './analysis-params.ts';
import { measuredMetrics, namesOf } from './measured-metrics.ts';

/** What is wrong between fields, by its path within a strategy's parameters. */
export interface Conflict {
  path: string;
  message: string;
  cure: string;
}

/**
 * What an analysis contradicts, and what the controller would refuse.
 * @param path of the analysis within the strategy's parameters
 * @param ends somebody waits for its end, so that every metric needs one
 */
export function analysisConflicts({ metrics }: AnalysisParams, path: string, ends: boolean): Conflict[] {
  if (metrics.length === 0)
    return [
      { path: `${path}.metrics`, message: 'needs at least one metric', cure: 'Write [{ metric: errorRate, atMost: 1% }].' },
    ];
  const names = namesOf(metrics),
    measured = measuredMetrics({ metrics }, { canary: '', stable: '' });
  return metrics.flatMap((params, index): Conflict[] => {
    const at = `${path}.metrics.${index}`,
      first = names.indexOf(names[index]!);
    const refusal = refusalOf(measured[index]!);
    return [
      ...(first === index
        ? []
        : [
            {
              path: `${at}.name`,
              message: `is ${params.name}, as metric ${first + 1} is called`,
              cure: 'Give each its own name.',
            },
          ]),
      ...(refusal === null ? [] : [{ path: `${at}.${refusal.field}`, message: refusal.message, cure: refusal.cure }]),
      ...(ends && params.count === null && params.interval !== null ? [endless(at)] : []),
      ...ownConflicts(params, at),
    ];
  });
}

const endless = (at: string): Conflict => ({
  path: at,
  message: 'would be measured without end, and the rollout waits for its end',
  cure: 'Add count: 3.',
});

function ownConflicts(params: MetricParams, at: string): Conflict[] {
  if (params.judge === 'argo') return conditionConflicts(params, at);
  return params.judge === 'kayenta' ? kayentaConflicts(params, at) : [];
}

function conditionConflicts(params: Extract<MetricParams, { judge: 'argo' }>, at: string): Conflict[] {
  const { atLeast, atMost } = params,
    conflicts: Conflict[] = [];
  const bound = atMost === null ? 'atLeast' : 'atMost';
  if (params.successCondition !== null && (atLeast !== null || atMost !== null))
    conflicts.push({
      path: `${at}.${bound}`,
      message: 'and successCondition both say what success is',
      cure: `Keep one of them: a bound is short for a condition.`,
    });
  if (atLeast !== null && atMost !== null && atLeast > atMost)
    conflicts.push({
      path: `${at}.atLeast`,
      message: 'is above atMost, so that nothing could ever succeed',
      cure: 'Swap the two.',
    });
  for (const key of ['successCondition', 'failureCondition'] as const) {
    const text = params[key],
      parsed = text === null ? null : parseCondition(text);
    if (parsed === null || !('problem' in parsed)) continue;
    const { problem } = parsed;
    conflicts.push({
      path: `${at}.${key}`,
      message: `cannot be read at character ${problem.at + 1}: ${problem.message}`,
      cure: problem.cure,
    });
  }
  return conflicts;
}

function kayentaConflicts(params: Extract<MetricParams, { judge: 'kayenta' }>, at: string): Conflict[] {
  const { pass, marginal, groupWeights, group, also } = params;
  const conflicts: Conflict[] = [];
  if (marginal > pass)
    conflicts.push({
      path: `${at}.marginal`,
      message: `is ${marginal}, above pass, which is ${pass}`,
      cure: `Write ${pass} or less.`,
    });
  const groups = new Set([group, ...also.map((series) => series.group)]),
    total = groupWeights.reduce((sum, [, share]) => sum + share, 0),
    areAllNamed = [...groups].every((name) => groupWeights.some(([named]) => named === name));
  for (const [name] of groupWeights)
    if (!groups.has(name))
      conflicts.push({
        path: `${at}.groupWeights`,
        message: `names ${name}, which is no group of any series`,
        cure: `Use ${[...groups].join(', ')}.`,
      });
  if (total > 1 + 1e-9 || (areAllNamed && total < 1 - 1e-9))
    conflicts.push({
      path: `${at}.groupWeights`,
      message: `adds up to ${Math.round(total * 1e4) / 100}%`,
      cure: areAllNamed ? 'Make it 100%.' : 'Leave something for the groups that are not named.',
    });
  return conflicts;
}
