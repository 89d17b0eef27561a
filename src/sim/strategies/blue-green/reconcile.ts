import type { Resize } from '../kubernetes/pass.ts';
import { afterAbort } from './aborted.ts';
import { explainAbort, explainPause, explainPromotion, explainStart } from './explain-status.ts';
import { explainWait } from './explain-wait.ts';
import { explainAbortedDown, explainActive, explainKeep, explainNewSize, explainPreview, explainStandby } from './explain.ts';
import { checkpointAfter, failureOf, isPromoted } from './outcome.ts';
import { pauseChange } from './pause.ts';
import { activeSwitch, analysisToStart, previewSwitch } from './services.ts';
import { newSize } from './sizes.ts';
import { datesAfter, standbys } from './standby.ts';
import { setOf, withDeadline, withoutDeadline, type BlueGreenPass, type Status, type View } from './state.ts';

/**
 * One pass of Argo's blue-green: sizes, then the two services, then analyses, then the pause, then the status. Run it again for as long
 * as it changes something; each pass sees only what was there before it.
 */
export function reconcileBlueGreen(view: View): BlueGreenPass {
  const { status, now } = view;
  const standing = standbys(view),
    aborting = afterAbort(view);
  const scale = [...keepServing(view), ...resizeNew(view), ...shrinkOld(view, standing)];
  const preview = previewSwitch(view),
    active = activeSwitch(view),
    activeAfter = active?.to ?? status.active;
  const run = analysisToStart(view, activeAfter),
    failure = failureOf(status);
  const isHalted = status.userPaused || status.inconclusive,
    pause = isHalted ? null : pauseChange(view),
    promoted = !isHalted && isPromoted(view, activeAfter);

  let deadlines = datesAfter(view, standing);
  if (aborting?.rule === 'begins') deadlines = withDeadline(deadlines, status.target, aborting.until);
  deadlines = dropDates(deadlines, status, activeAfter);
  for (const { revision, to } of scale) if (to === 0) deadlines = withoutDeadline(deadlines, revision);
  const paused = pause === 'begins' ? now : pause === 'ends' || promoted ? null : status.pausedSince;
  const after: Status = {
    ...status,
    deadlines,
    preview: preview ?? status.preview,
    active: activeAfter,
    pausedSince: paused,
    controllerPaused: isHalted ? status.controllerPaused : paused !== null,
    inconclusive: status.inconclusive || failure === 'pause',
    aborted: status.aborted || failure === 'abort',
    checkpoint: isHalted ? status.checkpoint : checkpointAfter(view, activeAfter, pause === 'begins'),
    preAnalysis: run === 'pre' ? 'Running' : status.preAnalysis,
    postAnalysis: run === 'post' ? 'Running' : status.postAnalysis,
    ...(promoted ? { stable: status.target, promoteFull: false, preAnalysis: null, postAnalysis: null } : {}),
    ...(failure === 'abort'
      ? { pausedSince: null, controllerPaused: false, checkpoint: null, preAnalysis: null, postAnalysis: null }
      : {}),
  };
  const seen = { ...view, status: after };
  return {
    scale,
    preview: preview === null ? null : { from: status.preview, to: preview, why: explainPreview(view, preview) },
    active: active === null ? null : { from: status.active, to: active.to, why: explainActive(view, active.rule, active.to) },
    pause: pause === null ? null : { begins: pause === 'begins', why: explainPause(view, pause === 'begins') },
    start: run === null ? [] : [{ run, why: explainStart({ ...view, status: { ...status, active: activeAfter } }, run) }],
    aborts: failure === 'abort' ? explainAbort(view) : null,
    promotes: promoted ? explainPromotion(view) : null,
    status: after,
    hold: scale.length === 0 ? explainWait(seen) : null,
    wakeAt: wakeAt(seen),
  };
}

/** Stable and active are kept at full size: that is what makes going back a switch. */
function keepServing(view: View): Resize[] {
  const { target, stable, active, aborted } = view.status;
  const isStandby = view.settings.scaleDownDelay !== null && active === target && stable !== target && !aborted;
  const kept = [...new Set([active, isStandby ? null : stable])].filter(
    (name): name is string => name !== null && name !== target,
  );
  return kept.flatMap((revision) => {
    const from = setOf(view, revision).spec,
      to = view.desired;
    return from === to ? [] : [{ revision, from, to, why: explainKeep(view, revision, from, to) }];
  });
}

function resizeNew(view: View): Resize[] {
  const { target } = view.status,
    from = setOf(view, target).spec,
    plan = afterAbort(view);
  if (plan !== null && plan.rule !== 'over') return view.status.active === target ? resize(view, target, from, view.desired) : [];
  if (plan?.rule === 'over') return from === 0 ? [] : [{ revision: target, from, to: 0, why: explainAbortedDown(view, from) }];
  return resize(view, target, from, newSize(view.desired, view.settings, view.status));
}

const resize = (view: View, revision: string, from: number, to: number): Resize[] =>
  from === to ? [] : [{ revision, from, to, why: explainNewSize(view, from, to) }];

const shrinkOld = (view: View, standing: ReturnType<typeof standbys>): Resize[] =>
  standing.flatMap((one) =>
    one.to === one.set.spec
      ? []
      : [{ revision: one.set.revision, from: one.set.spec, to: one.to, why: explainStandby(view, one) }],
  );

/** Sets in service carry no date (they get a new one when users have left them); nor does stable, unless it stands by under an explicit delay. */
function dropDates(deadlines: Status['deadlines'], status: Status, active: string | null): Status['deadlines'] {
  const { target, stable, aborted } = status;
  const cleared = active === target ? withoutDeadline(deadlines, target) : deadlines;
  return stable === active || aborted ? withoutDeadline(cleared, stable) : cleared;
}

/** The soonest instant at which time alone changes something. */
function wakeAt({ now, settings, status }: View): number | null {
  const { pausedSince } = status;
  const pauseEnds = settings.autoPromotion && pausedSince !== null ? [pausedSince + settings.autoPromotionDelay] : [];
  const coming = [...Object.values(status.deadlines), ...pauseEnds].filter((at) => at > now);
  return coming.length === 0 ? null : Math.min(...coming);
}
