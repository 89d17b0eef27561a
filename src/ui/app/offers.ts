import { strategyOf, type Json, type Source, type Trace } from '../../sim/index.ts';

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

/** What the machine accepts from a person in the state it is in. */
export function offersAt(trace: Trace, machine: string, source: Source): Offer[] {
  const { stable, next } = trace.header;
  const accepted = acceptedIn(strategyOf(trace.header.strategy).machine.root as unknown as ChartState, machine);
  const offers: Offer[] = [];
  if (accepted.has('operator.undo')) offers.push({ id: 'undo', label: 'Undo', does: `goes back to ${stable}, by another rollout`, action: { do: 'undo' } });
  if (accepted.has('operator.pause')) offers.push({ id: 'pause', label: 'Pause', does: 'leaves both versions as they stand', action: { do: 'pause' } });
  if (accepted.has('operator.resume')) offers.push({ id: 'resume', label: 'Resume', does: 'goes on with the rollout', action: { do: 'resume' } });
  if (accepted.has('rollout.requested')) {
    for (const revision of trace.revisions) {
      if (revision === stable) continue;
      const again = revision === next ? '' : ', over whatever is under way';
      offers.push({ id: `deploy-${revision}`, label: `Deploy ${revision}`, does: `starts a rollout of ${revision}${again}`, action: { do: 'deploy', to: revision } });
    }
  }
  if (accepted.has('operator.scale')) {
    const { replicas } = trace.header;
    const more = replicas + Math.max(1, Math.round(replicas / 2));
    if (more <= 1000) offers.push({ id: 'scale', label: `Scale to ${more}`, does: `asks for ${more} servers instead of ${wantedOf(source, replicas)}`, action: { do: 'scale', replicas: more } });
  }
  return offers;
}

const wantedOf = (source: Source, fallback: number): number => {
  const fleet = source['fleet'];
  const replicas = typeof fleet === 'object' && fleet !== null && !Array.isArray(fleet) ? fleet['replicas'] : undefined;
  return typeof replicas === 'number' ? replicas : fallback;
};
