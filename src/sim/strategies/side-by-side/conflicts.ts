import { analysisConflicts, type Conflict } from '../argo/analysis-conflicts.ts';
import type { SideParams } from './params.ts';
import type { Kind } from './state.ts';

/** What the knobs contradict in each other. */
export function conflictsIn({ name }: Pick<Kind, 'name'>, { analysis, maxSurge, maxUnavailable }: SideParams): Conflict[] {
  const zero: Conflict = {
    path: 'maxUnavailable',
    message: 'and maxSurge are both 0, so no server could ever be replaced',
    cure: 'Set one of them to 1 or more.',
  };
  return [
    ...(maxSurge.value === 0 && maxUnavailable.value === 0 ? [zero] : []),
    ...(analysis === null ? [] : [...analysisConflicts(analysis, 'analysis', false), ...baselineConflicts(analysis, name)]),
  ];
}

/** Here the stable version is what the new one stands beside: nobody keeps a fresh baseline. */
const baselineConflicts = ({ metrics }: NonNullable<SideParams['analysis']>, name: string): Conflict[] =>
  metrics.flatMap((metric, index) => {
    const named = [
      ...(metric.population === 'baseline' ? ['population'] : []),
      ...(metric.judge !== 'argo' && metric.comparedWith === 'baseline' ? ['comparedWith'] : []),
    ];
    return named.map((key) => ({
      path: `analysis.metrics.${index}.${key}`,
      message: `is baseline, and there is none: the ${name} stands beside the stable version`,
      cure: 'Write stable.',
    }));
  });
