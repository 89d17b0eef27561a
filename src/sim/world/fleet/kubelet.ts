import { MINUTE, PHASE, SECOND, type Micros } from '../../kernel/index.ts';
import type { FactId } from '../../trace/facts.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { ActiveFaults } from '../faults/active.ts';
import type { Revision } from '../revision.ts';
import type { Router } from '../traffic/router.ts';
import type { Service } from '../traffic/service.ts';
import { isPodAvailable } from './availability.ts';
import type { Lives } from './lives.ts';
import type { Fleet } from './params.ts';
import { Prober } from './prober.ts';
import { NEVER, type ProbeKind, type Replica } from './replica.ts';
import { Shutdown } from './shutdown.ts';
import { BACK_OFF_FIRST, BACK_OFF_MAX, Startup } from './startup.ts';

/** The kubelet sees the death of a container, and starts it anew, at its next look. */
const RELIST: Micros = SECOND;
/** How long a container must have run for its crash back-off to be forgotten. */
const BACK_OFF_FORGOTTEN: Micros = 10 * MINUTE;
/** States in which no container runs. */
const NO_CONTAINER: ReadonlySet<string> = new Set(['pending', 'scheduled', 'pulling', 'backOff', 'crashed', 'gone']);

/** Where a kubelet lives; service and faults are asked for late, because they come into being after it. */
export interface KubeletHost {
  service(): Service;
  faults(): ActiveFaults;
  /** A replica is gone: its node and its quota are free. */
  gone(replica: Replica): void;
}

/** The node agent: takes one replica from its image to its end. */
export class Kubelet {
  readonly #prober: Prober;
  readonly #startup: Startup;
  readonly #shutdown: Shutdown;

