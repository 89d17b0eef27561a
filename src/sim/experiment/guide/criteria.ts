import { said, type Unit } from '../../metrics/index.ts';
import { HAPPENINGS, USUAL_MIX, type Happening, type Mix } from '../mix/mix.ts';
import { roundLength } from './lengths.ts';
import type { Rehearsal } from './rehearsal.ts';
import type { Situation } from './situation.ts';

export const CRITERION_IDS = ['together', 'downtime', 'spare', 'harm', 'blast', 'back', 'out'] as const;
export type CriterionId = (typeof CRITERION_IDS)[number];

/** One thing that a strategy is held to. */
export interface Criterion {
  id: CriterionId;
  label: string;
  unit: Unit;
  /** Whose mean it is: how much each part of a mix counts. */
  weights(mix: Mix): Mix;
  value(run: Rehearsal): number | null;
  /** The most that is allowed, itself included; null = no limit. */
  limit(situation: Situation): number | null;
  /** What a strategy does, as the rest of a sentence that begins with its name. */
  tells(value: string): string;
  /** What no run has done, likewise; only where a run may have no value. */
  lacks: string;
  /** The limit, as one holds it against that. */
  allows(limit: string): string;
  /** A value in a table. */
  shows(value: number): string;
  /** A limit, as one says it. */
  bound(limit: number): string;
}

const NOBODY: Mix = { good: 0, obviousBug: 0, subtleBug: 0, slowLeak: 0, crashLoop: 0, nodeLoss: 0 };
const only = (happening: Happening) => (): Mix => ({ ...NOBODY, [happening]: 1 });
const whole = (mix: Mix): Mix => mix;

/** Releases of which the new version is to blame, as likely among each other as in the mix; as usually, where it has none. */
function bad(mix: Mix): Mix {
  const some = { ...mix, good: 0, nodeLoss: 0 },
    sum = HAPPENINGS.reduce((before, id) => before + some[id], 0);
  return sum === 0 ? bad(USUAL_MIX) : (Object.fromEntries(HAPPENINGS.map((id) => [id, some[id] / sum])) as Mix);
}

const time = (value: number): string => said('duration', Math.max(0, value));
const share = (value: number): string => said('share', Math.max(0, value));

/** What a situation sets limits to, in the order in which people ask. */
export const CRITERIA: readonly Criterion[] = [
  {
    id: 'together',
    label: 'Both versions at once',
    unit: 'duration',
    weights: whole,
    value: (run) => run.mixed,
    limit: ({ together }) => (together ? null : 0),
    tells: (value) => `sends users to both versions for ${value}`,
    lacks: '',
    allows: () => 'only one at a time is allowed',
    shows: time,
    bound: roundLength,
  },
  {
    id: 'downtime',
    label: 'Downtime',
    unit: 'duration',
    weights: only('good'),
    value: (run) => run.downtime,
    limit: ({ downtime }) => downtime,
    tells: (value) => `is down for ${value} in a good release`,
    lacks: '',
    allows: (limit) => `${limit} allowed`,
    shows: time,
    bound: roundLength,
  },
  {
    id: 'spare',
    label: 'More servers',
    unit: 'share',
    weights: only('good'),
    value: (run) => run.extra,
    limit: ({ spare }) => spare,
    tells: (value) => `needs ${value} more servers at its peak`,
    lacks: '',
    allows: (limit) => `${limit} to spare`,
    shows: (value) => `+${share(value)}`,
    bound: share,
  },
  {
    id: 'harm',
    label: 'Failures a release',
    unit: 'duration',
    weights: whole,
    value: (run) => run.outage,
    limit: ({ harm }) => harm,
    tells: (value) => `fails as much as an outage of ${value}, over good and bad releases`,
    lacks: '',
    allows: (limit) => `${limit} tolerated`,
    shows: time,
    bound: roundLength,
  },
  {
    id: 'blast',
    label: 'Users hurt when bad',
    unit: 'share',
    weights: bad,
    value: (run) => run.hurt,
    limit: ({ blast }) => blast,
    tells: (value) => `hurts ${value} of the users when a release is bad`,
    lacks: '',
    allows: (limit) => `${limit} tolerated`,
    shows: share,
    bound: share,
  },
  {
    id: 'back',
    label: 'Way back',
    unit: 'duration',
    weights: only('obviousBug'),
    value: (run) => run.back,
    limit: ({ back }) => back,
    tells: (value) => `takes ${value} for the way back`,
    lacks: 'never got back to the old version',
    allows: (limit) => `${limit} asked for`,
    shows: time,
    bound: roundLength,
  },
  {
    id: 'out',
    label: 'Lead time',
    unit: 'duration',
    weights: only('good'),
    value: (run) => run.out,
    limit: ({ out }) => out,
    tells: (value) => `takes ${value} until a good release is out`,
    lacks: 'never got a good release out',
    allows: (limit) => `${limit} asked for`,
    shows: time,
    bound: roundLength,
  },
];

export const criterionOf = (id: CriterionId): Criterion => CRITERIA.find((criterion) => criterion.id === id)!;
