import type { Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import type { Metric } from './metric.ts';
import { timeWhile } from './steps.ts';

/** Time up to an instant during which routers sent requests to both versions; that they know servers of both is not enough. */
export function mixedTime(trace: Trace, to: Micros): Micros {
  const changes = trace.facts.filter((fact) => fact.type === 'weight.changed');
  const isMixed = (weights: Readonly<Record<string, number>>): boolean => {
    const stable = weights[trace.header.stable] ?? 0;
    return stable > 0 && Object.entries(weights).some(([revision, share]) => revision !== trace.header.stable && share > 0);
  };
  return timeWhile(
    changes.map(({ at }) => at),
    0,
    to,
    (step) => isMixed(changes[step]!.weights),
  );
}

export const mixedVersions: Metric = {
  id: 'mixedVersions',
  label: 'Both versions serving',
  unit: 'duration',
  better: 'lower',
  explains: 'Time during which routers sent requests to both versions: for so long they must understand each other.',
  measure: (trace) => mixedTime(trace, trace.header.horizon),
};
