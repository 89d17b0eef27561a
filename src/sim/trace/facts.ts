import type { Micros } from '../kernel/index.ts';
import type { Act } from './acts.ts';
import type { Counting } from './counting.ts';
import type { Measured } from './measured.ts';
import type { AnalysisPhase, Route } from './route.ts';

/**
 * The states of a replica, in the order of a good life. `pending` waits for room, `backOff` for another try after a crash or a
 * failed image pull, `stopping` has been sent TERM (preStop is over), `gone` no longer exists.
 */
export const REPLICA_STATES = [
  'pending', 'scheduled', 'pulling', 'starting', 'running', 'ready', 'available', 'unready',
  'terminating', 'stopping', 'crashed', 'backOff', 'lost', 'killed', 'gone',
] as const;
export type ReplicaState = (typeof REPLICA_STATES)[number];

/** Why a request failed; exactly one per failed attempt. */
export const FAILURE_CAUSES = [
  'noEndpoint', 'refused', 'reset', 'queueFull', 'timeout', 'bug', 'incompatible', 'dependency',
] as const;
export type FailureCause = (typeof FAILURE_CAUSES)[number];

/** Outcome codes in the request columns: still in flight, served, or 2 + the index of the cause. */
export const IN_FLIGHT = 0, SERVED = 1, FIRST_CAUSE = 2;
export const causeOf = (outcome: number): FailureCause | null => FAILURE_CAUSES[outcome - FIRST_CAUSE] ?? null;

/** A decision explained as a colleague would: the rule with its numbers put in, and what else could have been done. */
export interface Why {
  /** Stable name of the rule, such as `rolling.scaleUpNew`. */
  rule: string;
  /** One sentence, past tense: `Added 2 v2 servers.` */
  says: string;
  /** The formula with the numbers put in: `min(12 + 3 − 12, 12 − 0) = 3`. */
  arithmetic: string;
  inputs: { name: string; value: number | string }[];
  /** One sentence each. */
  alternatives: string[];
  /** Which controller and which of its rules. */
  source: string;
}

/** Index into `trace.facts`. */
export type FactId = number;

interface FactBase {
  at: Micros;
  /** The fact that brought this one about; null for first causes. */
  cause: FactId | null;
}

export type Fact = FactBase &
  (
    /** The stretch of a replica's life that begins now. `detail` says what a person would ask next (exit reason, back-off length). */
    | { type: `replica.${ReplicaState}`; replica: string; revision: string; node: number; detail: string; until: Micros | null }
    /** A router starts, or ceases, to send requests to a replica: later than it became ready or began to terminate. */
    | { type: 'replica.known' | 'replica.forgotten'; replica: string; revision: string }
    | { type: 'probe.failed'; replica: string; revision: string; probe: 'readiness' | 'liveness' | 'startup' }
    | { type: 'replicaset.scaled'; revision: string; environment?: string; from: number; to: number; reason: string; why: Why }
    /** A replica set may not create what it should: no quota. Recorded when it begins and when the number changes. */
    | { type: 'replicaset.blocked'; revision: string; environment?: string; missing: number; reason: string }
    /** The autoscaler asked for another number of servers in all. */
    | { type: 'autoscaler.scaled'; from: number; to: number; reason: string; why: Why }
    /** A controller looked, and chose to do nothing; recorded once per change of reason. */
    | { type: 'rollout.held'; reason: string; why: Why }
    /** A strategy asked routers to divide requests in another way; they follow later. */
    | { type: 'route.asked'; route: Route; reason: string; why: Why }
    /** Routers now divide requests as asked. `cause` is the asking. */
    | { type: 'route.effective'; route: Route }
    /**
     * What the controller calls its pools from now on, and the shares of requests that it is after where it has numbers of servers and no
     * router to bring them about; `asked` is null where it asks routers, or is after no share.
     */
    | { type: 'pools.changed'; names: Record<string, string>; asked: Record<string, number> | null }
    | { type: 'analysis.started'; run: string; metrics: string[]; counting: Counting[]; reason: string; why: Why }
    | ({ type: 'analysis.measured' } & Measured)
    | { type: 'analysis.ended'; run: string; phase: AnalysisPhase; reason: string }
    /** Shares of new requests by revision, 0…1, as routers now send them. */
    | { type: 'weight.changed'; weights: Record<string, number> }
    /** The strategy's machine entered a state. `state` is the path, joined by dots; `settled`: nothing is left to do in it. */
    | { type: 'rollout.state'; state: string; settled: boolean; reason: string }
    /** The specification (in Git, where there is one) asks for this revision from now on, whatever runs. Recorded at the start, too. */
    | { type: 'desired.changed'; revision: string }
    /** What the machine would accept from a person from now on. Recorded at the start, too. */
    | { type: 'acts.changed'; acts: Act[] }
    | { type: 'fault.injected' | 'fault.ended'; fault: string; target: string; index: number }
    /** A person acted; `accepted` is false when the machine refuses, with the reason. */
    | { type: 'operator.acted'; action: string; accepted: boolean; reason: string; index: number }
    | { type: 'alarm.fired' | 'alarm.cleared'; failedShare: number }
  );
export type FactType = Fact['type'];
/** The facts of one type; one variant of the union may stand for several types. */
export type FactOf<T extends FactType, F = Fact> = F extends { type: infer U } ? (T extends U ? F & { type: T } : never) : never;

/** Whether a set's size is not a decision but how the service stood when the run began. */
export const isStart = (fact: FactOf<'replicaset.scaled'>): boolean => fact.why.rule === 'start';
