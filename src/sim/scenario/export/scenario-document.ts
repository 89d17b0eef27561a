import { infoOf, write, writeFields, type Json, type Schema } from '../../schema/index.ts';
import type { Fleet } from '../../world/fleet/params.ts';
import { sourceSchema } from '../schema.ts';
import type { Source } from '../source.ts';
import type { Scenario } from '../types.ts';
import type { Written } from './exporter.ts';

const FIELDS = infoOf(sourceSchema as Schema<unknown>).fields!;

/**
 * What a scenario says beside its manifests: all of it but what the manifests say of the strategy and the fleet, and of that only
 * what differs from the defaults or would have to be guessed.
 * @param name the title that the manifests give by themselves
 */
export function scenarioDocument(scenario: Scenario, name: string, { says, beyond = {} }: Written): Source {
  const { title, horizon, fleet, traffic, rollout } = scenario,
    revisions = scenario.revisions.map(({ id, ...revision }) => [id, revision] as const);
  const {
    title: _title,
    horizon: _horizon,
    strategy: _strategy,
    fleet: _fleet,
    traffic: _traffic,
    revisions: _revisions,
    ...others
  } = FIELDS;
  return {
    ...(title === name ? {} : { title }),
    // A manifest is given a length of its own, by how many batches it takes.
    horizon: write(FIELDS['horizon']!, horizon),
    fleet: writeWith(FIELDS['fleet']!, { ...fleet }, (key) => !says.includes(key as keyof Fleet), TOLD_OF_FLEET),
    traffic: writeWith(FIELDS['traffic']!, { ...traffic }, () => true, ['rate']),
    revisions: write(FIELDS['revisions']!, revisions),
    ...(Object.keys(beyond).length === 0 ? {} : { strategy: { [scenario.strategy.kind]: beyond } }),
    ...writeFields(others, {
      ...scenario,
      rollout: { at: rollout.at, to: rollout.to === revisions[1]?.[0] ? null : rollout.to },
    }),
  };
}

/** What pods without a field for it would be taken to say otherwise, and what a reader of manifests has to guess. */
const TOLD_OF_FLEET: readonly (keyof Fleet)[] = ['readiness', 'liveness', 'startup', 'grace', 'preStop', 'boot', 'onTerm'];

/** The fields of a section that differ from their defaults, and those that are always told, in the order in which people read them. */
function writeWith(
  section: Schema<unknown>,
  value: Readonly<Record<string, unknown>>,
  isOurs: (key: string) => boolean,
  told: readonly string[],
): Record<string, Json> {
  const fields = infoOf(section).fields!,
    differing = writeFields(fields, value);
  const keys = Object.keys(fields).filter((key) => isOurs(key) && (Object.hasOwn(differing, key) || told.includes(key)));
  return Object.fromEntries(keys.map((key) => [key, write(fields[key]!, value[key])]));
}