  constructor(
    private readonly fleet: Fleet,
    private readonly revisions: readonly Revision[],
    /** How long a replica must stay ready to count as available. */
    private readonly minReady: Micros,
    private readonly lives: Lives,
    recorder: Recorder,
    private readonly router: Router,
    private readonly host: KubeletHost,
  ) {
    this.#prober = new Prober(fleet, lives.calendar, {
      healthy: (replica, probe) => this.#healthy(replica, probe),
      ready: (replica) => this.#becomeReady(replica),
      unready: (replica) => this.#becomeUnready(replica),
      kill: (replica, probe, cause) => this.#restart(replica, `${probe} probe failed ${fleet[probe]!.failure} times`, cause),
      failed: (replica, probe) =>
        recorder.record('probe.failed', { replica: replica.id, revision: lives.revisionOf(replica), probe }, replica.fact),
    });
    this.#startup = new Startup(fleet, revisions, lives, () => host.faults(), {
      started: (replica) => {
        // Without a probe to ask, Kubernetes takes "the container runs" for "it can serve".
        if (!fleet.readiness && !fleet.startup) this.#becomeReady(replica);
        this.#prober.begin(replica);
      },
      die: (replica, detail) => this.die(replica, detail),
    });
    this.#shutdown = new Shutdown(
      fleet,
      lives,
      () => host.service(),
      (replica, detail) => this.die(replica, detail),
    );
  }

  /** A replica has been created: it waits for a node. */
  create(replica: Replica, cause: FactId | null): void {
    this.lives.record(replica, '', cause);
  }

  /** It has a node: schedule, pull, boot. */
  bind(replica: Replica): void {
    const at = this.#now + this.lives.draw(this.fleet.schedule, `schedule/${replica.id}`);
    this.lives.later(replica, at, () => {
      this.lives.move(replica, 'scheduled', `bound to node ${replica.node}`);
      this.#startup.pull(replica);
    });
  }

  /** In service since long before the run began. One that leaks is met anywhere between two of its deaths. */
  seed(replica: Replica, age: Micros): void {
    const { leak } = this.revisions[replica.revision]!;
    if (leak) age = Math.floor(this.lives.luck(`age/${replica.id}`) * this.lives.draw(leak.after, `leak/${replica.id}/0`));
    replica.startedAt = replica.listensSince = replica.readyAt = this.#now - age;
    replica.listening = replica.ready = replica.available = true;
    replica.generation = 1;
    replica.state = 'available';
    this.lives.record(replica, 'in service before the run');
    this.router.seed(replica, replica.fact);
    this.#startup.planDeath(replica);
  }

  /** Deletion: the two chains, node and routers, start now and know nothing of each other. */
  terminate(replica: Replica, cause: FactId | null): void {
    if (replica.deletedAt !== NEVER) return;
    replica.deletedAt = this.#now;
    replica.ready = replica.available = false;
    this.#prober.stop(replica);
    if (replica.reachable && NO_CONTAINER.has(replica.state)) return this.#exit(replica, 'never ran or was not running', cause);
    const stopping = replica.stopAt !== NEVER;
    const detail = !replica.reachable
      ? 'its node is lost: nobody can stop it'
      : stopping
        ? 'deleted while it was being restarted'
        : this.fleet.preStop > 0
          ? 'preStop hook runs'
          : '';
    this.lives.move(replica, 'terminating', detail, replica.reachable && !stopping ? this.#shutdown.termAt : null, cause);
    this.router.tell(replica, false, replica.fact);
    if (!replica.reachable) return;
    if (!stopping) this.#shutdown.begin(replica);
    else if (replica.termed) this.lives.move(replica, 'stopping', 'was sent TERM before it was deleted');
  }

  /** The process ends, by itself or killed. A deleted replica goes with it; any other is started again after its back-off. */
  die(replica: Replica, detail: string, cause: FactId | null = replica.fact): void {
    if (replica.deletedAt !== NEVER) return this.#exit(replica, detail, cause);
    const { lives } = this;
    if (this.#now - replica.startedAt >= BACK_OFF_FORGOTTEN) replica.backOff = 0;
    const wait = replica.backOff;
    replica.backOff = wait === 0 ? BACK_OFF_FIRST : Math.min(BACK_OFF_MAX, wait * 2);
    this.#stopProcess(replica);
    replica.restarts++;
    lives.move(replica, 'crashed', replica.restartReason || detail, this.#now + RELIST, cause);
    replica.restartReason = '';
    this.router.tell(replica, false, replica.fact);
    lives.later(replica, this.#now + RELIST, () => {
      if (wait === 0) return this.#startup.start(replica);
      lives.move(replica, 'backOff', `CrashLoopBackOff, restart ${replica.restarts} in ${wait / SECOND} s`, this.#now + wait);
      lives.later(replica, this.#now + wait, () => this.#startup.start(replica));
    });
  }

  /** The node control plane has given the node up: its replicas no longer count as ready. */
  markLost(replica: Replica, detail: string, cause: FactId): void {
    replica.ready = replica.available = false;
    this.lives.move(replica, 'lost', detail, null, cause);
    this.router.tell(replica, false, replica.fact);
  }

  /** The node stops answering: what was planned on it is void until it returns. */
  strand(replica: Replica): void {
    replica.reachable = false;
    replica.generation++;
    this.#prober.stop(replica);
    this.host.service().strand(replica);
  }

  /** The node answers again, its running processes unharmed. */
  reconnect(replica: Replica, cause: FactId): void {
    replica.reachable = true;
    if (replica.deletedAt !== NEVER) return this.#exit(replica, 'its node is back and stops it', cause);
    if (replica.stopAt !== NEVER) return this.die(replica, replica.restartReason, cause);
    if (!replica.listening) {
      if (replica.state !== 'lost') this.markLost(replica, 'its node was away: it begins anew', cause);
      return this.#startup.pull(replica);
    }
    if (replica.state === 'lost') {
      this.lives.move(replica, 'running', 'its node is back', null, cause);
      if (!this.fleet.readiness) this.#becomeReady(replica);
    }
    this.#startup.planDeath(replica);
    this.#prober.wake(replica);
  }

  /** Faults changed what probes or the process would do. */
  disturb(replica: Replica, crashLoop: boolean): void {
    if (!replica.reachable || replica.deletedAt !== NEVER) return;
    this.#prober.wake(replica);
    if (crashLoop && this.runs(replica)) this.#startup.planCrashLoop(replica);
  }

  /** A container of it runs, as far as anybody can tell. */
  runs(replica: Replica): boolean {
    return replica.reachable && replica.state !== 'lost' && !NO_CONTAINER.has(replica.state);
  }

  probe(payload: number, replica: Replica): void {
    this.#prober.tick(payload, replica);
  }

  /** So many requests wait in it that a probe may not be answered in time. */
  overloaded(replica: Replica): void {
    this.#prober.wake(replica);
  }

  /** Its slots and queue are empty. */
  idle(replica: Replica): void {
    this.#shutdown.idle(replica);
  }

  /** Routers have forgotten it: a process that served on has nobody left to serve. */
  forgotten(replica: Replica): void {
    if (replica.slots.length === 0 && replica.waiting.length === 0) this.#shutdown.idle(replica);
  }

  get #now(): Micros {
    return this.lives.calendar.now;
  }

  #healthy(replica: Replica, probe: ProbeKind): boolean {
    if (!replica.listening || this.host.service().answerDelay(replica) > this.fleet[probe]!.timeout) return false;
    return !(probe === 'readiness' && this.host.faults().readinessFails(this.lives.revisionOf(replica)));
  }

  #becomeReady(replica: Replica): void {
    // A process on its way out is not taken back.
    if (replica.termed) return;
    const now = this.#now;
    replica.ready = true;
    replica.readyAt = now;
    this.lives.move(
      replica,
      'ready',
      replica.listening ? '' : 'no readiness probe: counted as ready before it listens',
      this.minReady > 0 ? now + this.minReady : null,
    );
    this.router.tell(replica, true, replica.fact);
    const becomeAvailable = (): void => {
      if (replica.readyAt !== now || !replica.ready || replica.termed) return;
      replica.available = true;
      this.lives.move(replica, 'available', '');
    };
    if (isPodAvailable(now, this.minReady, now)) becomeAvailable();
    // Controllers count this time, not the node: it goes on while the node is silent.
    else this.lives.calendar.call(now + this.minReady, PHASE.lifecycle, becomeAvailable);
  }

  #becomeUnready(replica: Replica): void {
    replica.ready = replica.available = false;
    // One that is being stopped for a restart keeps that state; only controllers and routers hear of it.
    if (replica.termed) this.lives.changed(replica.fact);
    else this.lives.move(replica, 'unready', 'readiness probe fails');
    this.router.tell(replica, false, replica.fact);
  }

  /** A probe has given the container up: it is stopped like any other, with its grace period, and starts again in the same replica. */
  #restart(replica: Replica, reason: string, cause: FactId): void {
    if (replica.stopAt !== NEVER) return;
    replica.restartReason = reason;
    replica.fact = cause;
    this.#shutdown.begin(replica);
  }

  #exit(replica: Replica, detail: string, cause: FactId | null): void {
    this.#stopProcess(replica);
    this.lives.move(replica, 'gone', detail, null, cause);
    this.router.tell(replica, false, replica.fact);
    this.host.gone(replica);
  }

  #stopProcess(replica: Replica): void {
    replica.generation++;
    replica.listening = replica.ready = replica.available = replica.leaving = replica.termed = false;
    replica.stopAt = NEVER;
    this.#prober.stop(replica);
    this.host.service().reset(replica);
  }
}
