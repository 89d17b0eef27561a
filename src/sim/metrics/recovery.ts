import type { Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { oncePerTrace } from '../trace/index.ts';
import type { Metric } from './metric.ts';
import { LAST_LOOK } from './outcome.ts';
import { isBreach, secondsOf } from './windows.ts';

/** From the first second below the SLO to the end of the last one; `to` is null when that was within the last 30 s of the run. */
export interface Recovery {
  from: Micros;
  to: Micros | null;
}

/** How long users had to wait until all was well again; null when the service never was below its SLO. */
export const recoveryOf = oncePerTrace((trace: Trace): Recovery | null => {
  const breaches = secondsOf(trace).filter((second) => isBreach(trace, second));
  const [first, last] = [breaches[0], breaches.at(-1)];
  if (!first || !last) return null;
  const to = last.at + last.width;
  return { from: first.at, to: to > trace.header.horizon - LAST_LOOK ? null : to };
});

export const mttr: Metric = {
  id: 'mttr',
  label: 'Time to recover',
  unit: 'duration',
  better: 'lower',
  explains:
    'From the first second below the SLO to the end of the last one. None when it never was below, or still was within the last 30 s of the run.',
  measure: (trace) => {
    const recovery = recoveryOf(trace);
    return recovery === null || recovery.to === null ? null : recovery.to - recovery.from;
  },
};
