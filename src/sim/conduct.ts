import type { MeasuredMetric } from './analysis/index.ts';
import { PHASE, type Micros } from './kernel/index.ts';
import type { OperatorAction, Scenario } from './scenario/types.ts';
import { startRollout, type Rollout } from './strategies/drive.ts';
import type { Controller, FleetObservation, Observation } from './strategies/strategy.ts';
import { digestOf } from './trace/digest.ts';
import type { FactId, Why } from './trace/facts.ts';
import { TRACE_SCHEMA, type Header, type Trace } from './trace/trace.ts';
import { windowsOf } from './trace/windows.ts';
import { autoscale } from './world/autoscaler/controller.ts';
import { World } from './world/world.ts';

export interface RunOptions {
  /** Chance of this run, an integer; default 1. */
  seed?: number;
  /** Most kernel events before the run is given up; default 30 million. */
  eventLimit?: number;
  /** Told now and then how much of the horizon has been played, 0…1. What it throws ends the run. */
  onProgress?: (share: number) => void;
}

const EVENT_LIMIT = 30_000_000;
/** Progress is told this many times a run. */
const PROGRESS_STEPS = 50;

/**
 * Plays a scenario to its horizon. The same scenario and seed give the same trace, to the byte, on every engine.
 * @param controller that of the scenario's strategy
 * @throws EventLimitError when the run needs more events than allowed
 */
export function conduct(scenario: Scenario, controller: Controller, options: RunOptions = {}): Trace {
  const { seed = 1, eventLimit = EVENT_LIMIT, onProgress } = options;
  const { horizon } = scenario;
  const world = new Conduct(scenario, controller, seed).world;
  if (onProgress)
    for (let step = 1; step <= PROGRESS_STEPS; step++) {
      world.play(Math.floor((horizon * step) / PROGRESS_STEPS), eventLimit);
      onProgress(step / PROGRESS_STEPS);
    }
  else world.play(horizon, eventLimit);

  const { requests, attempts } = world.finish();
  const revisions = scenario.revisions.map(({ id }) => id);
  const trace = {
    header: headerOf(scenario, seed),
    revisions,
    replicas: world.sets.replicas.map(({ id }) => id),
    facts: world.recorder.facts,
    windows: windowsOf(requests, attempts, revisions.length, horizon),
    requests,
    attempts,
    events: world.calendar.played,
  };
  let digest: string | undefined;
  return {
    ...trace,
    // Computed when first read: an edit in the app is shown without it.
    get digest() {
      return (digest ??= digestOf(trace));
    },
  };
}

function headerOf(scenario: Scenario, seed: number): Header {
  const { title, horizon, fleet, traffic, slo, alarm, rollout, strategy, revisions } = scenario;
  return {
    schema: TRACE_SCHEMA,
    title,
    seed,
    horizon,
    strategy: strategy.kind,
    stable: revisions[0]!.id,
    next: rollout.to,
    rolloutAt: rollout.at,
    replicas: fleet.replicas,
    concurrency: fleet.concurrency,
    queue: fleet.queue,
    grace: fleet.grace,
    users: traffic.users,
    cohorts: Object.fromEntries(traffic.cohorts),
    timeout: traffic.timeout,
    pricePerHour: fleet.pricePerHour,
    slo,
    alarm,
  };
}

/** Brings world, controller and people together: who is told what, and when. */
class Conduct {
  readonly world: World;
  readonly #rollout: Rollout;
  /** Replicas that the service should have; people may change it. */
  #desired: number;
  #held = '';
  /** What the controller calls its pools just now. */
  #poolNames: Record<string, string> = {};
  #waitingForAlarm: { action: OperatorAction; index: number }[] = [];

