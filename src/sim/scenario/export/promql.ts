import { MILLISECOND, SECOND, type Micros } from '../../kernel/index.ts';
import { decimal, formatDuration } from '../../schema/index.ts';
import type { Doubts } from './doubts.ts';

/** What a query of ours asks of the requests that carry some labels. */
export interface Asked {
  metric: 'successRate' | 'errorRate' | 'latency' | 'requestRate';
  /** Label matchers, as in Prometheus: `app="web"`. */
  labels: readonly string[];
  /** How far back it looks, as in Prometheus: `1m30s`. */
  range: string;
  /** Of latency, 0…1. */
  quantile: number;
}

/** What a comment says above each object with a query of ours. */
export const QUERY_COMMENT = 'The queries are for the usual names of series and labels; adapt them to yours.';

/**
 * A Prometheus query over the two usual series of a service.
 * @param isLarge in percent and milliseconds, as Flagger counts; otherwise in shares and seconds, as Argo Rollouts does
 */
export function promql({ metric, labels, range, quantile }: Asked, isLarge: boolean): string {
  const count = (...more: string[]) => `sum(rate(http_requests_total{${[...labels, ...more].join(',')}}[${range}]))`;
  const ratio = (status: string) => `${count(status)}\n/\n${count()}${isLarge ? '\n* 100' : ''}\n`;
  switch (metric) {
    case 'errorRate':
      return ratio('status=~"5.."');
    case 'successRate':
      return ratio('status!~"5.."');
    case 'requestRate':
      return count();
    case 'latency':
      return `histogram_quantile(${decimal(quantile)},\n  sum by (le) (rate(http_request_duration_seconds_bucket{${labels.join(',')}}[${range}]))\n)${isLarge ? ' * 1000' : ''}\n`;
  }
}

/** A length of time for a query. Prometheus knows whole units only: `1s500ms`. */
export function rangeOf(window: Micros, doubts: Doubts): string {
  if (window % MILLISECOND !== 0)
    doubts.cannot(`Prometheus counts whole milliseconds, and a window here is ${formatDuration(window)}.`);
  const rest = window % SECOND,
    whole = window - rest;
  return `${whole === 0 ? '' : formatDuration(whole)}${rest === 0 ? '' : `${rest / MILLISECOND}ms`}`;
}
