import type { Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { series } from '../trace/index.ts';
import type { Metric } from './metric.ts';
import { timeWhile } from './steps.ts';

/** Time up to an instant during which routers sent requests to both versions. */
export function mixedTime(trace: Trace, to: Micros): Micros {
  const { fleet } = series(trace);
  const { stable } = trace.header;
  const serves = (step: number, isStable: boolean) =>
    trace.revisions.some((revision) => (revision === stable) === isStable && fleet.byRevision[revision]!.known[step]! > 0);
  return timeWhile(fleet.at, 0, to, (step) => serves(step, true) && serves(step, false));
}

export const mixedVersions: Metric = {
  id: 'mixedVersions',
  label: 'Both versions serving',
  unit: 'duration',
  better: 'lower',
  explains: 'Time during which routers sent requests to both versions: for so long they must understand each other.',
  measure: (trace) => mixedTime(trace, trace.header.horizon),
};
