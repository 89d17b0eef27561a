import { choice, duration, flag, integer, list, object, orNone, text, type Infer } from '../../schema/index.ts';
import { backgroundFields } from '../argo/analysis-params.ts';

const template = object(
  {
    name: text({
      default: 'baseline',
      max: 40,
      label: 'Name (name)',
      help: 'What its servers are called, and the pool that routers know them by; not the name of a revision.',
    }),
    specRef: choice({
      default: 'stable',
      options: { stable: 'Stable version', canary: 'New version' },
      label: 'Version (specRef)',
      help: 'Which version its servers run; they are always fresh ones.',
    }),
    replicas: integer({ default: 1, max: 500, label: 'Servers (replicas)', help: 'How many servers it has.' }),
    weight: orNone(
      integer({
        max: 1_000_000,
        label: 'Weight (weight)',
        help: 'Share of requests while the experiment runs, taken from the stable side; none = no requests. Needs traffic routing.',
      }),
    ),
  },
  { label: 'Template', help: 'A set of servers that the experiment runs.' },
);

const analysis = object(
  {
    name: text({ default: 'analysis', max: 63, label: 'Name (name)', help: 'What the analysis is called in the history.' }),
    requiredForCompletion: flag({
      default: false,
      label: 'Required (requiredForCompletion)',
      help: 'The experiment lasts until this analysis has succeeded, and ends with it; needs metrics with a count.',
    }),
    ...backgroundFields,
  },
  { label: 'Analysis', help: 'Measures while the experiment runs; a failure ends it, and aborts the rollout.' },
);

/** An experiment amid the steps of a canary, named as in a Rollout's manifest. */
export const experiment = object(
  {
    duration: orNone(
      duration({
        min: '1s',
        max: '1d',
        label: 'Duration (duration)',
        help: 'How long it runs, counted from when all its servers are available; none = until its required analyses have succeeded, or a person promotes.',
      }),
    ),
    templates: list(template, {
      default: [
        { name: 'baseline', specRef: 'stable' },
        { name: 'canary', specRef: 'canary' },
      ],
      max: 10,
      label: 'Templates (templates)',
      help: 'The sets of servers that it runs, beside those of the rollout.',
    }),
    analyses: list(analysis, {
      max: 10,
      label: 'Analyses (analyses)',
      help: 'They start once all its servers are available. New version and baseline mean the servers of the experiment.',
    }),
  },
  { label: 'Experiment (experiment)', help: 'Runs servers of its own for a while, and goes on only if it succeeds.' },
);

export type ExperimentParams = Infer<typeof experiment>;
