import { isMapping, type Fault, type Json } from '../schema/index.ts';
import type { DeploymentRead } from './manifests/deployment.ts';
import { valueAt, type Source } from './source.ts';

/**
 * A scenario with its Deployment folded in. The manifest stands in for `strategy` and for what it says of the `fleet`; the scenario
 * may say all that the manifest leaves open. What both say is a fault: nobody could tell which one was meant.
 */
export function mergeDeployment(written: Source, { name, source, said }: DeploymentRead): { source: Source; faults: Fault[] } {
  const faults: Fault[] = [];
  for (const { scenario, manifest } of said) {
    const leaf = scenario.length > 1 && scenario[0] === 'fleet' && scenario.length === 2;
    if (leaf && valueAt(written, scenario) !== undefined) {
      faults.push({
        path: [...scenario],
        atKey: true,
        message: `is said by the Deployment ${name} too (${manifest.at(-1)})`,
        cure: 'Remove one of the two.',
      });
    }
  }
  if (Object.hasOwn(written, 'strategy')) {
    faults.push({
      path: ['strategy'],
      atKey: true,
      message: `is said by the Deployment ${name} already`,
      cure: 'Remove it here, or remove the Deployment.',
    });
  }
  const fleet = isMapping(written['fleet']) ? written['fleet'] : {},
    theirs = isMapping(source['fleet']) ? source['fleet'] : {};
  // A Deployment that does not say how many runs one, unless the scenario knows better (an autoscaler often owns the number).
  const replicas: Json = theirs['replicas'] ?? fleet['replicas'] ?? 1;
  const merged: Source = { ...source, ...written, strategy: source['strategy'] ?? {}, fleet: { ...theirs, ...fleet, replicas } };
  return {
    source: Object.hasOwn(written, 'fleet') && !isMapping(written['fleet']) ? { ...merged, fleet: written['fleet']! } : merged,
    faults,
  };
}
