import { duration, flag, integer, orNone } from '../../schema/index.ts';
import { deploymentFields } from '../kubernetes/params.ts';

export { namesOf as metricNames } from './measured-metrics.ts';

/** Knobs of every Rollout, beyond those it shares with a Deployment; blue/green and canary spread them into their own schemas. */
export const rolloutFields = {
  ...deploymentFields,
  progressDeadlineAbort: flag({
    default: false,
    label: 'Abort at the deadline (progressDeadlineAbort)',
    help: 'An update that makes no progress within the deadline is aborted; otherwise it is only labelled Degraded.',
  }),
  rollbackWindow: orNone(
    integer({
      min: 1,
      max: 1_000,
      label: 'Rollback window (rollbackWindow.revisions)',
      help: 'Going back to a revision with fewer than this many others in between skips all steps; none = every rollback runs them.',
    }),
  ),
  scaleDownDelay: orNone(
    duration({
      max: '1d',
      label: 'Scale-down delay (scaleDownDelaySeconds)',
      help: 'After a promotion the old servers stay up for this long, so that routers can learn of it; left out = 30s.',
    }),
  ),
  abortScaleDownDelay: orNone(
    duration({
      max: '1d',
      label: 'Scale-down delay after an abort (abortScaleDownDelaySeconds)',
      help: 'After an abort the rejected servers stay up for this long; left out = 30s, 0s = for ever.',
    }),
  ),
};
