import { isMapping, nearest, show, type Json } from '../../schema/index.ts';
import { CONTAINER, POD_SPEC } from './known-fields.ts';
import { readPreStop } from './pre-stop.ts';
import { readProbe } from './probe.ts';
import type { Say } from './read.ts';
import { inSeconds, Reader, type Report } from './reader.ts';
import { checkEnvironment } from './texts.ts';

/** What the pod template says of the fleet; the API server's defaults are filled in. */
export function readPod(template: Reader | null, report: Report, say: Say): Record<string, Json> {
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
  checkEnvironment(container, report);
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

function readContainer(container: Reader, grace: number, report: Report, say: Say): Record<string, Json> {
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
