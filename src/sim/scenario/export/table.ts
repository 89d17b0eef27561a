import type { Params as FlaggerParams } from '../../strategies/flagger/params.ts';
import { recreateAsDeployment, rollingAsDeployment } from './deployment.ts';
import type { Exporter, System } from './exporter.ts';
import { flaggerAsCanary, plainParams } from './flagger/canary.ts';

const NO_CONTROLLER = 'Rollouts by hand have no controller, so no manifest describes them.';
const notOfRollouts = (what: string): string =>
  `A Rollout is a canary or blue/green; ${what} is what Kubernetes’ own Deployment does.`;
const notOfCanaries = (what: string): string =>
  `A Canary of Flagger always keeps a primary beside its canary; ${what} is what Kubernetes’ own Deployment does.`;

/** Who writes a strategy for each system, or the sentence why nobody can. */
export type Entry = Readonly<Record<System, Exporter | string>> & {
  /** The same parameters in their plainest form, for things that can be said in two ways; left out = as they are. */
  plain?: (params: unknown) => unknown;
};

/** Of every strategy by its id. One without an entry fails a test. */
export const EXPORTERS: Readonly<Record<string, Entry>> = {
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
  flagger: {
    kubernetes:
      'A Deployment alone keeps no primary beside its canary and checks no metrics; that is what Flagger’s Canary is for.',
    argo: 'Flagger ticks, counts failed checks and copies the canary to a primary; a Rollout does neither.',
    flagger: flaggerAsCanary,
    plain: (params) => plainParams(params as FlaggerParams),
  },
};
