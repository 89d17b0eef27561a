import { Calendar, type Micros } from '../../../src/sim/kernel/index.ts';
import {
  startRollout,
  strategyOf,
  type FleetObservation,
  type Observation,
  type ReplicaSetView,
} from '../../../src/sim/strategies/index.ts';
import { read } from '../../../src/sim/schema/index.ts';
import { unseen } from '../../../src/sim/strategies/strategy.ts';
import type { Why } from '../../../src/sim/trace/facts.ts';

interface Pod {
  revision: string;
  state: 'starting' | 'available' | 'terminating';
}

interface Options {
  replicas: number;
  params?: Record<string, unknown>;
  /** Most pods that may exist, terminating ones included. */
  quota?: number;
  /** Stopped pods stay as terminating until told to go; otherwise they vanish at once. */
  slowGoodbye?: boolean;
}

/** Parameters as a scenario would give them, read by the strategy's own schema. */
export function paramsOf(id: string, written: Record<string, unknown> = {}): unknown {
  const reading = read(strategyOf(id).schema, written);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.value;
}

/**
 * A fleet in lock-step: pods become available when told, and stop when asked. The strategy runs as in a real run, with its machine on a
 * calendar, and hears of every change it made before the next call returns.
 */
export class FakeFleet {
  readonly calendar = new Calendar();
  /** Every state entered, with its reason. */
  readonly states: string[] = [];
  readonly whys: Why[] = [];
  readonly holds: Why[] = [];
  /** Wanted sizes of all sets after each pass that changed them: `10+0`, oldest set first. */
  readonly sizes: string[] = [];
  pods: Pod[] = [];
  /** Available pods before and after each change of a size: what the controller itself took away. */
  readonly removals: { before: number; after: number }[] = [];
  /** Called after each pass with the fleet as the controller left it. */
  afterPass: (fleet: FleetObservation) => void = () => {};
  readonly #specs = new Map<string, number>();
  readonly #rollout;
  readonly #options: Options;
  #desired: number;
  #told = true;

  constructor(id: string, options: Options) {
    this.#options = options;
    this.#desired = options.replicas;
    this.#specs.set('v1', options.replicas);
    this.#create('v1', options.replicas, 'available');
    this.#rollout = startRollout(
      strategyOf(id),
      {
        params: paramsOf(id, options.params),
        stable: 'v1',
        desired: options.replicas,
        commands: {
          scale: (set, replicas, why) => this.#scale(typeof set === 'string' ? set : set.revision, replicas, why),
          hold: (why) => this.holds.push(why),
          // The strategies played here leave routes and analyses alone.
          route: () => {},
          analyse: () => {},
          endAnalysis: () => {},
        },
      },
      { calendar: this.calendar, onState: (path, reason) => this.states.push(`${path}: ${reason}`) },
    );
  }

  get state(): string {
    return this.#rollout.state;
  }

  get settled(): boolean {
    return this.#rollout.settled;
  }

  /** Names of the states entered so far. */
  get path(): string[] {
    return this.states.map((line) => line.slice(0, line.indexOf(':')));
  }

  observe(): FleetObservation {
    const sets = [...this.#specs].map(([revision, spec], createdOrder): ReplicaSetView => {
      const own = this.pods.filter((pod) => pod.revision === revision);
      const living = own.filter((pod) => pod.state !== 'terminating').length;
      const available = own.filter((pod) => pod.state === 'available').length;
      const terminating = own.length - living;
      return { revision, environment: null, createdOrder, spec, replicas: living, ready: available, available, terminating };
    });
    return { ...unseen(this.#desired), at: this.calendar.now, sets };
  }

  count(revision: string, state: Pod['state']): number {
    return this.pods.filter((pod) => pod.revision === revision && pod.state === state).length;
  }

  request(to: string) {
    return this.#tell({ type: 'rollout.requested', to, fleet: this.observe() });
  }

  undo() {
    return this.#tell({ type: 'operator.undo', fleet: this.observe() });
  }

  pause() {
    return this.#tell({ type: 'operator.pause', fleet: this.observe() });
  }

  resume() {
    return this.#tell({ type: 'operator.resume', fleet: this.observe() });
  }

  scaleTo(replicas: number) {
    this.#desired = replicas;
    return this.#tell({ type: 'operator.scale', replicas, fleet: this.observe() });
  }

  /** Up to `count` starting pods of the revision become available. */
  becomeAvailable(revision: string, count = Infinity): void {
    this.#move(revision, 'starting', 'available', count);
  }

  /** Up to `count` available pods of the revision crash, and start again. */
  crash(revision: string, count = Infinity): void {
    this.#move(revision, 'available', 'starting', count);
  }

  /** Terminating pods are gone, and pods that found no room are created. */
  finishGoodbyes(): void {
    this.pods = this.pods.filter((pod) => pod.state !== 'terminating');
    for (const [revision, spec] of this.#specs) this.#fill(revision, spec);
    this.#tell({ type: 'fleet.changed', fleet: this.observe() });
  }

  /** Plays the calendar: only the machine's own delays are on it. */
  wait(duration: Micros): void {
    this.calendar.run(this.calendar.now + duration, () => {});
    this.#hear();
  }

  #tell(event: Observation) {
    const answer = this.#rollout.send(event);
    this.#hear();
    return answer;
  }

  /** The world tells of the changes that a pass has made, as long as passes make any. */
  #hear(): void {
    for (let pass = 0; !this.#told; pass++) {
      if (pass > 1_000) throw new Error('the controller never comes to rest');
      this.#told = true;
      this.sizes.push([...this.#specs.values()].join('+'));
      this.afterPass(this.observe());
      this.#rollout.send({ type: 'fleet.changed', fleet: this.observe() });
    }
  }

  #scale(revision: string, replicas: number, why: Why): void {
    this.#told = false;
    this.whys.push(why);
    const before = this.#available;
    this.#specs.set(revision, replicas);
    this.#fill(revision, replicas);
    const living = this.pods.filter((pod) => pod.revision === revision && pod.state !== 'terminating');
    // The replica set controller lets go of pods that do not work first.
    const doomed = living
      .sort((a, b) => (a.state === b.state ? 0 : a.state === 'starting' ? -1 : 1))
      .slice(0, Math.max(0, living.length - replicas));
    for (const pod of doomed) pod.state = 'terminating';
    if (!this.#options.slowGoodbye) this.pods = this.pods.filter((pod) => pod.state !== 'terminating');
    this.removals.push({ before, after: this.#available });
  }

  get #available(): number {
    return this.pods.filter((pod) => pod.state === 'available').length;
  }

  #fill(revision: string, spec: number): void {
    const living = this.pods.filter((pod) => pod.revision === revision && pod.state !== 'terminating').length;
    this.#create(revision, Math.min(spec - living, (this.#options.quota ?? Infinity) - this.pods.length), 'starting');
  }

  #create(revision: string, count: number, state: Pod['state']): void {
    for (let created = 0; created < count; created++) this.pods.push({ revision, state });
  }

  #move(revision: string, from: Pod['state'], to: Pod['state'], count: number): void {
    for (const pod of this.pods.filter((one) => one.revision === revision && one.state === from).slice(0, count)) pod.state = to;
    this.#tell({ type: 'fleet.changed', fleet: this.observe() });
  }
}
