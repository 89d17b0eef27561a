import type { Settings, Status, View } from './state.ts';
import { hasDeadline } from './state.ts';
import { targetIsReady } from './sizes.ts';

type Pausing = Pick<Status, 'target' | 'pausedSince' | 'controllerPaused' | 'checkpoint'>;

/** The pause before the switch is over, or there is none. */
export function isPauseOver(
  { autoPromotion, autoPromotionDelay }: Pick<Settings, 'autoPromotion' | 'autoPromotionDelay'>,
  { target, pausedSince, controllerPaused, checkpoint }: Pausing,
  now: number,
): boolean {
  if (checkpoint === target) return true;
  // With manual promotion the delay is without effect: only a person ends the pause, and then it is gone while its flag stays.
  if (!autoPromotion) return controllerPaused && pausedSince === null;
  // A real clock is always a little past the deadline when it is read; a simulated one may be exact.
  return autoPromotionDelay === 0 || (pausedSince !== null && now >= pausedSince + autoPromotionDelay);
}

/** No pause and no analysis: the first deployment, a promotion in full, or a way back to a set that still stands by. */
export const isFastTracked = (status: Status): boolean =>
  status.active === null ||
  status.active === status.target ||
  status.promoteFull ||
  status.target === status.stable ||
  hasDeadline(status, status.target);

/** Everything asked for before the switch has been measured and found good. */
export const passedPreAnalysis = ({ settings, status }: View): boolean =>
  !settings.hasPreAnalysis || status.preAnalysis === 'Successful' || status.checkpoint === status.target;

/** Whether a pause begins, ends, or neither, in this pass. */
export function pauseChange(view: View): 'begins' | 'ends' | null {
  const { settings, status, now } = view;
  const isPaused = status.pausedSince !== null;
  if (status.aborted || !targetIsReady(view)) return null;
  if (isFastTracked(status) || status.checkpoint === status.target) return isPaused ? 'ends' : null;
  if (isPaused) return isPauseOver(settings, status, now) ? 'ends' : null;
  const isWanted = !settings.autoPromotion || settings.autoPromotionDelay > 0;
  return isWanted && passedPreAnalysis(view) && !status.controllerPaused ? 'begins' : null;
}
