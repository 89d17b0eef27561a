/**
 * The fields that the API server knows, so that a misspelt one can be told from one that is only left out of the model.
 * `modelled` fields are read, `silent` ones change nothing in a rehearsal, `others` are told as "not modelled".
 */
export interface KnownFields {
  modelled: readonly string[];
  silent: readonly string[];
  others: readonly string[];
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
/** Three lists of fields, each as words in one text. */
export const known = (modelled: string, silent = '', others = ''): KnownFields => ({
  modelled: words(modelled),
  silent: words(silent),
  others: words(others),
});

export const DEPLOYMENT = known('apiVersion kind metadata spec', 'status');
export const METADATA = known(
  'name labels',
  `namespace annotations generateName uid resourceVersion generation creationTimestamp managedFields
  finalizers ownerReferences selfLink deletionTimestamp deletionGracePeriodSeconds`,
);
export const DEPLOYMENT_SPEC = known(
  'replicas selector strategy template minReadySeconds progressDeadlineSeconds revisionHistoryLimit paused',
);
export const STRATEGY = known('type rollingUpdate');
export const ROLLING_UPDATE = known('maxSurge maxUnavailable');
export const SELECTOR = known('matchLabels matchExpressions');
export const POD_TEMPLATE = known('metadata spec');
export const POD_SPEC = known(
  'containers terminationGracePeriodSeconds restartPolicy initContainers',
  'dnsPolicy schedulerName serviceAccountName serviceAccount automountServiceAccountToken imagePullSecrets enableServiceLinks hostname subdomain',
  `activeDeadlineSeconds affinity dnsConfig ephemeralContainers hostAliases hostIPC hostNetwork hostPID hostUsers hostnameOverride nodeName
  nodeSelector os overhead preemptionPolicy priority priorityClassName readinessGates resourceClaims resources runtimeClassName schedulingGates
  securityContext setHostnameAsFQDN shareProcessNamespace tolerations topologySpreadConstraints volumes`,
);
export const CONTAINER = known(
  'name image imagePullPolicy readinessProbe livenessProbe startupProbe lifecycle',
  'ports terminationMessagePath terminationMessagePolicy stdin stdinOnce tty workingDir',
  'args command env envFrom resizePolicy resources restartPolicy restartPolicyRules securityContext volumeDevices volumeMounts',
);
export const LIFECYCLE = known('preStop', '', 'postStart stopSignal');
export const LIFECYCLE_HANDLER = known('exec httpGet sleep tcpSocket');
export const PROBE = known(
  'initialDelaySeconds periodSeconds timeoutSeconds successThreshold failureThreshold exec httpGet tcpSocket grpc',
  '',
  'terminationGracePeriodSeconds',
);
export const EXEC = known('command');
export const HTTP_GET = known('port', 'host httpHeaders path scheme');
export const TCP_SOCKET = known('port', 'host');
export const GRPC = known('port', 'service');
export const SLEEP = known('seconds');
