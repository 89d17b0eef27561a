import { isUnderstood, recogniseQuery } from '../../../analysis/index.ts';
import { formatDuration, formatPercent, type Json } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import { cureOfQuery, type Queries } from '../queries.ts';
import type { Path, Reader, Report } from '../reader.ts';
import { fillIn, type Arguments } from './arguments.ts';
import { FACTORS } from './condition.ts';
import { PROMETHEUS, PROVIDER } from './known-fields.ts';
import type { QueryNames } from './names.ts';
import { short } from '../words.ts';

/** What a metric measures, in the scenario's words. */
export interface QuestionRead {
  fields: Source;
  /** How much larger the provider's number is than ours. */
  factor: number;
  /** Whether the provider gives a number rather than a list of them. */
  isNumber: boolean;
  /** What Kayenta's thresholds are, when it judges. */
  kayenta: { pass: Json; marginal: Json } | null;
  /** Where the query is written. */
  path: Path;
}

/** Which of the usual metrics a template's provider measures. A query that nobody understands is a fault, unless the scenario says what it measures. */
export function readQuestion(
  provider: Reader,
  name: string,
  template: string,
  args: Arguments,
  names: QueryNames,
  queries: Queries,
  report: Report,
): QuestionRead | null {
  const kinds = PROVIDER.modelled.filter((kind) => provider.has(kind));
  const mapped = queries.find(name, template);
  if (kinds.length === 0)
    return report.fault(
      provider.path,
      'has no provider ("no provider specified")',
      `Add prometheus: { query: … }, or another of ${PROVIDER.modelled.join(', ')}.`,
    );
  if (kinds.length > 1)
    return report.fault(provider.at(kinds[1]!), 'is one provider too many ("multiple providers specified")', 'Keep one.');
  const kind = kinds[0]!;
  const query = kind === 'prometheus' ? readPrometheus(provider, args, report) : null;
  if (kind === 'prometheus' && query === null) return null;
  const path = kind === 'prometheus' ? [...provider.path, kind, 'query'] : provider.at(kind);
  const isNumber = kind !== 'prometheus';
  if (mapped !== null) {
    const { metric, population, window, quantile, unit } = mapped;
    return {
      fields: fieldsOf(metric, population, window, quantile),
      factor: FACTORS[unit] ?? 1,
      isNumber,
      kayenta: thresholdOf(provider),
      path,
    };
  }
  if (query === null)
    return report.fault(path, `asks ${kind}, and only queries of Prometheus are understood by themselves`, cureOfQuery(name));
  const reading = recogniseQuery(query, names);
  if (!isUnderstood(reading)) return report.fault(path, `is not understood: it ${reading.reason}`, cureOfQuery(name));
  const { metric, window, quantile, scale, assumed } = reading;
  const population = populationIn(query, reading.population, names);
  const what = `${metric === 'latency' ? `p${formatPercent(quantile).slice(0, -1)} latency` : WORDS[metric]} of ${WHOSE[population]} over ${formatDuration(window)}`;
  report.remark('assumed', path, `Query of ${short(name)}: taken for the ${what}${assumed.map((each) => `; ${each}`).join('')}.`);
  return { fields: fieldsOf(metric, population, window, quantile), factor: FACTORS[scale] ?? 1, isNumber, kayenta: null, path };
}

/** Names of a baseline are names of the stable version to a query; here they are servers of their own. */
const populationIn = (
  query: string,
  found: 'canary' | 'stable' | 'all',
  { stable = [], baseline = [] }: QueryNames,
): keyof typeof WHOSE =>
  found === 'stable' &&
  baseline.some((name) => query.includes(name)) &&
  !stable.some((name) => !baseline.includes(name) && query.includes(name))
    ? 'baseline'
    : found;

const WORDS = { errorRate: 'error rate', successRate: 'success rate', requestRate: 'request rate' };
const WHOSE = { canary: 'the new version', stable: 'the stable version', baseline: 'the baseline', all: 'everybody' };

const fieldsOf = (metric: string, population: string, window: number, quantile: number): Source => ({
  metric,
  population,
  ...(metric === 'latency' ? { quantile: formatPercent(quantile) } : {}),
  window: formatDuration(window),
});

function readPrometheus(provider: Reader, args: Arguments, report: Report): string | null {
  const prometheus = provider.mapping('prometheus', PROMETHEUS),
    query = prometheus?.text('query') ?? null;
  if (prometheus === null) return null;
  if (query === null)
    return prometheus.has('query') ? null : report.fault(prometheus.at('query'), 'is missing', 'Add the query.');
  return fillIn(query, args, prometheus.at('query'), report);
}

/** A score of Kayenta has two bounds; whatever else it is configured with lives elsewhere. */
function thresholdOf(provider: Reader): QuestionRead['kayenta'] {
  const threshold = provider.mapping('kayenta', { modelled: ['threshold'], silent: KAYENTA, others: [] })?.raw('threshold');
  if (threshold === undefined || threshold === null || typeof threshold !== 'object' || Array.isArray(threshold)) return null;
  return { pass: threshold['pass'] ?? null, marginal: threshold['marginal'] ?? null };
}

const KAYENTA = [
  'address',
  'application',
  'canaryConfigName',
  'metricsAccountName',
  'configurationAccountName',
  'storageAccountName',
  'scopes',
  'lookback',
];
