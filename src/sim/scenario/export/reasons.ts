/** Why a system has no words for a strategy, and what comes nearest there. Cutover would read anything nearby as another strategy. */

const NO_CONTROLLER = 'Rollouts by hand have no controller, so no manifest describes them.';
export const BY_HAND = { kubernetes: NO_CONTROLLER, argo: NO_CONTROLLER, flagger: NO_CONTROLLER };

const ofDeployments = (what: string) => ({
  argo: `A Rollout is a canary or blue/green; ${what} is what Kubernetes’ own Deployment does.`,
  flagger: `A Canary of Flagger always keeps a primary beside its canary; ${what} is what Kubernetes’ own Deployment does.`,
});
export const RECREATE = ofDeployments('recreating everything');
export const ROLLING = ofDeployments('a rolling update');

export const BLUE_GREEN = {
  kubernetes: 'A Deployment replaces its servers in place and has no second environment to switch to.',
  flagger:
    'Flagger’s blue/green ends by copying the new version to its primary; a switch between two equal environments is what a Rollout does.',
};

export const CANARY = {
  kubernetes: 'A Deployment has no steps to stop at: it goes on as fast as new servers become ready.',
  flagger:
    'Flagger moves its weights on a steady tick and ends by copying the canary to its primary; a list of steps is what a Rollout has.',
};

export const FLAGGER = {
  kubernetes: 'A Deployment keeps no primary beside a canary and checks no metrics; that is what Flagger’s Canary is for.',
  argo: 'A Rollout neither ticks and counts failed checks nor copies its canary to a primary; that is what Flagger’s Canary is for.',
};

export const BASELINE = {
  kubernetes: 'A Deployment compares nothing: it has no canary, and no baseline beside it.',
  argo: 'A Rollout starts a baseline in an experiment step, amid the weights of its canary; a comparison after which production is updated apart from it is a pipeline’s.',
  flagger: 'Flagger holds its canary to limits, and never starts a baseline to compare it with.',
};

export const SHADOW = {
  kubernetes: 'A Deployment copies no requests.',
  argo: 'A Rollout copies requests within the steps of a canary (setMirrorRoute); a shadow that is compared for a time, and then taken away or kept, has no field of its own.',
  flagger:
    'Flagger copies requests on its way to a promotion (mirror); a shadow that is compared for a time, and then taken away or kept, has no field of its own.',
};

export const AB_TEST = {
  kubernetes: 'A Deployment gives any server any user; there is no rule to choose by.',
  argo: 'A Rollout sends users of a header to its canary amid its steps (setHeaderRoute); two arms that are compared for a time have no field of their own.',
  flagger:
    'Flagger’s A/B testing counts ticks and checks the canary alone; two arms that are compared for a time have no field of their own.',
};
