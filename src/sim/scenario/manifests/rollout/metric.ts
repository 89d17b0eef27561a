import { formatDuration, formatPercent, formatRate, parsePercent, parseRate, show } from '../../../schema/index.ts';
import type { Source } from '../../source.ts';
import type { Queries } from '../queries.ts';
import type { Say } from '../read.ts';
import type { Reader, Report } from '../reader.ts';
import { fillIn, type Arguments } from './arguments.ts';
import { boundIn, rescaled } from './condition.ts';
import { parseGoDuration } from './go-duration.ts';
import { PROVIDER } from './known-fields.ts';
import type { QueryNames } from './names.ts';
import { readQuestion, type QuestionRead } from './question.ts';
import { short } from '../words.ts';

/** What one metric of a template is read with. */
export interface MetricContext {
  template: string;
  args: Arguments;
  names: QueryNames;
  queries: Queries;
  /** Background analyses may go on without end; others have to come to one. */
  isBackground: boolean;
  isDry: (metric: string) => boolean;
  report: Report;
}

/** One metric of a template in the words of the scenario's analysis; null when it cannot be read. `say` takes paths within the metric. */
export function readMetric(reader: Reader, context: MetricContext, say: Say): Source | null {
  const { report, args } = context;
  const name = reader.text('name');
  if (name === null) {
    if (!reader.has('name')) report.fault(reader.at('name'), 'is missing ("Required value")', 'Add the name of the metric.');
    return null;
  }
  for (const key of [
    'name',
    'interval',
    'initialDelay',
    'count',
    'failureLimit',
    'inconclusiveLimit',
    'consecutiveErrorLimit',
    'consecutiveSuccessLimit',
  ])
    say(key, reader.at(key));
  const interval = readTime(reader, 'interval', args, report),
    initialDelay = readTime(reader, 'initialDelay', args, report);
  const count = readNumber(reader, 'count', args, report, 0);
  const limits = readLimits(reader, args, report);
  checkCounts(reader, { name, interval, count, ...limits }, context);
  const provider = reader.mapping('provider', PROVIDER);
  if (provider === null) {
    if (!reader.has('provider'))
      report.fault(reader.at('provider'), 'is missing ("no provider specified")', 'Add provider: { prometheus: { query: … } }.');
    return null;
  }
  const question = readQuestion(provider, name, context.template, args, context.names, context.queries, report);
  const conditions = readConditions(reader, question, context, say);
  if (question === null) return null;
  for (const key of ['metric', 'population', 'quantile', 'window']) say(key, question.path);
  return {
    name,
    ...question.fields,
    interval: interval === null ? 'none' : formatDuration(interval),
    ...(initialDelay === null ? {} : { initialDelay: formatDuration(initialDelay) }),
    // Without a count, a metric is measured once, or without end when it has an interval.
    ...(count === null || count === 0 ? {} : { count }),
    ...given(limits),
    ...(context.isDry(name) ? { dryRun: true } : {}),
    ...conditions,
  };
}

const given = (limits: Readonly<Record<string, number | null>>): Source =>
  Object.fromEntries(Object.entries(limits).filter((entry): entry is [string, number] => entry[1] !== null));

const readLimits = (reader: Reader, args: Arguments, report: Report) => ({
  failureLimit: readNumber(reader, 'failureLimit', args, report, -1),
  inconclusiveLimit: readNumber(reader, 'inconclusiveLimit', args, report, 0),
  consecutiveErrorLimit: readNumber(reader, 'consecutiveErrorLimit', args, report, 0),
  consecutiveSuccessLimit: readNumber(reader, 'consecutiveSuccessLimit', args, report, 0),
});

interface Counts extends ReturnType<typeof readLimits> {
  name: string;
  interval: number | null;
  count: number | null;
}

/** The controller's rules about how often a metric is measured, and how often it may fail. */
function checkCounts(reader: Reader, counts: Counts, { template, isBackground, report }: MetricContext): void {
  const { name, interval, failureLimit, inconclusiveLimit, consecutiveSuccessLimit } = counts,
    count = counts.count ?? 0;
  if (count > 1 && interval === null && !reader.has('interval'))
    report.fault(
      reader.at('count'),
      `is ${count}, and there is no interval ("interval must be specified when count > 1")`,
      'Add interval: 30s, or write 1.',
    );
  if (count > 0 && count < (failureLimit ?? 0))
    report.fault(
      reader.at('failureLimit'),
      `is ${failureLimit}, more than the count of ${count} ("count must be >= failureLimit")`,
      `Write ${count} or less, or raise count.`,
    );
  if (count > 0 && count < (inconclusiveLimit ?? 0))
    report.fault(
      reader.at('inconclusiveLimit'),
      `is ${inconclusiveLimit}, more than the count of ${count} ("count must be >= inconclusiveLimit")`,
      `Write ${count} or less, or raise count.`,
    );
  if (failureLimit === -1 && (consecutiveSuccessLimit ?? 0) === 0)
    report.fault(
      reader.at('failureLimit'),
      'is -1, which means any number, and there is no consecutiveSuccessLimit ("failureLimit must be >= 0")',
      'Write 0 or more, or add consecutiveSuccessLimit.',
    );
  const successes = consecutiveSuccessLimit ?? 0,
    failures = Math.max(0, failureLimit ?? 0);
  if (count > 0 && successes > 0 && count < failures + successes)
    report.fault(
      reader.at('count'),
      `is ${count}, less than failureLimit + consecutiveSuccessLimit = ${failures + successes}`,
      `Write ${failures + successes} or more.`,
    );
  const isWrong = counts.count === null && reader.has('count');
  if (count === 0 && !isWrong && interval !== null && !isBackground && successes === 0)
    report.fault(
      reader.at('interval'),
      `is given without a count, so the analysis would never end ("AnalysisTemplate ${short(template)} has metric ${short(name)} which runs indefinitely")`,
      'Add count: 5, or use the template in the background analysis.',
    );
}

