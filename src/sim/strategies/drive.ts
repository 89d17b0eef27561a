import { createActor, type AnyActor, type AnyMachineSnapshot, type StateValue } from 'xstate';
import { MILLISECOND, PHASE, type Calendar, type CallHandle } from '../kernel/index.ts';
import type { Act } from '../trace/acts.ts';
import { watchActs } from './acts.ts';
import {
  unseen,
  type Commands,
  type Controller,
  type Observation,
  type PoolStatus,
  type RolloutContext,
  type RolloutInput,
} from './strategy.ts';

/** A running rollout. Events are sent from within scheduled events of the calendar only. */
export interface Rollout {
  /** Tells the machine. A refused event (the machine has no transition for it now) changes nothing and comes back with the reason; an accepted one with none. */
  send(event: Observation): { accepted: boolean; reason: string };
  /** Path of the active state, joined by dots. */
  readonly state: string;
  /** Nothing is left to do. */
  readonly settled: boolean;
}

/** Where a rollout lives: its clock, and who hears of its states. */
export interface Host {
  calendar: Calendar;
  /** Called for the first wanted revision, and then whenever the specification asks for another, before `onState`. Default: nobody asks. */
  onTarget?(revision: string): void;
  /** Called for the first state, and then whenever the state has changed, before the commands given on the way there are carried out. */
  onState(path: string, reason: string, settled: boolean): void;
  /** Called when a strategy that keeps pools has new names or shares for them, after `onState`. Default: nobody asks. */
  onPools?(pools: PoolStatus): void;
  /** Called with what a person could do at first, and whenever that has changed; `revisions` are those that could be deployed. Default: nobody asks. */
  acts?: { revisions: readonly string[]; changed(acts: Act[]): void };
}

/** Starts a strategy's machine on simulated time, and closes the traps between XState and a simulation. */
export function startRollout(controller: Controller, input: RolloutInput, host: Host): Rollout {
  // Commands wait until XState has finished a transition: whatever the world does then cannot re-enter the machine half-way, its errors
  // are ours and not XState's, and the history tells the state before the deeds done in it.
  const waiting: ((commands: Commands) => void)[] = [];
  const commands: Commands = {
    scale: (revision, replicas, why) => waiting.push((world) => world.scale(revision, replicas, why)),
    // Where nothing is left to do, nothing is waited for: what the last pass waited for has just come.
    hold: (why) => waiting.push((world) => (isSettled() ? undefined : world.hold(why))),
    route: (route, why) => waiting.push((world) => world.route(route, why)),
    analyse: (run, metrics, why) => waiting.push((world) => world.analyse(run, metrics, why)),
    endAnalysis: (run) => waiting.push((world) => world.endAnalysis(run)),
  };

  let failed = false,
    failure: unknown;
  let state = '',
    wanted = '',
    named = '',
    fleet = unseen(input.desired);
  const watch = host.acts && watchActs(controller.machine, host.acts.revisions, host.acts.changed);
  const actor: AnyActor = createActor(controller.machine, {
    input: { ...input, commands },
    // Delays run on our calendar, in its control phase. XState's own SimulatedClock jumps before it fires, so that events sent from within
    // would land at the wrong instant.
    clock: {
      setTimeout: (fire: () => void, milliseconds: number) => wake(fire, milliseconds),
      clearTimeout: (handle: CallHandle) => host.calendar.cancel(handle),
    },
  });
  // Without an error observer XState throws on the real event loop, long after the run has ended. Throwing in the observer would do the
  // same, so the error is kept and thrown from here.
  actor.subscribe({
    error: (error: unknown) => {
      failed = true;
      failure = error;
    },
  });

  function isSettled(): boolean {
    return (actor.getSnapshot() as AnyMachineSnapshot).hasTag('settled');
  }

  function wake(fire: () => void, milliseconds: number): CallHandle {
    // A deadline that never comes is not on the calendar; cancelling −1 later does nothing.
    if (milliseconds === Infinity) return -1;
    return host.calendar.call(host.calendar.now + Math.round(milliseconds * MILLISECOND), PHASE.control, () => {
      fire();
      settle();
    });
  }

  /** What follows every transition, in place of an observer: observers also hear of events that changed nothing. */
  function settle(): void {
    if (failed) throw failure;
    const snapshot = actor.getSnapshot() as AnyMachineSnapshot;
    const path = pathOf(snapshot.value);
    const { target, reason } = snapshot.context as RolloutContext;
    if (target !== wanted) {
      wanted = target;
      host.onTarget?.(target);
    }
    if (path !== state) {
      state = path;
      host.onState(path, reason, isSettled());
    }
    const pools = controller.pools?.(snapshot.context as RolloutContext);
    if (pools !== undefined && JSON.stringify(pools) !== named) {
      named = JSON.stringify(pools);
      host.onPools?.(pools);
    }
    for (const carryOut of waiting.splice(0)) carryOut(input.commands);
    watch?.(snapshot, fleet);
  }

  // Events sent to an actor that has not started queue up unseen, so it starts here, before anybody can send.
  actor.start();
  settle();

  return {
    send(event) {
      const snapshot = actor.getSnapshot() as AnyMachineSnapshot;
      const accepted = snapshot.can(event);
      if (!accepted) return { accepted, reason: controller.refusal(event, snapshot.context as RolloutContext) };
      ({ fleet } = event);
      actor.send(event);
      settle();
      return { accepted, reason: '' };
    },
    get state() {
      return state;
    },
    get settled() {
      return isSettled();
    },
  };
}

function pathOf(value: StateValue): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([key, inner]) => (inner === undefined ? key : `${key}.${pathOf(inner)}`))
    .join(' ');
}
