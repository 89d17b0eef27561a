import { getNextSnapshot, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';
import type { Act } from '../trace/acts.ts';
import type { FleetObservation, Observation, RolloutContext } from './strategy.ts';

/** What a person may try whatever the strategy is called, in the order in which buttons stand. */
const STEERING = ['promote', 'promoteFull', 'pause', 'resume', 'abort', 'retry', 'undo'] as const;

/**
 * Answers what a person could do just now, by asking the machine itself: an act is there when the machine has a transition for it. Asked
 * after every event, it answers only when something has changed.
 */
export function watchActs(
  machine: AnyStateMachine,
  revisions: readonly string[],
  changed: (acts: Act[]) => void,
): (snapshot: AnyMachineSnapshot, fleet: FleetObservation) => void {
  // Asked thousands of times a run, so the questions are put together once, and those that this machine never heard of not at all.
  const heard = new Set<string>(machine.events);
  const questions = [
    ...STEERING.map((act) => ({ act, event: { type: `operator.${act}` } })),
    ...revisions.map((to) => ({ act: 'deploy' as const, event: { type: 'rollout.requested', to } })),
    { act: 'scale' as const, event: { type: 'operator.scale', replicas: 0 } },
  ].flatMap(({ act, event }) => (heard.has(event.type) ? [{ act, event: event as Observation }] : []));
  const isAccepted = questions.map(() => false);
  let wanted: string | null = null;

  return (snapshot, fleet) => {
    const { target } = snapshot.context as RolloutContext;
    let isNews = target !== wanted;
    wanted = target;
    questions.forEach(({ event }, index) => {
      event.fleet = fleet;
      const accepted = snapshot.can(event);
      isNews ||= accepted !== isAccepted[index];
      isAccepted[index] = accepted;
    });
    if (!isNews) return;
    changed(
      questions
        .filter((_, index) => isAccepted[index])
        .map(({ act, event }) => ({
          act,
          to: event.type === 'rollout.requested' ? event.to : act === 'undo' ? wayBack(snapshot, event) : null,
        })),
    );
  };
}

/** The revision that an undo would ask for: the machine is tried out, and nothing of what it would do is done. Null when it asks for none. */
function wayBack(snapshot: AnyMachineSnapshot, undo: Observation): string | null {
  const { target } = (getNextSnapshot(snapshot.machine, snapshot, undo) as AnyMachineSnapshot).context as RolloutContext;
  return target === (snapshot.context as RolloutContext).target ? null : target;
}
