import { analysisConflicts, type Conflict } from '../argo/analysis-conflicts.ts';
import type { Params } from './params.ts';
import { fullMetrics } from './pipeline.ts';

/** What a field cannot see by itself: how it stands to others. Empty = fine. */
export function conflictsIn({ analysis }: Pick<Params, 'analysis'>): Conflict[] {
  const path = 'analysis';
  if (analysis.metrics.length === 0)
    return [
      {
        path: `${path}.metrics`,
        message: 'needs at least one metric, or nothing would be compared',
        cure: 'Write [{ metric: errorRate, direction: increase }], or leave it out.',
      },
    ];
  return analysisConflicts({ metrics: fullMetrics(analysis) }, path, false);
}
