import type { Micros } from '../../kernel/index.ts';
import type { FactId, ReplicaState } from '../../trace/facts.ts';

/** No such instant (yet). */
export const NEVER = -1;

/** Order of the probes in `Replica.probes` and in the payload of probe events. */
export const PROBES = ['startup', 'readiness', 'liveness'] as const;
export type ProbeKind = (typeof PROBES)[number];

export interface ProbeState {
  /** When the next one is due; NEVER while the probe sleeps. */
  due: Micros;
  successes: number;
  failures: number;
  /** The present row of failures is on the record. */
  noted: boolean;
}

/** One server process and its pod: a record moved by the kubelet, never an actor. */
export interface Replica {
  /** Order of creation over the whole run. */
  index: number;
  /** `v2-3`: the third replica of v2, under every strategy. */
  id: string;
  revision: number;
  /** Its replica set, by order of creation. */
  set: number;
  /** The group to which routers may send as one: its environment, else its revision. */
  pool: string;
  ordinal: number;
  state: ReplicaState;
  /** The fact that recorded the present state. */
  fact: FactId;
  node: number;
  createdAt: Micros;
  /** When the present container started; NEVER before the first. */
  startedAt: Micros;
  /** When the present container began to listen: it warms up from here; NEVER before. */
  listensSince: Micros;
  readyAt: Micros;
  /** When deletion was asked for; NEVER while it is wanted. */
  deletedAt: Micros;
  restarts: number;
  /** Length of the next crash back-off; 0 = the first restart is immediate. */
  backOff: Micros;
  /** Counts container starts and ends, so that what was planned for an earlier container is void. */
  generation: number;
  /** The process accepts connections. */
  listening: boolean;
  /** When the process was asked to stop, by deletion or a failed probe: its grace period runs from here; NEVER before. */
  stopAt: Micros;
  /** It has been sent TERM. */
  termed: boolean;
  /** Why a probe gave the container up; empty unless it is being stopped for a restart. */
  restartReason: string;
  /** Its last request is done and the process is ending. */
  leaving: boolean;
  /** False while its node is lost: packets to it vanish. */
  reachable: boolean;
  /** The kubelet considers it Ready. */
  ready: boolean;
  available: boolean;
  /** Routers send requests to it. */
  known: boolean;
  /** How many endpoint changes were told so far; names the draw of each lag. */
  changes: number;
  /** What routers were last told, though they may not have heard it yet. */
  told: boolean;
  /** When the last scheduled change of `known` takes effect: a later change may not overtake it. */
  routedUntil: Micros;
  /** Decides among otherwise equal victims, as a UID would. */
  uid: string;
  /** Life span of the present container with a leak; NEVER without. */
  leakAfter: Micros;
  probes: [ProbeState, ProbeState, ProbeState];
  /** Attempt rows in its slots, and waiting. */
  slots: number[];
  waiting: number[];
  /** Attempts sent to it that have not ended, as the router counts them. */
  outstanding: number;
}

const sleeping = (): ProbeState => ({ due: NEVER, successes: 0, failures: 0, noted: false });

export function newReplica(
  identity: Pick<Replica, 'index' | 'id' | 'revision' | 'set' | 'pool' | 'ordinal' | 'uid'>,
  now: Micros,
): Replica {
  return {
    // Named one by one: a spread would make the hottest record of a run a slow one.
    index: identity.index,
    id: identity.id,
    revision: identity.revision,
    set: identity.set,
    pool: identity.pool,
    ordinal: identity.ordinal,
    uid: identity.uid,
    state: 'pending',
    fact: NEVER,
    node: NEVER,
    createdAt: now,
    startedAt: NEVER,
    listensSince: NEVER,
    readyAt: NEVER,
    deletedAt: NEVER,
    restarts: 0,
    backOff: 0,
    generation: 0,
    leakAfter: NEVER,
    stopAt: NEVER,
    termed: false,
    restartReason: '',
    listening: false,
    leaving: false,
    reachable: true,
    ready: false,
    available: false,
    known: false,
    changes: 0,
    told: false,
    routedUntil: 0,
    probes: [sleeping(), sleeping(), sleeping()],
    slots: [],
    waiting: [],
    outstanding: 0,
  };
}
