import { analysisConflicts, type Conflict } from '../argo/analysis-conflicts.ts';
import type { Params } from './params.ts';

/** What a field cannot see by itself: how it stands to others. The controller rejects such a Rollout. Empty = fine. */
export function conflictsIn(params: Params): Conflict[] {
  return (['prePromotionAnalysis', 'postPromotionAnalysis'] as const).flatMap((when) => {
    const analysis = params[when];
    return analysis === null ? [] : analysisConflicts(analysis, when, true);
  });
}
