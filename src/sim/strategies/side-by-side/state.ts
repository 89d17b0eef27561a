import type { Route } from '../../trace/route.ts';
import type { Why } from '../../trace/facts.ts';
import type { Bounds } from '../rolling/bounds.ts';
import type { FleetObservation, SetName } from '../strategy.ts';
import type { SideParams } from './params.ts';

/** The environment that serves users. */
export const PRIMARY = 'primary';

/** How one strategy of this family differs from the others. */
export interface Kind<P extends SideParams = SideParams> {
  id: string;
  /** Where the new version runs until it is promoted; also the pool by which routers know it. */
  environment: string;
  /** How people call the servers there: `shadow`. */
  name: string;
  /** Users are sent there, so it must serve them until the stable side has been updated. Nobody waits for a shadow. */
  hasUsers: boolean;
  /** What is different in the route while requests reach it. */
  opened(params: P): Partial<Route>;
  /** Who or what reaches it then, in the words of a sentence: `copies of 50% of requests`. */
  reaching(params: P): string;
  /** One sentence: what opening it risks. */
  risk(params: P): string;
  /** Whose way of working it is. */
  source: string;
}

/** What decides about sizes and routes, beside the fleet itself. */
export interface Standing {
  /** The revision that the primary is to run. */
  primary: string;
  /** The revision that is to run beside it; null = none. */
  trial: string | null;
  /** Requests are to reach the trial. */
  isOpen: boolean;
  /** A person holds everything as it is. */
  isPaused: boolean;
}

/** All that one pass looks at. */
export interface View {
  standing: Standing;
  desired: number;
  sets: FleetObservation['sets'];
  routes: FleetObservation['routes'];
  /** What the knobs come to: servers on trial, bounds of the primary's rolling update. */
  size: number;
  bounds: Bounds;
  knobs: { maxSurge: number | string; maxUnavailable: number | string };
  opened: Partial<Route>;
  kind: Pick<Kind, 'environment' | 'name' | 'hasUsers' | 'source'>;
  reaching: string;
  risk: string;
}

/** What one pass leads to. */
export interface SidePass {
  route: { route: Route; why: Why } | null;
  scale: { set: SetName; to: number; why: Why }[];
  hold: Why | null;
}
