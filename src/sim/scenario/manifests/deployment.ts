import { seconds } from '../../kernel/index.ts';
import { formatDuration, isMapping, nearest, show, type Json } from '../../schema/index.ts';
import { REPLICAS_MAX } from '../../world/fleet/params.ts';
import type { Source } from '../source.ts';
import { horizonFor } from './horizon.ts';
import { CONTAINER, DEPLOYMENT, DEPLOYMENT_SPEC, METADATA, POD_SPEC, POD_TEMPLATE } from './known-fields.ts';
import { readPreStop } from './pre-stop.ts';
import { readProbe } from './probe.ts';
import { Reader, type Report } from './reader.ts';
import { readStrategy } from './rolling-update.ts';
import { checkSelector } from './selector.ts';

type Path = readonly (string | number)[];

/** A Deployment in the scenario's words. `said` maps paths of the scenario to those of the manifest that say them; the rest are the API's defaults. */
export interface DeploymentRead {
  name: string;
  source: Source;
  said: { scenario: Path; manifest: Path }[];
}

/** `90` → `1m30s`. */
const inSeconds = (amount: number): string => formatDuration(seconds(amount));

/** The progress deadline by which Kubernetes means none. */
const FOREVER = 2_147_483_647;

/** Reads an apps/v1 Deployment as the API server would: what it would reject goes to the report with the reason that it would give. */
export function readDeployment(manifest: Record<string, Json>, base: (string | number)[], report: Report): DeploymentRead {
  const root = new Reader(manifest, base, DEPLOYMENT, report);
  const name = checkHead(root, report);
  const said: DeploymentRead['said'] = [];
  const say = (scenario: string, manifestPath: Path): void =>
    void said.push({ scenario: scenario.split('.'), manifest: manifestPath });

  const spec = root.mapping('spec', DEPLOYMENT_SPEC);
  if (spec === null) {
    if (!root.has('spec')) report.fault(root.at('spec'), 'is missing ("Required value")', 'Add the spec of the Deployment.');
    return { name, source: { title: name, strategy: { rolling: {} } }, said };
  }

  const replicas = readReplicas(spec, report);
  if (spec.has('replicas')) say('fleet.replicas', spec.at('replicas'));
  const strategy = readStrategy(spec, report);
  if (spec.has('strategy')) say('strategy', spec.at('strategy'));
  for (const bound of ['maxSurge', 'maxUnavailable'])
    say(`strategy.rolling.${bound}`, [...spec.path, 'strategy', 'rollingUpdate', bound]);
  const minReady = spec.count('minReadySeconds') ?? 0,
    progressDeadline = spec.count('progressDeadlineSeconds') ?? 600;
  say(`strategy.${strategy.kind}.minReady`, spec.at('minReadySeconds'));
  say(`strategy.${strategy.kind}.progressDeadline`, spec.at('progressDeadlineSeconds'));
  const lengthsAgree = progressDeadline > minReady;
  if (!lengthsAgree) {
    const key = spec.has('progressDeadlineSeconds') ? 'progressDeadlineSeconds' : 'minReadySeconds';
    const message =
      key === 'minReadySeconds'
        ? `is ${minReady}, and progressDeadlineSeconds is ${progressDeadline} by default ("must be greater than minReadySeconds")`
        : `is ${progressDeadline}, and minReadySeconds is ${minReady} ("must be greater than minReadySeconds")`;
    report.fault(spec.at(key), message, `Set progressDeadlineSeconds to more than ${minReady}.`);
  }
  const paused = spec.boolean('paused'),
    history = spec.count('revisionHistoryLimit');
  say(`strategy.${strategy.kind}.revisionHistoryLimit`, spec.at('revisionHistoryLimit'));
  if (paused === true)
    report.remark(
      'assumed',
      spec.at('paused'),
      'paused: the rollout waits until somebody resumes it. Add operator: [{ at: 60s, do: resume }].',
    );

  const template = spec.mapping('template', POD_TEMPLATE);
  if (template === null && !spec.has('template'))
    report.fault(spec.at('template'), 'is missing ("Required value")', 'Add the pod template.');
  checkSelector(spec, template, report);
  template?.mapping('metadata', METADATA);
  const pod = readPod(template, report, say);

  const shared: Source = {
    ...(lengthsAgree
      ? { minReady: inSeconds(minReady), progressDeadline: progressDeadline === FOREVER ? 'none' : inSeconds(progressDeadline) }
      : {}),
    ...(history === null ? {} : { revisionHistoryLimit: history }),
    ...(paused === null ? {} : { paused }),
  };
  const fleet: Source = { ...(replicas === null ? {} : { replicas }), ...pod };
  const chosen: Source =
    strategy.kind === 'recreate'
      ? { recreate: shared }
      : { rolling: { maxSurge: strategy.maxSurge, maxUnavailable: strategy.maxUnavailable, ...shared } };
  const source: Source = { title: name, horizon: horizonFor(replicas ?? 1, strategy, minReady, pod), fleet, strategy: chosen };
  return { name, source, said };
}

