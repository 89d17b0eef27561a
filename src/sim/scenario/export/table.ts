import { recreateAsDeployment, rollingAsDeployment } from './deployment.ts';
import type { Exporter, System } from './exporter.ts';

const NO_CONTROLLER = 'Rollouts by hand have no controller, so no manifest describes them.';
const ONLY_DEPLOYMENT = 'is a strategy of Kubernetes’ own Deployment; export it as kubernetes, or choose another strategy to use';

/** Of every strategy by its id: who writes it for a system, or the sentence why nobody can. A strategy without an entry fails a test. */
export const EXPORTERS: Readonly<Record<string, Readonly<Record<System, Exporter | string>>>> = {
  'by-hand': { kubernetes: NO_CONTROLLER, argo: NO_CONTROLLER, flagger: NO_CONTROLLER },
  recreate: {
    kubernetes: recreateAsDeployment,
    argo: `Recreate ${ONLY_DEPLOYMENT} a Rollout.`,
    flagger: `Recreate ${ONLY_DEPLOYMENT} a Canary.`,
  },
  rolling: {
    kubernetes: rollingAsDeployment,
    argo: `A rolling update ${ONLY_DEPLOYMENT} a Rollout.`,
    flagger: `A rolling update ${ONLY_DEPLOYMENT} a Canary.`,
  },
};
