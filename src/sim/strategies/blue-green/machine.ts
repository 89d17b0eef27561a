import { chart } from './chart.ts';
import { firstContext } from './context.ts';
import type { Stage } from './stage.ts';

type End = '#complete' | '#restored';

/** Another revision may be asked for at any time; whether that is forward or back is told by its age. */
const setOff = [
  { guard: 'leadsBack', target: '#rollingBack', actions: ['aim', 'carryOut'] },
  { guard: 'leadsOn', target: '#rollingOut', actions: ['aim', 'carryOut'] },
] as const;

const looking = { reenter: true, actions: ['look', 'carryOut'] } as const;
const came = <T extends string>(stage: Stage, target: T) => ({ guard: { type: 'hasCome', params: stage }, target }) as const;
const to = (stage: Stage & ('testingPreview' | 'awaitingPromotion' | 'verifying' | 'undecided' | 'paused' | 'standingBy')) =>
  came(stage, stage);

/** Wherever the passes have led to, if not to `here`. */
const elsewhere = (end: End, here: Stage) =>
  [
    to('testingPreview'),
    to('awaitingPromotion'),
    to('verifying'),
    to('undecided'),
    to('paused'),
    to('standingBy'),
    came('done', end),
    came('aborting', '#aborting'),
    came('aborted', '#aborted'),
  ].filter(({ guard }) => guard.params !== here);

/** What can happen at any stage of a rollout. Timers are set anew at every look. */
const anywhere = <Here extends string>(here: Here) =>
  ({
    'fleet.changed': { target: here, ...looking },
    'analysis.ended': { target: here, reenter: true, actions: ['hearAnalysis', 'carryOut'] },
    'operator.promoteFull': { guard: 'isUnproven', target: here, reenter: true, actions: ['promoteFull', 'carryOut'] },
    'operator.abort': { guard: 'isUnproven', target: here, reenter: true, actions: ['abort', 'carryOut'] },
    'operator.pause': { guard: 'isRunning', target: here, reenter: true, actions: ['pause', 'carryOut'] },
  }) as const;

/** Where the rollout waits for a person. */
const released = <Here extends string>(here: Here) =>
  ({
    'operator.promote': { target: here, reenter: true, actions: ['promote', 'carryOut'] },
    'operator.resume': { target: here, reenter: true, actions: ['resume', 'carryOut'] },
  }) as const;

/** Both ways go by the same rules; a way back to an environment that still stands by is over at once. */
const way = (end: End) => {
  const stage = <Here extends Stage>(here: Here, description: string) => ({
    description,
    always: [...elsewhere(end, here), came('preparing', 'preparing' as const)],
    after: { wake: { target: here, ...looking } },
    on: anywhere(here),
  });
  const waiting = <Here extends Stage>(here: Here, description: string) => ({
    ...stage(here, description),
    on: { ...anywhere(here), ...released(here) },
  });
  return chart.createStateConfig({
    initial: 'preparing',
    states: {
      preparing: {
        description: 'The second environment is made whole; users stay where they are until every server of it is available.',
        always: [{ guard: 'isOverdue', target: 'overdue', actions: 'becauseOverdue' }, ...elsewhere(end, 'preparing')],
        after: {
          wake: { target: 'preparing', ...looking },
          progressDeadline: [
            { guard: 'abortsAtDeadline', target: 'preparing', reenter: true, actions: ['abort', 'carryOut'] },
            { target: 'preparing', ...looking },
          ],
        },
        on: anywhere('preparing'),
      },
      overdue: {
        description: 'The progress deadline is exceeded. That is a label and nothing more: the controller goes on trying.',
        always: [{ guard: 'isOnTime', target: 'preparing', actions: 'becauseProgress' }, ...elsewhere(end, 'preparing')],
        after: { wake: { target: 'overdue', ...looking } },
        on: anywhere('overdue'),
      },
      testingPreview: stage('testingPreview', 'The new environment is whole and is measured, before any user is sent there.'),
      awaitingPromotion: waiting(
        'awaitingPromotion',
        'The new environment is whole and can be tried through the preview, until a person or a delay promotes it.',
      ),
      verifying: stage(
        'verifying',
        'Users are on the new environment while it is measured; the old one is still the stable one, should it fail.',
      ),
      undecided: waiting('undecided', 'An analysis could not tell good from bad, and a person is to decide.'),
      paused: waiting('paused', 'A person has paused the rollout: nobody is switched, and sizes are still kept right.'),
      standingBy: stage(
        'standingBy',
        'Users have been switched for good; the other environment stands by for a while, so that going back is one switch.',
      ),
    },
  });
};

/** States in which nothing is left to do. A pause there is remembered, and holds the next rollout. */
const atRest = {
  'fleet.changed': { actions: ['look', 'carryOut'] },
  'operator.pause': { guard: 'isRunning', actions: ['pause', 'carryOut'] },
  'operator.resume': { guard: 'isPaused', actions: ['resume', 'carryOut'] },
} as const;

const again = {
  'operator.retry': [
    { guard: 'isOlderThanStable', target: '#rollingBack', actions: ['retry', 'carryOut'] },
    { target: '#rollingOut', actions: ['retry', 'carryOut'] },
  ],
} as const;

/** Blue-green as Argo Rollouts does it. */
export const machine = chart.createMachine({
  id: 'blue-green',
  context: ({ input }) => firstContext(input),
  initial: 'idle',
  on: {
    'rollout.requested': setOff,
    'operator.undo': setOff,
    'operator.scale': { actions: ['resize', 'carryOut'] },
  },
  states: {
    idle: { description: 'One environment serves alone, and nothing has been asked for yet.', tags: 'settled', on: atRest },
    rollingOut: { id: 'rollingOut', description: 'On the way to a newer revision.', ...way('#complete') },
    complete: {
      id: 'complete',
      tags: 'settled',
      on: atRest,
      description: 'The wanted environment serves alone: going back would take a whole new one.',
    },
    aborting: {
      id: 'aborting',
      description:
        'The rollout was given up: users go back where they have left, and the rejected environment is kept for a while.',
      always: came('aborted', '#aborted'),
      after: { wake: { target: 'aborting', ...looking } },
      on: { 'fleet.changed': { target: 'aborting', ...looking }, ...again },
    },
    aborted: {
      id: 'aborted',
      tags: 'settled',
      description: 'The stable version serves, while Git still asks for the rejected one.',
      on: { 'fleet.changed': { actions: ['look', 'carryOut'] }, ...again },
    },
    rollingBack: {
      id: 'rollingBack',
      description: 'On the way back to an older revision: one switch while it stands by, and a full rollout afterwards.',
      ...way('#restored'),
    },
    restored: { id: 'restored', tags: 'settled', on: atRest, description: 'The older environment serves alone again.' },
  },
});
