import type { Outcome } from './outcome.ts';

export const OUTCOME_LABELS: Record<Outcome, string> = {
  promoted: 'promoted',
  rolledBack: 'rolled back',
  compared: 'compared',
  stalled: 'stalled',
  degraded: 'degraded',
};
