import type { Micros } from '../../kernel/index.ts';
import { POINTS_MAX, type MeasuredMetric, type Question, type Samples, type Series, type Side } from '../question.ts';
import { judge as compare, KAYENTA_RULES, type JudgedMetric } from '../kayenta/index.ts';
import type { ComparedSeries, Judging } from '../judging.ts';
import type { Judgement } from '../spec.ts';
import type { Look, Prober } from './prober.ts';
import { nameOf, overTime, UNIT_OF } from './values.ts';
import { inUnit, lately, requestsTo, rounded, silence } from './words.ts';

type Rules = Extract<Judging, { kind: 'kayenta' }>;

/** The judge's root finder stops at 0.0001 of its unit: it gets percent and milliseconds, as it would from a monitoring system. */
const SCALE = { share: 100, seconds: 1000, perSecond: 1 } as const;

/**
 * Kayenta's way: both sides give one value for each part of the window, each series is compared by itself, and the score is the weighted
 * share of those that pass.
 */
export function kayentaProber({ question }: MeasuredMetric, rules: Rules): Prober {
  const { pass, marginal } = rules;
  return {
    unit: 'score',
    limits: {
      condition: `score: ${rounded(pass)} passes, below ${rounded(marginal)} fails`,
      atLeast: pass,
      atMost: null,
      failsBelow: marginal,
      failsAbove: null,
    },
    sample: (look) => {
      const { samples, score } = scored(question, rules, look);
      return { value: score, samples };
    },
    judge: (value, samples) => judgementOf(question, rules, typeof value === 'number' ? value : 0, samples),
  };
}

function scored(question: Question, rules: Rules, look: Look): { samples: Samples; score: number } {
  const { population, baseline } = question,
    { until, step, points } = gridOf(question, rules, look),
    after = until - step * points;
  const measured = rules.series.map((one, index) => {
    const former = look.earlier?.series[index];
    const valuesOf = (pool: string | null, known: readonly (number | null)[]): (number | null)[] => {
      const fresh = points - known.length;
      return [...known, ...overTime(one, look.ask, pool, until - step * fresh, until, fresh)];
    };
    // Points that an earlier look has fetched are on the same grid, and need not be fetched again.
    const passed = look.earlier === null ? points : Math.min(points, (until - look.earlier.until) / step);
    return {
      one,
      canary: valuesOf(population, former?.values.slice(passed) ?? []),
      baseline: valuesOf(baseline, former?.baseline?.slice(passed) ?? []),
    };
  });
  const judged = compare(
    measured.map(({ one, canary, baseline }) => {
      const scale = SCALE[UNIT_OF[one.metric]],
        numbers = (values: readonly (number | null)[]) => values.map((value) => (value === null ? NaN : value * scale));
      const { metric: _metric, quantile: _quantile, removeOutliers, group, ...own } = one;
      return {
        name: nameOf(one),
        canary: numbers(canary),
        baseline: numbers(baseline),
        rules: { ...KAYENTA_RULES, ...own },
        groups: [group],
        removeOutliers,
        isMuted: false,
      };
    }),
    { pass: rules.pass, marginal: rules.marginal },
    rules.groupWeights,
  );
  const series = measured.map(({ one, canary, baseline }, index): Series => {
    const says = saysOf(one, judged.metrics[index]!);
    return { name: nameOf(one), unit: UNIT_OF[one.metric], along: 'time', values: canary, baseline, says };
  });
  const [own] = measured;
  const side = (pool: string | null, values: readonly (number | null)[]): Side => {
    const { requests, failed } = look.ask(pool, after, until);
    return { requests, failed, value: meanOf(values) };
  };
  const samples: Samples = {
    after,
    until,
    population: side(population, own!.canary),
    baseline: side(baseline, own!.baseline),
    series,
    evidence: null,
  };
  return { samples, score: judged.score.score };
}

/** Points lie on a grid that begins with the run, as those of a monitoring system do; only whole ones are compared. */
function gridOf({ window }: Question, rules: Rules, { now, startedAt }: Look): { until: Micros; step: Micros; points: number } {
  const points = Math.min(rules.points, POINTS_MAX),
    step = Math.floor(window / points);
  return { until: startedAt + Math.floor((now - startedAt) / step) * step, step, points };
}

/** Of the points that there are; null without any. */
function meanOf(values: readonly (number | null)[]): number | null {
  const there = values.filter((value) => value !== null);
  return there.length === 0 ? null : there.reduce((sum, value) => sum + value, 0) / there.length;
}

/** What became of one series: `error rate is higher: on average 5.1% against 0.2%`. */
function saysOf(one: ComparedSeries, { classification, canary, baseline }: JudgedMetric): string {
  const name = nameOf(one),
    unit = UNIT_OF[one.metric];
  const mean = (values: readonly number[]) =>
    inUnit(values.reduce((sum, value) => sum + value, 0) / values.length / SCALE[unit], unit);
  if (classification === 'Pass') return `${name} passes`;
  if (classification === 'Nodata') return `${name} has no data`;
  if (classification === 'NodataFailMetric') return `${name} has no data, and must have some`;
  return `${name} is ${classification === 'High' ? 'higher' : 'lower'}: on average ${mean(canary)} against ${mean(baseline)}`;
}

function judgementOf(question: Question, { pass, marginal }: Rules, score: number, samples: Samples | null): Judgement {
  const phase = score >= pass ? 'Successful' : score >= marginal ? 'Inconclusive' : 'Failed';
  const bounds = `${rounded(pass)} passes, ${rounded(marginal)} is marginal`;
  const { population, baseline, window } = question;
  const [silent] = [
    ...(samples?.population.requests === 0 ? [population] : []),
    ...(samples?.baseline?.requests === 0 ? [baseline] : []),
  ];
  const why =
    silent === undefined
      ? `${requestsTo(samples?.population.requests ?? 0, population)} and ${samples?.baseline?.requests ?? 0} to ${baseline ?? 'the service'} in ${lately(window)}: ${(samples?.series ?? []).map(({ says }) => says).join('; ')}`
      : silence(silent, window);
  return { phase, message: `score ${rounded(score)} of 100 (${bounds}): ${why}` };
}
