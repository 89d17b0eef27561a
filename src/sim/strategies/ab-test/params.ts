import { list, object, percent, text, type Infer } from '../../schema/index.ts';
import { sideFields } from '../side-by-side/params.ts';

const rule = object(
  {
    cohort: text({
      label: 'Cohort (cohort)',
      help: 'Users whose requests carry the header, the cookie or the region, by their name in traffic.cohorts.',
      max: 40,
    }),
  },
  { label: 'Rule', help: 'Users of one cohort go to the new version.' },
);

/** Knobs of an A/B test by rule. */
export const schema = object(
  {
    match: list(rule, {
      max: 8,
      label: 'Users on the new version (match)',
      help: 'Whose requests go to the new version, by cohort; without a rule, a share of all users does.',
    }),
    share: percent({
      default: '50%',
      min: 1,
      max: 99,
      label: 'Share of users (share)',
      help: 'Without rules: how many users go to the new version, given out by chance once for each user, who then stays.',
    }),
    ...sideFields('variant', 'promote'),
  },
  { default: {}, label: 'A/B by rule', help: 'Some users go to the new version, all others to the stable one, and both are compared.' },
);

export type Params = Infer<typeof schema>;
