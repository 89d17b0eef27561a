import { SECOND, type Micros } from '../../kernel/index.ts';
import type { Service } from '../traffic/service.ts';
import type { Lives } from './lives.ts';
import type { Fleet } from './params.ts';
import { NEVER, type Replica } from './replica.ts';

/** What a process has left at least when TERM comes late: the kubelet never kills sooner. */
const GRACE_MIN: Micros = 2 * SECOND;

/**
 * How a process is stopped, whether its replica was deleted or failed a probe: the preStop hook, TERM, what the process makes of
 * that, and KILL when the grace period is over.
 */
export class Shutdown {
  constructor(
    private readonly fleet: Fleet,
    private readonly lives: Lives,
    private readonly service: () => Service,
    /** The process has ended, and its replica goes or starts anew. */
    private readonly ended: (replica: Replica, detail: string) => void,
  ) {}

  /** When TERM is due if a stop is asked for now. */
  get termAt(): Micros {
    return this.lives.calendar.now + Math.min(this.fleet.preStop, this.fleet.grace);
  }

  /** The grace period starts to run, and the preStop hook with it. */
  begin(replica: Replica): void {
    replica.stopAt = this.lives.calendar.now;
    const term = this.termAt;
    if (term === replica.stopAt) this.#term(replica);
    else this.lives.later(replica, term, () => this.#term(replica));
  }

  /** Its slots and queue are empty: a process that was sent TERM may leave. */
  idle(replica: Replica): void {
    if (!replica.termed || !replica.reachable || replica.leaving) return;
    const { onTerm } = this.fleet;
    if (onTerm === 'drain' || (onTerm === 'serve' && !replica.known)) this.#leave(replica, 'finished its last request');
  }

  #term(replica: Replica): void {
    const kill = Math.max(replica.stopAt + this.fleet.grace, this.lives.calendar.now + GRACE_MIN);
    const deleted = replica.deletedAt !== NEVER;
    replica.termed = true;
    if (!replica.listening) {
      if (deleted) this.lives.move(replica, 'stopping', 'sent TERM');
      return this.ended(replica, 'stopped while booting');
    }
    this.lives.move(replica, 'stopping', deleted ? 'sent TERM' : `${replica.restartReason}: sent TERM, to be restarted`, kill);
    this.lives.later(replica, kill, () => {
      this.lives.move(replica, 'killed', 'grace period is over');
      this.ended(replica, 'KILL');
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
    const { lives } = this;
    replica.leaving = true;
    replica.listening = false;
    lives.later(replica, lives.calendar.now + lives.draw(this.fleet.stop, `stop/${replica.id}`), () =>
      this.ended(replica, detail),
    );
  }
}
