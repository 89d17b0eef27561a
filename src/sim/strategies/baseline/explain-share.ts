import { formatPercent } from '../../schema/units.ts';
import type { Why } from '../../trace/facts.ts';
import { servers } from '../kubernetes/words.ts';
import { explain, nameOf } from './explain.ts';
import { doBothServe, sideOf, type Scene } from './scene.ts';
import { PAIR } from './sets.ts';

/** Why the pair got its share of requests, or lost it. */
export const explainShare = (opens: boolean, scene: Scene): Why => (opens ? explainOpening(scene) : explainClosing(scene));

function explainOpening(scene: Scene): Why {
  const { weight } = scene.params,
    share = formatPercent(weight),
    isFirst = scene.phase === 'preparing';
  return explain(scene, {
    rule: isFirst ? 'share' : 'shareAgain',
    says: isFirst
      ? `Sent ${share} of requests to the canary and ${share} to the baseline: ${scene.size === 1 ? 'the server of each is' : `all ${servers(scene.size)} of each are`} available.`
      : `Gave canary and baseline their ${share} each again: both can answer.`,
    arithmetic: `production 100% − 2 × ${share} = ${formatPercent(Math.round((1 - 2 * weight) * 1e6) / 1e6)}`,
    alternatives: [
      'Giving the canary alone a share would have left the baseline without requests, and so without caches to warm.',
      'Different shares would have loaded the two sides differently, and compared the loads rather than the versions.',
    ],
    source: 'both sides take the same traffic for as long as they are compared',
  });
}

function explainClosing(scene: Scene): Why {
  const isTrial = scene.phase === 'preparing' || scene.phase === 'warmingUp' || scene.phase === 'comparing';
  if (isTrial && !doBothServe(scene)) {
    const lost = PAIR.filter((side) => sideOf(scene, side).available === 0);
    return explain(scene, {
      rule: 'withdraw',
      says: `Sent all requests to production: ${lost.map((side) => nameOf(scene, side)).join(' and ')} ${lost.length === 1 ? 'has' : 'have'} no server that is available.`,
      arithmetic: PAIR.map((side) => `${side} ${sideOf(scene, side).available} available`).join(', '),
      alternatives: [
        'Any share would have been sent to nobody.',
        'Leaving the other side its share would have loaded the two differently.',
      ],
      source: 'a side without healthy servers takes no traffic; here the other side loses its share with it',
    });
  }
  return explain(scene, {
    rule: 'withdraw',
    says: `Sent all requests to production: ${scene.because}.`,
    arithmetic: 'canary 0%, baseline 0%, production 100%',
    alternatives: ['Removing the servers first would have broken requests on their way to them.'],
    source: 'cleaning up begins with disabling both clusters',
  });
}
