import { PHASE, type Calendar } from '../../kernel/index.ts';
import type { FactId } from '../../trace/facts.ts';
import { EVENT } from '../events.ts';
import type { Fleet } from './params.ts';
import { NEVER, PROBES, type ProbeKind, type Replica } from './replica.ts';

export interface ProberHost {
  /** Whether this probe would pass now. */
  healthy(replica: Replica, probe: ProbeKind): boolean;
  ready(replica: Replica): void;
  unready(replica: Replica): void;
  kill(replica: Replica, probe: 'startup' | 'liveness', cause: FactId): void;
  /** First failure of a row, on a process that listens. */
  failed(replica: Replica, probe: ProbeKind): FactId;
}

const [STARTUP, READINESS, LIVENESS] = [0, 1, 2];

/**
 * Startup, readiness and liveness probes. A probe that has nothing to find out (ready and healthy) sleeps, and is woken on its
 * own beat by whatever could make it fail: thousands of uneventful probes cost nothing.
 */
export class Prober {
  constructor(
    private readonly fleet: Fleet,
    private readonly calendar: Calendar,
    private readonly host: ProberHost,
  ) {}

  /** A container has started: the startup probe, if there is one, holds the others back. */
  begin(replica: Replica): void {
    this.stop(replica);
    if (this.fleet.startup) this.#plan(replica, STARTUP, true);
    else this.#beginSteady(replica);
  }

  stop(replica: Replica): void {
    for (const probe of replica.probes) {
      probe.due = NEVER;
      probe.successes = probe.failures = 0;
      probe.noted = false;
    }
  }

  /** Something may have changed: sleeping probes look again on their next beat. */
  wake(replica: Replica): void {
    if (replica.startedAt === NEVER || replica.deletedAt !== NEVER || replica.probes[STARTUP]!.due !== NEVER) return;
    if (['pending', 'scheduled', 'pulling', 'backOff', 'crashed', 'gone'].includes(replica.state)) return;
    this.#plan(replica, READINESS);
    // A container that is being stopped for a restart has nothing more to prove; readiness goes on.
    if (replica.stopAt === NEVER) this.#plan(replica, LIVENESS);
  }

  tick(payload: number, replica: Replica): void {
    const which = payload & 3,
      probe = replica.probes[which]!,
      kind = PROBES[which]!;
    const settings = this.fleet[kind];
    if (!settings || probe.due !== this.calendar.now) return;
    probe.due = NEVER;
    const passes = this.host.healthy(replica, kind);
    if (passes) {
      probe.successes++;
      probe.failures = 0;
      probe.noted = false;
    } else {
      probe.failures++;
      probe.successes = 0;
    }
    let notice = replica.fact;
    if (!passes && replica.listening && !probe.noted) {
      probe.noted = true;
      notice = this.host.failed(replica, kind);
    }
    if (kind === 'startup') {
      if (passes) {
        if (!this.fleet.readiness) this.host.ready(replica);
        return this.#beginSteady(replica);
      }
      if (probe.failures >= settings.failure) return this.host.kill(replica, kind, notice);
    } else if (kind === 'readiness') {
      if (!replica.ready && probe.successes >= settings.success) this.host.ready(replica);
      else if (replica.ready && probe.failures >= settings.failure) this.host.unready(replica);
    } else if (probe.failures >= settings.failure) return this.host.kill(replica, kind, notice);
    const settled = passes && (kind === 'liveness' || replica.ready);
    if (!settled) this.#plan(replica, which);
  }

  /** The kubelet looks at readiness as soon as the container counts as started. */
  #beginSteady(replica: Replica): void {
    this.#plan(replica, READINESS, true);
    this.#plan(replica, LIVENESS, true);
  }

  /**
   * Sets the next beat: a whole number of periods after the first possible probe of this container.
   * @param atOnce look now, or as soon as the initial delay is over, and not on the next beat
   */
  #plan(replica: Replica, which: number, atOnce = false): void {
    const settings = this.fleet[PROBES[which]!],
      probe = replica.probes[which]!;
    if (!settings || probe.due !== NEVER) return;
    const first = replica.startedAt + settings.initialDelay,
      now = this.calendar.now;
    const beats = now < first ? 0 : Math.floor((now - first) / settings.period) + 1;
    probe.due = atOnce ? Math.max(now, first) : first + beats * settings.period;
    this.calendar.schedule(probe.due, PHASE.lifecycle, EVENT.probe, replica.index * 4 + which);
  }
}
