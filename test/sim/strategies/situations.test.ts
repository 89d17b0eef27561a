import { describe, expect, test } from 'vitest';
import { STRATEGIES } from '../../../src/sim/strategies/index.ts';
import type { AnyStateNode } from 'xstate';
import { canReach, leavesOf } from './graph.ts';
import { situationsOf, WALKS } from './situations.ts';

/** `paths.test.ts` walks these with all their counts; the others are walked by what decides. */
const TIMELESS = ['by-hand', 'recreate', 'rolling'];
const CLOCKED = STRATEGIES.filter(({ id }) => !TIMELESS.includes(id));

const leafNodes = (node: AnyStateNode): AnyStateNode[] => {
  const inner = Object.values(node.states);
  return inner.length === 0 ? [node] : inner.flatMap(leafNodes);
};

test('every chart with clocks and analyses has a walk', () => {
  expect(CLOCKED.map(({ id }) => id).filter((id) => !Object.hasOwn(WALKS, id))).toEqual([]);
});

describe.each(CLOCKED.filter(({ id }) => Object.hasOwn(WALKS, id)).map((strategy) => [strategy.id, strategy] as const))(
  'every situation of %s',
  (id, { machine }) => {
    const graph = situationsOf(id, machine, WALKS[id]!);
    const vertices = [...graph.values()];

    test('reaches every state of the chart', () => {
      expect([...new Set(vertices.map(({ path }) => path))].sort()).toEqual(leavesOf(machine).sort());
    });

    test('can come to rest from everywhere', () => {
      const rest = canReach(graph, ({ settled }) => settled);
      expect(vertices.filter((vertex) => !rest.has(vertex.id)).map(({ id: name }) => name)).toEqual([]);
    });

    test('says in one sentence what each state means', () => {
      for (const { description } of leafNodes(machine.root)) expect(description).toMatch(/^[A-Z].*\.$/);
    });

    // What the world does by itself: nobody has to help.
    const byItself = (event: string): boolean => /^(fleet\.changed|xstate\.after|wake|analysis\.ended)/.test(event);
    // Where gates are, a person has to agree to the way back too.
    const back = canReach(
      graph,
      ({ path, target, settled }) => settled && (target === 'v1' || /^(aborted|failed)/.test(path)),
      (event) => byItself(event) || event === 'operator.promote',
    );

    test.each(['operator.undo', 'operator.abort'])('%s leads away from v2, from wherever it is taken', (act) => {
      const taken = vertices
        .filter(({ target, paused }) => target === 'v2' && !paused)
        .flatMap(({ id: from, edges }) => edges.filter(({ event, to }) => event === act && to !== from));
      expect(taken.length).toBeGreaterThan(10);
      expect(taken.filter(({ to }) => !back.has(to))).toEqual([]);
    });

    test('stays paused, whatever the fleet does, until a person resumes', () => {
      const paused = vertices.filter((vertex) => vertex.paused);
      expect(paused.length > 0).toBe(id !== 'flagger');
      for (const { edges } of paused)
        for (const { to } of edges.filter(({ event }) => byItself(event))) expect(graph.get(to)!.paused).toBe(true);
    });
  },
);
