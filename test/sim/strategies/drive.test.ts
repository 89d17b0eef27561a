import { assign, setup } from 'xstate';
import { expect, test } from 'vitest';
import { Calendar, MINUTE, PHASE, SECOND } from '../../../src/sim/kernel/index.ts';
import { object } from '../../../src/sim/schema/index.ts';
import { startRollout, type Observation, type RolloutInput, type Strategy } from '../../../src/sim/strategies/index.ts';
import { unseen } from '../../../src/sim/strategies/strategy.ts';
import type { Why } from '../../../src/sim/trace/facts.ts';

const WHY: Why = { rule: 'test', says: 'Because.', arithmetic: '', inputs: [], alternatives: [], source: '' };
const fleet = unseen(1);
type Context = { input: RolloutInput; reason: string; target: string };

/** Waits ten seconds after a request, and then scales; `fleet.changed` is ignored while it waits; an undo fails in its action. */
const machine = setup({
  types: {} as { context: Context; events: Observation; input: RolloutInput; tags: 'settled' },
  delays: { patience: 10_000 },
  actions: {
    scale: ({ context }) => context.input.commands.scale('v2', 3, WHY),
    fail: () => {
      throw new Error('a slip in an action');
    },
    because: assign((_, reason: string) => ({ reason })),
    aim: assign({ target: ({ context, event }) => (event.type === 'rollout.requested' ? event.to : context.target) }),
  },
}).createMachine({
  context: ({ input }) => ({ input, reason: 'nothing yet', target: input.stable }),
  initial: 'idle',
  states: {
    idle: {
      tags: 'settled',
      on: { 'rollout.requested': { target: 'waiting', actions: ['aim', { type: 'because', params: 'asked' }] } },
    },
    waiting: {
      after: { patience: { target: 'done', actions: ['scale', { type: 'because', params: 'long enough' }] } },
      on: { 'operator.undo': { actions: 'fail' }, 'operator.pause': 'idle' },
    },
    done: {
      tags: 'settled',
      on: { 'operator.resume': { target: 'waiting', actions: 'scale' }, 'operator.undo': { actions: 'scale' } },
    },
  },
});
const strategy: Strategy = {
  id: 'test',
  title: 'Test',
  summary: 'For tests.',
  schema: object({}, { label: 'Test', help: 'For tests.' }),
  minReady: () => 0,
  machine,
  refusal: (event) => `no ${event.type} now`,
};

function started(onScale: () => void = () => {}) {
  const calendar = new Calendar(),
    history: string[] = [],
    wanted: string[] = [];
  const rollout = startRollout(
    strategy,
    {
      params: {},
      stable: 'v1',
      desired: 1,
      commands: {
        scale: (revision, replicas) => {
          history.push(`${calendar.now / SECOND} s: scale ${String(revision)} to ${replicas}`);
          onScale();
        },
        hold: () => {},
        route: () => {},
        analyse: () => {},
        endAnalysis: () => {},
      },
    },
    {
      calendar,
      onTarget: (revision) => wanted.push(`${calendar.now / SECOND} s: ${revision}, with ${history.length} states told`),
      onState: (path, reason, settled) =>
        history.push(`${calendar.now / SECOND} s: ${path}${settled ? ' (settled)' : ''}, ${reason}`),
    },
  );
  return { calendar, history, wanted, rollout };
}
const at = (calendar: Calendar, seconds: number, action: () => void) => calendar.call(seconds * SECOND, PHASE.control, action);
const play = (calendar: Calendar) => calendar.run(MINUTE, () => {});

test('delays pass on the calendar, and a state is told before the commands given on the way into it', () => {
  const { calendar, history, rollout } = started();
  at(calendar, 5, () => rollout.send({ type: 'rollout.requested', to: 'v2', fleet }));
  play(calendar);
  expect(history).toEqual([
    '0 s: idle (settled), nothing yet',
    '5 s: waiting, asked',
    '15 s: done (settled), long enough',
    '15 s: scale v2 to 3',
  ]);
  expect([rollout.state, rollout.settled]).toEqual(['done', true]);
});

test('delays fire in the control phase, after the traffic and before the meters of their instant', () => {
  const { calendar, history, rollout } = started();
  at(calendar, 5, () => rollout.send({ type: 'rollout.requested', to: 'v2', fleet }));
  calendar.call(15 * SECOND, PHASE.sample, () => history.push('meters'));
  calendar.call(15 * SECOND, PHASE.traffic, () => history.push('traffic'));
  play(calendar);
  expect(history.slice(2)).toEqual(['traffic', '15 s: done (settled), long enough', '15 s: scale v2 to 3', 'meters']);
});

test('the wanted revision is told at the start and when another is asked for, before the state, and not when the rollout is given up', () => {
  const { calendar, wanted, rollout } = started();
  at(calendar, 5, () => rollout.send({ type: 'rollout.requested', to: 'v2', fleet }));
  at(calendar, 6, () => rollout.send({ type: 'operator.pause', fleet }));
  play(calendar);
  expect(wanted).toEqual(['0 s: v1, with 0 states told', '5 s: v2, with 1 states told']);
});

test('leaving a state cancels its delay', () => {
  const { calendar, history, rollout } = started();
  at(calendar, 5, () => rollout.send({ type: 'rollout.requested', to: 'v2', fleet }));
  at(calendar, 6, () => rollout.send({ type: 'operator.pause', fleet }));
  play(calendar);
  expect(history).toEqual(['0 s: idle (settled), nothing yet', '5 s: waiting, asked', '6 s: idle (settled), asked']);
});

test('an event without a transition is refused with the reason of the strategy, and tells no state', () => {
  const { history, rollout } = started();
  expect(rollout.send({ type: 'operator.undo', fleet })).toEqual({ accepted: false, reason: 'no operator.undo now' });
  expect(rollout.send({ type: 'rollout.requested', to: 'v2', fleet })).toEqual({ accepted: true, reason: '' });
  rollout.send({ type: 'fleet.changed', fleet });
  expect(history).toEqual(['0 s: idle (settled), nothing yet', '0 s: waiting, asked']);
});

test('an error in an action comes out of the send, at its own instant', () => {
  const { calendar, rollout } = started();
  at(calendar, 1, () => rollout.send({ type: 'rollout.requested', to: 'v2', fleet }));
  at(calendar, 2, () => rollout.send({ type: 'operator.undo', fleet }));
  expect(() => play(calendar)).toThrow('a slip in an action');
  expect(calendar.now).toBe(2 * SECOND);
});

test('an error of the world, while it carries out a command after a delay, comes out of the calendar', () => {
  const { calendar, rollout } = started(() => {
    throw new Error('no such server');
  });
  at(calendar, 1, () => rollout.send({ type: 'rollout.requested', to: 'v2', fleet }));
  expect(() => play(calendar)).toThrow('no such server');
  expect(calendar.now).toBe(11 * SECOND);
});
