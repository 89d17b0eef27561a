import { choice, list, object, variants } from '../../schema/index.ts';
import { argoFields, sequentialFields } from '../argo/analysis-metric.ts';
import { kayentaFields } from '../argo/analysis-kayenta.ts';
import { METRICS_MAX } from '../argo/analysis-params.ts';
import { ownOf } from './pipeline.ts';

const comparedWith = choice({
  default: 'baseline',
  options: { baseline: 'Baseline', stable: 'All of production' },
  label: 'Compared with (comparedWith)',
  help: 'The baseline is as small and as young as the canary; production has warm caches and many servers.',
});

const metric = variants(
  'judge',
  {
    kayenta: object(
      { ...ownOf(kayentaFields), comparedWith },
      {
        label: 'Compared and scored (kayenta)',
        help: 'The values of canary and baseline are compared over the window, and a score says how many series pass.',
      },
    ),
    argo: object(ownOf(argoFields), {
      label: 'Held to limits (argo)',
      help: 'One population is held to bounds or conditions; nothing is compared.',
    }),
    sequential: object(
      { ...ownOf(sequentialFields), comparedWith },
      {
        label: 'Tested all along (sequential)',
        help: 'Evidence adds up over the whole comparison; false alarms stay as rare as they were asked to be.',
      },
    ),
  },
  { label: 'Judge (judge)', help: 'Who turns what was measured into a verdict.', fallback: 'kayenta' },
);

/** Both errors and slowness, each judged only when it grows. */
const DEFAULT_METRICS = [
  {
    name: 'comparison',
    metric: 'errorRate',
    direction: 'increase',
    also: [{ metric: 'latency', quantile: '90%', direction: 'increase' }],
  },
];

/** The analysis of a comparison: the words are those of any other, without the times, which the pipeline gives. */
export const analysis = object(
  {
    metrics: list(metric, {
      default: DEFAULT_METRICS,
      max: METRICS_MAX,
      label: 'Metrics (metrics)',
      help: 'What is compared at every interval; one that fails or has no value ends the release.',
    }),
  },
  { default: {}, label: 'Analysis (analysis)', help: 'What is compared, and by whom.' },
);
