import { CANARY } from './canary.ts';
import { DEPLOYMENT } from './deployment.ts';
import { ROLLOUT } from './rollout.ts';

/** Manifests of the kinds that people really run, for those who have none at hand. */
export const EXAMPLES: readonly { label: string; file: string; text: string }[] = [
  { label: 'Deployment', file: 'web-deployment.yaml', text: DEPLOYMENT },
  { label: 'Argo Rollout', file: 'checkout-rollout.yaml', text: ROLLOUT },
  { label: 'Flagger Canary', file: 'podinfo-canary.yaml', text: CANARY },
];
