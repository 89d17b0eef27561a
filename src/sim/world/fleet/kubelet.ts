import { MINUTE, PHASE, SECOND, quantileOf, type Calendar, type Distribution, type Micros, type Random } from '../../kernel/index.ts';
import type { FactId, ReplicaState } from '../../trace/facts.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { ActiveFaults } from '../faults/active.ts';
import type { Revision } from '../revision.ts';
import type { Router } from '../traffic/router.ts';
import type { Service } from '../traffic/service.ts';
import { isPodAvailable } from './availability.ts';
import { checkMove } from './lifecycle.ts';
import type { Fleet } from './params.ts';
import { Prober } from './prober.ts';
import { NEVER, type Replica } from './replica.ts';

/** The kubelet sees the death of a container, and starts it anew, at its next look. */
const RELIST: Micros = SECOND;
/** Crash back-off and image-pull back-off: 10 s, doubling to 5 minutes, forgotten after 10 healthy minutes. */
const BACK_OFF_FIRST: Micros = 10 * SECOND;
const BACK_OFF_MAX: Micros = 5 * MINUTE;
const BACK_OFF_FORGOTTEN: Micros = 10 * MINUTE;
/** What is left to a process when its preStop hook has used up the grace period. */
const GRACE_MIN: Micros = 2 * SECOND;

/** Moves that change what controllers count: existing, ready, available, terminating. */
const COUNTED: ReadonlySet<ReplicaState> = new Set(['ready', 'available', 'unready', 'crashed', 'terminating', 'lost', 'gone']);

export interface KubeletHost {
  /** Counts that controllers see have changed. */
  changed(): void;
  /** A replica is gone: its node and its quota are free. */
  gone(replica: Replica): void;
}

/** The node agent: takes one replica from its image to its end. */
export class Kubelet {
  readonly #prober: Prober;

  constructor(
    private readonly fleet: Fleet,
    private readonly revisions: readonly Revision[],
    /** How long a replica must stay ready to count as available. */
    private readonly minReady: Micros,
    private readonly calendar: Calendar,
    private readonly random: Random,
    private readonly recorder: Recorder,
    private readonly router: Router,
    private readonly service: () => Service,
    private readonly faults: () => ActiveFaults,
    private readonly host: KubeletHost,
  ) {
    this.#prober = new Prober(fleet, calendar, {
      healthy: (replica, probe) =>
        replica.listening && !this.#overloaded(replica) && !(probe === 'readiness' && this.faults().readinessFails(this.#name(replica))),
      ready: (replica) => this.#becomeReady(replica),
      unready: (replica) => this.#becomeUnready(replica),
      kill: (replica, probe, cause) => this.crash(replica, `${probe} probe failed ${fleet[probe]!.failure} times`, cause),
      failed: (replica, probe) =>
        this.recorder.record('probe.failed', { replica: replica.id, revision: this.#name(replica), probe }, replica.fact),
    });
  }

  /** A replica has been created: it waits for a node. */
  create(replica: Replica, cause: FactId | null): void {
    replica.fact = this.recorder.record(
      'replica.pending', { replica: replica.id, revision: this.#name(replica), node: NEVER, detail: '', until: null }, cause);
  }

  /** It has a node: schedule, pull, boot. */
  bind(replica: Replica): void {
    const at = this.calendar.now + this.#draw(this.fleet.schedule, `schedule/${replica.id}`);
    this.#later(replica, at, () => {
      this.#move(replica, 'scheduled', `bound to node ${replica.node}`);
      this.#pull(replica, 0);
    });
  }

