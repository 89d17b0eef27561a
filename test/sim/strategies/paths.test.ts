import { describe, expect, test } from 'vitest';
import { STRATEGIES } from '../../../src/sim/strategies/index.ts';
import { canReach, graphOf, leavesOf } from './graph.ts';

/** Charts that count no time but the progress deadline: of the others, there is no end of different situations. Whole runs hold those. */
const TIMELESS = STRATEGIES.filter(({ id }) => ['by-hand', 'recreate', 'rolling'].includes(id));

describe.each(TIMELESS.map((strategy) => [strategy.id, strategy] as const))('every path through %s', (id, { machine }) => {
  const graph = graphOf(id, machine);
  const vertices = [...graph.values()];

  test('reaches every state of the chart', () => {
    expect([...new Set(vertices.map((vertex) => vertex.path))].sort()).toEqual(leavesOf(machine).sort());
  });

  test('can come to rest from everywhere', () => {
    const rest = canReach(graph, (vertex) => vertex.settled);
    expect(vertices.filter((vertex) => !rest.has(vertex.id)).map((vertex) => vertex.id)).toEqual([]);
  });

  test('says in one sentence what each state means', () => {
    const described = leavesOf(machine).map(
      (path) => machine.getStateNodeById(`${machine.id}.${path}`.replace(/^\w+\.(complete|restored)$/, '$1')).description,
    );
    for (const sentence of described) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  test('leads back to v1 after an undo, wherever v2 was on its way or in place', () => {
    const restored = canReach(
      graph,
      (vertex) => vertex.path === 'restored' && vertex.target === 'v1',
      (event) => /^(fleet\.changed|xstate\.after)/.test(event),
    );
    const onV2 = vertices.filter((vertex) => vertex.target === 'v2' && !vertex.paused);
    expect(onV2.length).toBeGreaterThan(10);
    for (const vertex of onV2) {
      for (const undo of vertex.edges.filter((edge) => edge.event.startsWith('operator.undo'))) {
        expect(graph.get(undo.to)).toMatchObject({ path: expect.stringMatching(/^(rollingBack|restored$)/), target: 'v1' });
        expect(restored.has(undo.to)).toBe(true);
      }
    }
  });

  test('keeps a paused rollout where it is, whatever the fleet does', () => {
    const paused = vertices.filter((vertex) => vertex.path.endsWith('.paused'));
    expect(paused.length > 0).toBe(id !== 'by-hand');
    for (const vertex of paused)
      for (const edge of vertex.edges.filter(
        ({ event }) => event.startsWith('fleet.changed') || event.startsWith('operator.undo'),
      ))
        expect(graph.get(edge.to)!.path).toBe(vertex.path);
  });
});
