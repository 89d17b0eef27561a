import type { Micros } from '../../kernel/index.ts';
import { choice, duration, intOrPercent, object, orNone, type Infer } from '../../schema/index.ts';
import { backgroundFields, type AnalysisParams } from '../argo/analysis-params.ts';
import { minReady } from '../kubernetes/params.ts';

type IntOrPercent = Infer<ReturnType<typeof intOrPercent>>;

/** What becomes of the new version once it has been compared long enough, and nothing spoke against it. */
export type Afterwards = 'promote' | 'remove' | 'person';

/** What every strategy has that runs the new version beside the stable one and compares the two. */
export interface SideParams {
  /** Servers of the new version beside the stable ones. */
  replicas: IntOrPercent;
  /** How long the two are compared. */
  watch: Micros;
  afterwards: Afterwards;
  /** Null = nothing is measured, and time alone decides. */
  analysis: AnalysisParams | null;
  minReady: Micros;
  /** Null = never. */
  progressDeadline: Micros | null;
  maxSurge: IntOrPercent;
  maxUnavailable: IntOrPercent;
}

/** @param name how the new version's servers are called: `shadow` */
export const sideFields = (name: string, afterwards: Afterwards) => ({
  replicas: intOrPercent({
    default: '100%',
    percentMax: 100,
    label: `Servers of the ${name} (replicas)`,
    help: `How many servers the ${name} has beside the stable ones; a percentage is of the wanted number, and rounds up.`,
  }),
  watch: duration({
    default: '2m',
    min: '1s',
    max: '1d',
    label: 'Time of comparing (watch)',
    help: 'How long both versions are measured side by side before anything is decided.',
  }),
  afterwards: choice({
    default: afterwards,
    options: {
      promote: 'Promoted, by a rolling update',
      remove: 'Taken away again: it was only a test',
      person: 'Kept, until a person decides',
    },
    label: 'Then the new version is (afterwards)',
    help: 'What becomes of the new version when the time is over and no analysis has spoken against it.',
  }),
  analysis: orNone(
    object(backgroundFields, {
      label: 'Analysis (analysis)',
      help: `Measures the ${name} while the two are compared; a failure gives the new version up, and an unclear result asks a person.`,
    }),
  ),
  minReady,
  progressDeadline: orNone(
    duration({
      default: '10m',
      min: '1s',
      max: '1d',
      label: 'Progress deadline (progressDeadlineSeconds)',
      help: `If the ${name} makes no progress for this long before it is up, it is given up; a promotion is only labelled overdue.`,
    }),
  ),
  maxSurge: intOrPercent({
    default: '25%',
    percentMax: 1_000,
    label: 'Surge of the promotion (maxSurge)',
    help: `How many servers above the wanted number the stable side may run while it is updated, the ${name} not counted.`,
  }),
  maxUnavailable: intOrPercent({
    default: '25%',
    label: 'Unavailable in the promotion (maxUnavailable)',
    help: 'How many servers below the wanted number the stable side may have while it is updated.',
  }),
});
