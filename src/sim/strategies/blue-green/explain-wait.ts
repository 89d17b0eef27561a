import type { Why } from '../../trace/facts.ts';
import { servers, stillMissing } from '../kubernetes/words.ts';
import { afterAbort } from './aborted.ts';
import { inputsOf, soon, SOURCE } from './explain.ts';
import { isFastTracked, passedPreAnalysis } from './pause.ts';
import { newSize, targetIsReady, targetIsSaturated } from './sizes.ts';
import { mayScaleDownOld, standbys } from './standby.ts';
import { setOf, type View } from './state.ts';

type Waits = Pick<Why, 'rule' | 'says' | 'arithmetic' | 'alternatives'>;

/** Why the controller waits; null when nothing is left to wait for. */
export function explainWait(view: View): Why | null {
  const waits = halted(view) ?? aborted(view) ?? growing(view) ?? beforeSwitch(view) ?? afterSwitch(view);
  return waits === null ? null : { ...waits, inputs: inputsOf(view), source: `${SOURCE}: order of a pass` };
}

function halted({ status }: View): Waits | null {
  if (status.userPaused)
    return {
      rule: 'blueGreen.userPaused',
      says: 'Waiting: a person has paused the rollout, and nothing is switched until it is resumed.',
      arithmetic: 'spec.paused = true',
      alternatives: ['Sizes are still kept right while it is paused.'],
    };
  if (!status.inconclusive) return null;
  return {
    rule: 'blueGreen.inconclusive',
    says: 'Waiting for a person: an analysis could not tell good from bad.',
    arithmetic: `before the switch: ${status.preAnalysis ?? 'none'}; after the switch: ${status.postAnalysis ?? 'none'}`,
    alternatives: ['Resuming starts a fresh analysis; aborting sends everybody back. It never decides by itself.'],
  };
}

function aborted(view: View): Waits | null {
  const { status, settings, now, desired } = view,
    { target, stable } = status;
  if (!status.aborted || stable === null) return null;
  const plan = afterAbort(view),
    preview = setOf(view, target);
  const alternatives = [`Git still asks for ${target}; a retry or another version starts again.`];
  if (status.active === target && stable !== target) {
    const missing = desired - setOf(view, stable).available;
    return {
      rule: 'blueGreen.waitToSendBack',
      says: `Waiting to send users back: ${missing > 0 ? stillMissing(missing, desired, stable, 'available') : `the ${target} set is not whole, and the switch wants it whole`}.`,
      arithmetic: `${setOf(view, stable).available} of ${desired} ${stable} and ${preview.available} of ${desired} ${target} servers available`,
      alternatives,
    };
  }
  if (preview.spec === 0) return null;
  if (plan?.rule === 'waits' || plan?.rule === 'begins')
    return {
      rule: 'blueGreen.keepAborted',
      says: `Aborted: ${servers(preview.spec, target)} stay for ${soon(plan.until - now)} more, to be looked into.`,
      arithmetic: `abortScaleDownDelaySeconds = ${soon(settings.abortScaleDownDelay ?? 0)}`,
      alternatives,
    };
  if (plan?.rule !== 'waitsForStable') return null;
  return {
    rule: 'blueGreen.waitForStable',
    says: `Aborted: ${servers(preview.spec, target)} stay until ${stable} has all its servers.`,
    arithmetic: `${setOf(view, stable).available} of ${desired} ${stable} servers available`,
    alternatives,
  };
}

function growing(view: View): Waits | null {
  const { target, active } = view.status;
  if (view.status.aborted) return null;
  const set = setOf(view, target),
    size = newSize(view.desired, view.settings, view.status),
    missing = size - set.available;
  if (targetIsReady(view) || missing <= 0) return null;
  const blocked = set.spec - set.replicas;
  return {
    rule: 'blueGreen.waitForNew',
    says: `Waiting: ${blocked > 0 ? `${servers(blocked, target)} could not be created for want of quota` : stillMissing(missing, size, target, 'available')}.`,
    arithmetic: `${size} − ${set.available} = ${missing} still to come`,
    alternatives:
      active === null || active === target ? [] : [`Users stay on ${active}: a set that is not whole is never switched to.`],
  };
}

function beforeSwitch(view: View): Waits | null {
  const { status, settings, now } = view,
    { target, active, pausedSince } = status;
  if (status.aborted || active === target || active === null || isFastTracked(status)) return null;
  if (!passedPreAnalysis(view))
    return {
      rule: 'blueGreen.waitForPreAnalysis',
      says: `Waiting for the analysis of ${target} before the switch.`,
      arithmetic: `prePromotionAnalysis: ${status.preAnalysis ?? 'not started'}`,
      alternatives: [`Failed or Error aborts, and no user has ever been on ${target}; the pause begins only after it.`],
    };
  if (pausedSince === null || status.checkpoint === target) return null;
  if (!settings.autoPromotion)
    return {
      rule: 'blueGreen.waitForPerson',
      says: `Waiting for a person to promote ${target}.`,
      arithmetic: 'autoPromotionEnabled = false',
      alternatives: [
        settings.autoPromotionDelay > 0
          ? 'autoPromotionSeconds is without effect when promotion is manual.'
          : 'It waits for as long as it takes, with both environments running.',
      ],
    };
  const remaining = pausedSince + settings.autoPromotionDelay - now;
  return {
    rule: 'blueGreen.waitForDelay',
    says: `Waiting ${soon(remaining)} more before the switch to ${target}.`,
    arithmetic: `autoPromotionSeconds ${soon(settings.autoPromotionDelay)} − ${soon(now - pausedSince)}`,
    alternatives: ['A person may promote at once.'],
  };
}

function afterSwitch(view: View): Waits | null {
  const { status, settings, now } = view,
    { target, stable, active } = status;
  if (!status.aborted && active === target && stable !== target && settings.hasPostAnalysis && targetIsSaturated(view))
    return {
      rule: 'blueGreen.waitForPostAnalysis',
      says: `Waiting for the analysis of ${target} under real traffic.`,
      arithmetic: `postPromotionAnalysis: ${status.postAnalysis ?? 'not started'}`,
      alternatives: [
        mayScaleDownOld(view) && settings.scaleDownDelay !== null
          ? `${stable} stands by for ${soon(settings.scaleDownDelay)} only, because scaleDownDelaySeconds is set: after that there is nothing to go back to at speed.`
          : `${stable} stands by until it is over, so going back is one switch.`,
      ],
    };
  const next = standbys(view).find(({ until }) => until !== null && until > now);
  if (next === undefined) return null;
  return {
    rule: 'blueGreen.standby',
    says: `The ${next.set.revision} environment stands by for ${soon(next.until! - now)} more.`,
    arithmetic: `${servers(next.set.spec, next.set.revision)}, with a scale-down date`,
    alternatives: [`Until then, going back to ${next.set.revision} is one switch; afterwards it is a full rollout.`],
  };
}
