import { SECOND, type Micros } from '../../kernel/index.ts';
import type { AnalysisPhase } from '../../trace/route.ts';
import type { ReplicaSetView } from '../strategy.ts';
import type { ExperimentParams } from './params-experiment.ts';

/** After its end the servers of an experiment stay for so long, for routers that have not heard of it. */
export const EXPERIMENT_SCALE_DOWN_DELAY: Micros = 30 * SECOND;

/** How one template of an experiment stands; once successful or failed, it stays so. */
export interface TemplateStatus {
  status: 'Progressing' | 'Running' | 'Successful' | 'Failed';
  /** Its counts as last seen, and since when they are so: the deadline counts from there. */
  counts: string;
  since: Micros;
}

/** An experiment that a step has started: plain data, replaced as a whole. */
export interface Experiment {
  /** Names its analyses: attempt and step. */
  key: string;
  /** Finished steps when it was started: with another step it is over. */
  stepIndex: number;
  params: ExperimentParams;
  revisions: Record<'canary' | 'stable', string>;
  /** Pending until all servers are available. */
  phase: AnalysisPhase;
  says: string;
  availableAt: Micros | null;
  templates: readonly TemplateStatus[];
  /** Its analyses in their order; null = not started. */
  runs: readonly ({ id: string; phase: AnalysisPhase; says: string } | null)[];
  /** When its servers go; null = not yet decided. Once they are gone, nothing is left of it but its verdict. */
  removeAt: Micros | null;
  isRemoved: boolean;
}

/** What an experiment is made of. */
type Beginning = Pick<Experiment, 'key' | 'stepIndex' | 'params' | 'revisions'>;

export const newExperiment = (beginning: Beginning, now: Micros): Experiment => ({
  ...beginning,
  phase: 'Pending',
  says: '',
  availableAt: null,
  templates: beginning.params.templates.map(() => ({ status: 'Progressing', counts: '', since: now })),
  runs: beginning.params.analyses.map(() => null),
  removeAt: null,
  isRemoved: false,
});

export const hasEnded = ({ phase }: Pick<Experiment, 'phase'>): boolean => phase !== 'Pending' && phase !== 'Running';

/** Strictly more than its duration has passed since all its servers were available. */
const hasPassed = ({ params: { duration }, availableAt }: Experiment, now: Micros): boolean =>
  duration !== null && availableAt !== null && now > availableAt + duration;

/** When time alone changes something after `now`; null = never. */
export function experimentWakesAt(experiment: Experiment, deadline: Micros | null, now: Micros): Micros | null {
  const { params, availableAt, templates, removeAt, isRemoved } = experiment;
  const times = hasEnded(experiment)
    ? [isRemoved ? null : removeAt]
    : [
        availableAt === null || params.duration === null ? null : availableAt + params.duration + 1,
        ...templates.map(({ status, since }) => (deadline === null || status !== 'Progressing' ? null : since + deadline + 1)),
      ];
  // What was due before now has been looked at, and waits for something else.
  const due = times.filter((at) => at !== null && at > now) as Micros[];
  return due.length === 0 ? null : Math.min(...due);
}

/** How its servers are now. */
export function observed(
  experiment: Experiment,
  sets: readonly ReplicaSetView[],
  deadline: Micros | null,
  now: Micros,
): Experiment {
  if (hasEnded(experiment)) return experiment;
  const templates = experiment.params.templates.map(({ name, specRef, replicas }, index): TemplateStatus => {
    const before = experiment.templates[index]!,
      revision = experiment.revisions[specRef];
    if (before.status === 'Successful' || before.status === 'Failed') return before;
    const set = sets.find((one) => one.environment === name && one.revision === revision),
      available = set?.available ?? 0;
    const counts = `${set?.replicas ?? 0}/${set?.ready ?? 0}/${available}`,
      since = counts === before.counts ? before.since : now;
    if (available === replicas) return { status: hasPassed(experiment, now) ? 'Successful' : 'Running', counts, since };
    return { status: deadline !== null && now > since + deadline ? 'Failed' : 'Progressing', counts, since };
  });
  const areUp = templates.every(({ status }) => status === 'Running' || status === 'Successful');
  return { ...experiment, templates, availableAt: experiment.availableAt ?? (areUp ? now : null) };
}

/** From best to worst. */
const ORDER: readonly AnalysisPhase[] = ['Successful', 'Running', 'Pending', 'Inconclusive', 'Error', 'Failed'];
const worst = <T extends { phase: AnalysisPhase }>(all: readonly T[]): T | null =>
  all.reduce<T | null>((bad, one) => (bad === null || ORDER.indexOf(one.phase) > ORDER.indexOf(bad.phase) ? one : bad), null);

/**
 * What servers and analyses come to. Servers that never come up fail it; an analysis that fails, breaks or cannot tell ends it with the
 * same; required analyses end it when they have all succeeded, whatever the others do; else it lasts as long as it was asked to.
 */
export function assess({ params, templates, runs }: Pick<Experiment, 'params' | 'templates' | 'runs'>): {
  phase: AnalysisPhase;
  says: string;
} {
  const late = params.templates.filter((_, index) => templates[index]!.status === 'Failed').map(({ name }) => name);
  if (late.length > 0) return { phase: 'Failed', says: `the servers of ${late.join(' and ')} were not up in time` };
  const named = runs.map((run, index) => ({
    phase: run?.phase ?? ('Pending' as const),
    says: run === null || run.says === '' ? params.analyses[index]!.name : `${params.analyses[index]!.name}: ${run.says}`,
    isRequired: params.analyses[index]!.requiredForCompletion,
  }));
  const bad = worst(named);
  if (bad !== null && ORDER.indexOf(bad.phase) >= ORDER.indexOf('Inconclusive')) return bad;
  const required = named.filter(({ isRequired }) => isRequired);
  if (required.length > 0 && required.every(({ phase }) => phase === 'Successful'))
    return { phase: 'Successful', says: 'all required analyses have succeeded' };
  const isOver = templates.every(({ status }) => status === 'Successful');
  if (isOver && required.length === 0) return { phase: 'Successful', says: 'its time is over, and nothing spoke against it' };
  return { phase: isOver || templates.every(({ status }) => status !== 'Progressing') ? 'Running' : 'Pending', says: '' };
}
