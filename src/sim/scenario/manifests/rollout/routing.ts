import { show } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import type { Reader, Report } from '../reader.ts';
import { MANAGED_ROUTE, TRAFFIC_ROUTING } from './known-fields.ts';
import { readersOf } from './reading.ts';

/** The routers that Argo Rollouts knows, and what it can make each do besides dividing by weight. */
const ROUTERS: Readonly<
  Record<string, { needsServices: boolean; header: boolean; mirror: boolean; maxWeight: boolean; experiment: boolean }>
> = {
  istio: { needsServices: true, header: true, mirror: true, maxWeight: false, experiment: true },
  nginx: { needsServices: true, header: false, mirror: false, maxWeight: true, experiment: false },
  alb: { needsServices: true, header: true, mirror: false, maxWeight: false, experiment: true },
  smi: { needsServices: true, header: false, mirror: false, maxWeight: false, experiment: true },
  ambassador: { needsServices: true, header: false, mirror: false, maxWeight: false, experiment: false },
  appMesh: { needsServices: true, header: false, mirror: false, maxWeight: false, experiment: false },
  traefik: { needsServices: true, header: false, mirror: false, maxWeight: false, experiment: false },
  apisix: { needsServices: true, header: true, mirror: false, maxWeight: false, experiment: false },
  plugins: { needsServices: false, header: true, mirror: true, maxWeight: true, experiment: true },
};

/** What the traffic routing of a canary can do. */
export interface Routing {
  /** Null = there is none: the canary gets the share that it has of the servers. */
  reader: Reader | null;
  routers: readonly string[];
  maxWeight: number;
  managedRoutes: readonly string[] | null;
  can: (what: 'header' | 'mirror' | 'experiment') => boolean;
}

/** The traffic routing of a canary; without one, weights are shares of the servers. */
export function readRouting(canary: Reader, report: Report): Routing {
  const reader = canary.mapping('trafficRouting', TRAFFIC_ROUTING);
  const routers = reader === null ? [] : Object.keys(ROUTERS).filter((router) => reader.has(router));
  if (reader !== null && routers.length === 0)
    report.fault(
      reader.path,
      'names no router, so nothing would ever divide the requests',
      `Add one of ${Object.keys(ROUTERS).join(', ')}, or remove trafficRouting.`,
    );
  const managed =
    reader === null || !reader.has('managedRoutes') ? null : readersOf(reader, 'managedRoutes', MANAGED_ROUTE, report);
  return {
    reader,
    routers,
    maxWeight: reader === null ? 100 : readMaxWeight(reader, routers, report),
    managedRoutes: managed?.flatMap((route) => route?.text('name') ?? []) ?? null,
    can: (what) => routers.some((router) => ROUTERS[router]![what]),
  };
}

/** The routing in the words of the scenario. */
export const routingSource = ({ reader, maxWeight }: Routing): Source =>
  reader === null ? {} : { trafficRouting: maxWeight === 100 ? true : { maxTrafficWeight: maxWeight } };

function readMaxWeight(reader: Reader, routers: readonly string[], report: Report): number {
  const given = reader.count('maxTrafficWeight', 1);
  if (given === null) return 100;
  if (!routers.some((router) => ROUTERS[router]!.maxWeight)) {
    report.fault(
      reader.at('maxTrafficWeight'),
      `is ${given} with ${routers.join(', ') || 'no router'} ("Canary maxTrafficWeight in traffic routing only support in Nginx and Plugins")`,
      'Remove it: weights are out of 100.',
    );
    return 100;
  }
  return given;
}

/** Rules about the two services of a canary, which most routers tell the sides apart by. */
export function checkServices(
  canary: Reader,
  { reader, routers }: Routing,
  report: Report,
): { canary: string | null; stable: string | null } {
  const canaryService = canary.text('canaryService') || null,
    stableService = canary.text('stableService') || null;
  if (canaryService !== null && canaryService === stableService)
    report.fault(
      canary.at('stableService'),
      `is ${show(stableService)}, which is the canaryService too ("This rollout uses the same service for the stable and canary services, but two different services are required.")`,
      'Name two Services.',
    );
  const bySubset = reader?.raw('istio'),
    hasSubsets = typeof bySubset === 'object' && bySubset !== null && 'destinationRule' in bySubset;
  const needed = routers.some(
    (router) =>
      ROUTERS[router]!.needsServices && !(router === 'istio' && hasSubsets) && !(router === 'alb' && canary.has('pingPong')),
  );
  for (const [key, name] of [
    ['stableService', stableService],
    ['canaryService', canaryService],
  ] as const)
    if (needed && name === null && !canary.has(key))
      report.fault(
        canary.at(key),
        `is missing, and ${routers.join(', ')} needs it ("Canary service and Stable service must to be set to use Traffic Routing")`,
        `Add ${key} with the name of a Service.`,
      );
  return { canary: canaryService, stable: stableService };
}
