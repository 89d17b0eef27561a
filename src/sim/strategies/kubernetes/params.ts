import type { Micros } from '../../kernel/index.ts';
import { duration, flag, integer, orNone } from '../../schema/index.ts';

/** What every Deployment has, whatever its strategy. */
export interface DeploymentParams {
  minReady: Micros;
  /** Null = never. */
  progressDeadline: Micros | null;
  revisionHistoryLimit: number;
  paused: boolean;
}

/** The knob that every strategy has whose servers must prove themselves. */
export const minReady = duration({
  default: '0s',
  max: '1h',
  label: 'Minimum ready time (minReadySeconds)',
  help: 'A new server counts as available only after it has been ready for this long without a break.',
});

/** Knobs of every Deployment; each strategy of Kubernetes spreads them into its own schema. */
export const deploymentFields = {
  minReady,
  progressDeadline: orNone(
    duration({
      default: '10m',
      min: '1s',
      max: '1d',
      label: 'Progress deadline (progressDeadlineSeconds)',
      help: 'After this long without progress the rollout is labelled overdue, and nothing else happens; none = never.',
    }),
  ),
  revisionHistoryLimit: integer({
    default: 10,
    max: 1_000,
    label: 'History limit (revisionHistoryLimit)',
    help: 'How many old revisions are kept to go back to; with 0, a finished rollout cannot be undone.',
  }),
  paused: flag({
    default: false,
    label: 'Paused',
    help: 'The Deployment starts paused: a rollout waits until somebody resumes it, while scaling still works.',
  }),
};