  constructor(scenario: Scenario, controller: Controller, seed: number) {
    const { params } = scenario.strategy,
      { proberOf = nobody } = controller,
      stable = scenario.revisions[0]!.id;
    this.#desired = scenario.fleet.replicas;
    this.world = new World({ ...scenario, minReady: controller.minReady(params) }, seed, {
      fleetChanged: (cause) => this.#tell({ type: 'fleet.changed', fleet: this.#observe() }, cause),
      alarmFired: (cause) => this.#onAlarm(cause, scenario.rollout.at),
      analysisEnded: (end, cause) => this.#tell({ type: 'analysis.ended', ...end, fleet: this.#observe() }, cause),
    });
    const { recorder, sets, calendar } = this.world;
    this.#rollout = startRollout(
      controller,
      {
        params,
        stable,
        desired: this.#desired,
        commands: {
          scale: (set, replicas, why) => {
            this.#held = '';
            sets.scale(set, replicas, why);
          },
          route: (route, why) => {
            this.#held = '';
            this.world.route(route, why);
          },
          analyse: (run, metrics, why) => this.world.analyses.start(run, metrics, metrics.map(proberOf), why),
          endAnalysis: (run) => this.world.analyses.end(run),
          hold: (why) => {
            // A controller looks many times while it waits for the same thing; one note is enough.
            if (why.rule + why.says === this.#held) return;
            this.#held = why.rule + why.says;
            recorder.record('rollout.held', { reason: why.says, why });
          },
        },
      },
      {
        calendar,
        onTarget: (revision) => recorder.record('desired.changed', { revision }),
        onState: (state, reason, settled) => recorder.record('rollout.state', { state, settled, reason }),
        onPools: ({ names, asked }) => {
          this.#poolNames = names;
          recorder.record('pools.changed', { names, asked });
        },
        acts: { revisions: scenario.revisions.map(({ id }) => id), changed: (acts) => recorder.record('acts.changed', { acts }) },
      },
    );

    const { environment, route } = controller.before?.(params, stable) ?? { route: { weights: null } };
    this.world.open(environment === undefined ? stable : { revision: stable, environment }, route);
    calendar.call(scenario.rollout.at, PHASE.control, () =>
      this.#tell({ type: 'rollout.requested', to: scenario.rollout.to, fleet: this.#observe() }, null),
    );
    const { autoscaler, concurrency } = scenario.fleet,
      { autoscaled } = controller;
    if (autoscaler !== null)
      autoscale(autoscaler, calendar, scenario.horizon, {
        replicas: sets.replicas,
        concurrency,
        counts: ({ pool }) => autoscaled === undefined || autoscaled.includes(this.#poolNames[pool] ?? pool),
        wanted: () => this.#desired,
        scale: (replicas, why) => this.#autoscale(replicas, why),
      });
    scenario.operator.forEach((action, index) => {
      if (action.at === null) this.#waitingForAlarm.push({ action, index });
      else calendar.call(action.at, PHASE.people, () => this.#act(action, index, null));
    });
  }

  #observe(): FleetObservation {
    return { at: this.world.calendar.now, desired: this.#desired, sets: this.world.sets.observe(), routes: this.world.routes };
  }

  #tell(event: Observation, cause: FactId | null): { accepted: boolean; reason: string } {
    return this.world.recorder.because(cause, () => this.#rollout.send(event));
  }

  /** A person acts; the machine may refuse. */
  #act(action: OperatorAction, index: number, cause: FactId | null): void {
    const { recorder } = this.world;
    const fact = recorder.record('operator.acted', { action: wordsOf(action), accepted: true, reason: '', index }, cause);
    const before = this.#desired;
    if (action.do === 'scale') this.#desired = action.replicas;
    const fleet = this.#observe();
    const event: Observation =
      action.do === 'deploy'
        ? { type: 'rollout.requested', to: action.to, fleet }
        : action.do === 'scale'
          ? { type: 'operator.scale', replicas: action.replicas, fleet }
          : { type: `operator.${action.do}`, fleet };
    const { accepted, reason } = this.#tell(event, fact);
    if (!accepted) this.#desired = before;
    Object.assign(recorder.facts[fact]!, { accepted, reason });
  }

  /** The autoscaler writes the wanted number, and controllers take it as they would from a person. */
  #autoscale(replicas: number, why: Why): void {
    const from = this.#desired;
    this.#desired = replicas;
    const fact = this.world.recorder.record('autoscaler.scaled', { from, to: replicas, reason: why.says, why }, null);
    if (!this.#tell({ type: 'operator.scale', replicas, fleet: this.#observe() }, fact).accepted) this.#desired = from;
  }

  /** The first alarm of the rollout sets people in motion; alarms before it are somebody else's. */
  #onAlarm(cause: FactId, rolloutAt: Micros): void {
    const { calendar } = this.world;
    if (calendar.now < rolloutAt) return;
    for (const { action, index } of this.#waitingForAlarm.splice(0))
      calendar.call(calendar.now + action.afterAlarm!, PHASE.people, () => this.#act(action, index, cause));
  }
}

function nobody({ name }: MeasuredMetric): never {
  throw new TypeError(`${name} is to be measured, and this controller has nobody to judge it`);
}

function wordsOf(action: OperatorAction): string {
  switch (action.do) {
    case 'deploy':
      return `deploy ${action.to}`;
    case 'scale':
      return `scale to ${action.replicas}`;
    default:
      return action.do;
  }
}
