import { DEFAULT_SCALE_DOWN_DELAY, hasDeadline, withDeadline, type SetView, type View } from './state.ts';

/** What becomes of one old replica set in this pass. */
export interface Standby {
  set: SetView;
  /** Its size after this pass. */
  to: number;
  /** Until when it stands by; null = it does not. */
  until: number | null;
  /** `begins`: its delay starts now. `waits`: the delay runs. `over`: it has passed. `unreadable`: no date, so no delay. `crowded`: too many stand by already. */
  rule: 'begins' | 'waits' | 'over' | 'unreadable' | 'crowded' | 'atOnce';
}

/** Old sets are left alone as long as an analysis may still send everybody back. */
export function mayScaleDownOld({ settings, status }: View): boolean {
  if (status.inconclusive) return false;
  const isJudged = settings.hasPostAnalysis && settings.scaleDownDelay === null && status.stable !== status.target;
  return !isJudged || status.postAnalysis === 'Successful' || status.promoteFull;
}

/**
 * The sets that nobody needs any more, newest first. With an explicit delay, the last stable set belongs to them from the switch on:
 * the delay rules even while the analysis after the switch still runs, and then there is nothing left to go back to at speed.
 */
export function oldSets(view: View): SetView[] {
  const { target, stable, active, aborted } = view.status;
  const isStandby = view.settings.scaleDownDelay !== null && active === target && stable !== target && !aborted;
  return view.sets
    .filter(({ revision }) => revision !== target && revision !== active && (revision !== stable || isStandby))
    .sort((a, b) => b.createdOrder - a.createdOrder);
}

/** Decides for each old set that still has a size whether it stands by or goes. */
export function standbys(view: View): Standby[] {
  if (!mayScaleDownOld(view)) return [];
  const limit = view.settings.scaleDownDelayRevisionLimit ?? Infinity;
  const delay = view.settings.scaleDownDelay ?? DEFAULT_SCALE_DOWN_DELAY;
  let standing = 0;
  return oldSets(view)
    .filter(({ spec }) => spec > 0)
    .map((set): Standby => {
      standing++;
      if (standing > limit) return { set, to: 0, until: null, rule: 'crowded' };
      if (!hasDeadline(view.status, set.revision)) {
        const until = view.now + delay;
        return delay === 0 ? { set, to: 0, until: null, rule: 'atOnce' } : { set, to: set.spec, until, rule: 'begins' };
      }
      const until = view.status.deadlines[set.revision]!;
      if (Number.isNaN(until)) return { set, to: 0, until: null, rule: 'unreadable' };
      return until > view.now ? { set, to: view.desired, until, rule: 'waits' } : { set, to: 0, until: null, rule: 'over' };
    });
}

/** The dates after this pass. */
export const datesAfter = (view: View, standing: readonly Standby[]): View['status']['deadlines'] =>
  standing.reduce(
    (dates, { set, until, rule }) => (rule === 'begins' && until !== null ? withDeadline(dates, set.revision, until) : dates),
    view.status.deadlines,
  );
