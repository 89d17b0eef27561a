import type { Classification } from './classify.ts';

/** A metric as the score sees it. */
export interface ScoredMetric {
  classification: Classification;
  groups: readonly string[];
  /** It was classified as a critical failure, or lacks the data of a critical metric. */
  critical: boolean;
}

export interface GroupScore {
  group: string;
  /** 0…100. */
  score: number;
  /** Percent of the whole. */
  weight: number;
}

export interface Score {
  /** 0…100, to two decimals. */
  score: number;
  groups: GroupScore[];
  /** Why the score is 0 whatever the groups say; null = it is their weighted sum. */
  zeroed: string | null;
}

const ALL = 100;

/**
 * The weighted score of a judgement. Metrics without data count nowhere; a group of nothing else scores 100.
 * @param weights percent by group; groups that are not listed share evenly what is left
 */
export function weightedScore(metrics: readonly ScoredMetric[], weights: Readonly<Record<string, number>>): Score {
  const names = [...new Set(metrics.flatMap(({ groups }) => groups))];
  const unlisted = names.filter((group) => weights[group] === undefined);
  const left = ALL - Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const groups = names.map((group) => ({
    group,
    score: groupScore(metrics.filter((metric) => metric.groups.includes(group))),
    weight: weights[group] ?? left / unlisted.length,
  }));
  const zeroed = zeroing(metrics);
  const sum = groups.reduce((total, { score, weight }) => total + (score * weight) / ALL, 0);
  return { score: zeroed === null ? Math.round(sum * 100) / 100 : 0, groups, zeroed };
}

/** Percent of the group's metrics that pass, of those that have data or must have it. */
function groupScore(metrics: readonly ScoredMetric[]): number {
  const counted = metrics.filter(({ classification }) => classification !== 'Nodata');
  const passes = counted.filter(({ classification }) => classification === 'Pass');
  return counted.length === 0 ? ALL : (ALL * passes.length) / counted.length;
}

function zeroing(metrics: readonly ScoredMetric[]): string | null {
  if (metrics.some(({ classification, critical }) => critical && classification !== 'Pass')) return 'A critical metric failed.';
  const empty = metrics.filter(({ classification }) => classification === 'Nodata').length;
  return 2 * empty >= metrics.length ? 'Half of the metrics or more have no data.' : null;
}

/** Scores from which a judgement passes, or is at least marginal; null = no such limit. */
export interface Thresholds {
  pass: number | null;
  marginal: number | null;
}

/** What one judgement says. */
export const verdictOf = (score: number, { pass, marginal }: Thresholds): 'Pass' | 'Marginal' | 'Fail' =>
  score >= (pass ?? 0) ? 'Pass' : marginal !== null && score >= marginal ? 'Marginal' : 'Fail';

/** Whether a run of several intervals ends at this one: at the marginal score there is no more to hope for. */
export const stopsRun = (score: number, { marginal }: Thresholds): boolean => marginal !== null && score <= marginal;

/** Whether a run of several intervals passed: its last score decides. */
export const didPass = (lastScore: number, thresholds: Thresholds): boolean =>
  !stopsRun(lastScore, thresholds) && (thresholds.pass === null || lastScore >= thresholds.pass);
