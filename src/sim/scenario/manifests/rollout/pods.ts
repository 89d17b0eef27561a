import { isMapping, show } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import { readTemplate } from '../common.ts';
import { readDeployment } from '../deployment.ts';
import type { Reader } from '../reader.ts';
import { WORKLOAD_REF } from './known-fields.ts';
import { findManifest, namesOf, type Reading } from './reading.ts';
import { oneOf } from '../words.ts';

/** The pods of a Rollout. */
export interface Pods {
  fleet: Source;
  labels: Readonly<Record<string, unknown>>;
}

const NO_PODS: Pods = { fleet: {}, labels: {} };
const SCALE_DOWN = ['never', 'onsuccess', 'progressively'];

/** The pod template: of the Rollout itself, or of the Deployment that its workloadRef names. */
export function readPods(spec: Reader, reading: Reading): Pods {
  const { report, say } = reading;
  if (!spec.has('workloadRef')) return { fleet: readTemplate(spec, report, say), labels: labelsOf(spec.raw('template')) };
  const ref = spec.mapping('workloadRef', WORKLOAD_REF);
  if (ref === null) return NO_PODS;
  const template = spec.raw('template'),
    metadata = isMapping(template) ? template['metadata'] : undefined;
  if (isMapping(metadata) && (metadata['labels'] !== undefined || metadata['annotations'] !== undefined))
    report.fault(
      spec.at('template'),
      'is given together with workloadRef ("template must be empty for workload reference rollout")',
      'Remove one of the two.',
      true,
    );
  const scaleDown = ref.text('scaleDown') ?? 'never';
  if (!SCALE_DOWN.includes(scaleDown))
    report.fault(
      ref.at('scaleDown'),
      `is ${show(scaleDown)} (supported values: ${SCALE_DOWN.map((each) => `"${each}"`).join(', ')})`,
      'Use one of them.',
    );
  return readReferred(ref, scaleDown, reading);
}

function readReferred(ref: Reader, scaleDown: string, { all, report, reportOf, used, said }: Reading): Pods {
  const kind = ref.text('kind'),
    name = ref.text('name');
  for (const key of ['kind', 'name'])
    if (!ref.has(key)) report.fault(ref.at(key), 'is missing ("Required value")', `Add the ${key} of the Deployment.`);
  if (kind === null || name === null) return NO_PODS;
  if (kind !== 'Deployment') {
    report.fault(
      ref.at('kind'),
      `is ${show(kind)}, and only a Deployment is understood here`,
      'Refer to a Deployment, or write the pod template into the Rollout.',
    );
    return NO_PODS;
  }
  const target = findManifest(all, kind, name);
  if (target === null) {
    const names = namesOf(all, kind);
    const cure = names.length === 0 ? 'Paste the Deployment behind it, after a line with ---.' : oneOf(name, names);
    report.fault(ref.at('name'), `names ${show(name)}, and this file has no Deployment of that name`, cure);
    return NO_PODS;
  }
  used.add(target);
  const read = readDeployment(target, reportOf(target), true),
    { replicas, ...fleet } = isMapping(read.source['fleet']) ? read.source['fleet'] : {};
  said.push(...read.said.filter(({ scenario }) => scenario[0] === 'fleet' && scenario[1] !== 'replicas'));
  if (replicas !== undefined) {
    const stays =
      scaleDown === 'never'
        ? 'keeps its own servers beside the Rollout’s (scaleDown: never)'
        : `is scaled down by the Rollout (scaleDown: ${scaleDown})`;
    reportOf(target).remark(
      'notModelled',
      target.path,
      `Not modelled: the ${String(replicas)} servers of Deployment ${name}, which ${stays}.`,
    );
  }
  const spec = target.value['spec'];
  return { fleet, labels: labelsOf(isMapping(spec) ? spec['template'] : undefined) };
}

function labelsOf(template: unknown): Pods['labels'] {
  const metadata = isMapping(template) ? template['metadata'] : undefined;
  return isMapping(metadata) && isMapping(metadata['labels']) ? metadata['labels'] : {};
}
