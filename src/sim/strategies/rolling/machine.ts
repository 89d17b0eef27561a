import { alreadyComplete, atRest, deploymentSetup, firstContext, setOff, type DeploymentContext } from '../kubernetes/chart.ts';
import { rescale } from '../kubernetes/rescale.ts';
import type { IntOrPercent } from '../../schema/index.ts';
import { boundsOf } from './bounds.ts';
import type { Params } from './params.ts';
import { reconcile } from './reconcile.ts';

const written = ({ unit, value }: IntOrPercent): number | string => (unit === 'percent' ? `${value}%` : value);
const knobsOf = ({ params }: DeploymentContext<Params>) => ({
  maxSurge: written(params.maxSurge),
  maxUnavailable: written(params.maxUnavailable),
});
const boundsFor = (context: DeploymentContext<Params>, desired: number) => {
  const { maxSurge, maxUnavailable } = knobsOf(context);
  return boundsOf(desired, maxSurge, maxUnavailable);
};

const chart = deploymentSetup<Params>({
  reconcile: (context, { sets }) =>
    reconcile({ target: context.target, sets, bounds: boundsFor(context, context.desired), knobs: knobsOf(context) }),
  rescale: (context, { sets }, desired) =>
    rescale({
      target: context.target,
      sets,
      before: boundsFor(context, context.desired),
      after: boundsFor(context, desired),
    }),
  oldAreGone: () => true,
});

/** Both ways go by the same rules: an undo is a rollout like any other. */
const way = (end: '#complete' | '#restored') =>
  chart.createStateConfig({
    initial: 'progressing',
    states: {
      progressing: {
        description: 'Servers of the wanted revision come as others go, within maxSurge and maxUnavailable.',
        always: [{ guard: 'isPaused', target: 'paused' }, alreadyComplete(end)],
        after: { progressDeadline: { target: 'overdue', actions: { type: 'because', params: 'overdue' } } },
        on: {
          'fleet.changed': [
            {
              guard: 'isComplete',
              target: end,
              actions: ['observe', 'trimHistory', 'keepSizes', { type: 'because', params: 'complete' }],
            },
            // Entering again starts the deadline anew.
            { guard: 'madeProgress', target: 'progressing', reenter: true, actions: ['observe', 'reconcile'] },
            { actions: ['observe', 'reconcile'] },
          ],
          'operator.pause': { target: 'paused', actions: ['pause', { type: 'because', params: 'paused' }] },
        },
      },
      overdue: {
        description: 'The progress deadline is exceeded. That is a label and nothing more: the controller goes on trying.',
        on: {
          'fleet.changed': [
            {
              guard: 'isComplete',
              target: end,
              actions: ['observe', 'trimHistory', 'keepSizes', { type: 'because', params: 'complete' }],
            },
            {
              guard: 'madeProgress',
              target: 'progressing',
              actions: ['observe', 'reconcile', { type: 'because', params: 'progressing' }],
            },
            { actions: ['observe', 'reconcile'] },
          ],
          'operator.pause': { target: 'paused', actions: ['pause', { type: 'because', params: 'paused' }] },
        },
      },
      paused: {
        description:
          'A person has stopped the rollout half-way: both revisions serve, no deadline runs, and scaling still works.',
        on: {
          'fleet.changed': { actions: 'observe' },
          'operator.resume': {
            target: 'progressing',
            actions: ['resume', 'observe', 'reconcile', { type: 'because', params: 'resumed' }],
          },
        },
      },
    },
  });

/** The rolling update of a Kubernetes Deployment. */
export const machine = chart.createMachine({
  id: 'rolling',
  context: ({ input }) => firstContext(input),
  initial: 'idle',
  on: {
    'rollout.requested': setOff,
    'operator.undo': setOff,
    'operator.scale': { actions: ['rescale', 'resize'] },
  },
  states: {
    idle: { description: 'One revision serves alone, and nothing has been asked for yet.', tags: 'settled', on: atRest },
    rollingOut: { id: 'rollingOut', description: 'On the way to a newer revision.', ...way('#complete') },
    complete: {
      id: 'complete',
      tags: 'settled',
      on: atRest,
      description:
        'Every server is of the wanted revision and was available; crashes from now on are restarted and change nothing here.',
    },
    rollingBack: {
      id: 'rollingBack',
      description: 'On the way back to an older revision, at the same pace as forward.',
      ...way('#restored'),
    },
    restored: { id: 'restored', tags: 'settled', on: atRest, description: 'The older revision serves alone again.' },
  },
});
