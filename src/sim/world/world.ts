import { EVENT } from './events.ts';
import { PHASE, SECOND, Calendar, Random, type Micros } from '../kernel/index.ts';
import type { FactId, Why } from '../trace/facts.ts';
import type { Route } from '../trace/route.ts';
import { Recorder } from '../trace/recorder.ts';
import type { Alarm, Attempts, Requests } from '../trace/trace.ts';
import { watch } from './alarm.ts';
import { Analyses, type AnalysisEnd } from './analyses.ts';
import { ActiveFaults } from './faults/active.ts';
import type { Fault } from './faults/params.ts';
import { Kubelet } from './fleet/kubelet.ts';
import { Lives } from './fleet/lives.ts';
import { NodeLoss } from './fleet/node-loss.ts';
import type { Fleet } from './fleet/params.ts';
import { NEVER } from './fleet/replica.ts';
import { ReplicaSets, type SetName } from './fleet/replica-sets.ts';
import type { Revision } from './revision.ts';
import { arrivalsOf } from './traffic/arrivals.ts';
import { Columns } from './traffic/columns.ts';
import type { Traffic } from './traffic/params.ts';
import { Readings } from './traffic/readings.ts';
import { Router } from './traffic/router.ts';
import { Service } from './traffic/service.ts';

/** What a world is made of. */
export interface WorldTerms {
  horizon: Micros;
  fleet: Fleet;
  traffic: Traffic;
  alarm: Alarm;
  revisions: readonly Revision[];
  faults: readonly Fault[];
  /** How long a replica must stay ready to count as available. */
  minReady: Micros;
}

export interface WorldHost {
  /** Something that controllers see has changed; called in the control phase, once per instant and round. */
  fleetChanged(cause: FactId | null): void;
  alarmFired(cause: FactId): void;
  analysisEnded(end: AnalysisEnd, cause: FactId): void;
}

/** Users, router, servers and their misfortunes, on one calendar. It does not know which strategy is running. */
export class World {
  readonly calendar = new Calendar();
  readonly recorder = new Recorder(() => this.calendar.now);
  readonly sets: ReplicaSets;
  readonly #kubelet: Kubelet;
  readonly #router: Router;
  readonly #service: Service;
  readonly #columns: Columns;
  readonly analyses: Analyses;
  /** The last change that controllers have not been told of; null = they know everything. */
  #change: FactId | null = null;

  constructor(
    private readonly terms: WorldTerms,
    seed: number,
    private readonly host: WorldHost,
  ) {
    const { calendar, recorder } = this;
    const { fleet, traffic, revisions, faults, horizon } = terms;
    const random = new Random(seed);
    const names = revisions.map(({ id }) => id);
    const changed = (cause: FactId): void => this.#changed(cause);
    this.sets = new ReplicaSets(fleet, names, seed, calendar, recorder, () => this.#kubelet, changed);
    this.#router = new Router(traffic, names, calendar, random, recorder, {
      forgotten: (replica) => this.#kubelet.forgotten(replica),
      rerouted: (cause) => changed(cause),
    });
    this.#columns = new Columns(((traffic.rate * horizon) / SECOND) * 1.1);
    this.#service = new Service(
      traffic,
      fleet,
      revisions,
      this.#columns,
      calendar,
      this.#router,
      this.sets.replicas,
      arrivalsOf(traffic, faults, random.stream('arrivals'), horizon),
      random.stream('users'),
      random.stream('luck'),
      horizon,
      { idle: (replica) => this.#kubelet.idle(replica), overloaded: (replica) => this.#kubelet.overloaded(replica) },
    );
    this.#kubelet = new Kubelet(
      fleet,
      revisions,
      terms.minReady,
      new Lives(revisions, calendar, random, recorder, changed),
      recorder,
      this.#router,
      { service: () => this.#service, faults: () => active, gone: (replica) => this.sets.released(replica) },
    );
    this.analyses = new Analyses(new Readings(this.#columns.attempts, this.sets.replicas), calendar, recorder, (end, cause) =>
      host.analysisEnded(end, cause),
    );
    const nodeLoss = new NodeLoss(this.sets, this.#kubelet, calendar);
    const victims = random.stream('crash');
    const active = new ActiveFaults(faults, calendar, recorder, {
      crash: (count, revision, cause) => this.#crash(count, revision, victims, cause),
      loseNode: (node, cause) => nodeLoss.lose(node, cause),
      returnNode: (node, cause) => nodeLoss.restore(node, cause),
      disturb: (revision, fault, began) => {
        for (const replica of this.sets.replicas)
          if (revision === null || names[replica.revision] === revision)
            this.#kubelet.disturb(replica, began && fault.kind === 'crashLoop');
      },
    });
    watch(terms.alarm, this.#service, calendar, recorder, horizon, (cause) => host.alarmFired(cause));
  }

  /** Puts the stable revision in service and opens the doors. */
  open(stable: SetName, route: Route): void {
    this.#router.routes.seed(route);
    this.sets.start(stable, this.terms.fleet.replicas);
    this.#service.open();
  }

  /** How requests were last asked to be divided, and how routers divide them now. */
  get routes(): { asked: Route; effective: Route } {
    const { asked, effective } = this.#router.routes;
    return { asked, effective };
  }

  /** A strategy asks routers to divide requests in another way. */
  route(route: Route, why: Why): void {
    const cause = this.recorder.record('route.asked', { route, reason: why.says, why });
    this.#router.routes.ask(route, cause);
    this.#changed(cause);
  }

  /** Plays the world up to an instant. */
  play(until: Micros, eventLimit: number): void {
    this.calendar.run(until, this.#dispatch, eventLimit);
  }

  /** The finished request columns. */
  finish(): { requests: Requests; attempts: Attempts } {
    return this.#columns.finish(this.terms.horizon);
  }

  readonly #dispatch = (kind: number, payload: number): void => {
    switch (kind) {
      case EVENT.arrival:
        return this.#service.arrive();
      case EVENT.completion:
        return this.#service.complete(payload);
      case EVENT.timeout:
        return this.#service.timeOut(payload);
      case EVENT.retry:
        return this.#service.send(payload);
      case EVENT.probe:
        return this.#kubelet.probe(payload, this.sets.replicas[payload >> 2]!);
    }
  };

  /** Controllers look once per instant, after everything else of that instant; what they then change makes them look again. */
  #changed(cause: FactId): void {
    const first = this.#change === null;
    this.#change = cause;
    if (!first) return;
    this.calendar.call(this.calendar.now, PHASE.control, () => {
      const last = this.#change;
      this.#change = null;
      this.host.fleetChanged(last);
    });
  }

  #crash(count: number, revision: string | null, victims: () => number, cause: FactId): void {
    const running = this.sets.replicas.filter(
      (replica) =>
        replica.deletedAt === NEVER &&
        this.#kubelet.runs(replica) &&
        (revision === null || this.terms.revisions[replica.revision]!.id === revision),
    );
    for (let i = 0; i < count && running.length > 0; i++) {
      const [victim] = running.splice(Math.floor(victims() * running.length), 1);
      this.#kubelet.die(victim!, 'crashed', cause);
    }
  }
}
