import { isMapping, nearest, show } from '../../../schema/index.ts';
import type { Reader } from '../reader.ts';
import type { Pods } from './pods.ts';
import { findManifest, namesOf, type Reading } from './reading.ts';
import { short } from '../words.ts';

/** The label that the controller itself puts into selectors. */
const HASH_LABEL = 'rollouts-pod-template-hash';

/** Services that a strategy names: those of the file have to select its pods; a name that is nearly one of the file's is a slip. */
export function checkNamedServices(
  owner: Reader,
  keys: readonly string[],
  { labels }: Pods,
  { all, report, used }: Reading,
): void {
  for (const key of keys) {
    const name = owner.raw(key);
    if (typeof name !== 'string' || name === '') continue;
    const service = findManifest(all, 'Service', name);
    if (service === null) {
      const names = namesOf(all, 'Service'),
        meant = nearest(name, names);
      if (meant !== null)
        report.fault(
          owner.at(key),
          `names Service ${show(name)}, and this file has none of that name (services "${name.slice(0, 60)}" not found)`,
          `Did you mean "${short(meant)}"?`,
        );
      else if (names.length > 0)
        report.remark(
          'assumed',
          owner.at(key),
          `Service ${name} is not in this file; assumed to be there and to select the pods.`,
        );
      continue;
    }
    used.add(service);
    const spec = service.value['spec'],
      selector = isMapping(spec) && isMapping(spec['selector']) ? spec['selector'] : {};
    const missed = Object.entries(selector).find(([label, value]) => label !== HASH_LABEL && labels[label] !== value);
    if (missed !== undefined)
      report.fault(
        owner.at(key),
        `names Service ${show(name)}, which selects ${missed[0]}: ${show(missed[1])}, and the pods ${Object.hasOwn(labels, missed[0]) ? `have ${show(labels[missed[0]])}` : 'have no such label'} ("Service "${name.slice(0, 60)}" has unmatch label "${missed[0].slice(0, 60)}" in rollout")`,
        'Make the selector of the Service and the labels of the pod template agree.',
      );
  }
}
