import { getAdjacencyMap } from '@xstate/graph';
import { describe, expect, test } from 'vitest';
import { createActor } from 'xstate';
import { lessonMachine, type Context, type LessonEvent } from '../../src/lessons/machine/machine.ts';
import type { Outline } from '../../src/lessons/machine/outline.ts';
import { canReach, leavesOf, pathOf, type Vertex } from '../sim/strategies/graph.ts';

const OUTLINE: Outline = {
  rounds: [
    { id: 'good', guesses: { a: 'count', b: 'count' }, marks: ['m'] },
    { id: 'bad', guesses: { c: 'bar' }, marks: ['n'] },
  ],
  controls: { wait: ['0s', '5s'] },
  acts: [],
  checks: ['none'],
};
const EVENTS: LessonEvent[] = [
  ...(['next', 'back', 'restart', 'run.paused', 'run.ended', 'run.on', 'run.again', 'prove', 'hint'] as const).map((type) => ({
    type,
  })),
  ...['a', 'b', 'x'].map((id): LessonEvent => ({ type: 'guess', id, guess: { kind: 'count', count: 1 } })),
  { type: 'guess', id: 'c', guess: { kind: 'bar', length: 1 } },
  { type: 'guess', id: 'c', guess: { kind: 'count', count: 1 } },
  ...['a', 'b', 'c'].map((id): LessonEvent => ({ type: 'skip', id })),
  ...['m', 'n', 'x'].map((id): LessonEvent => ({ type: 'mark', id, at: 1 })),
  { type: 'plan', plan: { values: { wait: '5s' }, acts: [] } },
  { type: 'plan', plan: { values: { wait: '7s' }, acts: [] } },
  { type: 'proved', failing: null },
  { type: 'proved', failing: 'none' },
];

interface Known extends Vertex {
  context: Context;
  hasClock: boolean;
}

/** All that can happen in a lesson of two rounds; how often something was marked, hinted or put to the checks decides nothing. */
function graph(): Map<string, Known> {
  type Snapshot = { value: Parameters<typeof pathOf>[0]; context: Context; tags: Set<string> };
  const key = ({ value, context: { round, locked, seen, record } }: Snapshot): string =>
    JSON.stringify([
      pathOf(value),
      round,
      locked,
      seen,
      record.attempt,
      record.plan,
      Object.entries(record.guesses).sort(),
      Object.keys(record.marks).sort(),
    ]);
  const map = getAdjacencyMap(lessonMachine as never, {
    input: { outline: OUTLINE },
    events: EVENTS as never,
    serializeState: key as never,
    serializeEvent: ((event: LessonEvent) => JSON.stringify(event)) as never,
    limit: 200_000,
  });
  return new Map(
    Object.entries(map).map(([id, { state, transitions }]) => {
      const { value, context, tags } = state as unknown as Snapshot;
      const edges = Object.entries(transitions).map(([event, edge]) => ({
        event,
        to: key((edge as { state: unknown }).state as Snapshot),
      }));
      return [
        id,
        {
          id,
          path: pathOf(value),
          target: '',
          paused: false,
          settled: pathOf(value) === 'open',
          edges,
          context,
          hasClock: tags.has('clock'),
        },
      ];
    }),
  );
}

