import { hasDeadline, withoutDeadline, type Status } from './state.ts';

const FRESH = {
  pausedSince: null,
  controllerPaused: false,
  inconclusive: false,
  aborted: false,
  promoteFull: false,
  checkpoint: null,
  preAnalysis: null,
  postAnalysis: null,
} as const;

/**
 * A new template: pauses, analyses and an abort belong to the old one. A set that still stands by keeps its date and its full size, and is
 * fast-tracked: shrunk to the size of a preview, it could never be switched to.
 */
export const update = (status: Status, target: string): Status => ({
  ...status,
  ...FRESH,
  target,
  checkpoint: target === status.stable || hasDeadline(status, target) ? target : null,
});

const afresh = (phase: Status['preAnalysis']): Status['preAnalysis'] => (phase === 'Inconclusive' ? null : phase);

/** A person ends the pause. An analysis that was inconclusive starts afresh, and may be so again. */
export const promote = (status: Status): Status => ({
  ...status,
  pausedSince: null,
  inconclusive: false,
  preAnalysis: afresh(status.preAnalysis),
  postAnalysis: afresh(status.postAnalysis),
});

/** A person wants the switch without pause or analysis. */
export const promoteFull = (status: Status): Status => ({ ...promote(status), promoteFull: true });

/** A person gives up. What is asked for in Git stays the new revision; only what runs goes back. */
export const abort = (status: Status): Status => ({ ...status, ...FRESH, aborted: true });

/** A person tries again after an abort, from the start: the preview's date must not make it look like a standby. */
export const retry = (status: Status): Status => ({
  ...status,
  ...FRESH,
  deadlines: withoutDeadline(status.deadlines, status.target),
});
