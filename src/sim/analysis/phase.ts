/** Where a measurement, a metric or a whole run stands; Argo's words. */
export type Phase = 'Pending' | 'Running' | 'Successful' | 'Failed' | 'Inconclusive' | 'Error';
export type Verdict = Exclude<Phase, 'Pending' | 'Running'>;

const BEST_FIRST: readonly Phase[] = ['Successful', 'Running', 'Pending', 'Inconclusive', 'Error', 'Failed'];

export const isWorse = (current: Phase, other: Phase): boolean => BEST_FIRST.indexOf(other) > BEST_FIRST.indexOf(current);

export const isCompleted = (phase: Phase): phase is Verdict => phase !== 'Pending' && phase !== 'Running';

/** Whether a metric that ended like this ends the others too. */
export const isHarmful = (phase: Phase): boolean => phase === 'Failed' || phase === 'Error' || phase === 'Inconclusive';

/** A run is being ended when somebody asked for it, or when a metric that counts has not come out well. */
export const isTerminating = (results: readonly { phase: Phase; dryRun: boolean }[], terminateRequested: boolean): boolean =>
  terminateRequested || results.some(({ phase, dryRun }) => !dryRun && isHarmful(phase));
