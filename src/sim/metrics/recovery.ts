import type { Metric } from './metric.ts';
import { LAST_LOOK } from './outcome.ts';
import { isBreach, secondsOf } from './windows.ts';

export const mttr: Metric = {
  id: 'mttr',
  label: 'Time to recover',
  unit: 'duration',
  better: 'lower',
  explains:
    'From the first second below the SLO to the end of the last one. None when it never was below, or still was within the last 30 s of the run.',
  measure: (trace) => {
    const breaches = secondsOf(trace).filter((second) => isBreach(trace, second));
    const [first, last] = [breaches[0], breaches.at(-1)];
    if (!first || !last || last.at + last.width > trace.header.horizon - LAST_LOOK) return null;
    return last.at + last.width - first.at;
  },
};