  /** In service since long before the run began. */
  seed(replica: Replica, age: Micros): void {
    replica.startedAt = replica.readyAt = this.calendar.now - age;
    replica.listening = replica.ready = replica.available = true;
    replica.generation = 1;
    replica.state = 'available';
    replica.fact = this.recorder.record(
      'replica.available', { replica: replica.id, revision: this.#name(replica), node: replica.node, detail: 'in service before the run', until: null });
    this.router.seed(replica, replica.fact);
    this.#planDeath(replica);
  }

  /** Deletion: the two chains, node and routers, start now and know nothing of each other. */
  terminate(replica: Replica, cause: FactId | null): void {
    if (replica.deletedAt !== NEVER) return;
    const ran = replica.startedAt !== NEVER && !['pending', 'scheduled', 'pulling', 'backOff', 'crashed'].includes(replica.state);
    replica.deletedAt = this.calendar.now;
    replica.generation++;
    replica.ready = replica.available = false;
    this.#prober.stop(replica);
    if (replica.reachable && !ran) return this.#exit(replica, 'never ran or was not running', cause);
    if (!replica.reachable) return this.#move(replica, 'terminating', 'its node is lost: nobody can stop it', null, cause);
    const { preStop, grace } = this.fleet;
    const term = this.calendar.now + Math.min(preStop, grace);
    this.#move(replica, 'terminating', preStop > 0 ? 'preStop hook runs' : '', term, cause);
    this.router.tell(replica, false, replica.fact);
    if (preStop > 0) this.#later(replica, term, () => this.#term(replica));
    else this.#term(replica);
  }

  /** The process dies by itself or is killed by a probe; the kubelet starts it again after the back-off. */
  crash(replica: Replica, detail: string, cause: FactId | null = replica.fact): void {
    const ranFor = this.calendar.now - replica.startedAt;
    if (ranFor >= BACK_OFF_FORGOTTEN) replica.backOff = 0;
    const wait = replica.backOff;
    replica.backOff = wait === 0 ? BACK_OFF_FIRST : Math.min(BACK_OFF_MAX, wait * 2);
    this.#stopProcess(replica);
    replica.restarts++;
    this.#move(replica, 'crashed', detail, this.calendar.now + RELIST, cause);
    this.router.tell(replica, false, replica.fact);
    this.#later(replica, this.calendar.now + RELIST, () => {
      if (wait === 0) return this.#start(replica);
      this.#move(replica, 'backOff', `CrashLoopBackOff, restart ${replica.restarts} in ${wait / SECOND} s`, this.calendar.now + wait);
      this.#later(replica, this.calendar.now + wait, () => this.#start(replica));
    });
  }

  /** The node control plane has given the node up: its replicas no longer count as ready. */
  markLost(replica: Replica, cause: FactId): void {
    replica.ready = replica.available = false;
    this.#move(replica, 'lost', 'its node does not answer', null, cause);
    this.router.tell(replica, false, replica.fact);
  }

  /** The node stops answering: what was planned on it is void until it returns. */
  strand(replica: Replica): void {
    replica.reachable = false;
    replica.generation++;
    this.#prober.stop(replica);
    this.service().strand(replica);
  }

  /** The node answers again. */
  reconnect(replica: Replica, cause: FactId): void {
    replica.reachable = true;
    if (replica.deletedAt !== NEVER) return this.#exit(replica, 'its node is back and stops it', cause);
    if (!replica.listening) {
      if (replica.state !== 'lost') this.markLost(replica, cause);
      return this.#pull(replica, 0);
    }
    if (replica.state === 'lost') {
      this.#move(replica, 'running', 'its node is back', null, cause);
      if (!this.fleet.readiness) this.#becomeReady(replica);
    }
    this.#planDeath(replica);
    this.#prober.wake(replica);
  }

  /** Faults changed what probes or the process would do. */
  disturb(replica: Replica, crashLoop: boolean): void {
    if (!replica.reachable || replica.deletedAt !== NEVER) return;
    this.#prober.wake(replica);
    if (crashLoop && replica.startedAt !== NEVER && replica.state !== 'backOff' && replica.state !== 'crashed') this.#planCrashLoop(replica);
  }

  probe(payload: number, replica: Replica): void {
    this.#prober.tick(payload, replica);
  }

  overloaded(replica: Replica): void {
    this.#prober.wake(replica);
  }

  /** Its slots and queue are empty: a stopping process may leave. */
  idle(replica: Replica): void {
    if (replica.state !== 'stopping' || !replica.reachable || replica.leaving) return;
    if (this.fleet.onTerm === 'drain' || (this.fleet.onTerm === 'serve' && !replica.known)) this.#leave(replica, 'finished its last request');
  }

  /** Routers have forgotten it: a process that served on has nobody left to serve. */
  forgotten(replica: Replica): void {
    if (replica.slots.length === 0 && replica.waiting.length === 0) this.idle(replica);
  }

