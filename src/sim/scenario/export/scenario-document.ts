import { infoOf, write, writeFields, type Json, type Schema } from '../../schema/index.ts';
import type { Fleet } from '../../world/fleet/params.ts';
import { sourceSchema } from '../schema.ts';
import type { Source } from '../source.ts';
import type { Scenario } from '../types.ts';

const FIELDS = infoOf(sourceSchema as Schema<unknown>).fields!;

/**
 * What a scenario says beside its manifests: all of it but the strategy and what the manifests say of the fleet, and of that only
 * what differs from the defaults.
 * @param name the title that the manifests give by themselves
 */
export function scenarioDocument(scenario: Scenario, name: string, says: readonly (keyof Fleet)[]): Source {
  const { title, horizon, fleet, revisions, rollout } = scenario;
  const { title: titleField, horizon: horizonField, fleet: fleetField, strategy: _, ...others } = FIELDS;
  const rest = writeFields(others, {
    ...scenario,
    revisions: revisions.map(({ id, ...revision }) => [id, revision] as const),
    rollout: { at: rollout.at, to: rollout.to === revisions[1]?.id ? null : rollout.to },
  });
  const left = fleetBeside(fleet, says, fleetField!);
  return {
    ...(title === name ? {} : { title: write(titleField!, title) }),
    // A manifest is given a length of its own, by how many batches it takes.
    horizon: write(horizonField!, horizon),
    ...rest,
    ...(Object.keys(left).length === 0 ? {} : { fleet: left }),
  };
}

/** What pods say when a manifest is silent, where the scenario would take something else: these must always be told. */
const SILENT: readonly (keyof Fleet)[] = ['readiness', 'liveness', 'startup', 'grace', 'preStop'];

function fleetBeside(fleet: Fleet, says: readonly (keyof Fleet)[], field: Schema<unknown>): Record<string, Json> {
  const fields = infoOf(field).fields!;
  const isSaid = (key: string): boolean => says.includes(key as keyof Fleet);
  const differing = writeFields(fields, { ...fleet });
  const keys = Object.keys(fields).filter(
    (key) => !isSaid(key) && (Object.hasOwn(differing, key) || SILENT.includes(key as keyof Fleet)),
  );
  return Object.fromEntries(keys.map((key) => [key, write(fields[key]!, fleet[key as keyof Fleet])]));
}
