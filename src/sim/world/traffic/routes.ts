import { PHASE, quantileOf, type Calendar, type Micros, type Quantile, type Stream } from '../../kernel/index.ts';
import type { FactId } from '../../trace/facts.ts';
import type { Recorder } from '../../trace/recorder.ts';
import { ruledShares, type Route } from '../../trace/route.ts';
import type { Traffic } from './params.ts';
import type { Users } from './users.ts';

/** Where one request is to go: one pool, or null for any replica that the router knows. */
export type Destination = string | null;

const EVERYWHERE: Route = { weights: null };

/** The rules by which requests are divided among pools: as asked by the strategy, and, later, as routers follow them. */
export class Routes {
  asked: Route = EVERYWHERE;
  effective: Route = EVERYWHERE;
  /** The rules before the last change, and since when the change spreads among users. */
  #before: Route = EVERYWHERE;
  #since: Micros = 0;
  /** No change may overtake an earlier one. */
  #until: Micros = 0;
  readonly #lag: Quantile;
  readonly #cohorts: Readonly<Record<string, number>>;

  constructor(
    traffic: Traffic,
    private readonly users: Users,
    private readonly calendar: Calendar,
    private readonly lags: Stream,
    private readonly recorder: Recorder,
    private readonly changed: (cause: FactId) => void,
  ) {
    this.#lag = quantileOf(traffic.endpointLag);
    this.#cohorts = Object.fromEntries(traffic.cohorts);
  }

  /** Before the run began: in force at once. */
  seed(route: Route): void {
    this.asked = this.effective = this.#before = route;
    if (route.weights !== null) this.recorder.record('route.effective', { route }, null);
  }

  /** Routers will divide requests so after their lag. */
  ask(route: Route, cause: FactId): void {
    this.asked = route;
    const at = Math.max(this.#until, this.calendar.now + Math.round(this.#lag(this.lags())));
    this.#until = at;
    this.calendar.call(at, PHASE.lifecycle, () => {
      this.#before = this.effective;
      this.effective = route;
      this.#since = at;
      this.changed(this.recorder.record('route.effective', { route }, cause));
    });
  }

  /**
   * The pool for one request.
   * @param luck the request's own number in (0, 1)
   */
  choose(user: number, luck: number): Destination {
    const now = this.calendar.now;
    const { spread = 0 } = this.effective;
    const route = now < this.#since + spread && this.users.turn(user) * spread > now - this.#since ? this.#before : this.effective;
    if (route.match)
      for (const { cohort, pool } of route.match) if (this.users.cohort(user) === cohort) return pool;
    const { split } = route;
    if (split && this.users.arm(user) < split.share) return split.pool;
    if (route.weights === null) return null;
    const { sticky } = route;
    if (sticky && (route.weights[sticky.pool] ?? 0) > 0 && this.users.keptBy(user, sticky.pool, now)) return sticky.pool;
    const pool = draw(route.weights, luck);
    if (sticky && pool === sticky.pool) this.users.keep(user, pool, now + sticky.for);
    return pool;
  }

  /** What rules about users set aside, by pool, before weights divide the rest. */
  get ruled(): { pools: Record<string, number>; rest: number } {
    return ruledShares(this.effective, this.#cohorts);
  }
}

/** Cuts the unit interval into shares, in the order in which the pools are written. */
function draw(weights: Record<string, number>, luck: number): string {
  let left = luck, last = '';
  for (const pool in weights) {
    const share = weights[pool]!;
    if (share <= 0) continue;
    last = pool;
    if (left < share) return pool;
    left -= share;
  }
  return last;
}