  #pull(replica: Replica, failures: number): void {
    const name = this.#name(replica);
    const done = this.calendar.now + this.#draw(this.fleet.pull, `pull/${replica.id}/${failures}`);
    this.#move(replica, 'pulling', 'pulling the image', done);
    this.#later(replica, done, () => {
      if (!this.faults().pullFails(name)) return this.#start(replica);
      const wait = Math.min(BACK_OFF_MAX, BACK_OFF_FIRST * 2 ** failures);
      this.#move(replica, 'backOff', `ImagePullBackOff, next try in ${wait / SECOND} s`, this.calendar.now + wait);
      this.#later(replica, this.calendar.now + wait, () => this.#pull(replica, failures + 1));
    });
  }

  #start(replica: Replica): void {
    const name = this.#name(replica);
    const boot = this.revisions[replica.revision]!.boot ?? this.fleet.boot;
    const length = Math.round(this.#draw(boot, `boot/${replica.id}/${replica.restarts}`) * this.faults().bootFactor(name));
    replica.generation++;
    replica.startedAt = this.calendar.now;
    this.#move(replica, 'starting', 'booting', this.calendar.now + length);
    this.#planDeath(replica);
    this.#planCrashLoop(replica);
    this.#later(replica, this.calendar.now + length, () => {
      replica.listening = true;
      if (replica.state === 'starting') this.#move(replica, 'running', 'listens on its port');
    });
    // Without a probe to ask, Kubernetes takes "the container runs" for "it can serve".
    if (!this.fleet.readiness && !this.fleet.startup) this.#becomeReady(replica);
    this.#prober.begin(replica);
  }

  #planDeath(replica: Replica): void {
    const { leak } = this.revisions[replica.revision]!;
    if (!leak) return;
    replica.leakAfter = Math.max(1, this.#draw(leak.after, `leak/${replica.id}/${replica.restarts}`));
    const at = Math.max(this.calendar.now, replica.startedAt + replica.leakAfter);
    this.#later(replica, at, () => this.crash(replica, 'out of memory'));
  }

  #planCrashLoop(replica: Replica): void {
    const after = this.faults().crashAfter(this.#name(replica));
    if (!after) return;
    const at = this.calendar.now + Math.max(1, this.#draw(after, `crashLoop/${replica.id}/${replica.restarts}`));
    this.#later(replica, at, () => {
      if (this.faults().crashAfter(this.#name(replica))) this.crash(replica, 'exited with an error');
    });
  }

  #becomeReady(replica: Replica): void {
    const now = this.calendar.now;
    replica.ready = true;
    replica.readyAt = now;
    this.#move(replica, 'ready', replica.listening ? '' : 'no readiness probe: counted as ready before it listens',
      this.minReady > 0 ? now + this.minReady : null);
    this.router.tell(replica, true, replica.fact);
    const becomeAvailable = (): void => {
      if (replica.readyAt !== now || !replica.ready) return;
      replica.available = true;
      this.#move(replica, 'available', '');
    };
    if (isPodAvailable(now, this.minReady, now)) becomeAvailable();
    else this.#later(replica, now + this.minReady, becomeAvailable);
  }

  #becomeUnready(replica: Replica): void {
    replica.ready = replica.available = false;
    this.#move(replica, 'unready', 'readiness probe fails');
    this.router.tell(replica, false, replica.fact);
  }

  #term(replica: Replica): void {
    const kill = Math.max(replica.deletedAt + this.fleet.grace, this.calendar.now + (this.fleet.preStop >= this.fleet.grace ? GRACE_MIN : 0));
    const booting = !replica.listening;
    this.#move(replica, 'stopping', 'sent TERM', kill);
    if (booting) return this.#exit(replica, 'stopped while booting');
    this.#later(replica, kill, () => {
      this.#move(replica, 'killed', 'grace period is over');
      this.#exit(replica, 'KILL');
    });
    if (this.fleet.onTerm === 'exit') {
      this.service().reset(replica);
      return this.#leave(replica, 'dropped its requests');
    }
    if (this.fleet.onTerm === 'drain') replica.listening = false;
    if (replica.slots.length === 0 && replica.waiting.length === 0) this.idle(replica);
  }

  /** No work is left: the process closes and ends. */
  #leave(replica: Replica, detail: string): void {
    replica.leaving = true;
    replica.listening = false;
    this.#later(replica, this.calendar.now + this.#draw(this.fleet.stop, `stop/${replica.id}`), () => this.#exit(replica, detail));
  }

  #exit(replica: Replica, detail: string, cause: FactId | null = replica.fact): void {
    this.#stopProcess(replica);
    this.#move(replica, 'gone', detail, null, cause);
    this.router.tell(replica, false, replica.fact);
    this.host.gone(replica);
  }

  #stopProcess(replica: Replica): void {
    replica.generation++;
    replica.listening = replica.ready = replica.available = false;
    this.#prober.stop(replica);
    this.service().reset(replica);
  }

  #overloaded(replica: Replica): boolean {
    return replica.slots.length >= this.fleet.concurrency && replica.waiting.length >= this.fleet.queue;
  }

  #move(replica: Replica, state: ReplicaState, detail: string, until: Micros | null = null, cause: FactId | null = replica.fact): void {
    checkMove(replica.id, replica.state, state);
    replica.state = state;
    replica.fact = this.recorder.record(
      `replica.${state}`, { replica: replica.id, revision: this.#name(replica), node: replica.node, detail, until }, cause);
    if (COUNTED.has(state)) this.host.changed();
  }

  /** Plans a step of the present container; void once that container has ended. */
  #later(replica: Replica, at: Micros, step: () => void): void {
    const { generation } = replica;
    this.calendar.call(at, PHASE.lifecycle, () => {
      if (replica.generation === generation) step();
    });
  }

  #draw(distribution: Distribution, stream: string): Micros {
    return Math.max(0, Math.round(quantileOf(distribution)(this.random.stream(stream)())));
  }

  #name(replica: Replica): string {
    return this.revisions[replica.revision]!.id;
  }
}
