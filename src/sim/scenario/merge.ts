import { isMapping, type Fault, type Json } from '../schema/index.ts';
import { longEnough } from './length.ts';
import type { WorkloadRead } from './manifests/read.ts';
import { valueAt, type Source } from './source.ts';

/**
 * A scenario with its workload folded in. The manifest stands in for `strategy` and for what it says of the `fleet`; the scenario
 * may say all that the manifest leaves open. What both say is a fault: nobody could tell which one was meant.
 * @param label what the workload is called in messages: `Rollout checkout`
 */
export function mergeWorkload(
  written: Source,
  { source, said }: WorkloadRead,
  label: string,
): { source: Source; faults: Fault[] } {
  const faults: Fault[] = [];
  for (const { scenario, manifest } of said) {
    const leaf = scenario[0] === 'fleet' && scenario.length === 2;
    if (leaf && valueAt(written, scenario) !== undefined) {
      faults.push({
        path: [...scenario],
        atKey: true,
        message: `is said by the ${label} too (${manifest.at(-1)})`,
        cure: 'Remove one of the two.',
      });
    }
  }
  const strategy = beyond(source['strategy'], written['strategy']);
  if (strategy === null) {
    faults.push({
      path: ['strategy'],
      atKey: true,
      message: `is said by the ${label} already`,
      cure: `Remove it here, or remove the ${label.split(' ')[0]}.`,
    });
  }
  // A workload that does not say how many runs one, unless the scenario knows better (an autoscaler often owns the number).
  const replicas: Json = valueAt(source, ['fleet', 'replicas']) ?? valueAt(written, ['fleet', 'replicas']) ?? 1;
  const horizon = longEnough(source['horizon'], written);
  const merged: Source = {
    ...source,
    ...(horizon === undefined ? {} : { horizon }),
    ...written,
    strategy: strategy ?? source['strategy'] ?? {},
    fleet: section(source['fleet'], written['fleet'], { replicas }),
    ...(Object.hasOwn(source, 'traffic') ? { traffic: traffic(source['traffic']!, written['traffic']) } : {}),
  };
  return { source: merged, faults };
}

/** Knobs of strategies that no manifest has a field for: a scenario may turn them all the same. */
const BEYOND: Readonly<Record<string, readonly string[]>> = { 'blue-green': ['previewTraffic', 'dnsTtl'] };

/** The manifest's strategy with what the scenario may add to it; null when the scenario says more than that. */
function beyond(theirs: Json | undefined, written: Json | undefined): Json | null {
  if (written === undefined) return theirs ?? {};
  const [kind] = isMapping(theirs) ? Object.keys(theirs) : [],
    params = kind === undefined ? undefined : valueAt(written, [kind]);
  if (kind === undefined || !isMapping(written) || !isMapping(params) || Object.keys(written).length > 1) return null;
  const isOpen = Object.keys(params).every((field) => BEYOND[kind]?.includes(field));
  return isOpen ? { [kind]: section(valueAt(theirs, [kind]), params) } : null;
}

/** What both say of a section, field by field; something written that is no mapping stands as it is, to be found wrong. */
function section(theirs: Json | undefined, written: Json | undefined, more: Source = {}): Json {
  if (written !== undefined && !isMapping(written)) return written;
  return { ...(isMapping(theirs) ? theirs : {}), ...written, ...more };
}

/** Cohorts that rules of the manifest speak of stand behind those of the scenario, which knows their sizes better. */
function traffic(theirs: Json, written: Json | undefined): Json {
  const own = valueAt(written, ['cohorts']),
    named = valueAt(theirs, ['cohorts']);
  const cohorts = isMapping(own) && isMapping(named) ? { ...own, ...named, ...own } : (own ?? named ?? {});
  return isMapping(written) || written === undefined ? section(theirs, written, { cohorts }) : written;
}
