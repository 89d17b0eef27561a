import { SECOND } from '../kernel/index.ts';
import type { Micros } from '../kernel/index.ts';
import type { FactOf, ReplicaState } from './facts.ts';
import { FAILURE_CAUSES, FIRST_CAUSE, isStart } from './facts.ts';
import { attemptEnd, candidates } from './in-flight.ts';
import { knownAt, livesOf, stretchAt } from './lives.ts';
import { oncePerTrace } from './once.ts';
import { countUpTo } from './search.ts';
import { endingsOf, offeredBy, servedBy, usersHurtBy } from './tally.ts';
import type { Trace } from './trace.ts';

/** One replica at one instant. */
export interface FrameReplica {
  id: string;
  /** Index into `trace.replicas`. */
  index: number;
  revision: string;
  state: ReplicaState;
  /** When this state began, and when it ends (the horizon when it does not). */
  since: Micros;
  until: Micros;
  /** Whether routers send requests to it at this instant. */
  known: boolean;
  node: number;
  detail: string;
  /** Requests in its slots and in its queue. */
  busy: number;
  queued: number;
  /** Attempts that failed here within the last second of simulated time. */
  failing: number;
  restarts: number;
}

/** The world at one instant, as drawn. */
export interface Frame {
  at: Micros;
  /** Living replicas (not `gone`), in order of creation. */
  replicas: FrameReplica[];
  /** Share of new requests by revision that routers send, 0…1; empty when they know no replica. */
  weights: Record<string, number>;
  /** Wanted size by revision. */
  wanted: Record<string, number>;
  /** State path of the strategy's machine, and since when. */
  machine: string;
  machineSince: Micros;
  /** The revision that the specification asks for. After an abort, and on the way, it is not what runs. */
  desired: string;
  /** The revisions that get requests of users, in the order of `trace.revisions`; none while routers know no server. */
  running: string[];
  offered: number;
  served: number;
  /** By cause, so far. Attempts of requests that were served in the end do not count. */
  failed: Record<string, number>;
  failedTotal: number;
  /** Distinct users with at least one failed request so far. */
  usersHurt: number;
}

/** What changed as a whole, in order: the router's shares, the wanted sizes, the machine. */
interface Settings {
  weightsAt: Micros[];
  weights: Record<string, number>[];
  wantedAt: Micros[];
  wanted: Record<string, number>[];
  machineAt: Micros[];
  machine: FactOf<'rollout.state'>[];
  desiredAt: Micros[];
  desired: string[];
}

const settingsOf = oncePerTrace((trace: Trace): Settings => {
  const settings: Settings = {
    weightsAt: [],
    weights: [],
    wantedAt: [],
    wanted: [],
    machineAt: [],
    machine: [],
    desiredAt: [],
    desired: [],
  };
  let wanted = wantedAtFirst(trace);
  for (const fact of trace.facts) {
    if (fact.type === 'weight.changed') {
      settings.weightsAt.push(fact.at);
      settings.weights.push(fact.weights);
    } else if (fact.type === 'replicaset.scaled' && !isStart(fact)) {
      // One revision may have sets in several environments: their sizes add up.
      wanted = { ...wanted, [fact.revision]: (wanted[fact.revision] ?? 0) + fact.to - fact.from };
      settings.wantedAt.push(fact.at);
      settings.wanted.push(wanted);
    } else if (fact.type === 'rollout.state') {
      settings.machineAt.push(fact.at);
      settings.machine.push(fact);
    } else if (fact.type === 'desired.changed') {
      settings.desiredAt.push(fact.at);
      settings.desired.push(fact.revision);
    }
  }
  return settings;
});

const wantedAtFirst = (trace: Trace): Record<string, number> => ({ [trace.header.stable]: trace.header.replicas });

/** Whether what runs is exactly what the specification asks for. */
export const isAsDesired = ({ desired, running }: Pick<Frame, 'desired' | 'running'>): boolean =>
  running.length === 1 && running[0] === desired;

/** What had been decided by an instant, and what routers made of it; nothing of servers and requests. */
export function decidedAt(
  trace: Trace,
  at: Micros,
): Pick<Frame, 'weights' | 'wanted' | 'machine' | 'machineSince' | 'desired' | 'running'> {
  const settings = settingsOf(trace);
  const machine = settings.machine[countUpTo(settings.machineAt, at) - 1],
    weights = settings.weights[countUpTo(settings.weightsAt, at) - 1] ?? {};
  return {
    weights,
    wanted: settings.wanted[countUpTo(settings.wantedAt, at) - 1] ?? wantedAtFirst(trace),
    machine: machine?.state ?? '',
    machineSince: machine?.at ?? 0,
    desired: settings.desired[countUpTo(settings.desiredAt, at) - 1] ?? trace.header.stable,
    running: trace.revisions.filter((revision) => (weights[revision] ?? 0) > 0),
  };
}

/** The world at `at`, with everything that happened at that very instant already done. Any order of instants is equally fast. */
export function frameAt(trace: Trace, at: Micros): Frame {
  const failed: Record<string, number> = {};
  let failedTotal = 0;
  endingsOf(trace).failed.forEach((times, cause) => {
    const count = countUpTo(times, at);
    failed[FAILURE_CAUSES[cause]!] = count;
    failedTotal += count;
  });
  return {
    at,
    replicas: replicasAt(trace, at),
    ...decidedAt(trace, at),
    offered: offeredBy(trace, at),
    served: servedBy(trace, at),
    failed,
    failedTotal,
    usersHurt: usersHurtBy(trace, at),
  };
}

function replicasAt(trace: Trace, at: Micros): FrameReplica[] {
  const replicas: FrameReplica[] = [];
  const byIndex = new Array<FrameReplica | undefined>(trace.replicas.length);
  livesOf(trace).forEach((life, index) => {
    const stretch = stretchAt(life, at);
    if (!stretch || stretch.state === 'gone') return;
    const { state, at: since, node, detail, restarts } = stretch;
    const until = life.starts[countUpTo(life.starts, at)] ?? trace.header.horizon;
    const replica: FrameReplica = {
      id: trace.replicas[index]!,
      index,
      revision: life.revision,
      state,
      since,
      until,
      known: knownAt(life, at),
      node,
      detail,
      busy: 0,
      queued: 0,
      failing: 0,
      restarts,
    };
    byIndex[index] = replica;
    replicas.push(replica);
  });
  countLoad(trace, at, byIndex);
  return replicas;
}

/** Fills in what each replica has in its slots, in its queue, and failed within the last second. */
function countLoad(trace: Trace, at: Micros, byIndex: (FrameReplica | undefined)[]): void {
  const { attempts } = trace;
  const [first, end] = candidates(trace, at - SECOND, at);
  for (let row = first; row < end; row++) {
    const replica = byIndex[attempts.replica[row]!];
    if (!replica) continue;
    const over = attemptEnd(trace, row);
    if (over > at) {
      const started = attempts.startedAt[row]!;
      if (started >= 0 && started <= at) replica.busy++;
      else replica.queued++;
    } else if (over > at - SECOND && attempts.outcome[row]! >= FIRST_CAUSE) replica.failing++;
  }
}