/** A Go duration of one second or more; null when it is not given or wrong. */
function readTime(reader: Reader, key: 'interval' | 'initialDelay', args: Arguments, report: Report): number | null {
  const written = reader.text(key);
  if (written === null || written === '') return null;
  const text = fillIn(written, args, reader.at(key), report);
  if (text === null) return null;
  const micros = parseGoDuration(text);
  if (micros !== null) return micros;
  const meant = /^\d{1,9}$/.test(text) ? `Write ${text}s.` : 'Write 30s, 5m or 1h30m.';
  const reason = key === 'interval' ? 'invalid interval string' : 'invalid startDelay string';
  return report.fault(reader.at(key), `is ${show(text)}, which is no duration ("${reason}")`, meant);
}

/** A whole number, written as such or as a text that may hold arguments. */
function readNumber(reader: Reader, key: string, args: Arguments, report: Report, min: number): number | null {
  const written = reader.raw(key);
  if (written === undefined) return null;
  if (typeof written !== 'string') return reader.count(key, min);
  const text = fillIn(written, args, reader.at(key), report);
  if (text === null) return null;
  if (!/^-?\d{1,9}$/.test(text))
    return report.fault(reader.at(key), `is ${show(text)}, which is no whole number`, 'Write a whole number.');
  return Number(text) >= min
    ? Number(text)
    : report.fault(reader.at(key), `is ${text} ("${key} must be >= ${min}")`, `Write ${min} or more.`);
}

/** What is assumed of a query that nobody understands, so that mistakes in its conditions are told all the same. */
const UNKNOWN: Omit<QuestionRead, 'path'> = { fields: {}, factor: 1, isNumber: true, kayenta: null };

/** The two conditions; a lone success condition that is a plain bound becomes one, which pictures can draw. */
function readConditions(reader: Reader, question: QuestionRead | null, context: MetricContext, say: Say): Source {
  const { factor, isNumber, fields, kayenta } = question ?? UNKNOWN;
  if (kayenta !== null)
    return {
      judge: 'kayenta',
      comparedWith: context.names.baseline === undefined ? 'stable' : 'baseline',
      pass: kayenta.pass,
      marginal: kayenta.marginal,
    };
  const read = (key: 'successCondition' | 'failureCondition'): string | null => {
    const written = reader.text(key);
    if (written === null || written.trim() === '') return null;
    const text = fillIn(written, context.args, reader.at(key), context.report);
    if (text === null) return null;
    const condition = rescaled(text, factor, isNumber);
    if (typeof condition === 'string') return condition;
    return context.report.fault(
      reader.at(key),
      `cannot be read: ${condition.message} (character ${condition.at + 1})`,
      condition.cure,
    );
  };
  const success = read('successCondition'),
    failure = read('failureCondition');
  for (const key of ['atLeast', 'atMost', 'successCondition']) say(key, reader.at('successCondition'));
  say('failureCondition', reader.at('failureCondition'));
  const bound = success === null || failure !== null ? null : boundIn(success),
    limit = bound === null ? null : limitOf(bound.bound, String(fields['metric']));
  if (bound !== null && limit !== null) return { [bound.kind]: limit };
  return {
    ...(success === null ? {} : { successCondition: success }),
    ...(failure === null ? {} : { failureCondition: failure }),
  };
}

/** A bound as people write it, `95%` or `300ms`; null when that would not be the very same number. */
export function limitOf(bound: number, metric: string): string | null {
  if (metric === 'latency') {
    const micros = bound * 1e6;
    return Number.isInteger(micros) && micros > 0 ? formatDuration(micros) : null;
  }
  if (metric === 'requestRate') return parseRate(formatRate(bound)) === bound ? formatRate(bound) : null;
  const text = formatPercent(bound);
  return bound <= 1 && parsePercent(text) === bound ? text : null;
}
