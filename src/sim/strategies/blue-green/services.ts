import { isFastTracked, isPauseOver, passedPreAnalysis } from './pause.ts';
import { isSaturated, targetIsReady, targetIsSaturated } from './sizes.ts';
import { setOf, type View } from './state.ts';

/** Why the active service points where it is to point now. */
export type SwitchRule = 'first' | 'promote' | 'fastTrack' | 'sendBack';

/** Where users are to be sent after this pass; null = the service stays as it is. Every switch needs a whole set at its end. */
export function activeSwitch(view: View): { to: string; rule: SwitchRule } | null {
  const { status, settings, now, desired } = view;
  const { target, stable, active } = status;
  if (status.userPaused || status.inconclusive) return null;
  // The guard stands before the way back, too: if the new set has lost a server since the switch, users stay where they are.
  if (!targetIsReady(view) || !targetIsSaturated(view)) return null;
  if (status.aborted) {
    const mayGoBack = stable !== null && active !== stable && isSaturated(setOf(view, stable), desired);
    return mayGoBack ? { to: stable, rule: 'sendBack' } : null;
  }
  if (active === target) return null;
  if (active === null) return { to: target, rule: 'first' };
  if (isFastTracked(status)) return { to: target, rule: 'fastTrack' };
  return isPauseOver(settings, status, now) && passedPreAnalysis(view) ? { to: target, rule: 'promote' } : null;
}

/** The preview service goes to the new set as soon as there is one, before any of its servers is ready. */
export const previewSwitch = ({ status }: View): string | null =>
  status.userPaused || status.inconclusive || status.preview === status.target ? null : status.target;

/** Which analysis is to start now. */
export function analysisToStart(view: View, active: string | null): 'pre' | 'post' | null {
  const { status, settings } = view;
  if (status.aborted || status.inconclusive || status.userPaused || active === null) return null;
  if (status.promoteFull || status.target === status.stable) return null;
  if (active === status.target)
    return settings.hasPostAnalysis && status.postAnalysis === null && status.stable !== null && targetIsSaturated(view)
      ? 'post'
      : null;
  const isWanted = settings.hasPreAnalysis && status.preAnalysis === null;
  return isWanted && !isFastTracked(status) && status.checkpoint !== status.target && targetIsReady(view) ? 'pre' : null;
}
