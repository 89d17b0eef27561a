import type { Why } from '../../trace/facts.ts';
import { ALL } from './weights.ts';
import type { Decision, State, View, Weights } from './state.ts';
import type { Params } from './params.ts';

/** A tick with everything it may look at. */
export interface Tick {
  params: Params;
  state: State;
  view: View;
}

const SOURCE = 'Flagger, advanceCanary';

/** What every explanation is made of; the knobs and counts behind every decision are put in front. */
export interface Explanation {
  rule: string;
  says: string;
  arithmetic: string;
  inputs?: Why['inputs'];
  alternatives: string[];
  /** Which of the controller's rules. */
  by: string;
}

const explain = ({ params, state }: Tick, { rule, inputs = [], by, ...rest }: Explanation): Why => ({
  rule: `flagger.${rule}`,
  ...rest,
  inputs: [
    { name: 'phase', value: state.phase },
    { name: 'weight of the canary', value: `${state.weights.canary}%` },
    { name: 'failed checks', value: state.failedChecks },
    { name: 'threshold', value: params.threshold },
    ...inputs,
  ],
  source: `${SOURCE}: ${by}`,
});

/** What a decision changes besides the state. */
type Changes = Partial<Pick<Decision, 'scale' | 'promote'>>;

/** A decision: new state, with the traffic that goes with it, and the reason. */
export function decide(tick: Tick, change: Partial<State>, explanation: Explanation, changes: Changes = {}): Decision {
  const next = { ...tick.state, ...change };
  return { scale: null, promote: null, ...changes, next, ...routesOf(tick.state, next), why: explain(tick, explanation) };
}

/** The controller looked, and leaves everything as it is. */
export const wait = (tick: Tick, explanation: Explanation): Decision => decide(tick, {}, explanation);

function routesOf(before: State, next: State): Pick<Decision, 'weights' | 'mirror'> {
  const isSame = before.weights.primary === next.weights.primary && before.weights.canary === next.weights.canary;
  return { weights: isSame ? null : next.weights, mirror: before.isMirrored === next.isMirrored ? null : next.isMirrored };
}

export const ALL_ON_PRIMARY: Weights = { primary: ALL, canary: 0 };
export const ALL_ON_CANARY: Weights = { primary: 0, canary: ALL };
export const shown = ({ primary, canary }: Weights): string => `${primary}/${canary}`;
