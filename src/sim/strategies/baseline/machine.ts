import { chart } from './chart.ts';
import { firstContext } from './context.ts';
import type { Leaf } from './reasons.ts';
import type { Phase } from './scene.ts';

const LOOK = ['observe', 'look', 'carryOut'] as const;

/** Entering a state: where we are, why, and a first look from there. */
const entering = (phase: Phase, leaf: Leaf) => [{ type: 'enter', params: { phase, leaf } }, 'look', 'carryOut'] as const;
const because = (params: 'late' | 'aborted' | 'calledOff' | 'judgedByHand' | 'promotedFull') =>
  ({ type: 'because', params }) as const;
const endAs = (params: 'failed' | 'aborted') => ({ type: 'endAs', params }) as const;
const waiting = (params: 'warmUp' | 'cleanupDelay') => ({ type: 'wait', params }) as const;

/** The pair's time without requests begins. */
const LINGER = waiting('cleanupDelay');
const CALL_OFF = { target: '#removing', actions: ['observe', 'callOff', because('calledOff'), LINGER] } as const;
/** While a canary is on trial it can be called off at any moment; another revision waits until this release is over. */
const onTrial = {
  'operator.abort': { target: '#removing', actions: ['observe', endAs('aborted'), because('aborted'), LINGER] },
  'operator.undo': CALL_OFF,
  'rollout.requested': [
    { guard: 'callsOff', ...CALL_OFF },
    { guard: 'isNew', actions: 'aim' },
  ],
} as const;
const skipping = { target: '#cleaningUp', actions: ['observe', 'skipGate', because('promotedFull'), LINGER] } as const;
const pausing = { target: '#paused', actions: ['observe', 'stopClock'] } as const;
/** Back to the revision before; one that still waits is called off first. */
const UNDO = { target: '#undoing', actions: ['observe', 'undo', 'measureProgress'] } as const;
const TAKE_BACK = [{ guard: 'isCalledFor', actions: 'callOff' }, UNDO] as const;

/** A release begins; what production runs is the baseline. */
const BEGIN = { target: '#preparing', actions: ['observe', 'aim', 'begin'] } as const;
/** Asked for while another release was under way. */
const NEXT = { guard: 'isNextWaiting', target: '#preparing', actions: 'begin' } as const;

/** Nothing is under way, and production has what was asked for. */
const inService = {
  'rollout.requested': { guard: 'isNew', ...BEGIN },
  'operator.undo': { guard: 'hasWayBack', ...UNDO },
} as const;

/** Nothing is under way, and a rejected revision is still asked for. */
const rejected = {
  'rollout.requested': [
    { guard: 'callsOff', target: '#restored', actions: ['observe', 'callOff'] },
    { guard: 'isNew', ...BEGIN },
  ],
  'operator.undo': { target: '#restored', actions: ['observe', 'callOff'] },
  'operator.retry': { target: '#preparing', actions: ['observe', 'begin'] },
  'operator.promoteFull': {
    target: '#promoting',
    actions: ['observe', because('promotedFull'), 'promote', 'measureProgress'],
  },
} as const;

/** Production is moved by its own rolling update; without progress within the deadline it is overdue, and goes on. */
const rolling = (self: 'promoting' | 'undoing', end: '#complete' | '#restored') =>
  ({
    always: { guard: 'isProductionDone', target: end },
    'fleet.changed': [
      { guard: 'madeProgress', target: `#${self}`, reenter: true, actions: ['observe', 'measureProgress', 'restartDeadline'] },
      { actions: LOOK },
    ],
  }) as const;
const promoting = rolling('promoting', '#complete'),
  undoing = rolling('undoing', '#restored');

const onTheWayBack = {
  'fleet.changed': undoing['fleet.changed'],
  'rollout.requested': { guard: 'isNew', actions: 'aim' },
  'operator.undo': { guard: 'isCalledFor', actions: 'callOff' },
} as const;

