import type { FleetObservation } from '../strategy.ts';
import { sceneOf, type Context } from './context.ts';
import { reconcile, type Resize } from './reconcile.ts';
import { scaleProduction } from './production.ts';
import { PRODUCTION } from './sets.ts';

type Order = Context['orders'][number];

/** The fleet as an event brings it; a clock that runs out brings none, and finds the fleet as it was last seen. */
export const seen = (context: Context, event: object): FleetObservation =>
  'fleet' in event ? (event.fleet as FleetObservation) : { ...context.fleet, at: context.dueAt ?? context.fleet.at };

/** One look at the fleet, as orders to be carried out and a route to be remembered. */
export function look(context: Context): Pick<Context, 'orders' | 'route'> {
  const { route, resizes, hold } = reconcile(sceneOf(context));
  return {
    route: route?.route ?? context.route,
    orders: [
      ...(route === null ? [] : [((to) => to.route(route.route, route.why)) satisfies Order]),
      ...resizes.map(ordered),
      ...(hold === null ? [] : [((to) => to.hold(hold)) satisfies Order]),
    ],
  };
}

/** The wanted number of servers has changed: production follows; the pair keeps its size, or its servers would no longer be of one age. */
export function rescaled(context: Context, replicas: number): Pick<Context, 'orders'> {
  const { params, production, desired, fleet, phase } = context;
  const { resizes } = scaleProduction(
    params,
    production,
    { before: desired, after: replicas, isPaused: phase === 'paused' },
    fleet.sets,
  );
  return {
    orders: resizes.map(({ revision, ...resize }) => ordered({ ...resize, set: { revision, environment: PRODUCTION } })),
  };
}

const ordered =
  ({ set, to, why }: Resize): Order =>
  (world) =>
    world.scale(set, to, why);
