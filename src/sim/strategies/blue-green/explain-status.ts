import type { Why } from '../../trace/facts.ts';
import { inputsOf, soon, SOURCE } from './explain.ts';
import type { View } from './state.ts';

export function explainPause(view: View, begins: boolean): Why {
  const { settings, status } = view,
    { target, active } = status;
  const isManual = !settings.autoPromotion;
  return {
    rule: begins ? 'blueGreen.pause' : 'blueGreen.resume',
    says: begins
      ? `Paused before the switch: ${isManual ? `a person is to promote ${target}` : `${target} is looked at for ${soon(settings.autoPromotionDelay)} first`}.`
      : 'The pause before the switch is over.',
    arithmetic: isManual ? 'autoPromotionEnabled = false' : `autoPromotionSeconds = ${soon(settings.autoPromotionDelay)}`,
    inputs: inputsOf(view),
    alternatives: begins ? [`Users stay on ${active}, while ${target} can be tried through the preview.`] : [],
    source: `${SOURCE}: the pause begins when the new set is whole and has passed its analysis`,
  };
}

export function explainStart(view: View, run: 'pre' | 'post'): Why {
  const { target, active } = view.status;
  return {
    rule: `blueGreen.${run}Analysis`,
    says:
      run === 'pre'
        ? `Started to measure ${target} before any user is sent there.`
        : `Started to measure ${target} under real traffic.`,
    arithmetic: run === 'pre' ? 'every server of the preview is available' : `the active service points at ${active}`,
    inputs: inputsOf(view),
    alternatives: [
      run === 'pre'
        ? 'Without traffic on the preview there may be nothing to measure.'
        : 'What it finds, users have met already; before the switch it would have found less.',
    ],
    source: `${SOURCE}: ${run}PromotionAnalysis`,
  };
}

export function explainAbort(view: View): Why {
  const { status } = view;
  const isPost = status.postAnalysis === 'Failed' || status.postAnalysis === 'Error';
  return {
    rule: 'blueGreen.abort',
    says: `Aborted: the analysis ${isPost ? 'after' : 'before'} the switch came out ${isPost ? status.postAnalysis : status.preAnalysis}.`,
    arithmetic: `${isPost ? 'postPromotionAnalysis' : 'prePromotionAnalysis'}: ${isPost ? status.postAnalysis : status.preAnalysis}`,
    inputs: inputsOf(view),
    alternatives: ['An inconclusive analysis would have paused instead, for a person to decide.'],
    source: `${SOURCE}: a failed or errored analysis aborts`,
  };
}

export const explainPromotion = (view: View): Why => ({
  rule: 'blueGreen.promoted',
  says: `${view.status.target} is the stable version now.`,
  arithmetic: `active = ${view.status.target}${view.settings.hasPostAnalysis ? `; postPromotionAnalysis: ${view.status.postAnalysis ?? 'skipped'}` : ''}`,
  inputs: inputsOf(view),
  alternatives: ['From now on, an abort changes nothing; going back is an update to the old version.'],
  source: `${SOURCE}: stable follows active once nothing more is to be measured`,
});
