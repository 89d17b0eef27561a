import { choice, dictionary, flag, integer, list, number, object, percent, text } from '../../schema/index.ts';
import { before, behind, comparedWithField, measuredField, quantileField } from './analysis-metric.ts';

/** How one series is compared; the words are those of Kayenta's configuration. */
const seriesFields = {
  direction: choice({
    default: 'either',
    options: { increase: 'A rise', decrease: 'A fall', either: 'Both' },
    label: 'What is bad (direction)',
    help: 'A difference in the other direction always passes.',
  }),
  critical: flag({
    default: false,
    label: 'Critical',
    help: 'If this series fails, the score is 0 whatever the others say.',
  }),
  mustHaveData: flag({
    default: false,
    label: 'Must have data (mustHaveData)',
    help: 'Without values the series fails; otherwise it is left out of the score.',
  }),
  nanStrategy: choice({
    default: 'remove',
    options: { remove: 'Left out', replace: 'Counted as 0' },
    label: 'Missing values (nanStrategy)',
    help: 'What becomes of a stretch of the window in which nobody asked.',
  }),
  removeOutliers: flag({
    default: false,
    label: 'Without outliers (removeOutliers)',
    help: 'Values far outside the middle half are left out on both sides.',
  }),
  allowedIncrease: number({
    default: 1,
    min: 1,
    max: 1_000,
    label: 'Allowed increase (allowedIncrease)',
    help: 'A rise counts only if the mean is at least this many times the other; 1 = any rise that is no chance.',
  }),
  allowedDecrease: number({
    default: 1,
    min: 0,
    max: 1,
    label: 'Allowed decrease (allowedDecrease)',
    help: 'A fall counts only if the mean is at most this share of the other; 1 = any fall that is no chance.',
  }),
  group: text({
    default: 'all',
    max: 40,
    label: 'Group',
    help: 'Series of one group share its weight in the score.',
  }),
};

const score = (options: { default: number; label: string; help: string }) => integer({ ...options, max: 100 });

export const kayentaFields = {
  ...before,
  comparedWith: comparedWithField,
  points: integer({
    default: 20,
    min: 5,
    max: 40,
    label: 'Points',
    help: 'How many values the window gives on each side; with few of them, or few requests in each, only large differences show.',
  }),
  pass: score({ default: 95, label: 'Pass', help: 'A score from here on succeeds.' }),
  marginal: score({
    default: 75,
    label: 'Marginal',
    help: 'A score below this fails; between the two it is inconclusive.',
  }),
  ...seriesFields,
  also: list(
    object(
      { metric: measuredField, quantile: quantileField, ...seriesFields },
      { label: 'Further series', help: 'Another metric of the same two populations, scored together with this one.' },
    ),
    { max: 20, label: 'Further series (also)', help: 'Metrics that are scored together with this one.' },
  ),
  groupWeights: dictionary(percent({ label: 'Weight', help: 'Share of the score.' }), {
    default: {},
    max: 20,
    label: 'Weights of groups (groupWeights)',
    help: 'Share of the score of each group; groups that are not named share the rest evenly.',
  }),
  ...behind,
};
