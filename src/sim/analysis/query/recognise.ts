import { MINUTE, type Micros } from '../../kernel/index.ts';
import { parseDuration } from '../../schema/units.ts';
import { populationOf, type Names, type Population } from './population.ts';
import { QUERY_MAX, shapeOf, type Series, type Shape } from './promql.ts';
import { answersOf } from './status.ts';

/** What a Prometheus query measures, in our words. */
export interface Understood {
  metric: 'successRate' | 'errorRate' | 'latency' | 'requestRate';
  population: Population;
  window: Micros;
  /** Of latency, 0…1; 0.5 also stands for a mean. */
  quantile: number;
  /** What one unit of the value is: shares are 0…1 or percent, latency in seconds or milliseconds, rates per second. */
  scale: 'share' | 'percent' | 'seconds' | 'milliseconds' | 'perSecond';
  /** What is assumed though the query does not say it. */
  assumed: string[];
}

/** Why a query means nothing to us, and how to say in the scenario what it measures. */
export interface NotUnderstood {
  reason: string;
  cure: string;
}

export type Reading = Understood | NotUnderstood;
export const isUnderstood = (reading: Reading): reading is Understood => 'metric' in reading;

const CURE = 'Map it in the scenario: { metric: successRate | errorRate | latency | requestRate, population, window }.';
const not = (reason: string): NotUnderstood => ({ reason, cure: CURE });
const COUNTS =
  /requests?_?(total|count|duration|seconds|latency)|request_total|response_total|responses?_total|requests$|rq_|_rq|http_server|duration.*_count|_count$|request_latency|http_status$/i;
const DURATIONS = /(duration|latency|_seconds|_milliseconds|response_time|rq_time|request_time)/i;

/** Recognises the usual shapes of success rate, error rate, latency and request rate; anything else is named as not understood. */
export function recogniseQuery(query: string, names: Names = {}): Reading {
  if (query.length > QUERY_MAX) return not(`has ${query.length} characters; ${QUERY_MAX} are read`);
  const shape = shapeOf(query);
  if (shape === null) return not('is not a query that we can take apart: its brackets do not match, or it holds too much');
  if (shape.series.length === 0) return not('names no series');
  const what = meaningOf(shape, query);
  if ('reason' in what) return what;
  const assumed: string[] = [];
  const population = populationOfAll(shape.series, names, assumed);
  return { ...what, population, window: windowOf(shape.series, assumed), assumed };
}

type Meaning = Pick<Understood, 'metric' | 'quantile' | 'scale'>;

function meaningOf(shape: Shape, query: string): Meaning | NotUnderstood {
  const { series } = shape;
  const first = series[0]!;
  if (first.functions.includes('histogram_quantile')) {
    if (!DURATIONS.test(first.name)) return not(`takes a quantile of ${first.name}, which is no duration that we know`);
    return latency(first, shape.quantile ?? 0.99, query);
  }
  const over = series.filter(({ side }) => side !== 'under'),
    under = series.filter(({ side }) => side === 'under');
  if (under.length === 0)
    return series.length === 1 || sameMeaning(series)
      ? undivided(first, query)
      : not('adds several series that mean different things');
  if (over.length === 0) return not('divides a number, and not a series');
  if (/_sum$/.test(over[0]!.name) && /_count$/.test(under[0]!.name) && DURATIONS.test(over[0]!.name))
    return latency(over[0]!, 0.5, query);
  return ratio(over, under, shape, query);
}

function ratio(over: Series[], under: Series[], { isInverted }: Shape, query: string): Meaning | NotUnderstood {
  const unknown = [...over, ...under].find(
    ({ name }) => !COUNTS.test(name) && !/(error|failure|success|total|count)/i.test(name),
  );
  if (unknown !== undefined) return not(`divides by way of ${unknown.name}, which is no count of requests that we know`);
  const top = new Set(over.map(answersOf)),
    bottom = new Set(under.map(answersOf));
  if (top.has(null) || bottom.has(null)) return not('selects a status that is neither good nor bad as a whole');
  const asBad = top.size === 1 && top.has('bad'),
    asGood = top.size === 1 && top.has('good');
  if (!asBad && !asGood) return not('divides counts that do not differ in how requests went');
  if (!bottom.has('all') && !(bottom.has('good') && bottom.has('bad')))
    return not('divides by something other than all requests');
  const scale = /(\*\s*100(\.0+)?(?![\d.])|(?<![\d.])100(\.0+)?\s*\*)/.test(query) ? 'percent' : 'share';
  return { metric: asBad !== isInverted ? 'errorRate' : 'successRate', quantile: 0.5, scale };
}

function undivided(series: Series, query: string): Meaning | NotUnderstood {
  const isRate = series.functions.some((name) => name === 'rate' || name === 'irate');
  if (DURATIONS.test(series.name) && !/(_count|_total|_bucket|_sum)$/.test(series.name)) {
    const quantile = series.matchers.find(({ label }) => label === 'quantile')?.value ?? '0.5';
    return latency(series, Number(quantile), query);
  }
  if (!COUNTS.test(series.name)) return not(`measures ${series.name}, which we do not know`);
  if (!isRate) return not(`counts ${series.name} without rate(), and a bare count depends on how long the pod has lived`);
  if (answersOf(series) !== 'all') return not('is a rate of some answers only, and not a share of all requests');
  return { metric: 'requestRate', quantile: 0.5, scale: 'perSecond' };
}

function latency({ name }: Series, quantile: number, query: string): Meaning | NotUnderstood {
  if (!(quantile >= 0 && quantile <= 1)) return not('takes a quantile that is not between 0 and 1');
  const areMilliseconds = /(milliseconds|_ms(_|$)|response_latency_ms|rq_time|istio_request_duration_milliseconds)/i.test(name);
  const isTurned = areMilliseconds ? /\/\s*1000\b/.test(query) : /\*\s*1000\b/.test(query);
  return { metric: 'latency', quantile, scale: areMilliseconds !== isTurned ? 'milliseconds' : 'seconds' };
}

const sameMeaning = (series: Series[]): boolean =>
  new Set(series.map(({ name }) => name)).size === 1 && new Set(series.map(answersOf)).size === 1;

function populationOfAll(series: Series[], names: Names, assumed: string[]): Population {
  const found = new Set(series.map(({ matchers }) => populationOf(matchers, names)));
  if (found.size === 1) return [...found][0]!;
  assumed.push('its parts select different versions; the first part decides');
  return populationOf(series[0]!.matchers, names);
}

function windowOf(series: Series[], assumed: string[]): Micros {
  const range = series.find((one) => one.range !== null)?.range ?? null;
  // `[5m:30s]` is a subquery: its first part is how far it looks back.
  const window = range === null ? null : parseDuration(range.split(':')[0]!);
  if (window !== null && window > 0) return window;
  assumed.push(
    range === null
      ? 'no range is given; 1 minute is assumed'
      : `the range ${range.slice(0, 40)} cannot be read; 1 minute is assumed`,
  );
  return MINUTE;
}
