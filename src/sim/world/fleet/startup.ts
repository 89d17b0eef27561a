import { MINUTE, SECOND, type Distribution, type Micros } from '../../kernel/index.ts';
import type { ActiveFaults } from '../faults/active.ts';
import type { Revision } from '../revision.ts';
import type { Lives } from './lives.ts';
import type { Fleet } from './params.ts';
import type { Replica } from './replica.ts';

/** Back-off of crashes and of image pulls: 10 s, doubling to 5 minutes. */
export const BACK_OFF_FIRST: Micros = 10 * SECOND,
  BACK_OFF_MAX: Micros = 5 * MINUTE;

export interface StartupHost {
  /** The container runs; whether it listens yet is another matter. */
  started(replica: Replica): void;
  /** The process ends by itself. */
  die(replica: Replica, detail: string): void;
}

/** From the image to a process that listens, and the death that some processes carry within them. */
export class Startup {
  constructor(
    private readonly fleet: Fleet,
    private readonly revisions: readonly Revision[],
    private readonly lives: Lives,
    private readonly faults: () => ActiveFaults,
    private readonly host: StartupHost,
  ) {}

  /** Fetches the image, as often as it takes, and starts the container. */
  pull(replica: Replica, failures = 0): void {
    const { lives } = this;
    const done = this.#now + lives.draw(this.fleet.pull, `pull/${replica.id}/${failures}`);
    lives.move(replica, 'pulling', 'pulling the image', done);
    lives.later(replica, done, () => {
      if (!this.faults().pullFails(lives.revisionOf(replica))) return this.start(replica);
      const wait = Math.min(BACK_OFF_MAX, BACK_OFF_FIRST * 2 ** failures);
      lives.move(replica, 'backOff', `ImagePullBackOff, next try in ${wait / SECOND} s`, this.#now + wait);
      lives.later(replica, this.#now + wait, () => this.pull(replica, failures + 1));
    });
  }

  /** Starts a container from the image that the node has. */
  start(replica: Replica): void {
    const { lives } = this;
    const boot = this.revisions[replica.revision]!.boot ?? this.fleet.boot;
    const factor = this.faults().bootFactor(lives.revisionOf(replica));
    const listens = this.#now + Math.round(lives.draw(boot, `boot/${replica.id}/${replica.restarts}`) * factor);
    replica.generation++;
    replica.startedAt = this.#now;
    lives.move(replica, 'starting', 'booting', listens);
    this.planDeath(replica);
    this.planCrashLoop(replica);
    lives.later(replica, listens, () => {
      replica.listening = true;
      replica.listensSince = this.#now;
      if (replica.state === 'starting') lives.move(replica, 'running', 'listens on its port');
    });
    this.host.started(replica);
  }

  /** Plans when a leak will have used up the memory; an instant already past is now. */
  planDeath(replica: Replica): void {
    const { leak } = this.revisions[replica.revision]!;
    if (!leak) return;
    replica.leakAfter = Math.max(1, this.lives.draw(leak.after, `leak/${replica.id}/${replica.restarts}`));
    const at = Math.max(this.#now, replica.startedAt + replica.leakAfter);
    this.lives.later(replica, at, () => this.host.die(replica, 'out of memory'));
  }

  /** Plans the crash that a fault demands, if it still does when the time comes. */
  planCrashLoop(replica: Replica): void {
    const { lives } = this;
    const after = (): Distribution | null => this.faults().crashAfter(lives.revisionOf(replica));
    const span = after();
    if (!span) return;
    const at = this.#now + Math.max(1, lives.draw(span, `crashLoop/${replica.id}/${replica.restarts}`));
    lives.later(replica, at, () => {
      if (after()) this.host.die(replica, 'exited with an error');
    });
  }

  get #now(): Micros {
    return this.lives.calendar.now;
  }
}
