import { getAdjacencyMap } from '@xstate/graph';
import type { AnyStateMachine, EventObject } from 'xstate';
import type { FleetObservation, ReplicaSetView } from '../../../src/sim/strategies/index.ts';
import { unseen } from '../../../src/sim/strategies/strategy.ts';
import type { AnalysisPhase } from '../../../src/sim/trace/route.ts';
import { paramsOf } from './fake-fleet.ts';
import { pathOf, type Snapshot, type Vertex } from './graph.ts';

/** Contexts differ from strategy to strategy; the table below knows where each keeps what. */
type AnyContext = any;

/** How to walk a chart whose contexts have no end: what makes two situations the same, and what can happen in one. */
export interface Walk {
  params: Record<string, unknown>;
  /** Environments in which servers of each revision may be; null = the service itself. */
  environments: readonly (string | null)[];
  /** The fleets that can be met, where all mixes of servers would be far too many; default: all of them. */
  fleets?: readonly ReplicaSetView[][];
  /** How routers divide requests, for a chart that waits until they do as it asked; default: they never change. */
  routes?(context: AnyContext): FleetObservation['routes'];
  /** What decides, besides state, wanted revision and fleet. Instants and counters are left out: they never come to an end. */
  decisive(context: AnyContext): unknown;
  /** Analysis runs that are on their way. */
  runs(context: AnyContext): (string | null | undefined)[];
  /** Whether a person has paused it. */
  paused(context: AnyContext): boolean;
}

const PHASES: readonly AnalysisPhase[] = ['Successful', 'Failed', 'Inconclusive', 'Error'];
const ACTS = ['undo', 'pause', 'resume', 'promote', 'promoteFull', 'abort', 'retry'] as const;

/** One server, in the states that decide. */
const COUNTS: Readonly<Record<string, Pick<ReplicaSetView, 'spec' | 'replicas' | 'ready' | 'available'>>> = {
  serving: { spec: 1, replicas: 1, ready: 1, available: 1 },
  starting: { spec: 1, replicas: 1, ready: 0, available: 0 },
  gone: { spec: 0, replicas: 0, ready: 0, available: 0 },
};

const setOf = (revision: string, environment: string | null, createdOrder: number, counts: string): ReplicaSetView => ({
  revision, environment, createdOrder, terminating: 0, ...COUNTS[counts]!,
});

/** All fleets of one server at most for each revision in each environment: `v1 serving, v2@canary starting`. */
function fleetsOf(environments: Walk['environments']): ReplicaSetView[][] {
  const places = environments.flatMap((environment) => ['v1', 'v2'].map((revision) => ({ revision, environment })));
  const fleets = places.reduce<ReplicaSetView[][]>(
    (before, place, createdOrder) =>
      before.flatMap((fleet) =>
        Object.values(COUNTS).map((counts) => [...fleet, { ...place, createdOrder, terminating: 0, ...counts }]),
      ),
    [[]],
  );
  // Beside the first environment, which has a rollout of its own, no other holds two revisions at once.
  return fleets.filter((fleet) =>
    environments.slice(1).every((environment) => fleet.filter((set) => set.environment === environment && set.replicas > 0).length < 2),
  );
}

const shown = (sets: readonly ReplicaSetView[]): string =>
  sets
    .map(({ revision, environment, replicas, available }) => `${revision}@${environment ?? ''} ${replicas}/${available}`)
    .join(', ');

/** Every situation that a chart can come into with one server and two revisions, as far as `decisive` tells them apart. */
export function situationsOf(id: string, machine: AnyStateMachine, walk: Walk): Map<string, Vertex> {
  const key = ({ value, context }: Snapshot): string =>
    JSON.stringify([pathOf(value), context.target, walk.decisive(context), shown(fleetIn(context).sets)]);
  const fleets = walk.fleets ?? fleetsOf(walk.environments);
  const events = (snapshot: Snapshot): (EventObject & { [detail: string]: unknown })[] => {
    const known = fleetIn(snapshot.context),
      now = { ...known, routes: walk.routes?.(snapshot.context) ?? known.routes },
      { wakeAt } = snapshot.context as AnyContext;
    // Routers follow at once: how they lag is the world's affair.
    const follow = (sets: readonly ReplicaSetView[]): FleetObservation => ({ ...now, sets: [...sets] });
    return [
      ...fleets.map((sets) => ({ type: 'fleet.changed', name: shown(sets), fleet: follow(sets) })),
      ...ACTS.map((act) => ({ type: `operator.${act}`, fleet: now })),
      { type: 'operator.scale', replicas: 1, fleet: now },
      ...['v1', 'v2'].map((to) => ({ type: 'rollout.requested', name: to, to, fleet: now })),
      ...walk
        .runs(snapshot.context)
        .flatMap((run) => (run ? PHASES.map((phase) => ({ type: 'analysis.ended', name: phase, run, phase, says: 'so it came out', fleet: now })) : [])),
      ...snapshot._nodes.flatMap((node) => node.after.map(({ eventType }) => ({ type: String(eventType) }))),
      ...(typeof wakeAt === 'number' ? [{ type: 'wake', at: wakeAt }] : []),
    ];
  };
  const commands = { scale: () => {}, hold: () => {}, route: () => {}, analyse: () => {}, endAnalysis: () => {} };
  const map = getAdjacencyMap(machine, {
    input: { params: paramsOf(id, walk.params), stable: 'v1', desired: 1, commands },
    serializeState: key as never,
    serializeEvent: ((event: EventObject & { name?: string }) => [event.type, event.name].filter(Boolean).join(' ')) as never,
    events: events as never,
  });
  return new Map(
    Object.entries(map).map(([name, { state, transitions }]) => {
      const snapshot = state as unknown as Snapshot;
      const edges = Object.entries(transitions).map(([event, edge]) => ({ event, to: key((edge as { state: unknown }).state as Snapshot) }));
      const vertex: Vertex = {
        id: name,
        path: pathOf(snapshot.value),
        target: snapshot.context.target,
        paused: walk.paused(snapshot.context),
        settled: snapshot.tags.has('settled'),
        edges,
      };
      return [name, vertex];
    }),
  );
}

