import { show } from '../../schema/index.ts';
import { REPLICAS_MAX } from '../../world/fleet/params.ts';
import type { Source } from '../source.ts';
import type { Manifest } from './documents.ts';
import { horizonFor } from './horizon.ts';
import { DEPLOYMENT, DEPLOYMENT_SPEC, METADATA, POD_TEMPLATE } from './known-fields.ts';
import { readPod } from './pod.ts';
import { sayInto, type WorkloadRead } from './read.ts';
import { inSeconds, Reader, type Report } from './reader.ts';
import { readStrategy } from './rolling-update.ts';
import { checkSelector } from './selector.ts';
import { checkMetadata } from './texts.ts';

/** The progress deadline by which Kubernetes means none. */
const FOREVER = 2_147_483_647;

/** Reads an apps/v1 Deployment as the API server would: what it would reject goes to the report with the reason that it would give. */
export function readDeployment({ value, path, document }: Manifest, report: Report): WorkloadRead {
  const root = new Reader(value, path, DEPLOYMENT, report);
  const name = checkHead(root, report);
  if (root.has('status'))
    report.remark('ignored', root.at('status'), 'Status was ignored: it says how the cluster stood when the file was written.');
  const said: WorkloadRead['said'] = [],
    say = sayInto(said, document);

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
  checkMetadata(template?.mapping('metadata', METADATA) ?? null, report);
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
  const version = root.text('apiVersion');
  if (!root.has('apiVersion')) report.fault(root.at('apiVersion'), 'is not set', 'Add apiVersion: apps/v1.');
  else if (version !== null && version !== 'apps/v1') {
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
  checkMetadata(metadata, report);
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
