import { conflictsIn } from '../side-by-side/conflicts.ts';
import type { Strategy } from '../strategy.ts';
import { controller } from './controller.ts';
import { kind } from './kind.ts';
import { schema, type Params } from './params.ts';

export const abTest: Strategy<Params> = {
  ...controller,
  title: 'A/B by rule',
  summary: 'Users whom a rule picks go to the new version, all others to the stable one, and the two are compared.',
  schema,
  conflicts: (params) => conflictsIn(kind, params),
  cohorts: ({ match }) => match.map(({ cohort }, index) => ({ path: `match.${index}.cohort`, cohort })),
};
