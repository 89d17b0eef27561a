import { METRICS, type Metric } from '../../metrics/index.ts';
import { didYouMean } from '../../schema/index.ts';
import { HAPPENINGS, type Happening } from '../mix/mix.ts';

/** A metric of the world as it is, or of what would come over another release: `leadTime`, `leadTime@good`. */
export interface SweepMetric {
  key: string;
  metric: Metric;
  /** Null = the world as it is. */
  under: Happening | null;
  label: string;
}

/** Harm as the world is, and time when nothing goes wrong: a release that is taken back has no lead time. */
export const SWEPT: readonly string[] = ['blastRequests', 'leadTime@good'];

const UNDER: Readonly<Record<Happening, string>> = {
  good: 'of a good release',
  obviousBug: 'under an obvious bug',
  subtleBug: 'under a subtle bug',
  slowLeak: 'under a slow leak',
  crashLoop: 'under a crash loop',
  nodeLoss: 'when a node is lost',
};

/** Reads `leadTime@good`. @throws RangeError with the cure */
export function sweepMetricOf(key: string): SweepMetric {
  const [id, under, ...rest] = key.split('@');
  const metric = METRICS.find((each) => each.id === id);
  if (metric === undefined) throw new RangeError(`there is no "${id}". ${cureOf(id!, METRICS.map((each) => each.id))}`);
  if (under === undefined) return { key, metric, under: null, label: metric.label };
  const happening = HAPPENINGS.find((each) => each === under);
  if (happening === undefined || rest.length > 0)
    throw new RangeError(`there is no "@${[under, ...rest].join('@')}". ${didYouMean(under, HAPPENINGS)}`);
  return { key, metric, under: happening, label: `${metric.label} ${UNDER[happening]}` };
}

function cureOf(word: string, known: readonly string[]): string {
  const cure = didYouMean(word, known);
  return cure.startsWith('Did you mean') ? cure : 'See cutover compare --help for all there are.';
}
