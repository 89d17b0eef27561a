import type { Trace } from '../trace/index.ts';
import { oncePerTrace, series } from '../trace/index.ts';
import type { Metric } from './metric.ts';
import { timeWhile } from './steps.ts';
import type { Second } from './windows.ts';
import { secondsOf, servedShare } from './windows.ts';

/** Whether routers knew no server during all of a second. */
function isUnreachable(trace: Trace, { at, width }: Second): boolean {
  const { fleet } = series(trace);
  const hasNobody = (step: number) => trace.revisions.every((revision) => fleet.byRevision[revision]!.known[step] === 0);
  return timeWhile(fleet.at, at, at + width, hasNobody) === width;
}

/** The seconds in which the service was down. */
export const downSeconds = oncePerTrace((trace: Trace): Second[] =>
  secondsOf(trace).filter((second) => {
    const share = servedShare(second);
    return share === null ? isUnreachable(trace, second) : share < 0.5;
  }),
);

export const downtime: Metric = {
  id: 'downtime',
  label: 'Downtime',
  unit: 'duration',
  better: 'lower',
  explains:
    'Total time of one-second windows in which under half of the requests were served, or, without any request, routers knew no server.',
  measure: (trace) => downSeconds(trace).reduce((sum, second) => sum + second.width, 0),
};
