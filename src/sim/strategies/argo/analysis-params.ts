import { list, object, variants, type Infer } from '../../schema/index.ts';
import { argoFields, sequentialFields } from './analysis-metric.ts';
import { kayentaFields } from './analysis-kayenta.ts';

/** Far more than any analysis in use. */
export const METRICS_MAX = 20;

/** One metric of an analysis, with whoever judges it; Argo's conditions where nothing is said. */
const metric = variants(
  'judge',
  {
    argo: object(argoFields, {
      label: 'Held to limits (argo)',
      help: "Argo's own way: each measurement is held to bounds or conditions.",
    }),
    kayenta: object(kayentaFields, {
      label: 'Compared and scored (kayenta)',
      help: "Kayenta's way: the window's values are compared with another population's, and a score says how many series pass.",
    }),
    sequential: object(sequentialFields, {
      label: 'Tested all along (sequential)',
      help: 'Evidence adds up over all looks; however often one looks, false alarms stay as rare as they were asked to be.',
    }),
  },
  { label: 'Judge', help: 'Who turns what was measured into a verdict.', fallback: 'argo' },
);

export type MetricParams = Infer<typeof metric>;

/** What every analysis of a Rollout has. */
export interface AnalysisParams {
  metrics: MetricParams[];
}

const METRICS = {
  label: 'Metrics',
  help: 'What is measured; the first metric that fails, breaks or comes out undecided ends the analysis.',
  max: METRICS_MAX,
};

/** Fields of an analysis that goes on for as long as it is needed; a strategy's own fields may stand beside them. */
export const backgroundFields = { metrics: list(metric, { ...METRICS, default: [{ metric: 'errorRate', atMost: '1%' }] }) };

/** Fields of an analysis that others wait for: each metric has to come to an end, and so needs a count. */
export const awaitedFields = {
  metrics: list(metric, { ...METRICS, default: [{ metric: 'errorRate', atMost: '1%', count: 3 }] }),
};
