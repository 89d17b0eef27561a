import { SECOND, seconds } from '../../../src/sim/kernel/index.ts';
import type { Why } from '../../../src/sim/trace/facts.ts';
import { World, type WorldTerms } from '../../../src/sim/world/world.ts';

const constant = (value: number): { kind: 'constant'; value: number } => ({ kind: 'constant', value });

/** Four replicas, everything constant: 1 s to schedule, 2 s to pull, 5 s to boot, probes every 2 s, routers 1 s behind. */
export function terms(
  change: {
    fleet?: Partial<WorldTerms['fleet']>;
    traffic?: Partial<WorldTerms['traffic']>;
    v1?: Partial<WorldTerms['revisions'][number]>;
    v2?: Partial<WorldTerms['revisions'][number]>;
    horizon?: number;
    minReady?: number;
    faults?: WorldTerms['faults'];
  } = {},
): WorldTerms {
  const revision = { latency: constant(50_000), errorRate: 0, boot: null, coldStart: null, leak: null };
  return {
    horizon: change.horizon ?? 60 * SECOND,
    fleet: {
      replicas: 4,
      concurrency: 2,
      queue: 2,
      schedule: constant(seconds(1)),
      pull: constant(seconds(2)),
      boot: constant(seconds(5)),
      readiness: { initialDelay: 0, period: seconds(2), timeout: seconds(1), success: 1, failure: 3 },
      liveness: null,
      startup: null,
      grace: seconds(30),
      preStop: 0,
      onTerm: 'drain',
      stop: constant(500_000),
      quota: null,
      nodes: 2,
      perNode: null,
      autoscaler: null,
      pricePerHour: 1,
      ...change.fleet,
    },
    traffic: {
      model: 'requests',
      rate: 20,
      arrivals: 'constant',
      curve: null,
      users: 10,
      endpointLag: constant(seconds(1)),
      balance: 'roundRobin',
      timeout: seconds(2),
      cohorts: [],
      keepAlive: null,
      writes: 0.2,
      retries: { attempts: 0, backoff: 100_000 },
      ...change.traffic,
    },
    alarm: { failedAbove: 0.05, window: seconds(10) },
    revisions: [
      { id: 'v1', ...revision, ...change.v1 },
      { id: 'v2', ...revision, ...change.v2 },
    ],
    faults: change.faults ?? [],
    minReady: change.minReady ?? 0,
  };
}

export const why: Why = {
  rule: 'test',
  says: 'The test asked for it.',
  arithmetic: '',
  inputs: [],
  alternatives: [],
  source: 'test',
};

/** A world without a controller: `acts` are carried out at their second, then the run is played to its horizon. */
export function play(worldTerms: WorldTerms, acts: Record<number, (world: World) => void> = {}): World {
  const world = new World(worldTerms, 7, { fleetChanged: () => {}, alarmFired: () => {}, analysisEnded: () => {} });
  world.open('v1', { weights: null });
  for (const [at, act] of Object.entries(acts)) {
    world.play(Number(at) * SECOND, Infinity);
    act(world);
  }
  world.play(worldTerms.horizon, Infinity);
  return world;
}

/** The life of one replica as `seconds state`, with what routers knew in between. */
export function lifeOf(world: World, replica: string): string[] {
  return world.recorder.facts
    .filter((fact) => 'replica' in fact && fact.replica === replica)
    .map((fact) => `${fact.at / SECOND} ${fact.type.replace('replica.', '')}`);
}

/** How requests ended: `served 100, refused 3`. */
export function outcomes(world: World, names: readonly string[]): string {
  const { requests } = world.finish();
  const counts = new Map<string, number>();
  for (const outcome of requests.outcome) {
    const name = outcome === 0 ? 'in flight' : outcome === 1 ? 'served' : names[outcome - 2]!;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
