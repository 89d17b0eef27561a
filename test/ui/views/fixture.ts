import { MINUTE, seconds, type Micros } from '../../../src/sim/kernel/index.ts';
import { FAILURE_CAUSES, FIRST_CAUSE, SERVED, TRACE_SCHEMA, type Fact, type ReplicaState, type Trace, type Why } from '../../../src/sim/trace/index.ts';

export interface FixtureOptions {
  replicas?: number;
  /** Requests a second. */
  rate?: number;
  horizon?: Micros;
  /** Share of requests that v2 fails. */
  errorRate?: number;
  /** When the operator undoes the rollout; null = never. */
  undoAt?: Micros | null;
  seed?: number;
}

interface Machine {
  id: string;
  index: number;
  revision: number;
  state: ReplicaState | null;
  next: { at: Micros; state: ReplicaState } | null;
  knownAt: Micros;
  forgottenAt: Micros;
  known: boolean;
  slots: Micros[];
}

/**
 * A trace made by a few simple rules, for looking at pictures and for testing layouts: a rolling update of v1 to v2, a tick every
 * half second. It has the form of the engine's traces, and none of their faithfulness.
 */
export function fixtureTrace(options: FixtureOptions = {}): Trace {
  const { replicas: n = 12, rate = 60, horizon = 6 * MINUTE, errorRate = 0.08, undoAt = 4 * MINUTE, seed = 7 } = options;
  let state = seed * 2654435761 >>> 0;
  const chance = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const facts: Fact[] = [];
  const fact = (f: Record<string, unknown>): number => facts.push({ cause: null, ...f } as unknown as Fact) - 1;
  const revisions = ['v1', 'v2'];
  const fleet: Machine[] = [];
  const tick = seconds(0.5);
  const enter = (m: Machine, at: Micros, to: ReplicaState, lasts: Micros | null, then?: ReplicaState): void => {
    m.state = to;
    m.next = lasts !== null && then ? { at: at + lasts, state: then } : null;
    fact({ at, type: `replica.${to}`, replica: m.id, revision: revisions[m.revision], node: m.index % 4, detail: '', until: lasts === null ? null : at + lasts });
  };
  const advance = (m: Machine, at: Micros, to: ReplicaState): void => {
    if (to === 'starting') enter(m, at, 'starting', seconds(6 + chance() * 5), 'running');
    else if (to === 'running') enter(m, at, 'running', seconds(2), 'ready');
    else if (to === 'ready') {
      enter(m, at, 'ready', seconds(3), 'available');
      m.knownAt = at + seconds(1);
    } else if (to === 'available') enter(m, at, 'available', null);
    else if (to === 'terminating') {
      enter(m, at, 'terminating', seconds(2), 'stopping');
      m.forgottenAt = at + seconds(1 + chance() * 2);
    } else if (to === 'stopping') enter(m, at, 'stopping', seconds(8), 'gone');
    else if (to === 'gone') enter(m, at, 'gone', null);
  };
  const create = (revision: number, at: Micros, ready = false): Machine => {
    const index = fleet.length;
    const id = `${revisions[revision]}-${fleet.filter((m) => m.revision === revision).length + 1}`;
    const m: Machine = { id, index, revision, state: null, next: null, knownAt: Infinity, forgottenAt: Infinity, known: false, slots: [] };
    fleet.push(m);
    if (ready) {
      enter(m, at, 'available', null);
      m.knownAt = at;
    } else advance(m, at, 'starting');
    return m;
  };
  const why = (says: string, arithmetic: string): Why => ({
    rule: 'rolling.scaleUpNew', says, arithmetic, inputs: [{ name: 'replicas', value: n }, { name: 'maxSurge', value: Math.ceil(n / 4) }],
    alternatives: ['It could have taken a v1 server away first; maxUnavailable did not allow it.'], source: 'Deployment controller, rolling update',
  });

  const surge = Math.max(1, Math.ceil(n / 4));
  for (let i = 0; i < n; i++) create(0, 0, true);
  fact({ at: 0, type: 'replicaset.scaled', revision: 'v1', from: 0, to: n, reason: 'start', why: why('Kept 12 v1 servers.', `${n}`) });
  fact({ at: 0, type: 'rollout.state', state: 'idle', settled: true, reason: '' });
  const sizes = [n, 0];
  let target = 0, alarmed = false, machine = 'idle', shares = '';
  const rolloutAt = seconds(30);
  const requests = { arrivedAt: [] as number[], endedAt: [] as number[], user: [] as number[], outcome: [] as number[], lastAttempt: [] as number[] };
  const attempts = {
    request: [] as number[], previous: [] as number[], sentAt: [] as number[], startedAt: [] as number[], endedAt: [] as number[],
    replica: [] as number[], revision: [] as number[], outcome: [] as number[],
  };
  let arrival = 0, failedLately = 0;
  const scale = (revision: number, to: number, at: Micros, says: string): void => {
    if (sizes[revision] === to) return;
    fact({ at, type: 'replicaset.scaled', revision: revisions[revision], from: sizes[revision], to, reason: says, why: why(says, `min(${n} + ${surge} − ${n}, ${n}) = ${to}`) });
    sizes[revision] = to;
  };
  const become = (at: Micros, to: string): void => {
    if (machine === to) return;
    machine = to;
    fact({ at, type: 'rollout.state', state: to, settled: ['idle', 'complete', 'restored'].includes(to), reason: '' });
  };

  for (let at = 0; at < horizon; at += tick) {
    for (const m of fleet) while (m.next && m.next.at <= at) advance(m, m.next.at, m.next.state);
    for (const m of fleet) {
      if (!m.known && m.knownAt <= at && m.forgottenAt > at) {
        m.known = true;
        fact({ at, type: 'replica.known', replica: m.id, revision: revisions[m.revision] });
      }
      if (m.known && m.forgottenAt <= at) {
        m.known = false;
        fact({ at, type: 'replica.forgotten', replica: m.id, revision: revisions[m.revision] });
      }
    }
    const known = fleet.filter((m) => m.known);
    const weights = Object.fromEntries(revisions.map((r, i) => [r, known.length ? known.filter((m) => m.revision === i).length / known.length : 0]));
    if (JSON.stringify(weights) !== shares) {
      shares = JSON.stringify(weights);
      fact({ at, type: 'weight.changed', weights });
    }
    if (at >= rolloutAt && target === 0 && machine === 'idle') {
      target = 1;
      fact({ at, type: 'operator.acted', action: 'deploy', accepted: true, reason: '', index: 0 });
      become(at, 'progressing');
    }
    if (undoAt !== null && at >= undoAt && machine !== 'rollingBack' && machine !== 'restored' && target === 1) {
      target = 0;
      fact({ at, type: 'operator.acted', action: 'undo', accepted: true, reason: '', index: 1 });
      become(at, 'rollingBack');
    }
    const living = fleet.filter((m) => m.state !== 'gone' && m.state !== 'terminating' && m.state !== 'stopping');
    const coming = living.filter((m) => m.revision === target), old = living.filter((m) => m.revision !== target);
    if (machine === 'progressing' || machine === 'rollingBack') {
      const room = Math.min(n + surge - living.length, n - coming.length);
      if (room > 0) {
        scale(target, coming.length + room, at, `Added ${room} ${revisions[target]} servers.`);
        for (let i = 0; i < room; i++) create(target, at);
      }
      const available = living.filter((m) => m.state === 'available').length;
      const spare = Math.min(old.length, available - n);
      if (spare > 0) {
        scale(1 - target, old.length - spare, at, `Took ${spare} ${revisions[1 - target]} servers away.`);
        for (const m of old.slice(0, spare)) advance(m, at, 'terminating');
      }
      if (old.length === 0 && coming.every((m) => m.state === 'available')) become(at, machine === 'progressing' ? 'complete' : 'restored');
    }
    failedLately *= 0.97;
    for (; arrival < at + tick; arrival += Math.round((1e6 / rate) * (0.4 + 1.2 * chance()))) {
      const m = known.length ? known[Math.floor(chance() * known.length)]! : null;
      const dead = m !== null && (m.state === 'stopping' || m.state === 'gone');
      const service = seconds(0.06 + 0.25 * chance() * chance() * 2);
      const bug = m?.revision === 1 && chance() < errorRate;
      const cause = m === null ? 'noEndpoint' : dead ? 'reset' : bug ? 'bug' : null;
      const endedAt = m === null ? arrival : Math.min(horizon, arrival + Math.round(service));
      const outcome = cause === null ? SERVED : FIRST_CAUSE + FAILURE_CAUSES.indexOf(cause);
      if (cause) failedLately += 1;
      const row = requests.arrivedAt.length;
      requests.arrivedAt.push(arrival);
      requests.endedAt.push(endedAt);
      requests.user.push(Math.floor(chance() * 2000));
      requests.outcome.push(outcome);
      requests.lastAttempt.push(attempts.request.length);
      attempts.request.push(row);
      attempts.previous.push(-1);
      attempts.sentAt.push(arrival);
      attempts.startedAt.push(m ? arrival : -1);
      attempts.endedAt.push(endedAt);
      attempts.replica.push(m ? m.index : -1);
      attempts.revision.push(m ? m.revision : -1);
      attempts.outcome.push(outcome);
    }
    if (!alarmed && failedLately > rate * 0.6) {
      alarmed = true;
      fact({ at, type: 'alarm.fired', failedShare: 0.05 });
    }
  }
  facts.sort((a, b) => a.at - b.at);

  const width = seconds(1), windows = Math.ceil(horizon / width), columns = revisions.length + 1;
  const offered = new Uint32Array(windows * columns), served = new Uint32Array(windows * columns);
  const failed = new Uint32Array(windows * columns * FAILURE_CAUSES.length);
  requests.arrivedAt.forEach((arrivedAt, i) => {
    const revision = attempts.revision[i]!;
    const row = Math.floor(arrivedAt / width) * columns + (revision < 0 ? revisions.length : revision);
    offered[row]!++;
    const outcome = requests.outcome[i]!;
    if (outcome === SERVED) served[row]!++;
    else failed[row * FAILURE_CAUSES.length + outcome - FIRST_CAUSE]!++;
  });
  return {
    header: {
      schema: TRACE_SCHEMA, title: 'A rolling update meets a bad release', seed, horizon, strategy: 'rolling', stable: 'v1', next: 'v2', rolloutAt,
      replicas: n, concurrency: 8, queue: 16, grace: seconds(30), users: 2000, cohorts: {}, timeout: seconds(2), pricePerHour: 0.1,
      slo: { availability: 0.999, period: 30 * 24 * 60 * MINUTE }, alarm: { failedAbove: 0.05, window: seconds(30) },
    },
    revisions, replicas: fleet.map((m) => m.id), facts,
    windows: { width, count: windows, offered, served, failed },
    requests: {
      count: requests.user.length, arrivedAt: Float64Array.from(requests.arrivedAt), endedAt: Float64Array.from(requests.endedAt),
      write: new Uint8Array(requests.user.length), user: Int32Array.from(requests.user), outcome: Uint8Array.from(requests.outcome), lastAttempt: Int32Array.from(requests.lastAttempt),
    },
    attempts: {
      count: attempts.request.length, request: Int32Array.from(attempts.request), previous: Int32Array.from(attempts.previous),
      sentAt: Float64Array.from(attempts.sentAt), startedAt: Float64Array.from(attempts.startedAt), endedAt: Float64Array.from(attempts.endedAt),
      replica: Int32Array.from(attempts.replica), revision: Int32Array.from(attempts.revision), outcome: Uint8Array.from(attempts.outcome),
    },
    events: 0, digest: '0'.repeat(16),
  };
}
