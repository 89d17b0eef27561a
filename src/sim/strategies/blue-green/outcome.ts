import { isPauseOver, passedPreAnalysis } from './pause.ts';
import { hasDeadline, setOf, type Status, type View } from './state.ts';

/** The target becomes stable: users are there, and the analysis after the switch, if any, went well. */
export function isPromoted(view: View, active: string | null): boolean {
  const { status, settings } = view;
  if (status.aborted || active === null || active !== status.target || status.stable === status.target) return false;
  const isSkipped = status.promoteFull || status.stable === null || hasDeadline(status, status.target);
  return isSkipped || !settings.hasPostAnalysis || status.postAnalysis === 'Successful';
}

/** What an analysis that came out badly asks for. */
export function failureOf({ target, stable, aborted, preAnalysis, postAnalysis }: Status): 'abort' | 'pause' | null {
  if (aborted || stable === target) return null;
  const phases = [preAnalysis, postAnalysis];
  if (phases.includes('Failed') || phases.includes('Error')) return 'abort';
  return phases.includes('Inconclusive') ? 'pause' : null;
}

/** The preview has passed everything at its small size, and may grow; null while it may not, or when it was never small. */
export function checkpointAfter(view: View, active: string | null, pauseBegins: boolean): string | null {
  const { status, settings, now } = view;
  const { target, checkpoint, aborted } = status;
  if (settings.previewReplicas === null || active === target || aborted) return null;
  if (checkpoint === target) return target;
  if (setOf(view, target).available !== settings.previewReplicas) return null;
  return !pauseBegins && isPauseOver(settings, status, now) && passedPreAnalysis(view) ? target : null;
}
