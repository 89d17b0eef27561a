import type { Source } from '../../source.ts';
import type { Manifest } from '../documents.ts';
import type { Say } from '../read.ts';
import type { Reader, Report } from '../reader.ts';
import { readAffinity } from './affinity.ts';
import { readInterval, readShare, secondsOf } from './leaves.ts';
import { readMatch, type Rule } from './match.ts';
import { readMetrics, type Check, type Surroundings } from './metrics.ts';
import type { Provider } from './providers.ts';
import { readWebhooks } from './webhooks.ts';
import { readAdvance } from './weights.ts';

/** What an analysis block comes to: knobs, cohorts for its rules, and the templates that took part. */
export interface AnalysisRead {
  params: Source;
  rules: Rule[];
  used: Manifest[];
}

/** Reads the analysis block of a Canary: how often, how far, how many failures, and what is checked. */
export function readAnalysis(analysis: Reader, provider: Provider, around: Surroundings, report: Report, say: Say): AnalysisRead {
  const advance = readAdvance(analysis, provider, report),
    rules = readMatch(analysis, provider, report),
    { checks, used } = readMetrics(analysis, around, report);
  const params: Source = {
    ...readTick(analysis, report),
    ...readThreshold(analysis, report),
    ...advance,
    ...readMirror(analysis, provider, report),
    ...readReadiness(analysis, report),
    ...(rules.length === 0 ? {} : { match: rules.map(({ cohort }) => ({ cohort })) }),
    ...readAffinity(analysis, provider, report),
    ...(checks.length === 0 ? {} : { metrics: checks.map(({ metric }) => metric) }),
    ...readWebhooks(analysis, report),
  };
  for (const key of Object.keys(params)) say(`strategy.flagger.${key}`, analysis.at(key));
  for (const [index, { path }] of rules.entries()) say(`strategy.flagger.match.${index}`, path);
  checks.forEach((check, index) => sayCheck(check, index, say));
  return { params, rules, used };
}

function sayCheck({ metric, path }: Check, index: number, say: Say): void {
  const ours = `strategy.flagger.metrics.${index}`;
  say(ours, path);
  say(`${ours}.name`, [...path, 'name']);
  say(`${ours}.interval`, [...path, 'interval']);
  for (const bound of ['min', 'max'])
    if (metric[bound] !== undefined) {
      say(`${ours}.${bound}`, [...path, 'thresholdRange', bound]);
      say(`${ours}.${bound}`, [...path, 'threshold']);
    }
}

/** The tick. Flagger does not tick faster than every 10 seconds. */
function readTick(analysis: Reader, report: Report): Source {
  if (!analysis.has('interval')) {
    report.fault(analysis.at('interval'), 'is missing ("Required value")', 'Add interval: 1m.');
    return {};
  }
  const interval = readInterval(analysis, 'interval', '1m', report);
  if (interval !== null && secondsOf(interval) < 10)
    report.remark('assumed', analysis.at('interval'), `interval: ${interval} counts as 10s, for Flagger does not tick faster.`);
  return interval === null ? {} : { interval };
}

function readThreshold(analysis: Reader, report: Report): Source {
  if (!analysis.has('threshold')) {
    report.fault(analysis.at('threshold'), 'is missing ("Required value")', 'Add threshold: 5.');
    return {};
  }
  const threshold = analysis.count('threshold');
  if (threshold === 0) report.remark('assumed', analysis.at('threshold'), 'threshold is 0, which Flagger takes for 1.');
  return threshold === null ? {} : { threshold: Math.max(1, threshold) };
}

/** Copies of requests before the first weight, or all through the tests of blue/green. */
function readMirror(analysis: Reader, provider: Provider, report: Report): Source {
  const mirror = analysis.boolean('mirror'),
    weight = readShare(analysis, 'mirrorWeight', report, 'is a share of the requests');
  if (mirror !== true) return {};
  if (!provider.mirrors) {
    if (analysis.has('iterations') || !provider.splits) {
      report.remark(
        'assumed',
        analysis.at('mirror'),
        `mirror: ${provider.name} does not copy requests, so the tests run without.`,
      );
      return {};
    }
    report.fault(
      analysis.at('mirror'),
      `is true, and ${provider.name} does not copy requests: Flagger would repeat the step for ever`,
      'Remove mirror, or choose istio or the Gateway API.',
    );
    return {};
  }
  return { mirror, ...(weight === null || weight === 0 ? {} : { mirrorWeight: weight }) };
}

function readReadiness(analysis: Reader, report: Report): Source {
  const read = (key: string): Source => {
    const share = readShare(analysis, key, report, 'is a share of the servers');
    return share === null ? {} : { [key]: share };
  };
  return { ...read('primaryReadyThreshold'), ...read('canaryReadyThreshold') };
}