function checkHead(root: Reader, report: Report): string {
  if (!root.has('apiVersion')) report.fault(root.at('apiVersion'), 'is not set', 'Add apiVersion: apps/v1.');
  else if (root.raw('apiVersion') !== 'apps/v1') {
    const version = String(root.raw('apiVersion'));
    const gone = ['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'].includes(version)
      ? ', which Kubernetes 1.16 removed'
      : '';
    report.fault(
      root.at('apiVersion'),
      `is ${show(version)}${gone} (no matches for kind "Deployment" in version "${version.slice(0, 60)}")`,
      'Write apiVersion: apps/v1.',
    );
  }
  const metadata = root.mapping('metadata', METADATA);
  const name = metadata?.text('name') ?? null;
  if (name === null && metadata?.raw('generateName') === undefined) {
    report.fault(
      metadata?.at('name') ?? root.at('metadata'),
      'has no name ("name or generateName is required")',
      'Add metadata.name.',
    );
  }
  if (name !== null && (name.length > 253 || !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name))) {
    report.fault(
      metadata!.at('name'),
      `is ${show(name)} ("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'")`,
      'Use small letters, digits and dashes.',
    );
  }
  return (name ?? 'Deployment').slice(0, 120);
}

/** Null when the manifest does not say, which the API server takes for 1. */
function readReplicas(spec: Reader, report: Report): number | null {
  const replicas = spec.count('replicas');
  if (replicas === 0) return report.fault(spec.at('replicas'), 'is 0, so there is nothing to rehearse', 'Write 1 or more.');
  if (replicas !== null && replicas > REPLICAS_MAX) {
    return report.fault(
      spec.at('replicas'),
      `is ${replicas}, and a rehearsal has ${REPLICAS_MAX} servers at most`,
      `Write ${REPLICAS_MAX} or less: proportions stay the same.`,
    );
  }
  return replicas;
}

