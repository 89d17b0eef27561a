import { countUpTo, steps as instantsOf, type Fact, type FactOf, type Micros, type PresentedStep, type Trace } from '../../sim/index.ts';
import { spell } from '../../ui/marks/words.ts';
import { openingOf } from '../../ui/player/telling.ts';
import { sayFact } from '../../ui/views/text/facts.ts';

/** Where a run can be stopped at: its opening, and each step; all of it within the run, in order of time. */
export interface Stops {
  opening: Micros;
  steps: readonly PresentedStep[];
  horizon: Micros;
  /** The stretch of the run that the named steps tell, with a breath around it; null when it names none, or all at one instant. */
  part: { from: Micros; to: Micros } | null;
}

/** How much stands on either side of the steps, as a share of what they span. */
const BREATH = 0.06;

/** The steps that the scenario names; when it names none, the turns of the story that the run tells. */
export function stopsOf(trace: Trace, named: readonly PresentedStep[]): Stops {
  const { horizon } = trace.header;
  const steps = named.length > 0 ? named : turnsOf(trace);
  const opening = Math.min(openingOf(trace), steps[0]?.at ?? horizon);
  return { opening, steps, horizon, part: partOf(opening, named, horizon) };
}

function partOf(opening: Micros, named: readonly PresentedStep[], horizon: Micros): Stops['part'] {
  const last = named.at(-1)?.at ?? opening, breath = Math.round(BREATH * (last - opening));
  return last > opening ? { from: Math.max(0, opening - breath), to: Math.min(horizon, last + breath) } : null;
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
      return { at, name: capital(name), caption: state === undefined || state.reason === '' ? sayFact(trace, told) : sentence(state.reason, trace.revisions), print: true };
    });
}

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
/** A reason as a sentence of its own; a name is written as it is. */
const sentence = (reason: string, names: readonly string[]): string => `${names.some((name) => reason.startsWith(`${name} `)) ? reason : capital(reason)}${/[.!?]$/.test(reason) ? '' : '.'}`;

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
