import type { Micros } from '../../kernel/index.ts';
import type { Why } from '../../trace/facts.ts';
import { unseen, type Commands, type FleetObservation, type Observation, type RolloutInput } from '../strategy.ts';
import { previousIn } from '../kubernetes/history.ts';
import type { Stage } from './stage.ts';
import type { Params } from './params.ts';
import { routeOf } from './route.ts';
import { settingsOf } from './settings.ts';
import { begin, type BlueGreenPass, type Settings, type Status } from './state.ts';

/** What the machine remembers. */
export interface Context {
  params: Params;
  settings: Settings;
  commands: Commands;
  desired: number;
  /** The wanted revision. */
  target: string;
  /** Revisions by number, lowest first; the last is the wanted one. */
  history: string[];
  status: Status;
  fleet: FleetObservation;
  /** What the last look asks of the world; carried out once the context is set. */
  deeds: Deeds;
  stage: Stage;
  /** When time alone changes something; null = never. */
  wakeAt: Micros | null;
  /** Since when no progress has been made. */
  progressAt: Micros;
  /** Analysis runs on their way. */
  runs: Runs;
  /** Analyses started so far: each has its own name. */
  started: number;
  /** The route last asked for, as text. */
  asked: string;
  reason: string;
}

export type Runs = Readonly<Record<'pre' | 'post', string | null>>;

export interface Deeds {
  scale: BlueGreenPass['scale'];
  route: Why | null;
  start: { run: string; kind: 'pre' | 'post'; why: Why }[];
  end: string[];
  hold: Why | null;
}

export const NO_DEEDS: Deeds = { scale: [], route: null, start: [], end: [], hold: null };

export function firstContext({ params, stable, desired, commands }: RolloutInput<Params>): Context {
  return {
    params,
    settings: settingsOf(params),
    commands,
    desired,
    target: stable,
    history: [stable],
    status: { ...begin(stable), userPaused: params.paused },
    fleet: unseen(desired),
    deeds: NO_DEEDS,
    stage: 'done',
    wakeAt: null,
    progressAt: 0,
    runs: { pre: null, post: null },
    started: 0,
    asked: JSON.stringify(routeOf(params, begin(stable))),
    reason: `${stable} serves alone`,
  };
}

/** Where an event would lead: the requested revision, or with undo the one before; null = nowhere. */
export function destinationOf({ target, history, status }: Context, event: Observation): string | null {
  if (event.type === 'rollout.requested') return event.to === target ? null : event.to;
  if (event.type === 'operator.undo') return status.userPaused ? null : previousIn(history);
  return null;
}

/** Older revisions lie behind us, even where an undo of an undo makes them the next. */
export function leadsBack(context: Context, event: Observation): boolean {
  const to = destinationOf(context, event),
    orderOf = (revision: string) => event.fleet.sets.find((set) => set.revision === revision)?.createdOrder ?? Infinity;
  return to !== null && orderOf(to) < orderOf(context.target);
}
