import { format, frameAt, type Micros, type Trace } from '../../../sim/index.ts';
import { MEASURES, sayGap } from './measures.ts';
import { recoveringAt, rolloutStanding } from './standing.ts';
import { sayMinutes } from './surplus.ts';
import { tollAt } from './toll.ts';

/** The tiles and the chart in words, a row for each run. */
export const HEADS = ['Strategy', 'Rollout', 'Serving', 'Failed by the rollout', 'Users hurt', 'Servers', 'Server-minutes above steady', 'Recovery', 'Failed, against the reference'] as const;

const FAILED = MEASURES[0]!;

export function rowsAt(runs: readonly { id: string; label: string; trace: Trace }[], reference: string, at: Micros): string[][] {
  const held = runs.find(({ id }) => id === reference), heldFailed = held === undefined ? null : tollAt(held.trace, at).failed;
  return runs.map(({ id, label, trace }) => {
    const frame = frameAt(trace, Math.min(at, trace.header.horizon)), toll = tollAt(trace, at), recovering = recoveringAt(trace, at);
    const gap = heldFailed === null || id === reference ? '–' : sayGap(FAILED, toll.failed - heldFailed);
    return [
      label, rolloutStanding(trace, frame).says, format.listed(frame.running) || 'no server', format.count(toll.failed), format.count(toll.hurt), format.count(toll.servers),
      sayMinutes(toll.surplus), recovering.says === '–' ? '–' : `${recovering.says} ${recovering.label}`, gap,
    ];
  });
}
