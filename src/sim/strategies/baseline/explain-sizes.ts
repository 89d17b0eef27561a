import type { Why } from '../../trace/facts.ts';
import { servers, spoken, theLast, them } from '../kubernetes/words.ts';
import { explain } from './explain.ts';
import { revisionOf, type Scene } from './scene.ts';
import type { Side } from './sets.ts';

/** Why a side of the pair was started. */
export function explainStart(side: Side, scene: Scene): Why {
  const { size, desired, stable, trial } = scene,
    { unit, value } = scene.params.size;
  return explain(scene, {
    rule: `start.${side}`,
    says:
      side === 'baseline'
        ? `Added ${servers(size, stable)}: a baseline as fresh as the canary.`
        : `Added ${servers(size, trial)}: as many as the baseline has.`,
    arithmetic: unit === 'percent' ? `max(1, ⌈${desired} × ${value}%⌉) = ${size}` : `${size} on each side`,
    inputs: [{ name: 'servers of production', value: desired }],
    alternatives:
      side === 'baseline'
        ? [
            `Comparing with production itself would have cost ${servers(size)} less, and set fresh servers against ${desired} that have long been warm.`,
            `Another number than the canary’s would have given each of its servers another load.`,
          ]
        : ['Starting it before the baseline would have made it older, and so warmer.'],
    source: 'control and experiment are deployed together, with the same capacity',
  });
}

/** Why a side of the pair was taken away. */
export function explainRemoval(side: Side, count: number, scene: Scene): Why {
  const { cleanupDelay } = scene.params;
  return explain(scene, {
    rule: `remove.${side}`,
    says: `Removed ${theLast(count, revisionOf(scene, side))}: the ${side} has done its work.`,
    arithmetic: `${count} − ${count} = 0`,
    inputs: [{ name: 'delayBeforeCleanup', value: spoken(cleanupDelay) }],
    alternatives: [
      'Going earlier would have cut off requests that routers still sent.',
      cleanupDelay === 0
        ? `With delayBeforeCleanup, people could have looked at ${them(count)} first.`
        : `Keeping ${them(count)} longer would have paid for servers that nobody is sent to.`,
    ],
    source: 'both clusters are disabled, and after a wait shrunk to 0, whatever came of the comparison',
  });
}
