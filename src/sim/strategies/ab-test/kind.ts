import { formatPercent } from '../../schema/units.ts';
import { listed } from '../kubernetes/words.ts';
import type { Kind } from '../side-by-side/state.ts';
import type { Params } from './params.ts';

const ENVIRONMENT = 'variant';

/** How an A/B test differs from the rest of its family: a rule sends some users to the new version, for as long as it is tried. */
export const kind: Kind<Params> = {
  id: 'ab-test',
  environment: ENVIRONMENT,
  name: 'variant',
  hasUsers: true,
  opened: ({ match, share }) =>
    match.length === 0
      ? { split: { pool: ENVIRONMENT, share } }
      : { match: match.map(({ cohort }) => ({ cohort, pool: ENVIRONMENT })) },
  reaching: ({ match, share }) =>
    match.length === 0
      ? `${formatPercent(share)} of users`
      : `users of the ${match.length === 1 ? 'cohort' : 'cohorts'} ${listed(match.map(({ cohort }) => cohort))}`,
  risk: ({ match }) =>
    match.length === 0
      ? 'A rule by cohort would have chosen who takes the risk, and might have chosen people unlike the others.'
      : 'People of one cohort may not be like the others: a share by chance would have compared like with like.',
  source: 'Routing by header or cookie in a service mesh, as in the A/B tests of Flagger and Istio',
};
