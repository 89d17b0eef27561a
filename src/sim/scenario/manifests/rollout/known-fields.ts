import { known } from '../known-fields.ts';

/** What the CRDs of argoproj.io/v1alpha1 know; see `KnownFields`. */
export const ROLLOUT = known('apiVersion kind metadata spec', 'status');
export const ROLLOUT_SPEC = known(
  `replicas selector template workloadRef minReadySeconds rollbackWindow strategy revisionHistoryLimit paused
  progressDeadlineSeconds progressDeadlineAbort restartAt`,
  'analysis',
);
export const WORKLOAD_REF = known('apiVersion kind name scaleDown');
export const ROLLBACK_WINDOW = known('revisions');
export const STRATEGY = known('canary blueGreen');

export const CANARY = known(
  `canaryService stableService steps trafficRouting maxSurge maxUnavailable analysis scaleDownDelaySeconds
  abortScaleDownDelaySeconds dynamicStableScale minPodsPerReplicaSet replicaProgressThreshold pingPong`,
  'canaryMetadata stableMetadata',
  'antiAffinity scaleDownDelayRevisionLimit',
);
export const PROGRESS_THRESHOLD = known('type value');
export const PING_PONG = known('pingService pongService');
export const BLUE_GREEN = known(
  `activeService previewService previewReplicaCount autoPromotionEnabled autoPromotionSeconds maxUnavailable
  scaleDownDelaySeconds scaleDownDelayRevisionLimit abortScaleDownDelaySeconds prePromotionAnalysis postPromotionAnalysis`,
  'previewMetadata activeMetadata',
  'antiAffinity',
);

export const TRAFFIC_ROUTING = known(
  'istio nginx alb smi ambassador appMesh traefik apisix plugins managedRoutes maxTrafficWeight',
);
export const ISTIO = known('virtualService virtualServices destinationRule');
export const VIRTUAL_SERVICE_REF = known('name routes', 'tlsRoutes tcpRoutes');
export const DESTINATION_RULE_REF = known('name canarySubsetName stableSubsetName');
export const NGINX = known(
  'stableIngress stableIngresses',
  'annotationPrefix additionalIngressAnnotations canaryIngressAnnotations',
);
export const ALB = known('ingress ingresses rootService servicePort', 'annotationPrefix', 'stickinessConfig');
export const MANAGED_ROUTE = known('name');

export const STEP = known('setWeight pause experiment analysis setCanaryScale setHeaderRoute setMirrorRoute plugin');
export const PAUSE = known('duration');
export const CANARY_SCALE = known('weight replicas matchTrafficWeight');
export const HEADER_ROUTE = known('name match');
export const HEADER_MATCH = known('headerName headerValue');
export const STRING_MATCH = known('exact prefix regex');
export const MIRROR_ROUTE = known('name match percentage');
export const ROUTE_MATCH = known('method path headers');

export const EXPERIMENT = known('templates duration analyses dryRun', 'analysisRunMetadata');
export const EXPERIMENT_TEMPLATE = known('name specRef replicas weight', 'metadata selector service');
export const EXPERIMENT_ANALYSIS = known('name templateName clusterScope args requiredForCompletion');

export const ANALYSIS = known('templates args dryRun', 'measurementRetention analysisRunMetadata');
export const BACKGROUND_ANALYSIS = known('templates args dryRun startingStep', 'measurementRetention analysisRunMetadata');
export const TEMPLATE_REF = known('templateName clusterScope');
export const ARGUMENT = known('name value valueFrom');
export const VALUE_FROM = known('podTemplateHashValue fieldRef secretKeyRef');
export const FIELD_REF = known('fieldPath');
export const DRY_RUN = known('metricName');
export const ANALYSIS_TEMPLATE = known('apiVersion kind metadata spec', 'status');
export const ANALYSIS_TEMPLATE_SPEC = known('metrics args dryRun templates', 'measurementRetention');
export const METRIC = known(
  `name interval initialDelay count successCondition failureCondition failureLimit inconclusiveLimit consecutiveErrorLimit
  consecutiveSuccessLimit provider`,
);
export const PROVIDER = known(
  'prometheus kayenta web datadog wavefront newRelic job cloudWatch graphite influxdb skywalking plugin',
);
export const PROMETHEUS = known('query', 'address authentication timeout insecure headers', 'rangeQuery');
