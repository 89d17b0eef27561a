import { strategyOf, type Json, type Micros, type Trace } from '../../sim/index.ts';

/** Something that a person could do at this instant, and what would come of it. */
export interface Offer {
  id: string;
  /** The words on the button. */
  label: string;
  /** What it will do, in a few words. */
  does: string;
  /** The entry of the operator's script, without its time. */
  action: Record<string, Json>;
}

/** What people have brought about so far. */
interface Standing {
  /** Revisions by the time they were last asked for; the last is the wanted one. */
  asked: string[];
  isPaused: boolean;
  replicas: number;
}

interface ChartState {
  transitions: ReadonlyMap<string, unknown>;
  states: Record<string, ChartState>;
}

/** Types of events that a chart listens to in a state, named by its path: its own and those of the states around it. */
export function acceptedIn(root: ChartState, path: string): Set<string> {
  const accepted = new Set<string>();
  let state: ChartState | undefined = root;
  for (const name of ['', ...path.split('.')]) {
    if (name !== '') state = state?.states[name];
    for (const type of state?.transitions.keys() ?? []) accepted.add(type);
  }
  return accepted;
}

/** Replays what the rollout and the people have asked for, up to and including an instant. */
export function standingAt(trace: Trace, at: Micros): Standing {
  const { stable, next, rolloutAt, replicas } = trace.header;
  const standing: Standing = { asked: [stable], isPaused: false, replicas };
  const ask = (revision: string): void => { standing.asked = [...standing.asked.filter((other) => other !== revision), revision]; };
  let isRolled = false;
  const roll = (until: Micros): void => {
    if (!isRolled && rolloutAt <= until) ask(next);
    isRolled ||= rolloutAt <= until;
  };
  for (const fact of trace.facts) {
    if (fact.at > at) break;
    if (fact.type !== 'operator.acted' || !fact.accepted) continue;
    roll(fact.at);
    const [verb, ...rest] = fact.action.split(' ');
    if (verb === 'undo') ask(standing.asked.at(-2) ?? stable);
    else if (verb === 'deploy') ask(rest.join(' '));
    else if (verb === 'pause' || verb === 'resume') standing.isPaused = verb === 'pause';
    else if (verb === 'scale') standing.replicas = Number(rest.at(-1));
  }
  roll(at);
  return standing;
}

/** Acts of strategies that go step by step, with the states in which they make sense. What else they depend on, the machine knows: it may still refuse, with its reason. */
const STEERING = [
  ['promote', 'Promote', 'ends this pause or step and goes on', /paused|wait|preview/i],
  ['promoteFull', 'Promote fully', 'skips all further steps, pauses and analyses', /^rollingOut/],
  ['abort', 'Abort', 'takes all requests back to stable; the new version stays wanted', /^(rollingOut|progressing|waiting)/],
  ['retry', 'Retry', 'starts again from the first step', /^(aborted|failed)/],
] as const;

/** What the machine accepts from a person in the state it is in. */
export function offersAt(trace: Trace, machine: string, at: Micros): Offer[] {
  const accepted = acceptedIn(strategyOf(trace.header.strategy).machine.root as unknown as ChartState, machine);
  const { asked, isPaused, replicas } = standingAt(trace, at);
  const { stable } = trace.header;
  const before = asked.at(-2);
  const offers: Offer[] = [];
  if (accepted.has('operator.undo') && before !== undefined && !isPaused) {
    offers.push({ id: 'undo', label: 'Undo', does: `goes back to ${before}, in a rollout of its own`, action: { do: 'undo' } });
  }
  if (accepted.has('operator.pause') && !isPaused) {
    offers.push({ id: 'pause', label: 'Pause', does: 'leaves both versions as they stand', action: { do: 'pause' } });
  }
  if (accepted.has('operator.resume') && isPaused) {
    offers.push({ id: 'resume', label: 'Resume', does: 'goes on from here', action: { do: 'resume' } });
  }
  for (const [id, label, does, fits] of STEERING) {
    if (accepted.has(`operator.${id}`) && fits.test(machine)) offers.push({ id, label, does, action: { do: id } });
  }
  if (accepted.has('rollout.requested')) {
    for (const revision of trace.revisions) {
      if (revision === asked.at(-1) || revision === stable || offers.some(({ id }) => id === 'undo') && revision === before) continue;
      offers.push({ id: `deploy-${revision}`, label: `Deploy ${revision}`, does: `starts a rollout of ${revision} now`, action: { do: 'deploy', to: revision } });
    }
  }
  if (accepted.has('operator.scale')) {
    const more = replicas + Math.max(1, Math.round(replicas / 2));
    offers.push({ id: 'scale', label: `Scale to ${more}`, does: `asks for ${more} servers instead of ${replicas}`, action: { do: 'scale', replicas: more } });
  }
  return offers;
}
