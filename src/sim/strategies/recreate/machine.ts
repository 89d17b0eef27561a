import { and } from 'xstate';
import { alreadyComplete, atRest, deploymentSetup, firstContext, setOff } from '../kubernetes/chart.ts';
import { rescale } from '../kubernetes/rescale.ts';
import type { Params } from './params.ts';
import { oldAreGone, reconcile } from './reconcile.ts';

const chart = deploymentSetup<Params>({
  reconcile: ({ target, desired }, { sets }) => reconcile({ target, desired, sets }),
  rescale: ({ target, desired }, { sets }, wanted) =>
    rescale({
      target,
      sets,
      before: { desired, surge: 0 },
      after: { desired: wanted, surge: 0 },
    }),
  oldAreGone: ({ target }, { sets }) => oldAreGone(sets, target),
});

/** Both ways go by the same rules: going back stops everything once more. */
const way = (end: '#complete' | '#restored') =>
  chart.createStateConfig({
    initial: 'stoppingOld',
    states: {
      stoppingOld: {
        description: 'Everything old is shutting down, and nothing new may start before the last of it is gone.',
        always: [{ guard: 'isPaused', target: 'paused' }, alreadyComplete(end)],
        after: { progressDeadline: { target: 'overdue', actions: { type: 'because', params: 'overdue' } } },
        on: {
          'fleet.changed': [
            {
              guard: 'isComplete',
              target: end,
              actions: ['observe', 'trimHistory', 'keepSizes', { type: 'because', params: 'complete' }],
            },
            {
              guard: 'oldAreGone',
              target: 'startingNew',
              actions: ['observe', 'reconcile', { type: 'because', params: 'oldGone' }],
            },
            // Entering again starts the deadline anew.
            { guard: 'madeProgress', target: 'stoppingOld', reenter: true, actions: ['observe', 'reconcile'] },
            { actions: ['observe', 'reconcile'] },
          ],
          'operator.pause': { target: 'paused', actions: ['pause', { type: 'because', params: 'paused' }] },
        },
      },
      startingNew: {
        description: 'All servers of the wanted revision have been started at once, and are not yet all available.',
        always: alreadyComplete(end),
        after: { progressDeadline: { target: 'overdue', actions: { type: 'because', params: 'overdue' } } },
        on: {
          'fleet.changed': [
            {
              guard: 'isComplete',
              target: end,
              actions: ['observe', 'trimHistory', 'keepSizes', { type: 'because', params: 'complete' }],
            },
            { guard: 'madeProgress', target: 'startingNew', reenter: true, actions: ['observe', 'reconcile'] },
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
              guard: 'mayStartNew',
              target: 'startingNew',
              actions: ['observe', 'reconcile', { type: 'because', params: 'oldGone' }],
            },
            {
              guard: and(['madeProgress', 'oldAreGone']),
              target: 'startingNew',
              actions: ['observe', 'reconcile', { type: 'because', params: 'progressing' }],
            },
            {
              guard: 'madeProgress',
              target: 'stoppingOld',
              actions: ['observe', 'reconcile', { type: 'because', params: 'progressing' }],
            },
            { actions: ['observe', 'reconcile'] },
          ],
          'operator.pause': { target: 'paused', actions: ['pause', { type: 'because', params: 'paused' }] },
        },
      },
      paused: {
        description: 'A person has stopped the rollout half-way: no deadline runs, and scaling still works.',
        on: {
          'fleet.changed': { actions: 'observe' },
          'operator.resume': [
            {
              guard: 'oldAreGone',
              target: 'startingNew',
              actions: ['resume', 'observe', 'reconcile', { type: 'because', params: 'resumed' }],
            },
            { target: 'stoppingOld', actions: ['resume', 'observe', 'reconcile', { type: 'because', params: 'resumed' }] },
          ],
        },
      },
    },
  });

/** The Recreate strategy of a Kubernetes Deployment. */
export const machine = chart.createMachine({
  id: 'recreate',
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
      description: 'On the way back to an older revision, with an outage of its own.',
      ...way('#restored'),
    },
    restored: { id: 'restored', tags: 'settled', on: atRest, description: 'The older revision serves alone again.' },
  },
});
