import type { AnalysisParams } from '../argo/analysis-params.ts';
import { measuredMetrics } from '../argo/measured-metrics.ts';
import type { Why } from '../../trace/facts.ts';
import type { CanaryContext, StartedRun } from './context.ts';
import { explainAnalysis } from './explain-analysis.ts';
import { beforeStartingStep, currentStep } from './steps.ts';

type Runs = Pick<CanaryContext, 'stepRun' | 'background' | 'orders'>;

/** Starts the analyses that the current step and the background need now, and ends those that nobody needs any more. */
export function keepAnalyses(context: CanaryContext): Runs {
  const { params, status, target, attempt } = context;
  const { step } = currentStep(params.steps, status.stepIndex);
  const isActive =
    !context.paused && !status.aborted && !status.promoteFull && status.stable !== target && status.observed.target === target;
  const orders: CanaryContext['orders'] = [];

  const keep = (run: StartedRun | null, key: string | null, analysis: AnalysisParams | null): StartedRun | null => {
    if (run !== null && run.key === key) return run;
    if (run !== null && run.phase === 'Running') orders.push((commands) => commands.endAnalysis(run.id));
    if (key === null || analysis === null) return null;
    const metrics = measuredMetrics(analysis, { canary: target, stable: status.stable ?? target });
    const why: Why = explainAnalysis(key, context);
    orders.push((commands) => commands.analyse(key, metrics, why));
    return { id: key, key, phase: 'Running', says: '' };
  };

  // Paused by hand, runs go on, and none begins.
  if (context.paused && !status.aborted) return { stepRun: context.stepRun, background: context.background, orders };
  const inline = isActive && step?.kind === 'analysis' ? step.params : null;
  const behind =
    isActive && params.analysis !== null && !beforeStartingStep(params.steps, status.stepIndex, params.analysis.startingStep)
      ? params.analysis
      : null;
  // With all steps done a running background analysis goes on, yet none begins.
  const keepsBackground = behind !== null && (step !== null || context.background !== null);
  return {
    stepRun: keep(context.stepRun, inline && `${target}.${attempt} step ${status.stepIndex + 1}`, inline),
    background: keep(context.background, keepsBackground ? `${target}.${attempt} background` : null, behind),
    orders,
  };
}
