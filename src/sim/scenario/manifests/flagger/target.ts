import { didYouMean, isMapping, type Json } from '../../../schema/index.ts';
import { readDeployment } from '../deployment.ts';
import type { Manifest } from '../documents.ts';
import type { Said, WorkloadRead } from '../read.ts';
import type { Reader, Report } from '../reader.ts';
import { REF } from './known-fields.ts';
import { readRequired, readWord } from './leaves.ts';

/** The target of a Canary: its name, and what its Deployment says; null where there is none that could be read. */
export interface Target {
  name: string;
  read: WorkloadRead | null;
  used: Manifest[];
}

const KINDS = ['DaemonSet', 'Deployment', 'Service'];

/** The Deployment that a Canary refers to, with the size that its users meet. */
export function readTarget(
  spec: Reader,
  all: readonly Manifest[],
  reportOf: (manifest: Manifest) => Report,
  report: Report,
): Target {
  const ref = spec.mapping('targetRef', REF);
  if (ref === null) {
    if (!spec.has('targetRef'))
      report.fault(
        spec.at('targetRef'),
        'is missing ("Required value")',
        'Add targetRef: { apiVersion: apps/v1, kind: Deployment, name: … }.',
      );
    return { name: '', read: null, used: [] };
  }
  readRequired(ref, 'apiVersion', report, 'Add apiVersion: apps/v1.');
  const name = readRequired(ref, 'name', report, 'Add the name of the Deployment.') ?? '',
    kind = readWord(ref, 'kind', KINDS, report);
  if (!ref.has('kind')) report.fault(ref.at('kind'), 'is missing ("Required value")', 'Add kind: Deployment.');
  if (kind !== null && kind !== 'Deployment')
    report.fault(
      ref.at('kind'),
      `is a ${kind}, and only Deployments are played behind a Canary`,
      'Rehearse it with a Deployment.',
    );
  if (kind !== 'Deployment' || name === '') return { name, read: null, used: [] };

  const deployments = all.filter((manifest) => manifest.kind === 'Deployment');
  const target = deployments.find((manifest) => manifest.name === name);
  if (target === undefined) {
    const others = deployments.map((manifest) => manifest.name);
    report.fault(
      ref.at('name'),
      `is "${name.slice(0, 60)}", and this file has no Deployment of that name ("deployment ${name.slice(0, 60)} get query error: not found")`,
      others.length === 0 ? 'Paste the Deployment too, after a line with ---.' : didYouMean(name, others),
    );
    return { name, read: null, used: [] };
  }
  const primary = deployments.find((manifest) => manifest.name === `${name}-primary`) ?? null;
  const { manifest, said } = awake(target, primary, reportOf(target));
  const read = readDeployment(manifest, reportOf(target));
  return {
    name,
    read: { ...read, said: [...said, ...read.said.flatMap(underFlagger)] },
    used: primary === null ? [target] : [target, primary],
  };
}

/** Flagger keeps the target at zero while nothing is rolled out; in what a cluster prints, the primary tells how many servers there are. */
function awake(target: Manifest, primary: Manifest | null, report: Report): { manifest: Manifest; said: Said[] } {
  const spec = target.value['spec'];
  if (!isMapping(spec) || spec['replicas'] !== 0) return { manifest: target, said: [] };
  const { replicas: _none, ...rest } = spec,
    size = replicasOf(primary),
    path = [...target.path, 'spec', 'replicas'];
  if (size === null || primary === null) {
    report.remark(
      'assumed',
      path,
      'replicas is 0, since Flagger keeps the target at zero while nothing is rolled out. Set fleet.replicas.',
    );
    return { manifest: { ...target, value: { ...target.value, spec: rest } }, said: [] };
  }
  report.remark(
    'assumed',
    path,
    `replicas is 0, since Flagger keeps the target at zero; ${primary.name.slice(0, 60)} has ${size}.`,
  );
  return {
    manifest: { ...target, value: { ...target.value, spec: { ...rest, replicas: size } } },
    said: [{ scenario: ['fleet', 'replicas'], document: primary.document, manifest: [...primary.path, 'spec', 'replicas'] }],
  };
}

function replicasOf(manifest: Manifest | null): number | null {
  const spec: Json | undefined = manifest?.value['spec'];
  const replicas = isMapping(spec) ? spec['replicas'] : null;
  return typeof replicas === 'number' && replicas > 0 ? replicas : null;
}

/** The Deployment's own strategy becomes that of the primary; when a canary is late, the Canary decides. */
function underFlagger(said: Said): Said[] {
  const [section, , knob] = said.scenario;
  if (section !== 'strategy') return [said];
  return knob !== undefined && ['maxSurge', 'maxUnavailable', 'minReady'].includes(knob)
    ? [{ ...said, scenario: ['strategy', 'flagger', knob] }]
    : [];
}
