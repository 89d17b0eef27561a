import { show } from '../../schema/index.ts';
import { METADATA } from './known-fields.ts';
import type { Reader, Report } from './reader.ts';
import { checkMetadata } from './texts.ts';

/** Versions of the API that are no more, and what removed them. */
const GONE: Readonly<Record<string, string>> = {
  'extensions/v1beta1': 'Kubernetes 1.16',
  'apps/v1beta1': 'Kubernetes 1.16',
  'apps/v1beta2': 'Kubernetes 1.16',
  'flagger.app/v1alpha3': 'Flagger 1.0',
};

/**
 * What every object begins with: a version that knows its kind, and a name that the API server takes.
 * @param versions those that are understood, the one to recommend first
 * @returns the name, or the kind where there is none
 */
export function checkHead(root: Reader, kind: string, versions: readonly string[], report: Report): string {
  const version = root.text('apiVersion');
  if (!root.has('apiVersion')) report.fault(root.at('apiVersion'), 'is not set', `Add apiVersion: ${versions[0]}.`);
  else if (version !== null && !versions.includes(version)) {
    const gone = Object.hasOwn(GONE, version) ? `, which ${GONE[version]} removed` : '';
    report.fault(
      root.at('apiVersion'),
      `is ${show(version)}${gone} (no matches for kind "${kind}" in version "${version.slice(0, 60)}")`,
      `Write apiVersion: ${versions[0]}.`,
    );
  }
  if (root.has('status'))
    report.remark('ignored', root.at('status'), 'Status was ignored: it says how the cluster stood when the file was written.');
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
  return (name ?? kind).slice(0, 120);
}
