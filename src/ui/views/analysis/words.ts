import { type AnalysisPhase, format, type Measured, SECOND } from '../../../sim/index.ts';

type Unit = Measured['unit'];

/** A value as one would read it out. */
export function sayValue(value: number | null, unit: Unit): string {
  if (value === null) return 'no data';
  switch (unit) {
    case 'share': return format.percent(value);
    case 'seconds': return format.duration(value * SECOND);
    case 'perSecond': return `${format.decimal(value)}/s`;
    case 'score': return format.decimal(value);
    case 'evidence': return value >= 1000 ? `${format.count(Math.round(value))}×` : `${format.decimal(value)}×`;
  }
}

const MEASURES: Record<Measured['measures'], string> = { successRate: 'success rate', errorRate: 'error rate', latency: 'latency', requestRate: 'request rate' };

/** What stands over a metric's chart: what is drawn, and of whom. */
export function titleOf({ judge, measures, population, baseline }: Measured): string {
  const compared = baseline === null ? '' : ` against ${baseline.population}`;
  const whom = population === 'all' ? 'all requests' : population;
  if (judge === 'kayenta') return `score of ${whom}${compared}`;
  if (judge === 'sequential') return `evidence that the ${MEASURES[measures]} of ${whom} is worse${baseline === null ? '' : ` than that of ${baseline.population}`}`;
  return `${MEASURES[measures]} of ${whom}`;
}

/** The requests behind a measurement: `5 of 94 failed`; of a comparison, both sides. */
export function sayRequests({ requests, failed, baseline, population }: Measured): string {
  const side = (n: number, bad: number): string => (n === 0 ? 'no request' : bad === 0 ? `none of ${format.count(n)} failed` : `${format.count(bad)} of ${format.count(n)} failed`);
  return baseline === null ? side(requests, failed) : `${population}: ${side(requests, failed)}; ${baseline.population}: ${side(baseline.requests, baseline.failed)}`;
}

/** The shape that stands for a phase wherever it is drawn; none rests on its hue. */
export const SIGN: Record<AnalysisPhase, string> = { Successful: '✓', Failed: '✕', Inconclusive: '?', Error: '!', Running: '…', Pending: '…' };