const fleetIn = (context: AnyContext): FleetObservation => context.fleet ?? unseen(1);

/** The strategies that run the new version beside the stable one. A test that ends by itself meets every state: people promote, too. */
const sideBySide = (environment: string): Walk => ({
  params: { afterwards: 'remove', analysis: { metrics: [{ metric: 'errorRate', atMost: '1%', interval: '10s' }] } },
  environments: [],
  // The stable side before, in and after an update, beside a trial of either revision that is away, half there, or serving.
  fleets: (['serving gone', 'serving starting', 'gone serving'] as const).flatMap((primary) =>
    (['gone gone', 'gone starting', 'gone serving', 'serving gone'] as const).map((trial) => [
      ...primary.split(' ').map((counts, index) => setOf(`v${index + 1}`, 'primary', index, counts)),
      ...trial.split(' ').map((counts, index) => setOf(`v${index + 1}`, environment, index + 2, counts)),
    ]),
  ),
  decisive: ({ standing, stable, history, pausedFrom, run, verdict }) => [standing, stable, history, pausedFrom, run !== null, verdict],
  runs: ({ run }) => [run],
  paused: ({ pausedFrom }) => pausedFrom !== null,
});

/** Production before, in and after an update, beside a pair that is away, half there, or serving. */
const PAIRS: ReplicaSetView[][] = [
  ['serving', 'gone'],
  ['serving', 'starting'],
  ['gone', 'serving'],
].flatMap((production) =>
  (
    [
      ['v1', 'gone', 'gone'],
      ['v1', 'serving', 'starting'],
      ['v1', 'serving', 'serving'],
      ['v2', 'serving', 'serving'],
    ] as const
  ).map(([stable, baseline, canary]) => [
    ...production.map((counts, index) => setOf(`v${index + 1}`, 'production', index, counts)),
    setOf(stable, 'baseline', 2, baseline),
    setOf(stable === 'v1' ? 'v2' : 'v1', 'canary', 3, canary),
  ]),
);

/** How each chart with clocks, analyses and gates is walked. */
export const WALKS: Readonly<Record<string, Walk>> = {
  'blue-green': {
    params: {
      autoPromotion: false,
      prePromotionAnalysis: { metrics: [{ metric: 'errorRate', atMost: '1%', count: 1 }] },
      postPromotionAnalysis: { metrics: [{ metric: 'errorRate', atMost: '1%', count: 1 }] },
      previewTraffic: '10%',
    },
    environments: [null],
    decisive: ({ stage, status, runs }) => [
      stage, status.stable, status.active, status.aborted, status.inconclusive, status.userPaused, status.pausedSince !== null,
      status.promoteFull, status.preAnalysis, status.postAnalysis, runs.pre !== null, runs.post !== null,
    ],
    runs: ({ runs }) => [runs.pre, runs.post],
    paused: ({ status }) => status.userPaused,
  },
  canary: {
    params: {
      steps: [
        { setWeight: 50 },
        { analysis: { metrics: [{ metric: 'errorRate', atMost: '1%', count: 1 }] } },
        // Without servers of its own, for those would be too many fleets.
        { experiment: { duration: '10s', templates: [{ name: 'trial', replicas: 0 }] } },
        { pause: {} },
      ],
    },
    environments: [null],
    decisive: ({ status, paused, standing, stepRun, experiment, leftovers, wakeAt }) => [
      standing, paused, experiment?.phase ?? null, leftovers.length > 0, status.stable, status.stepIndex, status.aborted, status.promoteFull, status.pause?.reason ?? null, stepRun?.phase, wakeAt !== null,
    ],
    runs: ({ stepRun, background }) => [stepRun?.phase === 'Running' && stepRun.id, background?.phase === 'Running' && background.id].map((id) => id || null),
    paused: ({ paused }) => paused,
  },
  flagger: {
    params: { stepWeight: 50, confirmRollout: true, confirmPromotion: true, metrics: [{ name: 'request-success-rate', min: 99 }] },
    environments: ['primary', 'canary'],
    decisive: ({ state, asked, isChecking, primaryTarget, canarySize }) => [
      state.phase, state.tracked, state.promoted, state.weights.canary, state.failedChecks, asked, isChecking, primaryTarget, canarySize,
    ],
    runs: ({ isChecking, ticks }) => [isChecking ? `check-${ticks}` : null],
    paused: () => false,
  },
  baseline: {
    params: { promotion: 'manual', lifetime: '10s' },
    environments: [],
    fleets: PAIRS,
    routes: ({ route }) => ({ asked: route, effective: route }),
    // What a state does not look at is left over from others.
    decisive: ({ phase, trial, production, history, ending, isPromotedFull, resumesTo, results, judging, route, fleet }) => [
      phase, trial, production, history, phase === 'removing' && ending, phase === 'cleaningUp' && isPromotedFull,
      ...(phase === 'paused' ? [resumesTo, isPromotedFull] : []),
      ...(phase === 'comparing' || (phase === 'paused' && resumesTo === 'comparing') ? [results.at(-1), judging !== null] : []),
      route.weights.canary, fleet.routes.effective === route,
    ],
    runs: ({ judging, along }) => [judging, along],
    paused: ({ phase }) => phase === 'paused',
  },
  shadow: sideBySide('shadow'),
  'ab-test': sideBySide('variant'),
};
