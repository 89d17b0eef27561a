import type { Micros } from '../kernel/index.ts';
import type { FactId, ReplicaState } from './facts.ts';
import { REPLICA_STATES } from './facts.ts';
import { oncePerTrace } from './once.ts';
import { countUpTo } from './search.ts';
import type { Trace } from './trace.ts';

/** One stretch of a replica's life. */
export interface Stretch {
  at: Micros;
  state: ReplicaState;
  detail: string;
  node: number;
  /** The fact that began it. */
  fact: FactId;
  /** Restarts of the process up to and including this stretch. */
  restarts: number;
}

/** The whole life of one replica, in order; `starts` and `knownAt` repeat the times as plain lists for binary search. */
export interface Life {
  revision: string;
  stretches: Stretch[];
  starts: Micros[];
  /** Instants at which routers' knowledge of it changed, and what it changed to. */
  knownAt: Micros[];
  known: boolean[];
}

const STATE_OF_TYPE = new Map(REPLICA_STATES.map((state) => [`replica.${state}`, state]));

/** The state that a fact of this type begins; undefined for facts that begin none. */
export const stateOfType = (type: string): ReplicaState | undefined => STATE_OF_TYPE.get(type);

/** States that a replica only reaches once its process has been started. */
const STARTED: ReadonlySet<ReplicaState> = new Set(['starting', 'running', 'ready', 'available', 'unready', 'crashed']);

/** Lives of all replicas, by index into `trace.replicas`. */
export const livesOf = oncePerTrace((trace: Trace): Life[] => {
  const indexes = new Map(trace.replicas.map((id, index) => [id, index]));
  const lives = trace.replicas.map((): Life => ({ revision: '', stretches: [], starts: [], knownAt: [], known: [] }));
  const started = new Uint8Array(lives.length);
  trace.facts.forEach((fact, id) => {
    if (!('replica' in fact)) return;
    const index = indexes.get(fact.replica);
    if (index === undefined) return;
    const life = lives[index]!;
    life.revision = fact.revision;
    if (fact.type === 'replica.known' || fact.type === 'replica.forgotten') {
      life.knownAt.push(fact.at);
      life.known.push(fact.type === 'replica.known');
      return;
    }
    const state = stateOfType(fact.type);
    if (!state || !('node' in fact)) return;
    const again = state === 'starting' && started[index] === 1 ? 1 : 0;
    if (STARTED.has(state)) started[index] = 1;
    const restarts = (life.stretches.at(-1)?.restarts ?? 0) + again;
    life.stretches.push({ at: fact.at, state, detail: fact.detail, node: fact.node, fact: id, restarts });
    life.starts.push(fact.at);
  });
  return lives;
});

/** The stretch that a replica is in at an instant; undefined before it exists. Of several that begin at once, the last counts. */
export const stretchAt = (life: Life, at: Micros): Stretch | undefined => life.stretches[countUpTo(life.starts, at) - 1];

/** Whether routers send requests to it at an instant. */
export const knownAt = (life: Life, at: Micros): boolean => life.known[countUpTo(life.knownAt, at) - 1] ?? false;
