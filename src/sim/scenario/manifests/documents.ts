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

export const isDeployment = ({ kind }: Manifest): boolean => kind === 'Deployment';

/** Kinds that roll out too, in ways that we do not yet play. */
const ROLLING_KINDS = ['StatefulSet', 'DaemonSet', 'ReplicaSet', 'Rollout', 'Canary', 'Pod', 'Job', 'CronJob'];

/** `StatefulSet web`, or `an object without a kind`. */
export const nameOf = ({ kind, name }: Manifest): string =>
  kind === '' ? 'an object without a kind' : name === '' ? kind : `${kind} ${name.slice(0, 60)}`;

/** Why a file of manifests has nothing to rehearse. */
export function nothingToRehearse(manifests: readonly Manifest[]): { at: Manifest; message: string; cure: string } {
  const at = manifests.find(({ kind }) => ROLLING_KINDS.includes(kind)) ?? manifests[0]!;
  if (ROLLING_KINDS.includes(at.kind)) {
    return {
      at,
      message: `holds a ${at.kind}, and only Deployments are understood so far`,
      cure: 'Paste a Deployment (apps/v1), or write a scenario.',
    };
  }
  const misspelt = manifests.find(({ kind }) => kind !== '' && nearest(kind, ['Deployment']) !== null);
  if (misspelt !== undefined) {
    return { at: misspelt, message: `has an unknown kind ${show(misspelt.kind)}`, cure: 'Did you mean "Deployment"?' };
  }
  const kinds = [...new Set(manifests.map(({ kind }) => (kind === '' ? 'an object without a kind' : kind)))].slice(0, 5);
  return {
    at,
    message: `holds no Deployment, only ${kinds.map((kind) => (kind.includes(' ') ? kind : show(kind).slice(1, -1))).join(', ')}`,
    cure: 'Paste the Deployment (apps/v1) too.',
  };
}
