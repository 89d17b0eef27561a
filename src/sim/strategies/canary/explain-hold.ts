import type { Micros } from '../../kernel/index.ts';
import type { Why } from '../../trace/facts.ts';
import { sum } from '../argo/sets.ts';
import { spoken, servers, stillMissing } from '../kubernetes/words.ts';
import { atDesiredCounts, countsOf, type Scene } from './at-desired.ts';
import { inputsOf, placeOf, SOURCE } from './explain.ts';
import { sceneOf } from './pass.ts';
import type { Params } from './params.ts';
import type { CanaryState } from './state.ts';
import { currentStep } from './steps.ts';

/** Why the controller does nothing just now; null when nothing is left to do. */
export function explainHold(params: Params, state: CanaryState): Why | null {
  const scene = sceneOf(params, state),
    waiting = waitingFor(params, state, scene);
  if (waiting === null) return null;
  const [rule, says, arithmetic, alternative] = waiting;
  return {
    rule: `canary.wait.${rule}`,
    says: `Waiting: ${says}.`,
    arithmetic,
    inputs: inputsOf(scene),
    alternatives: [alternative],
    source: `${SOURCE}: a pass that changes nothing waits for the next event`,
  };
}

type Waiting = [rule: string, says: string, arithmetic: string, alternative: string];

function waitingFor(params: Params, state: CanaryState, scene: Scene): Waiting | null {
  const { status, target, paused } = state;
  if (paused)
    return ['paused', 'the Rollout is paused by hand', 'spec.paused', 'Nothing is scaled or routed until somebody resumes it.'];
  if (status.pause?.reason === 'inconclusive')
    return [
      'inconclusive',
      'a person has to judge an inconclusive analysis',
      'inconclusive',
      'Neither time nor a retry of the measurement ends this.',
    ];
  if (status.stable === target || status.aborted || status.stable === null) return waitingForServers(state, scene);
  const { step } = currentStep(params.steps, status.stepIndex);
  if (step?.kind === 'pause' && status.pause !== null)
    return step.params === null
      ? ['pause', `${placeOf(params, status.stepIndex)}: a person has to promote`, 'no duration', 'It never goes on by itself.']
      : [
          'pause',
          `${placeOf(params, status.stepIndex)}`,
          `over after ${spoken(step.params)}`,
          'Promoting ends the pause at once.',
        ];
  if (step?.kind === 'experiment') return waitingForExperiment(step.params.duration, state);
  if (step?.kind === 'analysis')
    return [
      'analysis',
      'the analysis has not come to a verdict yet',
      state.stepRun?.phase.toLowerCase() ?? 'not started',
      'Going on without a verdict is what a person may do, by promoting.',
    ];
  if (params.trafficRouting !== null && !state.weightVerified && atDesiredCounts(scene))
    return [
      'verify',
      'routers do not send requests as asked yet',
      'not verified',
      'Going on would count a weight as tried that was never in force.',
    ];
  return waitingForServers(state, scene);
}

const waitingForExperiment = (duration: Micros | null, { stepRun }: CanaryState): Waiting => [
  'experiment',
  stepRun?.phase === 'Running' ? 'the experiment is under way' : 'not all servers of the experiment are available yet',
  duration === null ? 'until its required analyses have succeeded' : `${spoken(duration)} from when all of them were available`,
  'Going on without a verdict is what a person may do, by promoting.',
];

function waitingForServers({ status, target, sets }: CanaryState, scene: Scene): Waiting | null {
  const wanted = countsOf(scene);
  const sides = [
    { revision: target, set: scene.canarySet, count: scene.canarySet?.spec ?? wanted.canary },
    { revision: scene.stable ?? target, set: scene.stableSet, count: scene.stableSet?.spec ?? 0 },
  ];
  for (const { revision, set, count } of sides) {
    const missing = count - (set?.available ?? 0);
    if (missing > 0)
      return [
        'servers',
        stillMissing(missing, count, revision, 'available'),
        `${count} − ${set?.available ?? 0} = ${missing}`,
        status.aborted
          ? 'There is nothing left to decide: the servers have to come back first.'
          : 'Rolling back is not among its choices: it waits, until a person aborts or the deadline is set to do so.',
      ];
  }
  const old = sum(scene.older, 'available');
  if (old > 0 && Object.keys(status.scaleDownAt).length === 0 && sum(sets, 'spec') > scene.desired)
    return [
      'older',
      `${servers(old)} of older revisions still ${old === 1 ? 'runs' : 'run'}`,
      `${old} > 0`,
      'They go as soon as enough others are available.',
    ];
  return null;
}
