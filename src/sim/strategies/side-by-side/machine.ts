import { chartOf } from './chart.ts';
import { firstContext, type Held } from './context.ts';
import type { SideParams } from './params.ts';
import type { Kind } from './state.ts';

/** What the states of one strategy mean, in one sentence each; the others mean the same in all of the family. */
export interface Descriptions {
  comparing: string;
  promoting: string;
  closing: string;
  compared: string;
}

/**
 * The chart of a strategy that runs the new version beside the stable one: bring it up, let requests reach it, compare, and then promote
 * it, take it away, or leave that to a person.
 */
export function machineOf<P extends SideParams>(kind: Kind<P>, says: Descriptions) {
  const chart = chartOf(kind);
  const stand = (how: 'open' | 'promote' | 'close' | 'giveUp' | 'startOver' | 'pause' | 'resume') => ({ type: 'stand', params: how }) as const;
  const because = <R extends string>(reason: R) => ({ type: 'because', params: reason }) as const;
  const look = { actions: ['observe', 'askForPass'] } as const;
  const begin = ['endAnalysis', 'startWatch', stand('open'), 'startAnalysis', 'analyse'] as const;
  const setOff = [
    { guard: 'leadsBack', target: '#rollingBack', actions: ['observe', 'endAnalysis', 'aim', 'askForPass'] },
    { guard: 'leadsOn', target: '#rollingOut', actions: ['observe', 'endAnalysis', 'aim', 'askForPass'] },
  ] as const;
  const giveUp = ['endAnalysis', 'forgetAnalysis', stand('giveUp'), 'release'] as const;
  const promote = ['endAnalysis', 'forgetAnalysis', stand('promote'), 'release'] as const;
  const byHand = { target: 'promoting', actions: ['observe', ...promote, because('promoted'), 'askForPass'] } as const;
  /** What a person may do while the new version is on trial, or on its way to everybody. */
  const steered = <Here extends Held>(held: Here) =>
    ({
      'fleet.changed': look,
      'analysis.ended': { actions: ['observe', 'hear', 'askForPass'] },
      'operator.pause': {
        target: 'paused',
        actions: [
          'observe',
          ...(held === 'comparing' ? (['stopWatch'] as const) : []),
          stand('pause'),
          { type: 'hold', params: held },
          because('paused'),
          'askForPass',
        ],
      },
      'operator.abort': { target: '#aborting', actions: ['observe', ...giveUp, because('aborted'), 'askForPass'] },
    }) as const;
  const onTrial = <Here extends Held>(held: Here) => ({ ...steered(held), 'operator.promote': byHand, 'operator.promoteFull': byHand }) as const;
  const resumed = <Here extends Held>(held: Here) =>
    ({
      guard: { type: 'wasIn', params: held },
      target: held,
      actions: ['observe', stand('resume'), 'goOnWatching', 'release', because('resumed'), 'askForPass'],
    }) as const;
  const goingOn = (target: 'promoting' | 'overdue') =>
    ({ guard: { type: 'madeProgress', params: 'primary' }, target, reenter: true, actions: ['observe', 'askForPass'] }) as const;
  const updated = { guard: 'isPrimaryWhole', target: 'closing', actions: ['settle', stand('close'), because('updated')] } as const;

  return chart.createMachine({
    id: kind.id,
    context: ({ input }) => firstContext(input),
    initial: 'idle',
    on: {
      pass: { actions: 'pass' },
      'fleet.changed': look,
      'rollout.requested': setOff,
      'operator.scale': { actions: ['observe', 'resize', 'askForPass'] },
    },
    states: {
      idle: { description: 'The stable version serves alone, and nothing has been asked for yet.', tags: 'settled' },
      rollingOut: {
        id: 'rollingOut',
        description: 'On the way to a new revision, with both side by side.',
        initial: 'preparing',
        on: { 'operator.undo': setOff },
        states: {
          preparing: {
            description: `The ${kind.name} is brought up beside the stable version, and nothing reaches it yet.`,
            always: { guard: 'isPrepared', target: 'comparing', actions: [...begin, because('opened')] },
            after: { progressDeadline: { target: '#aborting', actions: [...giveUp, because('late'), 'askForPass'] } },
            on: {
              ...onTrial('preparing'),
              'fleet.changed': [
                { guard: { type: 'madeProgress', params: 'trial' }, target: 'preparing', reenter: true, actions: ['observe', 'askForPass'] },
                look,
              ],
            },
          },
          comparing: {
            description: says.comparing,
            always: [
              { guard: 'hasFailed', target: '#aborting', actions: [because('failed'), ...giveUp] },
              { guard: 'isUndecided', target: 'deciding', actions: because('inconclusive') },
            ],
            after: {
              watch: [
                {
                  guard: { type: 'isThen', params: 'person' },
                  target: 'deciding',
                  actions: ['endAnalysis', 'forgetAnalysis', because('timeIsUp'), 'askForPass'],
                },
                {
                  guard: { type: 'isThen', params: 'remove' },
                  target: 'removing',
                  actions: ['endAnalysis', 'forgetAnalysis', stand('close'), because('timeIsUp'), 'askForPass'],
                },
                { target: 'promoting', actions: [...promote, because('timeIsUp'), 'askForPass'] },
              ],
            },
            on: onTrial('comparing'),
          },
          deciding: {
            description: 'Both versions run on as they are, until a person promotes the new one, gives it up or compares once more.',
            on: {
              ...onTrial('deciding'),
              'operator.retry': { target: 'comparing', actions: ['observe', ...begin, because('retried'), 'askForPass'] },
            },
          },
          paused: {
            description: 'A person holds everything as it is: time does not count, and no server is updated.',
            on: {
              ...onTrial('deciding'),
              'operator.pause': undefined,
              'operator.resume': [resumed('preparing'), resumed('comparing'), resumed('deciding'), resumed('promoting')],
            },
          },
          promoting: {
            description: says.promoting,
            always: updated,
            after: { progressDeadline: { target: 'overdue', actions: because('overdue') } },
            on: { ...steered('promoting'), 'fleet.changed': [goingOn('promoting'), look] },
          },
          overdue: {
            description: 'The update of the stable side has made no progress for too long, which is a label and nothing more.',
            always: updated,
            on: {
              ...steered('promoting'),
              'fleet.changed': [{ ...goingOn('promoting'), actions: ['observe', because('onTime'), 'askForPass'] }, look],
            },
          },
          closing: {
            description: says.closing,
            always: { guard: 'isAlone', target: '#complete', actions: because('complete') },
          },
          removing: {
            description: `The test is over, and the ${kind.name} is taken away again.`,
            always: { guard: 'isAlone', target: '#compared', actions: [because('compared'), 'forgetTrial'] },
          },
        },
      },
      complete: {
        id: 'complete',
        description: 'The new revision serves alone, and nothing is left of the trial.',
        tags: 'settled',
        on: { 'operator.undo': setOff },
      },
      compared: { id: 'compared', description: says.compared, tags: 'settled' },
      aborting: {
        id: 'aborting',
        description: `The new version was given up: the ${kind.name} goes, and whatever was updated already is taken back.`,
        always: { guard: 'isAlone', target: 'aborted', actions: because('gaveUp') },
        on: { 'operator.undo': setOff },
      },
      aborted: {
        id: 'aborted',
        description: 'The stable version serves alone, while Git still asks for the one that was given up.',
        tags: 'settled',
        on: {
          'operator.undo': setOff,
          'operator.retry': { target: '#rollingOut', actions: ['observe', stand('startOver'), because('retried'), 'askForPass'] },
        },
      },
      rollingBack: {
        id: 'rollingBack',
        description: 'On the way back to a revision that has served before: it needs no trial.',
        always: { guard: 'isAlone', target: 'restored', actions: because('restored') },
        on: { 'operator.undo': setOff },
      },
      restored: {
        id: 'restored',
        description: 'The earlier revision serves alone again.',
        tags: 'settled',
        on: { 'operator.undo': setOff },
      },
    },
  });
}
