import type { Micros } from '../kernel/index.ts';
import type { FactType } from './facts.ts';
import { oncePerTrace } from './once.ts';
import { countBelow, countUpTo } from './search.ts';
import type { Trace } from './trace.ts';

/** How far one step goes: to the next fact of any kind, to the next decision of a controller or person, to the next turn of the story. */
export type StepKind = 'event' | 'decision' | 'phase';

const DECISIONS: ReadonlySet<FactType> = new Set([
  'replicaset.scaled',
  'route.asked',
  'rollout.held',
  'analysis.started',
  'analysis.ended',
  'operator.acted',
]);
const PHASES: ReadonlySet<FactType> = new Set([
  'rollout.state',
  'fault.injected',
  'fault.ended',
  'operator.acted',
  'alarm.fired',
  'alarm.cleared',
  'analysis.ended',
]);

/** Instants to step to, ascending, each once. Start and horizon belong to every kind, so that stepping never gets stuck. */
export const steps = oncePerTrace((trace: Trace): Record<StepKind, Micros[]> => {
  const instants = (wanted: (type: FactType) => boolean): Micros[] => {
    const times = trace.facts.filter((fact) => wanted(fact.type)).map((fact) => fact.at);
    return [...new Set([0, ...times, trace.header.horizon])].sort((a, b) => a - b);
  };
  return {
    event: instants(() => true),
    decision: instants((type) => DECISIONS.has(type)),
    phase: instants((type) => PHASES.has(type)),
  };
});

/** The first instant of this kind after `at`; the horizon when there is none. */
export function nextStep(trace: Trace, kind: StepKind, at: Micros): Micros {
  const instants = steps(trace)[kind];
  return instants[countUpTo(instants, at)] ?? trace.header.horizon;
}

/** The last instant of this kind before `at`; the start when there is none. */
export function previousStep(trace: Trace, kind: StepKind, at: Micros): Micros {
  const instants = steps(trace)[kind];
  return instants[countBelow(instants, at) - 1] ?? 0;
}
