import type { Context } from '../side-by-side/context.ts';
import { conflictsIn } from '../side-by-side/conflicts.ts';
import { refusal } from '../side-by-side/refusal.ts';
import { PRIMARY } from '../side-by-side/state.ts';
import type { Strategy } from '../strategy.ts';
import { kind } from './kind.ts';
import { machine } from './machine.ts';
import { schema, type Params } from './params.ts';

export const abTest: Strategy<Params> = {
  id: 'ab-test',
  title: 'A/B by rule',
  summary: 'Users whom a rule picks go to the new version, all others to the stable one, and the two are compared.',
  schema,
  before: () => ({ environment: PRIMARY, route: { weights: { [PRIMARY]: 1 } } }),
  minReady: ({ minReady }) => minReady,
  conflicts: (params) => conflictsIn(kind, params),
  cohorts: ({ match }) => match.map(({ cohort }, index) => ({ path: `match.${index}.cohort`, cohort })),
  machine,
  refusal: (event, context) => refusal(kind, event, context as Context),
};