function readPod(template: Reader | null, report: Report, say: (scenario: string, manifest: Path) => void): Record<string, Json> {
  const spec = template?.mapping('spec', POD_SPEC) ?? null;
  if (spec === null) {
    if (template !== null && !template.has('spec'))
      report.fault(template.at('spec'), 'is missing ("Required value")', 'Add the spec of the pod.');
    return {};
  }
  const restart = spec.text('restartPolicy');
  if (restart !== null && restart !== 'Always') {
    report.fault(
      spec.at('restartPolicy'),
      `is ${show(restart)} (supported values: "Always")`,
      'Remove it: a Deployment always restarts its containers.',
    );
  }
  const grace = spec.count('terminationGracePeriodSeconds') ?? 30;
  if (spec.has('terminationGracePeriodSeconds')) say('fleet.grace', spec.at('terminationGracePeriodSeconds'));
  if ((spec.list('initContainers') ?? []).length > 0) {
    report.remark(
      'notModelled',
      spec.at('initContainers'),
      'Not modelled: initContainers. Add the time that they take to fleet.boot.',
    );
  }
  const containers = spec.list('containers');
  if (containers === null || containers.length === 0) {
    report.fault(spec.at('containers'), 'is missing ("Required value")', 'Add a container.');
    return { grace: inSeconds(grace) };
  }
  const readers = containers.map((container, index) => {
    const path = [...spec.at('containers'), index];
    return isMapping(container)
      ? new Reader(container, path, index === 0 ? CONTAINER : quiet(CONTAINER), report)
      : report.fault(path, `must be a mapping, is ${show(container)}`, 'Give it a name and an image.');
  });
  for (const reader of readers) if (reader !== null) checkContainer(reader, report);
  const [main, ...sidecars] = readers;
  if (main === null || main === undefined) return { grace: inSeconds(grace) };
  for (const sidecar of sidecars) {
    if (sidecar === null) continue;
    const gated = sidecar.has('readinessProbe') ? ' Really, its readiness probe must pass too before the pod is ready.' : '';
    report.remark(
      'notModelled',
      sidecar.path.slice(),
      `Not modelled: container ${show(sidecar.raw('name') ?? '')}, since only the first one is.${gated}`,
    );
  }
  return { grace: inSeconds(grace), ...readContainer(main, grace, report, say) };
}

/** Of a further container nothing is modelled, and one remark says so. */
const quiet = ({ modelled, silent, others }: typeof CONTAINER): typeof CONTAINER => ({
  modelled,
  silent: [...silent, ...others],
  others: [],
});

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

function checkContainer(container: Reader, report: Report): void {
  for (const key of ['name', 'image']) {
    if (container.text(key) === null && !container.has(key))
      report.fault(container.at(key), 'is missing ("Required value")', `Add the ${key} of the container.`);
  }
  const policy = container.text('imagePullPolicy');
  if (policy !== null && !PULL_POLICIES.includes(policy)) {
    const meant = nearest(policy, PULL_POLICIES);
    report.fault(
      container.at('imagePullPolicy'),
      `is ${show(policy)} (supported values: "Always", "IfNotPresent", "Never")`,
      meant === null ? 'Use one of them.' : `Did you mean "${meant}"?`,
    );
  }
}

function readContainer(
  container: Reader,
  grace: number,
  report: Report,
  say: (scenario: string, manifest: Path) => void,
): Record<string, Json> {
  const fleet: Record<string, Json> = {};
  for (const name of ['readiness', 'liveness', 'startup'] as const) {
    const key = `${name}Probe` as const,
      probe = readProbe(container, key, report);
    // A startup or liveness probe that is not there is none by default; a readiness probe must be said to be missing.
    if (probe !== null || name === 'readiness') fleet[name] = probe ?? 'none';
    if (probe !== null) {
      say(`fleet.${name}`, container.at(key));
      const fields = {
        initialDelay: 'initialDelaySeconds',
        period: 'periodSeconds',
        timeout: 'timeoutSeconds',
        success: 'successThreshold',
        failure: 'failureThreshold',
      };
      for (const [ours, theirs] of Object.entries(fields)) say(`fleet.${name}.${ours}`, [...container.at(key), theirs]);
    }
  }
  if (fleet['readiness'] === 'none') {
    report.remark(
      'assumed',
      container.path.slice(),
      'No readiness probe: a server gets requests as soon as its container runs, while it is still booting.',
    );
  }
  const preStop = readPreStop(container, grace, report);
  if (preStop > 0) {
    fleet['preStop'] = inSeconds(preStop);
    say('fleet.preStop', container.at('lifecycle'));
  }
  if (container.raw('imagePullPolicy') === 'Never') {
    fleet['pull'] = '0s';
    report.remark('assumed', container.at('imagePullPolicy'), 'Image pull: Never, so fetching the image takes no time.');
  }
  return fleet;
}
