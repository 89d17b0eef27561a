import { MILLISECOND, SECOND, toSeconds, type Micros } from '../../kernel/index.ts';
import type { Json } from '../../schema/index.ts';
import type { Fleet, Probe } from '../../world/fleet/params.ts';

/** A pod template, and what it says of the fleet. */
export interface WrittenPod {
  template: Record<string, Json>;
  says: (keyof Fleet)[];
}

const isWhole = (length: Micros): boolean => length % SECOND === 0;
const HOOK_MAX: Micros = 86_400 * SECOND;

/**
 * The fleet's probes, preStop and grace period as a pod template. What counts in fractions of a second, where Kubernetes only has
 * whole ones, is left to the scenario.
 */
export function writePod(fleet: Fleet, name: string, revision: string): WrittenPod {
  const says: (keyof Fleet)[] = [];
  const container: Record<string, Json> = {
    name,
    image: `${name}:${revision}`,
    ports: [{ name: 'http', containerPort: 8080 }],
  };
  for (const [kind, path] of PROBES) {
    const probe = fleet[kind];
    if (probe !== null && !isSayable(probe)) continue;
    says.push(kind);
    if (probe !== null) container[`${kind}Probe`] = writeProbe(probe, path);
  }
  const graceIsSaid = isWhole(fleet.grace),
    grace = graceIsSaid ? fleet.grace : KUBERNETES_GRACE;
  if (graceIsSaid) says.push('grace');
  const hook = writePreStop(fleet.preStop, grace);
  if (hook !== null || fleet.preStop === 0) says.push('preStop');
  if (hook !== null) container['lifecycle'] = { preStop: hook };
  const spec = { ...(graceIsSaid ? { terminationGracePeriodSeconds: toSeconds(fleet.grace) } : {}), containers: [container] };
  return { template: { metadata: { labels: { app: name } }, spec }, says };
}

const KUBERNETES_GRACE: Micros = 30 * SECOND;
const PROBES = [
  ['startup', '/healthz'],
  ['readiness', '/ready'],
  ['liveness', '/healthz'],
] as const;

const isSayable = ({ initialDelay, period, timeout }: Probe): boolean => [initialDelay, period, timeout].every(isWhole);

function writeProbe({ initialDelay, period, timeout, success, failure }: Probe, path: string): Record<string, Json> {
  return {
    httpGet: { path, port: 'http' },
    ...(initialDelay === 0 ? {} : { initialDelaySeconds: toSeconds(initialDelay) }),
    periodSeconds: toSeconds(period),
    ...(timeout === SECOND ? {} : { timeoutSeconds: toSeconds(timeout) }),
    ...(success === 1 ? {} : { successThreshold: success }),
    ...(failure === 3 ? {} : { failureThreshold: failure }),
  };
}

/** Kubernetes has a sleep of its own for whole seconds within the grace period; any other is a command. Null = no hook says it. */
function writePreStop(preStop: Micros, grace: Micros): Json {
  if (preStop === 0 || preStop > HOOK_MAX || preStop % MILLISECOND !== 0) return null;
  const amount = toSeconds(preStop);
  return isWhole(preStop) && preStop <= grace ? { sleep: { seconds: amount } } : { exec: { command: ['sleep', String(amount)] } };
}
