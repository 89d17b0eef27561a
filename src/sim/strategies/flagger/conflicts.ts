import { BUILT_IN } from './built-in.ts';
import type { Params } from './params.ts';

interface Conflict {
  path: string;
  message: string;
  cure: string;
}

/** What the parameters contradict in each other. */
export const conflicts = (params: Params): Conflict[] => [...unknownMetrics(params), ...noRoom(params)];

/** Metrics of one's own that do not say what they measure. */
const unknownMetrics = ({ metrics }: Params): Conflict[] =>
  metrics.flatMap(({ name, metric }, index) =>
    metric !== null || Object.hasOwn(BUILT_IN, name)
      ? []
      : [
          {
            path: `metrics.${index}`,
            message: `does not say what ${name} measures, which is no built-in metric`,
            cure: 'Add metric: successRate, errorRate, latency or requestRate.',
          },
        ],
  );

/** The rule of the primary's Deployment. */
const noRoom = ({ maxSurge, maxUnavailable }: Params): Conflict[] =>
  maxSurge.value > 0 || maxUnavailable.value > 0
    ? []
    : [
        {
          path: 'maxUnavailable',
          message:
            'and maxSurge are both 0, so no server of the primary could ever be replaced (Kubernetes: "may not be 0 when `maxSurge` is 0")',
          cure: 'Set one of them to 1 or more.',
        },
      ];
