import { integer, object, percent, type Schema } from '../../schema/index.ts';

/** A HorizontalPodAutoscaler in few words. */
export interface Autoscaler {
  /** The share of its slots that a server is to have busy, 0…1. */
  target: number;
  min: number;
  max: number;
}

/** Fields of the autoscaler; the bounds are in servers. */
export const autoscalerSchema = (most: number): Schema<Autoscaler> =>
  object(
    {
      target: percent({
        default: '70%',
        min: 1,
        max: 100,
        label: 'Use that is aimed at (averageUtilization)',
        help: 'The share of its slots that a server is to have busy, on average over all servers, of whatever version.',
      }),
      min: integer({ default: 1, min: 1, max: most, label: 'Fewest servers (minReplicas)', help: 'It never asks for fewer.' }),
      max: integer({ default: 20, min: 1, max: most, label: 'Most servers (maxReplicas)', help: 'It never asks for more.' }),
    },
    {
      label: 'Autoscaler',
      help: 'Asks for more servers when they are busy, and for fewer when they idle; it looks every 15 seconds, and knows nothing of rollouts.',
    },
  );
