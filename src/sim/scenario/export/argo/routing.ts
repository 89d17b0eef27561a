import type { Json } from '../../../schema/index.ts';
import type { Params } from '../../../strategies/canary/params.ts';
import type { Doubts } from '../doubts.ts';
import type { KubernetesObject } from '../exporter.ts';
import { writeService } from './rollout.ts';

/** What of a Rollout, and beside it, makes a router divide the requests. */
export interface WrittenRouting {
  services: Record<string, Json>;
  fields: Record<string, Json>;
  objects: KubernetesObject[];
}

/** Requests divided by Istio, or by the ingress controller of nginx where weights are finer than one in a hundred; null routing is none. */
export function writeRouting({ trafficRouting, steps }: Params, name: string, doubts: Doubts): WrittenRouting {
  if (trafficRouting === null) return { services: {}, fields: {}, objects: [] };
  const stable = `${name}-stable`,
    canary = `${name}-canary`,
    { maxTrafficWeight } = trafficRouting;
  const managed = new Set(steps.flatMap((step) => (isRoute(step) ? [step.params.name] : [])));
  if (managed.size > 0 && maxTrafficWeight !== 100)
    doubts.cannot(
      'Header and mirror routes need Istio, and Istio’s weights add up to 100: no router can do both, short of a plugin of your own.',
    );
  const isFine = maxTrafficWeight !== 100;
  if (isFine && steps.some((step) => step.kind === 'experiment' && step.params.templates.some(({ weight }) => weight !== null)))
    doubts.cannot(
      'Weights of an experiment need Istio, and Istio’s weights add up to 100: no router can do both, short of a plugin of your own.',
    );
  const routes: Record<string, Json> =
    managed.size === 0 ? {} : { managedRoutes: [...managed].map((route) => ({ name: route })) };
  return {
    services: { stableService: stable, canaryService: canary },
    fields: {
      trafficRouting: isFine
        ? { maxTrafficWeight, nginx: { stableIngress: name } }
        : { ...routes, istio: { virtualService: { name, routes: ['primary'] } } },
    },
    objects: [
      writeService(stable, name),
      writeService(canary, name),
      isFine ? ingress(name, stable) : virtualService(name, stable, canary),
    ],
  };
}

type Step = Params['steps'][number];
const isRoute = (step: Step): step is Extract<Step, { kind: 'setHeaderRoute' | 'setMirrorRoute' }> =>
  step.kind === 'setHeaderRoute' || step.kind === 'setMirrorRoute';

const virtualService = (name: string, stable: string, canary: string): KubernetesObject => ({
  comment: '',
  value: {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name },
    spec: {
      hosts: [name],
      http: [
        {
          name: 'primary',
          route: [
            { destination: { host: stable }, weight: 100 },
            { destination: { host: canary }, weight: 0 },
          ],
        },
      ],
    },
  },
});

const ingress = (name: string, stable: string): KubernetesObject => ({
  comment: '',
  value: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        { http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: stable, port: { number: 80 } } } }] } },
      ],
    },
  },
});
