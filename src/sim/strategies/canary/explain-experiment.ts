import type { Why } from '../../trace/facts.ts';
import { servers, spoken, theLast, them } from '../kubernetes/words.ts';
import { EXPERIMENT_SCALE_DOWN_DELAY, type Experiment } from './experiment.ts';
import { SOURCE } from './explain.ts';

type Template = Experiment['params']['templates'][number];

const inputsOf = ({ params, phase }: Experiment, { specRef, weight }: Template): Why['inputs'] => [
  { name: 'specRef', value: specRef },
  { name: 'duration', value: params.duration === null ? 'none' : spoken(params.duration) },
  { name: 'weight', value: weight ?? 'none' },
  { name: 'experiment', value: phase.toLowerCase() },
];

/** Why a set of servers was started for an experiment. */
export function explainExperimentStart(experiment: Experiment, template: Template): Why {
  const { name, specRef, replicas } = template,
    revision = experiment.revisions[specRef];
  return {
    rule: 'canary.experiment.start',
    says: `Added ${servers(replicas, revision)}: ${name} of the experiment runs the ${specRef} version on fresh servers.`,
    arithmetic: `replicas = ${replicas}`,
    inputs: inputsOf(experiment, template),
    alternatives: [
      specRef === 'stable'
        ? 'Measuring the stable side itself would have compared fresh servers with warm ones.'
        : 'Measuring the canary itself would have depended on how many servers and requests its step gives it.',
      'Servers of an experiment count neither for the steps nor for the rollback window.',
    ],
    source: `${SOURCE}: an experiment step runs a replica set for each of its templates`,
  };
}

/** Why they went. */
export const explainExperimentEnd = (experiment: Experiment, template: Template): Why => ({
  rule: 'canary.experiment.end',
  says: `Removed ${theLast(template.replicas, experiment.revisions[template.specRef])}: the experiment ended ${spoken(EXPERIMENT_SCALE_DOWN_DELAY)} ago.`,
  arithmetic: `${template.replicas} − ${template.replicas} = 0`,
  inputs: inputsOf(experiment, template),
  alternatives: [`Removing ${them(template.replicas)} at once would have cut off requests that routers still sent.`],
  source: `${SOURCE}: servers of an experiment go a scale-down delay after its end`,
});

/** Why one of its analyses was started. */
export function explainExperimentRun(experiment: Experiment, index: number): Why {
  const { name, requiredForCompletion } = experiment.params.analyses[index]!;
  return {
    rule: 'canary.experiment.analyse',
    says: `Started the analysis ${name} of the experiment: all its servers are available.`,
    arithmetic: requiredForCompletion ? 'the experiment lasts until it has succeeded' : 'it ends with the experiment',
    inputs: [
      { name: 'duration', value: experiment.params.duration === null ? 'none' : spoken(experiment.params.duration) },
      { name: 'requiredForCompletion', value: requiredForCompletion ? 'yes' : 'no' },
    ],
    alternatives: ['Measuring earlier would have measured servers that were still coming up.'],
    source: `${SOURCE}: analyses of an experiment begin when its templates are available`,
  };
}
