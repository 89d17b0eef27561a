import type { MeasuredMetric } from '../../analysis/index.ts';
import type { Micros } from '../../kernel/index.ts';
import { measuredMetrics } from '../argo/measured-metrics.ts';
import type { Commands, ReplicaSetView } from '../strategy.ts';
import type { CanaryContext } from './context.ts';
import {
  assess,
  EXPERIMENT_SCALE_DOWN_DELAY,
  experimentWakesAt,
  hasEnded,
  newExperiment,
  observed,
  type Experiment,
} from './experiment.ts';
import { explainExperimentEnd, explainExperimentRun, explainExperimentStart } from './explain-experiment.ts';
import type { Extra } from './state.ts';
import { currentStep } from './steps.ts';

type Kept = Pick<CanaryContext, 'experiment' | 'leftovers' | 'orders'>;
type Order = (commands: Commands) => void;

/**
 * Starts the experiment of the current step, follows it to its end, and ends it when nobody needs it any more. Experiments have a
 * controller of their own: one under way goes on while the rollout is paused by hand.
 */
export function keepExperiments(context: CanaryContext): Kept {
  const { params, status, target, attempt, fleet, paused } = context,
    { at: now, sets } = fleet;
  const orders: Order[] = [];
  const { step } = currentStep(params.steps, status.stepIndex);
  const isActive = !status.aborted && !status.promoteFull && status.stable !== target && status.observed.target === target;
  const wanted = isActive && step?.kind === 'experiment' && status.stable !== null ? step.params : null;

  let current = context.experiment,
    leftovers = context.leftovers;
  if (current !== null && (wanted === null || current.stepIndex !== status.stepIndex || current.revisions.canary !== target)) {
    leftovers = [...leftovers, ended(current, now, orders)];
    current = null;
  }
  if (current === null && wanted !== null && !paused) {
    const { stepIndex } = status,
      revisions = { canary: target, stable: status.stable! };
    current = newExperiment({ key: `${target}.${attempt} step ${stepIndex + 1}`, stepIndex, params: wanted, revisions }, now);
    leftovers = withoutNamesOf(current, leftovers);
    orders.push(...started(current));
  }
  if (current !== null && !hasEnded(current)) current = progressed(current, sets, params.progressDeadline, now, orders);
  const cleared = leftovers.map((one) => removed(one, now, orders)).filter(({ isRemoved }) => !isRemoved);
  return { experiment: current && removed(current, now, orders), leftovers: cleared, orders };
}

/** One look at a running experiment: its servers, its analyses, its verdict. */
function progressed(
  before: Experiment,
  sets: readonly ReplicaSetView[],
  deadline: Micros | null,
  now: Micros,
  orders: Order[],
): Experiment {
  const seen = observed(before, sets, deadline, now);
  const verdict = assess(seen);
  if (hasEnded(verdict)) return ended({ ...seen, ...verdict }, now, orders);
  if (seen.availableAt === null) return { ...seen, ...verdict };
  const runs = seen.runs.map((run, index) => {
    if (run !== null) return run;
    const { name } = seen.params.analyses[index]!,
      id = `${seen.key} ${name}`;
    orders.push((to) => to.analyse(id, metricsOf(seen, index), explainExperimentRun(seen, index)));
    return { id, phase: 'Running' as const, says: '' };
  });
  return { ...seen, ...verdict, runs };
}

/** Whom the names of an analysis mean: the experiment's own servers, by name or by version, and only `stable` the service's. */
function metricsOf({ params: { templates, analyses }, revisions }: Experiment, index: number): MeasuredMetric[] {
  const own = (name: string, specRef: 'canary' | 'stable'): string | undefined =>
    (templates.find((template) => template.name === name) ?? templates.find((template) => template.specRef === specRef))?.name;
  const baseline = own('baseline', 'stable');
  return measuredMetrics(analyses[index]!, {
    canary: own('canary', 'canary') ?? revisions.canary,
    stable: revisions.stable,
    ...(baseline === undefined ? {} : { baseline }),
  });
}

/** Its analyses end with it, and the time begins after which its servers go. */
function ended(experiment: Experiment, now: Micros, orders: Order[]): Experiment {
  for (const run of experiment.runs) if (run?.phase === 'Running') orders.push((to) => to.endAnalysis(run.id));
  return {
    ...experiment,
    // Called off before its time, it has nothing to say any more.
    phase: hasEnded(experiment) ? experiment.phase : 'Successful',
    removeAt: experiment.removeAt ?? now + EXPERIMENT_SCALE_DOWN_DELAY,
  };
}

function removed(experiment: Experiment, now: Micros, orders: Order[]): Experiment {
  const { removeAt, isRemoved, params, revisions } = experiment;
  if (isRemoved || removeAt === null || now < removeAt) return experiment;
  for (const template of params.templates)
    if (template.replicas > 0)
      orders.push((to) =>
        to.scale(
          { revision: revisions[template.specRef], environment: template.name },
          0,
          explainExperimentEnd(experiment, template),
        ),
      );
  return { ...experiment, isRemoved: true };
}

const started = (experiment: Experiment): Order[] =>
  experiment.params.templates
    .filter(({ replicas }) => replicas > 0)
    .map(
      (template) => (to: Commands) =>
        to.scale(
          { revision: experiment.revisions[template.specRef], environment: template.name },
          template.replicas,
          explainExperimentStart(experiment, template),
        ),
    );

/** Servers of the same name are taken up again; those of other names still go when their time comes. */
const withoutNamesOf = ({ params, revisions }: Experiment, leftovers: readonly Experiment[]): Experiment[] =>
  leftovers.map((old) => ({
    ...old,
    params: {
      ...old.params,
      templates: old.params.templates.filter(
        ({ name, specRef }) =>
          !params.templates.some((own) => own.name === name && revisions[own.specRef] === old.revisions[specRef]),
      ),
    },
  }));

/** Shares of requests that go to the servers of an experiment, while all of them are up. */
export const extrasOf = (experiment: Experiment | null): Extra[] =>
  experiment?.phase !== 'Running'
    ? []
    : experiment.params.templates.flatMap(({ name, weight }) =>
        weight === null || weight === 0 ? [] : [{ pool: name, weight }],
      );

/** When time alone changes an experiment next; null = never. */
export function experimentsWakeAt({
  experiment,
  leftovers,
  params,
  fleet,
}: Pick<CanaryContext, 'experiment' | 'leftovers' | 'params' | 'fleet'>): Micros | null {
  const times = [...leftovers, ...(experiment === null ? [] : [experiment])]
    .map((one) => experimentWakesAt(one, params.progressDeadline, fleet.at))
    .filter((at) => at !== null);
  return times.length === 0 ? null : Math.min(...times);
}

/** What an analysis of the experiment has come to. */
export const told = (
  experiment: Experiment | null,
  ended: { run: string; phase: Experiment['phase']; says: string },
): Experiment | null =>
  experiment && {
    ...experiment,
    runs: experiment.runs.map((run) => (run?.id === ended.run ? { ...run, phase: ended.phase, says: ended.says } : run)),
  };
