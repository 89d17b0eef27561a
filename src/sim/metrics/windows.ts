import type { Micros } from '../kernel/index.ts';
import type { Trace } from '../trace/index.ts';
import { FAILURE_CAUSES, oncePerTrace, series } from '../trace/index.ts';

/** One second of the run: what became of the requests that arrived in it. */
export interface Second {
  at: Micros;
  /** A second, less at the end of a horizon that is no whole number of them. */
  width: Micros;
  offered: number;
  served: number;
  failed: number;
}

/** The run second by second, all revisions together. */
export const secondsOf = oncePerTrace((trace: Trace): Second[] => {
  const { requests } = series(trace);
  return requests.at.map((at, window) => ({
    at,
    width: Math.min(requests.width, trace.header.horizon - at),
    offered: requests.offered[window]!,
    served: requests.served[window]!,
    failed: FAILURE_CAUSES.reduce((sum, cause) => sum + requests.failed[cause][window]!, 0),
  }));
});

/** Share served of the requests that came to an end; null when none did. */
export const servedShare = ({ served, failed }: Pick<Second, 'served' | 'failed'>): number | null =>
  served + failed > 0 ? served / (served + failed) : null;

/** Whether a second (or any sum of them) is below the SLO; one without requests is not. */
export const isBreach = (trace: Trace, counts: Pick<Second, 'served' | 'failed'>): boolean =>
  (servedShare(counts) ?? 1) < trace.header.slo.availability;