/** The release of a canary beside a fresh baseline, as a deployment pipeline goes through it. */
export const machine = chart.createMachine({
  id: 'baseline',
  context: ({ input }) => firstContext(input),
  initial: 'idle',
  on: {
    'fleet.changed': { actions: LOOK },
    'operator.scale': { actions: ['observe', 'resize', 'carryOut'] },
  },
  states: {
    idle: {
      tags: 'settled',
      description: 'Production serves alone, and nothing has been asked for yet.',
      on: inService,
    },
    rollingOut: {
      description: 'A new revision is compared with the one in production, and then takes its place.',
      initial: 'preparing',
      states: {
        preparing: {
          id: 'preparing',
          description:
            'Canary and baseline start together, as many servers of each, and get their share once all of them are up.',
          entry: entering('preparing', 'preparing'),
          always: { guard: 'sharesRequests', target: 'warmingUp', actions: waiting('warmUp') },
          after: { due: { target: '#removing', actions: ['observe', endAs('failed'), because('late'), LINGER] } },
          on: { ...onTrial, 'operator.promoteFull': skipping, 'operator.pause': pausing },
        },
        warmingUp: {
          id: 'warmingUp',
          description: 'Both sides serve and warm up; what is seen now counts for nothing.',
          entry: entering('warmingUp', 'warmingUp'),
          after: { due: { target: 'comparing', actions: ['observe', 'compare', 'carryOut'] } },
          on: {
            ...onTrial,
            'operator.promote': { target: 'comparing', actions: ['observe', 'compare', 'carryOut'] },
            'operator.promoteFull': skipping,
            'operator.pause': pausing,
          },
        },
        comparing: {
          id: 'comparing',
          description:
            'The canary is compared with the baseline at every interval; one failure ends it, and the last judgement decides.',
          entry: entering('comparing', 'comparing'),
          always: [
            { guard: 'hasFailed', target: '#removing', actions: [{ type: 'conclude', params: 'failed' }, LINGER] },
            { guard: 'hasPassed', target: 'cleaningUp', actions: [{ type: 'conclude', params: 'restored' }, LINGER] },
          ],
          after: { due: { guard: 'mayJudge', target: 'comparing', reenter: true, actions: ['observe', 'judge', 'carryOut'] } },
          on: {
            ...onTrial,
            'analysis.ended': { guard: 'isAwaited', target: 'comparing', reenter: true, actions: ['observe', 'hear'] },
            'operator.promote': { target: 'cleaningUp', actions: ['observe', because('judgedByHand'), LINGER] },
            'operator.promoteFull': skipping,
            'operator.pause': pausing,
          },
        },
        cleaningUp: {
          id: 'cleaningUp',
          description: 'The canary has passed: requests go back to production, and then the pair goes.',
          entry: ['stopMeasuring', 'carryOut', ...entering('cleaningUp', 'cleaningUp')],
          always: [
            { guard: 'mayPromote', target: 'promoting', actions: ['promote', 'measureProgress'] },
            { guard: 'isPairOut', target: 'waitingForPromotion' },
          ],
          after: { due: { actions: LOOK } },
          on: { ...onTrial, 'operator.promoteFull': { actions: 'skipGate' }, 'operator.pause': pausing },
        },
        waitingForPromotion: {
          id: 'waitingForPromotion',
          description: 'The canary has passed and is gone, and a person has to say whether production gets it.',
          entry: entering('waitingForPromotion', 'waitingForPromotion'),
          on: {
            ...onTrial,
            'operator.promote': { target: 'promoting', actions: ['observe', 'promote', 'measureProgress'] },
            'operator.promoteFull': { target: 'promoting', actions: ['observe', 'promote', 'measureProgress'] },
          },
        },
        promoting: {
          id: 'promoting',
          description: 'Production takes the new revision by a rolling update of its own; nothing is compared any more.',
          entry: entering('promoting', 'promoting'),
          always: promoting.always,
          after: { due: 'overdue' },
          on: {
            'fleet.changed': promoting['fleet.changed'],
            'rollout.requested': { guard: 'isNew', actions: 'aim' },
            'operator.undo': TAKE_BACK,
            'operator.pause': pausing,
          },
        },
        overdue: {
          description: 'The promotion has made no progress within the deadline: a label, for production goes on trying.',
          entry: entering('promoting', 'overdue'),
          always: promoting.always,
          on: {
            'fleet.changed': promoting['fleet.changed'],
            'rollout.requested': { guard: 'isNew', actions: 'aim' },
            'operator.undo': TAKE_BACK,
            'operator.pause': pausing,
          },
        },
        paused: {
          id: 'paused',
          description: 'A person has paused the pipeline: no step begins, and the clocks stand still.',
          entry: { type: 'enter', params: { phase: 'paused', leaf: 'paused' } },
          on: {
            'fleet.changed': { actions: 'observe' },
            'analysis.ended': { guard: 'isAwaited', actions: ['observe', 'hear'] },
            'operator.resume': [
              ...(['preparing', 'warmingUp', 'comparing', 'cleaningUp'] as const).map(
                (phase) =>
                  ({ guard: { type: 'wasAt', params: phase }, target: phase, actions: ['observe', 'restartClock'] }) as const,
              ),
              { target: 'promoting', actions: ['observe', 'measureProgress', 'restartDeadline'] },
            ],
            'operator.abort': { guard: 'wasOnTrial', ...onTrial['operator.abort'] },
            'operator.undo': [{ guard: 'wasOnTrial', ...CALL_OFF }, ...TAKE_BACK],
            'rollout.requested': [
              { guard: 'callsOff', ...CALL_OFF },
              { guard: 'isNew', actions: 'aim' },
            ],
          },
        },
      },
    },
    complete: {
      id: 'complete',
      tags: 'settled',
      description: 'Production has the new revision on all its servers.',
      entry: entering('atRest', 'complete'),
      always: NEXT,
      on: inService,
    },
    rollingBack: {
      description: 'Back to what production had.',
      initial: 'removing',
      states: {
        removing: {
          id: 'removing',
          description: 'All requests go back to production, and the pair goes once routers have let go of it.',
          entry: ['stopMeasuring', 'carryOut', ...entering('removing', 'removing')],
          always: (['failed', 'aborted', 'restored'] as const).map(
            (ending) => ({ guard: { type: 'endsAs', params: ending }, target: `#${ending}` }) as const,
          ),
          after: { due: { actions: LOOK } },
          on: {
            'operator.undo': { guard: 'isCalledFor', actions: 'callOff' },
            'rollout.requested': [
              { guard: 'callsOff', actions: 'callOff' },
              { guard: 'isNew', actions: 'aim' },
            ],
          },
        },
        undoing: {
          id: 'undoing',
          description: 'Production goes back to the revision before, by a rolling update without any comparison.',
          entry: entering('undoing', 'undoing'),
          always: undoing.always,
          after: { due: 'overdue' },
          on: onTheWayBack,
        },
        overdue: {
          description: 'The way back has made no progress within the deadline: a label, for production goes on trying.',
          entry: entering('undoing', 'overdue'),
          always: undoing.always,
          on: onTheWayBack,
        },
      },
    },
    failed: {
      id: 'failed',
      tags: 'settled',
      description:
        'The canary was rejected and is gone; production serves as before, though the other revision is still asked for.',
      entry: entering('atRest', 'failed'),
      always: NEXT,
      on: rejected,
    },
    aborted: {
      id: 'aborted',
      tags: 'settled',
      description:
        'A person has called the canary back; production serves as before, though the other revision is still asked for.',
      entry: entering('atRest', 'aborted'),
      always: NEXT,
      on: rejected,
    },
    restored: {
      id: 'restored',
      tags: 'settled',
      description: 'Production serves alone with the earlier revision, and nothing else is asked for.',
      entry: ['forget', ...entering('atRest', 'restored')],
      always: NEXT,
      on: inService,
    },
  },
});