describe('every path through a lesson', () => {
  const all = graph(),
    vertices = [...all.values()];
  const by = (vertex: Known, type: string) =>
    vertex.edges
      .filter(({ event, to }) => event.startsWith(`{"type":"${type}"`) && to !== vertex.id)
      .map(({ to }) => all.get(to)!);

  test('reaches every state of the chart, and each says in one sentence what it is', () => {
    expect([...new Set(vertices.map(({ path }) => path))].sort()).toEqual(leavesOf(lessonMachine as never).sort());
    for (const state of Object.values(lessonMachine.states)) expect(state.description).toMatch(/^[A-Z].*\.$/);
  });

  test('comes to the end from everywhere, and back to the hook without beginning anew', () => {
    const end = canReach(all, ({ settled }) => settled),
      hook = canReach(
        all,
        ({ path }) => path === 'hook',
        (event) => event === '{"type":"back"}' || event.startsWith('{"type":"proved"'),
      );
    expect(vertices.filter(({ id }) => !end.has(id)).map(({ id }) => id)).toEqual([]);
    expect(vertices.filter(({ id }) => !hook.has(id)).map(({ id }) => id)).toEqual([]);
  });

  test('lets time move in no round before its guesses are down', () => {
    for (const { hasClock, context } of vertices.filter((vertex) => vertex.hasClock)) {
      expect(hasClock).toBe(true);
      for (const { guesses } of OUTLINE.rounds.slice(0, context.round + 1))
        expect(Object.keys(context.record.guesses)).toEqual(expect.arrayContaining(Object.keys(guesses)));
    }
    expect(vertices.filter(({ path, hasClock }) => ['hook', 'attempt', 'predict'].includes(path) && hasClock)).toEqual([]);
  });

  test('keeps a guess as it was once time has moved, and the plan that was played', () => {
    const locked = vertices.filter(({ path, context }) => path === 'predict' && context.locked > context.round);
    expect(locked.length).toBeGreaterThan(5);
    for (const vertex of locked) expect([...by(vertex, 'guess'), ...by(vertex, 'skip')]).toEqual([]);
    const played = vertices.filter(({ path, context }) => path === 'attempt' && context.locked > 0);
    expect(played.length).toBeGreaterThan(5);
    for (const vertex of played) expect(by(vertex, 'plan')).toEqual([]);
  });

  test('skips one guess at most, and keeps it in the record', () => {
    const skipped = vertices.map(
      ({ context }) => Object.values(context.record.guesses).filter(({ kind }) => kind === 'skipped').length,
    );
    expect(Math.max(...skipped)).toBe(1);
  });

  test('takes no guess of another kind, no mark of another round, and no plan that is not offered', () => {
    for (const { context } of vertices) {
      expect(context.record.guesses).not.toHaveProperty('x');
      expect(context.record.marks).not.toHaveProperty('x');
      expect(context.record.guesses['c']?.kind).not.toBe('count');
      expect(context.record.plan.values['wait']).not.toBe('7s');
      if (context.locked < 2) expect(context.record.marks).not.toHaveProperty('n');
    }
  });

  test('explains nothing before every mark is set', () => {
    for (const { path, context } of vertices.filter((vertex) => /^(explain|prove|open)/.test(vertex.path)))
      expect([path, Object.keys(context.record.marks).sort()]).toEqual([path, ['m', 'n']]);
  });
});

test('hints are a ladder of four rungs, and proofs are counted', () => {
  const actor = createActor(lessonMachine, {
    input: { outline: { ...OUTLINE, rounds: [{ id: 'good', guesses: {}, marks: [] }] } },
  });
  actor.start();
  for (const type of ['next', 'next', 'next', 'run.ended', 'next', 'next', 'next'] as const) actor.send({ type });
  for (let asked = 0; asked < 6; asked++) actor.send({ type: 'hint' });
  actor.send({ type: 'prove' });
  actor.send({ type: 'proved', failing: 'strange' });
  expect(actor.getSnapshot().value).toEqual({ prove: 'checking' });
  actor.send({ type: 'proved', failing: 'none' });
  actor.send({ type: 'prove' });
  actor.send({ type: 'proved', failing: null });
  expect(actor.getSnapshot().value).toEqual({ prove: 'passed' });
  expect(actor.getSnapshot().context.record).toMatchObject({ hints: 4, proofs: 2 });
});

test('a plan that was judged is found as it was left, until a mark is set anew', () => {
  const actor = createActor(lessonMachine, { input: { outline: { ...OUTLINE, rounds: [{ id: 'good', guesses: {}, marks: ['m'] }] } } });
  actor.start();
  for (const type of ['next', 'next', 'next', 'run.ended', 'next'] as const) actor.send({ type });
  actor.send({ type: 'mark', id: 'm', at: 1 });
  for (const type of ['next', 'next', 'prove'] as const) actor.send({ type });
  actor.send({ type: 'proved', failing: 'none' });
  const at = (...events: readonly ('next' | 'back')[]): unknown => {
    for (const type of events) actor.send({ type });
    return actor.getSnapshot().value;
  };
  expect(at('next', 'back')).toEqual({ prove: 'failed' });
  expect(at('back', 'next')).toEqual({ prove: 'failed' });
  at('back', 'back');
  actor.send({ type: 'mark', id: 'm', at: 2 });
  expect(at('next', 'next')).toEqual({ prove: 'planning' });
});
