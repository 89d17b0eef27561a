import { countUpTo, steps as instantsOf, type Fact, type FactOf, type Micros, type PresentedStep, type Trace } from '../../sim/index.ts';
import { spell } from '../../ui/marks/words.ts';
import { openingOf } from '../../ui/player/telling.ts';
import { sayFact } from '../../ui/views/text/facts.ts';

/** Where a run can be stopped at: its opening, and each step; all of it within the run, in order of time. */
export interface Stops {
  opening: Micros;
  steps: readonly PresentedStep[];
  horizon: Micros;
}

/** The steps that the scenario names; when it names none, the turns of the story that the run tells. */
export function stopsOf(trace: Trace, named: readonly PresentedStep[]): Stops {
  const { horizon } = trace.header;
  const steps = named.length > 0 ? named : turnsOf(trace);
  return { opening: Math.min(openingOf(trace), steps[0]?.at ?? horizon), steps, horizon };
}

/** How many steps have been reached at an instant; 0 = none yet. */
export const stepAt = ({ steps }: Stops, at: Micros): number => countUpTo(steps.map((step) => step.at), at);

/** The instant of a position: 0 is the opening, and n the step n. Out of range it is the nearest end. */
export function instantOf({ opening, steps }: Stops, position: number): { at: Micros; clamped: boolean } {
  const step = Math.min(Math.max(Math.round(position), 0), steps.length);
  return { at: steps[step - 1]?.at ?? opening, clamped: step !== position };
}

function turnsOf(trace: Trace): PresentedStep[] {
  let before = '';
  return instantsOf(trace).phase
    .filter((at) => at > 0 && at < trace.header.horizon)
    .map((at) => {
      const turns = trace.facts.filter((fact) => fact.at === at && TURNS.has(fact.type));
      const state = turns.findLast((fact): fact is FactOf<'rollout.state'> => fact.type === 'rollout.state');
      const told = state ?? turns.at(-1)!;
      const name = state === undefined ? nameOf(told) : nameOfState(state.state, before);
      before = state?.state ?? before;
      return { at, name: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, caption: sayFact(trace, told), print: true };
    });
}

/** What a phase begins or ends with; the rollout's own state says most. */
const TURNS: ReadonlySet<Fact['type']> = new Set(['rollout.state', 'fault.injected', 'fault.ended', 'operator.acted', 'alarm.fired', 'alarm.cleared', 'analysis.ended']);

/** Of a state within a state, the inner one, unless the outer one is news as well: `rolling back`, then `paused`. */
const nameOfState = (state: string, before: string): string => {
  const outer = state.split('.')[0]!;
  return spell(outer === before.split('.')[0] ? state : outer);
};

function nameOf(fact: Fact): string {
  switch (fact.type) {
    case 'alarm.fired': return 'alarm';
    case 'alarm.cleared': return 'alarm over';
    case 'fault.injected': return `fault: ${spell(fact.fault)}`;
    case 'fault.ended': return `fault over: ${spell(fact.fault)}`;
    case 'operator.acted': return spell(fact.action);
    case 'analysis.ended': return `analysis ${fact.phase.toLowerCase()}`;
    default: return spell(fact.type);
  }
}
