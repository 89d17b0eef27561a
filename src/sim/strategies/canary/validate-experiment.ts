import { analysisConflicts, type Conflict } from '../argo/analysis-conflicts.ts';
import type { ExperimentParams } from './params-experiment.ts';
import type { Params } from './params.ts';
import { maxWeightOf } from './whole-weight.ts';
import { currentSetWeight } from './steps.ts';

/** What an experiment step contradicts. @param index of the step, from 0 */
export function experimentConflicts(params: Params, { templates, analyses }: ExperimentParams, index: number): Conflict[] {
  const path = `steps.${index}.experiment`,
    most = maxWeightOf(params);
  const conflicts: Conflict[] = [];
  if (templates.length === 0)
    conflicts.push({
      path: `${path}.templates`,
      message: 'needs at least one template',
      cure: 'Write [{ name: canary, specRef: canary }].',
    });
  const twice = (all: readonly { name: string }[], list: string): void =>
    all.forEach(({ name }, at) => {
      const first = all.findIndex((one) => one.name === name);
      if (first < at)
        conflicts.push({
          path: `${path}.${list}.${at}.name`,
          message: `is ${name}, as number ${first + 1} is called`,
          cure: 'Give each its own name.',
        });
    });
  twice(templates, 'templates');
  twice(analyses, 'analyses');
  const weighted = templates.findIndex(({ weight }) => weight !== null);
  if (weighted >= 0 && params.trafficRouting === null)
    conflicts.push({
      path: `${path}.templates.${weighted}.weight`,
      message: 'needs traffic routing',
      cure: 'Add trafficRouting: {}, or leave this out.',
    });
  const canary = currentSetWeight(params.steps, { stepIndex: index, aborted: false }, most),
    all = templates.reduce((sum, { weight }) => sum + (weight ?? 0), canary);
  if (weighted >= 0 && all > most)
    conflicts.push({
      path: `${path}.templates.${weighted}.weight`,
      message: `is too much: with the canary’s ${canary}, all weights come to ${all} of ${most}`,
      cure: 'Take less; what is left is the stable side’s.',
    });
  analyses.forEach((analysis, at) =>
    conflicts.push(...analysisConflicts(analysis, `${path}.analyses.${at}`, analysis.requiredForCompletion)),
  );
  return conflicts;
}
