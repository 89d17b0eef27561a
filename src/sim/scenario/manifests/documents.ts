import { isMapping, nearest, show, type Fault, type Json } from '../../schema/index.ts';

type Path = Fault['path'];

/** One Kubernetes object of a file: which YAML document it is in, and where in it (objects may be items of a List). */
export interface Manifest {
  document: number;
  path: Path;
  kind: string;
  name: string;
  value: Record<string, Json>;
}

/** Whether a document is meant for Kubernetes rather than a scenario of ours. */
export const isManifest = (value: Json): value is Record<string, Json> =>
  isMapping(value) && (Object.hasOwn(value, 'apiVersion') || Object.hasOwn(value, 'kind'));

/** The objects of a document: itself, or the items when it is a List. */
export function manifestsOf(value: Record<string, Json>, document: number, path: Path = []): Manifest[] {
  const kind = typeof value['kind'] === 'string' ? value['kind'] : '',
    items = value['items'];
  if (kind.endsWith('List') && Array.isArray(items)) {
    return items.flatMap((item, index) => (isMapping(item) ? manifestsOf(item, document, [...path, 'items', index]) : []));
  }
  const metadata = value['metadata'],
    name = isMapping(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : '';
  return [{ document, path, kind, name, value }];
}

/** What can be rehearsed (`workload.ts` reads each), the more telling kinds first: a Deployment may be only a part of a Canary or a Rollout. */
const WORKLOADS = ['Canary', 'Rollout', 'Deployment'];

/** The API groups of the kinds whose names others use too. */
const GROUPS: Readonly<Record<string, string>> = { Canary: 'flagger.app', Rollout: 'argoproj.io' };

/** Whether an object is a workload that we play. A misspelt API group is a mistake to be told; another one makes it something else. */
export const isWorkload = ({ kind, value }: Manifest): boolean => {
  if (!WORKLOADS.includes(kind)) return false;
  const version = value['apiVersion'],
    group = typeof version === 'string' && version.includes('/') ? version.split('/')[0]! : null;
  return group === null || GROUPS[kind] === undefined || nearest(group, [GROUPS[kind]!]) !== null;
};

/** The workloads of a file, those first that others may be parts of. */
export const workloadsOf = (manifests: readonly Manifest[]): Manifest[] =>
  manifests.filter(isWorkload).toSorted((a, b) => WORKLOADS.indexOf(a.kind) - WORKLOADS.indexOf(b.kind));

/** Kinds that run pods too, in ways that we do not play. */
const RUNNING_KINDS = ['StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod', 'Job', 'CronJob'];

/** `StatefulSet web`, or `an object without a kind`. */
export const nameOf = ({ kind, name }: Pick<Manifest, 'kind' | 'name'>): string =>
  kind === '' ? 'an object without a kind' : name === '' ? kind : `${kind} ${name.slice(0, 60)}`;

/** Why a file of manifests has nothing to rehearse. */
export function nothingToRehearse(manifests: readonly Manifest[]): { at: Manifest; message: string; cure: string } {
  const at = manifests.find(({ kind }) => RUNNING_KINDS.includes(kind)) ?? manifests[0]!;
  if (RUNNING_KINDS.includes(at.kind)) {
    return {
      at,
      message: `holds a ${at.kind}, and only a Deployment, a Rollout or a Canary can be rehearsed`,
      cure: 'Paste a Deployment (apps/v1), a Rollout (argoproj.io) or a Canary (flagger.app), or write a scenario.',
    };
  }
  const foreign = manifests.find(({ kind }) => WORKLOADS.includes(kind));
  if (foreign !== undefined) {
    const group = GROUPS[foreign.kind]!;
    return {
      at: foreign,
      message: `holds a ${foreign.kind} of ${show(foreign.value['apiVersion'])}, and only that of ${group} can be rehearsed`,
      cure: `Paste a ${foreign.kind} of ${group}, or a Deployment.`,
    };
  }
  const misspelt = manifests.find(({ kind }) => kind !== '' && nearest(kind, WORKLOADS) !== null);
  if (misspelt !== undefined) {
    const meant = nearest(misspelt.kind, WORKLOADS)!;
    return { at: misspelt, message: `has an unknown kind ${show(misspelt.kind)}`, cure: `Did you mean "${meant}"?` };
  }
  const kinds = [...new Set(manifests.map(({ kind }) => (kind === '' ? 'an object without a kind' : kind)))].slice(0, 5);
  return {
    at,
    message: `holds no Deployment, Rollout or Canary, only ${kinds.map((kind) => (kind.includes(' ') ? kind : show(kind).slice(1, -1))).join(', ')}`,
    cure: 'Paste the Deployment, the Rollout or the Canary too.',
  };
}
