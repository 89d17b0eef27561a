import { known } from '../known-fields.ts';

/** The fields of Flagger's own objects (flagger.app/v1beta1), as its CRDs have them. */
export const CANARY = known('apiVersion kind metadata spec', 'status');
export const CANARY_SPEC = known(
  'provider targetRef autoscalerRef service progressDeadlineSeconds skipAnalysis suspend analysis canaryAnalysis',
  'metricsServer insecureSkipVerify revertOnDeletion ingressRef routeRef upstreamRef',
);
export const REF = known('apiVersion kind name', 'namespace primaryScalerQueries primaryScalerReplicas');
export const SERVICE = known(
  'port',
  `name portName appProtocol targetPort portDiscovery headless hosts gateways gatewayRefs delegation meshName backends
  apex primary canary unmanagedMetadata trafficDistribution corsPolicy`,
  'timeout backendTimeout retries match rewrite headers trafficPolicy mirror',
);
export const ANALYSIS = known(
  `interval threshold iterations stepWeight stepWeights maxWeight stepWeightPromotion mirror mirrorWeight
  primaryReadyThreshold canaryReadyThreshold match metrics webhooks sessionAffinity`,
  'alerts',
);
export const METRIC = known('name interval threshold thresholdRange templateRef query templateVariables');
export const RANGE = known('min max');
export const TEMPLATE_REF = known('name namespace');
export const WEBHOOK = known('name type url', 'timeout metadata muteAlert retries disableTLS');
export const RULE = known('headers queryParams sourceLabels');
export const AFFINITY = known('cookieName maxAge', 'domain httpOnly partitioned path sameSite secure', 'primaryCookieName');

export const METRIC_TEMPLATE = known('apiVersion kind metadata spec', 'status');
export const TEMPLATE_SPEC = known('provider query');
export const TEMPLATE_PROVIDER = known('type', 'address headers secretRef region insecureSkipVerify');
