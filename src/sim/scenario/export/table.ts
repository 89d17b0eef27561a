import { recreateAsDeployment, rollingAsDeployment } from './deployment.ts';
import type { Exporter, System } from './exporter.ts';

const NO_CONTROLLER = 'Rollouts by hand have no controller, so no manifest describes them.';
const notOfRollouts = (what: string): string =>
  `A Rollout is a canary or blue/green; ${what} is what Kubernetes’ own Deployment does.`;
const notOfCanaries = (what: string): string =>
  `A Canary of Flagger always keeps a primary beside its canary; ${what} is what Kubernetes’ own Deployment does.`;

/** Of every strategy by its id: who writes it for a system, or the sentence why nobody can. A strategy without an entry fails a test. */
export const EXPORTERS: Readonly<Record<string, Readonly<Record<System, Exporter | string>>>> = {
  'by-hand': { kubernetes: NO_CONTROLLER, argo: NO_CONTROLLER, flagger: NO_CONTROLLER },
  recreate: {
    kubernetes: recreateAsDeployment,
    argo: notOfRollouts('recreating everything'),
    flagger: notOfCanaries('recreating everything'),
  },
  rolling: {
    kubernetes: rollingAsDeployment,
    argo: notOfRollouts('a rolling update'),
    flagger: notOfCanaries('a rolling update'),
  },
};
